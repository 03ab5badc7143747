#include "core/similarity/rownormalisation.h"

#include "core/similarity/rowsums.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
bool allEqual(std::span<const float> row)
{
    return std::all_of(row.begin(), row.end(), [&](float value) { return value == row.front(); });
}

/// Mean and sum of squares about it, or about 0 without @p centred.
struct Moments
{
    double mean = 0;
    double squares = 0;
};

Moments momentsOf(std::span<const float> row, bool centred)
{
    Moments moments;
    if (centred)
        moments.mean = sumOf(row) / static_cast<double>(row.size());
    moments.squares = squaresAbout(row, moments.mean);
    return moments;
}

RowFault faultOf(std::span<const float> row, RowNormalisation normalisation, const Moments& moments)
{
    if (!std::isfinite(moments.squares))
        return RowFault::NotFinite;
    if (normalisation == RowNormalisation::Length && moments.squares == 0)
        return RowFault::Zero;
    // A sum of squares may be a little above 0 because the mean is rounded.
    if (normalisation == RowNormalisation::MeanAndLength && row.front() == row.back() && allEqual(row))
        return RowFault::Constant;
    return RowFault::None;
}

template<typename T>
RowFault normalise(std::span<const float> row, RowNormalisation normalisation, std::span<T> out)
{
    const Moments moments = momentsOf(row, normalisation == RowNormalisation::MeanAndLength);
    const RowFault fault = faultOf(row, normalisation, moments);
    if (fault != RowFault::None)
        std::fill(out.begin(), out.end(), T {0});
    else if (normalisation == RowNormalisation::None)
        std::copy(row.begin(), row.end(), out.begin());
    else
        scaleAbout(row, moments.mean, 1 / std::sqrt(moments.squares), out);
    return fault;
}
} // namespace

std::string_view toString(RowFault fault)
{
    switch (fault) {
    case RowFault::None:
        return "has no fault";
    case RowFault::NotFinite:
        return "has features that are NaN or infinite";
    case RowFault::Constant:
        return "has the same value in all features";
    case RowFault::Zero:
        return "has 0 in all features";
    }
    return {};
}

RowFault rowFault(std::span<const float> row, RowNormalisation normalisation)
{
    return faultOf(row, normalisation, momentsOf(row, normalisation == RowNormalisation::MeanAndLength));
}

RowFault normaliseRow(std::span<const float> row, RowNormalisation normalisation, std::span<float> out)
{
    return normalise(row, normalisation, out);
}

RowFault normaliseRow(std::span<const float> row, RowNormalisation normalisation, std::span<double> out)
{
    return normalise(row, normalisation, out);
}

} // namespace learnscope
