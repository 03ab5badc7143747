#include "core/probing/standardisation.h"

#include <cmath>

namespace learnscope {

Result<Standardisation> standardisationOf(const Embedding& features)
{
    // In two passes, so that a mean far from 0 costs no digits.
    const double count = double(features.rows()) * double(features.columns());
    double sum = 0;
    for (std::size_t row = 0; row < features.rows(); ++row) {
        const auto values = features.row(row);
        double ofRow = 0;
        for (std::size_t column = 0; column < values.size(); ++column) {
            if (!std::isfinite(values[column]))
                return failure(Error::Kind::OutOfRange,
                               "features for a probe must be finite; row " + std::to_string(row + 1)
                                   + ", column " + std::to_string(column + 1) + " is not");
            ofRow += double {values[column]};
        }
        sum += ofRow;
    }
    const double mean = sum / count;
    double squares = 0;
    for (std::size_t row = 0; row < features.rows(); ++row) {
        double ofRow = 0;
        for (const float value : features.row(row))
            ofRow += (double {value} - mean) * (double {value} - mean);
        squares += ofRow;
    }
    const double deviation = std::sqrt(squares / count);
    if (!(deviation > 0))
        return failure(Error::Kind::OutOfRange,
                       "features for a probe must differ; all entries are " + std::to_string(mean));
    return Standardisation {mean, deviation};
}

template<typename Real>
std::vector<Real> standardisedRows(const Embedding& features, const Standardisation& standardisation,
                                   std::span<const std::uint32_t> rows)
{
    std::vector<Real> result;
    result.reserve(rows.size() * features.columns());
    for (const std::uint32_t row : rows)
        for (const float value : features.row(row))
            result.push_back(
                static_cast<Real>((double {value} - standardisation.mean) / standardisation.deviation));
    return result;
}

template std::vector<float> standardisedRows(const Embedding&, const Standardisation&,
                                             std::span<const std::uint32_t>);
template std::vector<double> standardisedRows(const Embedding&, const Standardisation&,
                                              std::span<const std::uint32_t>);

} // namespace learnscope
