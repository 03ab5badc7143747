#include "core/data/rownames.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace learnscope {

namespace {
using Rows = std::unordered_map<std::string_view, std::vector<std::size_t>>;

Rows rowsByName(std::span<const std::string> names)
{
    Rows rows;
    rows.reserve(names.size());
    for (std::size_t row = 0; row < names.size(); ++row)
        rows[names[row]].push_back(row);
    return rows;
}

std::string listed(const std::vector<std::string>& names)
{
    constexpr std::size_t shown = 5;
    if (names.empty())
        return "none";
    std::string text;
    for (std::size_t index = 0; index < std::min(shown, names.size()); ++index)
        text += (index == 0 ? "'" : ", '") + names[index] + "'";
    if (names.size() > shown)
        text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}
} // namespace

RowNames::RowNames(std::vector<std::string> names)
    : m_names(names.empty() ? nullptr : std::make_shared<const std::vector<std::string>>(std::move(names)))
{
}

std::span<const std::string> RowNames::span() const noexcept
{
    return m_names ? std::span<const std::string>(*m_names) : std::span<const std::string>();
}

std::string RowNames::label(std::size_t row) const
{
    return m_names ? (*m_names)[row] : std::to_string(row + 1);
}

bool RowNames::operator==(const RowNames& other) const noexcept
{
    return m_names == other.m_names || (m_names && other.m_names && *m_names == *other.m_names);
}

std::vector<RepeatedName> repeatedNames(std::span<const std::string> names)
{
    std::vector<RepeatedName> repeated;
    for (auto& [name, rows] : rowsByName(names))
        if (rows.size() > 1)
            repeated.push_back({std::string(name), std::move(rows)});
    std::sort(repeated.begin(), repeated.end(), [](const RepeatedName& left, const RepeatedName& right) {
        return left.rows.front() < right.rows.front();
    });
    return repeated;
}

bool NameMatch::isIdentity() const noexcept
{
    return onlyInFirst.empty() && onlyInSecond.empty() && ambiguous.empty() && first == second;
}

std::string NameMatch::toString(std::string_view firstSource, std::string_view secondSource) const
{
    std::string text = std::to_string(size()) + (size() == 1 ? " row matches" : " rows match") + "; only in "
        + std::string(firstSource) + ": " + listed(onlyInFirst) + "; only in " + std::string(secondSource)
        + ": " + listed(onlyInSecond);
    if (!ambiguous.empty())
        text += "; in several rows of one and left out: " + listed(ambiguous);
    return text;
}

Result<NameMatch> matchRows(const RowNames& first, const RowNames& second)
{
    if (first.empty() || second.empty())
        return failure(Error::Kind::Mismatch,
                       std::string(first.empty() && second.empty() ? "neither source names"
                                       : first.empty()             ? "the first source does not name"
                                                                   : "the second source does not name")
                           + " its rows; expected names, by which rows are matched");
    const Rows inFirst = rowsByName(first.span());
    const Rows inSecond = rowsByName(second.span());
    NameMatch match;
    for (std::size_t row = 0; row < first.size(); ++row) {
        const auto found = inSecond.find(first[row]);
        const std::vector<std::size_t>& own = inFirst.at(first[row]);
        if (found == inSecond.end()) {
            match.onlyInFirst.push_back(first[row]);
        } else if (own.size() == 1 && found->second.size() == 1) {
            match.first.push_back(row);
            match.second.push_back(found->second.front());
        } else if (own.front() == row) {
            match.ambiguous.push_back(first[row]);
        }
    }
    for (const std::string& name : second.span())
        if (!inFirst.contains(name))
            match.onlyInSecond.push_back(name);
    if (match.size() == 0)
        return failure(Error::Kind::Mismatch,
                       "no row of the first source has a name of the second; the first begins with '"
                           + first[0] + "', the second with '" + second[0] + "'");
    return match;
}

} // namespace learnscope
