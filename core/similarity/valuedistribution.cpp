#include "core/similarity/valuedistribution.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
/// So many steps that two neighbours differ by less than a shade of colour.
constexpr std::size_t steps = 2048;

/// Calls @p take for the value of every pair of @p rows.
template<typename Take>
void forEachPair(const SimilarityMatrix& matrix, std::span<const std::size_t> rows, Take&& take)
{
    if (rows.size() == matrix.size() && std::is_sorted(rows.begin(), rows.end())) {
        for (std::size_t row = 0; row + 1 < matrix.size(); ++row)
            matrix.upperRow(row, [&](const auto& values) {
                for (const auto value : values)
                    take(static_cast<double>(value));
            });
        return;
    }
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = row + 1; column < rows.size(); ++column)
            take(matrix.at(rows[row], rows[column]));
}

/// @p values (not empty) at equal steps of rank.
std::vector<float> quantilesOf(std::vector<float> values)
{
    std::sort(values.begin(), values.end());
    if (values.size() <= steps)
        return values;
    std::vector<float> quantiles(steps);
    for (std::size_t step = 0; step < steps; ++step) {
        const double place =
            static_cast<double>(step) * static_cast<double>(values.size() - 1) / double {steps - 1};
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        const double part = place - static_cast<double>(below);
        quantiles[step] =
            static_cast<float>((1 - part) * double {values[below]} + part * double {values[above]});
    }
    return quantiles;
}

std::vector<float> sample(const SimilarityMatrix& matrix, std::span<const std::size_t> rows,
                          std::size_t count)
{
    Random random(1);
    const auto items = static_cast<std::uint32_t>(rows.size());
    std::vector<float> values;
    values.reserve(count);
    for (std::size_t draw = 0; draw < count; ++draw) {
        const std::uint32_t first = random.below(items);
        const std::uint32_t other = random.below(items - 1);
        const std::uint32_t second = other < first ? other : other + 1;
        const double value = matrix.at(rows[first], rows[second]);
        if (std::isfinite(value))
            values.push_back(static_cast<float>(value));
    }
    return values;
}
} // namespace

ValueDistribution ValueDistribution::of(const SimilarityMatrix& matrix, std::span<const std::size_t> rows,
                                        std::size_t sampled)
{
    std::vector<std::size_t> all;
    if (rows.empty()) {
        all.resize(matrix.size());
        std::iota(all.begin(), all.end(), std::size_t {0});
        rows = all;
    }
    ValueDistribution result;
    result.m_minimum = std::numeric_limits<double>::infinity();
    result.m_maximum = -std::numeric_limits<double>::infinity();
    const std::size_t pairs = rows.size() * (rows.size() - 1) / 2;
    result.m_isSampled = pairs > sampled;
    std::vector<float> values;
    if (!result.m_isSampled)
        values.reserve(pairs);
    forEachPair(matrix, rows, [&](double value) {
        if (!std::isfinite(value)) {
            ++result.m_masked;
            return;
        }
        ++result.m_values;
        result.m_minimum = std::min(result.m_minimum, value);
        result.m_maximum = std::max(result.m_maximum, value);
        if (!result.m_isSampled)
            values.push_back(static_cast<float>(value));
    });
    if (result.m_isSampled)
        values = sample(matrix, rows, sampled);
    if (!values.empty())
        result.m_quantiles = quantilesOf(std::move(values));
    if (result.m_values == 0)
        result.m_minimum = result.m_maximum = std::nan("");
    return result;
}

ValueDistribution ValueDistribution::asSampleOf(std::uint64_t pairs) const
{
    ValueDistribution result = *this;
    result.m_isSampled = true;
    result.m_values = pairs;
    return result;
}

double ValueDistribution::rankOf(double value) const
{
    if (std::isnan(value) || empty())
        return std::nan("");
    const auto number = static_cast<float>(value);
    const auto [low, high] = std::equal_range(m_quantiles.begin(), m_quantiles.end(), number);
    const auto count = static_cast<double>(m_quantiles.size());
    if (low != high || low == m_quantiles.begin() || low == m_quantiles.end())
        return .5 * static_cast<double>((low - m_quantiles.begin()) + (high - m_quantiles.begin())) / count;
    const double below = *(low - 1);
    const double part = (value - below) / (double {*low} - below);
    return (static_cast<double>(low - m_quantiles.begin()) - .5 + part) / count;
}

double ValueDistribution::quantile(double share) const
{
    if (empty())
        return std::nan("");
    const double place = std::clamp(share, 0., 1.) * static_cast<double>(m_quantiles.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, m_quantiles.size() - 1);
    const double part = place - static_cast<double>(below);
    return (1 - part) * double {m_quantiles[below]} + part * double {m_quantiles[above]};
}

} // namespace learnscope
