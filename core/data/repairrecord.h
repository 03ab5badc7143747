#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// One thing that was done to an observer's trials after they were read; the file stays as it is.
struct RepairRecord
{
    std::string repair; ///< its stable name: "aborted-start"
    std::string parameters; ///< as typed behind the name's '=': "first"; empty where there are none
    std::uint64_t rows = 0; ///< changed or dropped; 0: it had nothing to do
    std::vector<std::int32_t> runs; ///< those of these rows, ascending
    std::string sentence; ///< for people: "87 rows of an aborted start of run 20 were dropped"

    bool changedAnything() const noexcept { return rows > 0; }
    bool operator==(const RepairRecord&) const = default;
};

} // namespace learnscope
