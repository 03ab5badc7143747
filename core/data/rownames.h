#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Names of the rows or columns of a matrix, or none. A value that is cheap to copy. Any thread.
class RowNames
{
public:
    RowNames() = default; ///< none
    RowNames(std::vector<std::string> names);

    bool empty() const noexcept { return !m_names; }
    std::size_t size() const noexcept { return m_names ? m_names->size() : 0; }
    const std::string& operator[](std::size_t row) const { return (*m_names)[row]; }
    std::span<const std::string> span() const noexcept;
    /// The name of a row, or its number from 1 on in digits where there are no names.
    std::string label(std::size_t row) const;

    bool operator==(const RowNames& other) const noexcept;

private:
    std::shared_ptr<const std::vector<std::string>> m_names;
};

/// A name that stands in several rows.
struct RepeatedName
{
    std::string name;
    std::vector<std::size_t> rows; ///< ascending

    bool operator==(const RepeatedName&) const = default;
};

/// All of them, in the order of their first rows.
std::vector<RepeatedName> repeatedNames(std::span<const std::string> names);

/// Which rows of two sources belong together because they have the same name.
struct NameMatch
{
    std::vector<std::size_t> first; ///< rows of the first source, ascending
    std::vector<std::size_t> second; ///< the row of the second source for each of them
    std::vector<std::string> onlyInFirst; ///< in the order of its rows
    std::vector<std::string> onlyInSecond;
    std::vector<std::string> ambiguous; ///< in both, but in several rows of one: left out

    std::size_t size() const noexcept { return first.size(); }
    /// Whether every row of both has its partner at the same place.
    bool isIdentity() const noexcept;
    /// "1854 rows match; only in a: 'cat', 'dog' and 3 more; only in b: none"
    std::string toString(std::string_view firstSource, std::string_view secondSource) const;
};

/// Names are compared byte by byte. Fails (Mismatch) where a source has no names, or no name is in both.
Result<NameMatch> matchRows(const RowNames& first, const RowNames& second);

} // namespace learnscope
