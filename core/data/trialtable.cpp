#include "core/data/trialtable.h"

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
template<typename Code>
bool allBelow(const std::vector<Code>& codes, std::uint32_t size)
{
    return codes.empty() || *std::max_element(codes.begin(), codes.end()) < size;
}

std::size_t lengthOf(const ExtraColumn& column)
{
    if (const auto* text = std::get_if<ExtraColumn::Text>(&column.values))
        return text->codes.size();
    if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values))
        return whole->size();
    return std::get<std::vector<double>>(column.values).size();
}
} // namespace

std::string_view toString(Phase phase)
{
    return phase == Phase::Train ? "train" : "test";
}

Result<TrialTable> TrialTable::fromColumns(Columns columns)
{
    const std::size_t size = columns.run.size();
    if (columns.epoch.size() != size || columns.phase.size() != size || columns.image.size() != size
        || columns.truth.size() != size || columns.prediction.size() != size)
        return failure(Error::Kind::Mismatch, "the columns of a trial table differ in length");
    if (!allBelow(columns.image, columns.images.size()) || !allBelow(columns.truth, columns.labels.size())
        || !allBelow(columns.prediction, columns.labels.size()))
        return failure(Error::Kind::Mismatch, "a code in a trial table stands for no name");
    for (const ExtraColumn& extra : columns.extras)
        if (lengthOf(extra) != size)
            return failure(Error::Kind::Mismatch, "column '" + extra.name + "' differs in length");
    return TrialTable(std::move(columns));
}

std::int64_t TrialTable::lineOf(std::size_t row) const noexcept
{
    const auto& lines = m_columns.lines;
    const auto after =
        std::upper_bound(lines.begin(), lines.end(), row,
                         [](std::size_t wanted, const auto& entry) { return wanted < entry.first; });
    if (after == lines.begin())
        return static_cast<std::int64_t>(row) + 2;
    const auto& [firstRow, firstLine] = *std::prev(after);
    return firstLine + static_cast<std::int64_t>(row - firstRow);
}

std::vector<std::int32_t> TrialTable::distinctRuns() const
{
    std::set<std::int32_t> distinct;
    std::int32_t last = 0;
    for (std::size_t row = 0; row < size(); ++row)
        if (row == 0 || m_columns.run[row] != last)
            distinct.insert(last = m_columns.run[row]);
    return {distinct.begin(), distinct.end()};
}

std::vector<std::string> TrialTable::classes() const
{
    std::vector<bool> isTruth(m_columns.labels.size(), false);
    for (const std::uint16_t code : m_columns.truth)
        isTruth[code] = true;
    std::vector<std::string> names;
    for (std::uint32_t code = 0; code < isTruth.size(); ++code)
        if (isTruth[code])
            names.push_back(m_columns.labels[code]);
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace learnscope
