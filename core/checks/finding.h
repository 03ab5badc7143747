#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Something about the data that a careful reader would want to know; errors are what rejects a file.
struct Finding
{
    enum class Severity { Information, Warning, Error };

    std::string code; ///< stable and machine-readable: "duplicate-keys"
    Severity severity = Severity::Warning;
    std::string file;
    std::int64_t line = 0; ///< of the first row concerned; 0: the whole file
    std::int64_t column = 0;
    std::uint64_t count = 0; ///< how many (keys, rows, runs...: the message says what)
    std::string message;
    std::vector<std::size_t> rows; ///< the rows concerned, at most the first 10,000
};

/// "info", "warning" or "error".
std::string_view toString(Finding::Severity severity);

} // namespace learnscope
