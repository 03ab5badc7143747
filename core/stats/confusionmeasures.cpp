#include "core/stats/confusionmeasures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace learnscope {

namespace {
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// NaN where either does not vary.
double pearson(std::span<const double> first, std::span<const double> second)
{
    const auto varies = [](std::span<const double> values) {
        return std::any_of(values.begin(), values.end(),
                           [&](double value) { return value != values.front(); });
    };
    if (first.size() < 2 || !varies(first) || !varies(second))
        return undefined;
    const double n = static_cast<double>(first.size());
    const double mean = std::accumulate(first.begin(), first.end(), 0.0) / n;
    const double otherMean = std::accumulate(second.begin(), second.end(), 0.0) / n;
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (std::size_t place = 0; place < first.size(); ++place) {
        const double deviation = first[place] - mean;
        const double other = second[place] - otherMean;
        product += deviation * other;
        square += deviation * deviation;
        otherSquare += other * other;
    }
    return std::clamp(product / std::sqrt(square * otherSquare), -1.0, 1.0);
}

/// The average ranks, from 1, of a few values, which to compare all is faster than to sort.
void rankFew(std::span<const double> values, std::vector<double>& ranks)
{
    ranks.resize(values.size());
    for (std::size_t place = 0; place < values.size(); ++place) {
        int less = 0;
        int equal = 0;
        for (const double other : values) {
            less += other < values[place];
            equal += other == values[place];
        }
        ranks[place] = less + (equal + 1) / 2.0;
    }
}

/// Average ranks, from 1.
void rank(std::span<const double> values, std::vector<double>& ranks)
{
    if (values.size() <= 16) {
        rankFew(values, ranks);
        return;
    }
    thread_local std::vector<std::pair<double, std::size_t>> sorted;
    sorted.clear();
    for (std::size_t place = 0; place < values.size(); ++place)
        sorted.emplace_back(values[place], place);
    std::sort(sorted.begin(), sorted.end());
    ranks.resize(values.size());
    for (std::size_t first = 0, end = 0; first < sorted.size(); first = end) {
        while (end < sorted.size() && sorted[end].first == sorted[first].first)
            ++end;
        for (std::size_t place = first; place < end; ++place)
            ranks[sorted[place].second] = static_cast<double>(first + end + 1) / 2;
    }
}

/// p log2 (p / m), 0 for p = 0.
double divergence(double p, double m)
{
    return p > 0 ? p * std::log2(p / m) : 0;
}

/// Goes through two matrices row by row.
class Comparison
{
public:
    void begin(std::size_t labels)
    {
        m_labels = labels;
        m_rows = 0;
        m_errorRows = 0;
        m_variation = 0;
        m_distance = 0;
        m_shares.clear();
        m_others.clear();
    }

    void addRow(const double* first, const double* second, std::size_t row)
    {
        const double shown = std::accumulate(first, first + m_labels, 0.0);
        const double otherShown = std::accumulate(second, second + m_labels, 0.0);
        if (shown == 0 || otherShown == 0)
            return;
        ++m_rows;
        for (std::size_t column = 0; column < m_labels; ++column) {
            const double share = first[column] / shown;
            const double other = second[column] / otherShown;
            m_variation += std::abs(share - other) / 2;
            if (column != row) {
                m_shares.push_back(share);
                m_others.push_back(other);
            }
        }
        addErrors(first, second, row, shown - first[row], otherShown - second[row]);
    }

    std::array<double, 4> similarities()
    {
        rank(m_shares, m_ranks);
        rank(m_others, m_otherRanks);
        return {pearson(m_shares, m_others), pearson(m_ranks, m_otherRanks),
                m_errorRows > 0 ? 1 - m_distance / m_errorRows : undefined,
                m_rows > 0 ? 1 - m_variation / m_rows : undefined};
    }

private:
    void addErrors(const double* first, const double* second, std::size_t row, double errors,
                   double otherErrors)
    {
        if (errors <= 0 || otherErrors <= 0)
            return;
        double divergences = 0;
        for (std::size_t column = 0; column < m_labels; ++column)
            if (column != row) {
                const double p = first[column] / errors;
                const double q = second[column] / otherErrors;
                divergences += divergence(p, (p + q) / 2) + divergence(q, (p + q) / 2);
            }
        m_distance += std::sqrt(std::max(0.0, divergences / 2));
        ++m_errorRows;
    }

    std::size_t m_labels = 0;
    int m_rows = 0; ///< that both were shown
    int m_errorRows = 0; ///< in which both made errors
    double m_variation = 0;
    double m_distance = 0;
    std::vector<double> m_shares; ///< off the diagonal
    std::vector<double> m_others;
    std::vector<double> m_ranks;
    std::vector<double> m_otherRanks;
};
} // namespace

std::span<const ConfusionMeasure> confusionMeasures()
{
    static constexpr std::array measures = {ConfusionMeasure::Pearson, ConfusionMeasure::Spearman,
                                            ConfusionMeasure::ErrorJensenShannon,
                                            ConfusionMeasure::TotalVariation};
    return measures;
}

std::string_view toString(ConfusionMeasure measure)
{
    static constexpr std::array names = {"pearson", "spearman", "error-jensen-shannon", "total-variation"};
    return names[static_cast<std::size_t>(measure)];
}

std::string_view titleOf(ConfusionMeasure measure)
{
    static constexpr std::array titles = {
        "Pearson r of off-diagonal shares", "Spearman rho of off-diagonal shares",
        "1 - mean Jensen-Shannon distance of errors", "1 - mean total variation of rows"};
    return titles[static_cast<std::size_t>(measure)];
}

double confusionSimilarity(ConfusionMeasure measure, std::span<const double> first,
                           std::span<const double> second, std::size_t labels)
{
    return confusionSimilarities(first, second, labels)[static_cast<std::size_t>(measure)];
}

std::array<double, 4> confusionSimilarities(std::span<const double> first, std::span<const double> second,
                                            std::size_t labels)
{
    thread_local Comparison comparison; // its memory is used again and again
    comparison.begin(labels);
    for (std::size_t row = 0; row < labels; ++row)
        comparison.addRow(first.data() + row * labels, second.data() + row * labels, row);
    return comparison.similarities();
}

double responseEntropy(std::span<const double> counts, std::size_t labels)
{
    const double trials = std::accumulate(counts.begin(), counts.end(), 0.0);
    if (trials == 0)
        return undefined;
    double entropy = 0;
    for (std::size_t column = 0; column < labels; ++column) {
        double answered = 0;
        for (std::size_t row = 0; row < labels; ++row)
            answered += counts[row * labels + column];
        if (answered > 0)
            entropy -= answered / trials * std::log2(answered / trials);
    }
    return entropy;
}

} // namespace learnscope
