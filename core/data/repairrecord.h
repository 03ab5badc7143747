#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// Something odd in trials that a repair makes invisible without mending it.
struct HiddenOddity
{
    std::string code; ///< of the finding that it was: "shifted-epochs"
    std::uint64_t count = 0;
    std::string message;

    bool operator==(const HiddenOddity&) const = default;
};

/// One thing that was done to an observer's trials after they were read; the file stays as it is.
struct RepairRecord
{
    std::string repair; ///< its stable name: "aborted-start"
    std::string parameters; ///< as typed behind the name's '=': "first"; empty where there are none
    std::uint64_t rows = 0; ///< changed or dropped; 0: it had nothing to do
    std::vector<std::int32_t> runs; ///< those of these rows, ascending
    std::string sentence; ///< for people: "87 rows of an aborted start of run 20 were dropped"
    std::vector<HiddenOddity> hides = {}; ///< findings go on telling of them

    bool changedAnything() const noexcept { return rows > 0; }
    bool operator==(const RepairRecord&) const = default;
};

} // namespace learnscope
