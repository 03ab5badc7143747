#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// How p-values of one question are corrected for being several.
enum class Correction {
    Holm, ///< family-wise error rate (Holm, Scandinavian Journal of Statistics 1979)
    BenjaminiHochberg, ///< false discovery rate (Benjamini and Hochberg, JRSS B 1995)
    None,
};

/// "holm", "bh" or "none".
std::string_view toString(Correction correction);
std::optional<Correction> correctionFromName(std::string_view name);

/// The p-values corrected for their number, in the same order. NaN values are no tests and stay NaN.
std::vector<double> corrected(std::span<const double> probabilities, Correction correction);

} // namespace learnscope
