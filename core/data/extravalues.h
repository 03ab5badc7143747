#pragma once

#include "core/data/trialtable.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Whether a field says that there is nothing: empty, NA, N/A, NaN, null, None or a lone dot, in any case.
bool isMissingText(std::string_view text);

/// A further column's values row by row, NaN where there is none; nothing where they are no numbers.
std::optional<std::vector<double>> numbersOf(const ExtraColumn& column);

/// What stands in a row of a column, "" where nothing does. Numbers as short as they read back the same.
std::string textAt(const ExtraColumn& column, std::size_t row);

/// The further column of that name; null where there is none.
const ExtraColumn* findExtra(const TrialTable& trials, std::string_view name);

/// As short as it reads back the same.
std::string shortestNumber(double value);

} // namespace learnscope
