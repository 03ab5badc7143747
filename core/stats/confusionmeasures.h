#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace learnscope {

/// How alike two confusion matrices are; 1: the same. Only classes that both observers were shown count, and
/// each of them is a row that sums to 1.
enum class ConfusionMeasure {
    Pearson, ///< correlation of the off-diagonal shares
    Spearman, ///< the same of their ranks
    ErrorJensenShannon, ///< 1 - mean Jensen-Shannon distance (base 2) of the rows' wrong answers
    TotalVariation, ///< 1 - mean total variation distance of the whole rows
};

std::span<const ConfusionMeasure> confusionMeasures();
/// "pearson", "spearman", "error-jensen-shannon" or "total-variation"
std::string_view toString(ConfusionMeasure measure);
/// "Pearson r of off-diagonal shares"
std::string_view titleOf(ConfusionMeasure measure);

/// @p first and @p second: counts of @p labels * @p labels cells, the classes shown in rows. Errors: a class
/// counts where both observers made some. NaN where nothing is left to compare, and where the correlated
/// shares of one observer are all the same.
double confusionSimilarity(ConfusionMeasure measure, std::span<const double> first,
                           std::span<const double> second, std::size_t labels);

/// confusionSimilarity() by each of confusionMeasures().
std::array<double, 4> confusionSimilarities(std::span<const double> first, std::span<const double> second,
                                            std::size_t labels);

/// - sum p log2 p over the shares p of all responses, in bits; NaN without responses.
double responseEntropy(std::span<const double> counts, std::size_t labels);

} // namespace learnscope
