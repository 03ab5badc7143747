#pragma once

#include <string>
#include <vector>

namespace learnscope {

/// The shortest text that reads back as the same number; nothing for NaN.
std::string csvNumber(double value);

/// One line of CSV with its end; fields are quoted where they must be.
std::string csvRow(const std::vector<std::string>& fields);

} // namespace learnscope
