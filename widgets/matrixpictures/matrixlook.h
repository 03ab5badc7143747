#pragma once

#include <optional>
#include <string_view>

namespace learnscope {

/// What of a matrix is coloured.
enum class MatrixColoring {
    Ranks, ///< the share of pairs with a smaller value
    Values, ///< from the smallest to the largest
    Percentiles, ///< values from the 1st to the 99th percentile
};
/// "ranks", "values" or "percentiles"
std::string_view toString(MatrixColoring coloring);
std::optional<MatrixColoring> matrixColoringFromName(std::string_view name);

enum class MatrixColors { Viridis, Blues, Diverging };
/// "viridis", "blues" or "diverging"
std::string_view toString(MatrixColors colors);
std::optional<MatrixColors> matrixColorsFromName(std::string_view name);

} // namespace learnscope
