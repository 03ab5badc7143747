#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// A place in an input file. Lines and columns count from 1; 0 means "not known".
struct SourceLocation
{
    std::string file;
    std::int64_t line = 0;
    std::int64_t column = 0;

    bool operator==(const SourceLocation&) const = default;
};

/// Why something could not be done, in a sentence the user can act on.
struct Error
{
    enum class Kind { Io, Syntax, OutOfRange, Mismatch, Usage, Network, Cancelled, Internal };

    Kind kind = Kind::Internal;
    std::string message; ///< what is wrong; what was expected
    SourceLocation where = {};
    std::string_view code = {}; ///< a literal: the problem's stable, machine-readable name, where it has one

    bool operator==(const Error&) const = default;

    /// "trials.csv:12:7: expected a whole number, found 'abc'"
    std::string toString() const;
};

/// All that is wrong with one input: the first hundred problems and how many there were.
class ErrorList
{
public:
    static constexpr std::size_t maximumKept = 100;

    ErrorList() = default;
    ErrorList(Error error) { add(std::move(error)); }

    void add(Error error);
    bool empty() const noexcept { return m_total == 0; }
    const std::vector<Error>& kept() const noexcept { return m_kept; } ///< in the order they were added
    std::uint64_t total() const noexcept { return m_total; }

    /// One line per kept error, then "... and 12 more" where there were more.
    std::string toString() const;

private:
    std::vector<Error> m_kept;
    std::uint64_t m_total = 0;
};

} // namespace learnscope
