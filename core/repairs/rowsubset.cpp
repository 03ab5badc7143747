#include "core/repairs/rowsubset.h"

#include <limits>

namespace learnscope {

namespace {
template<typename Value>
std::vector<Value> chosen(const std::vector<Value>& values, const std::vector<bool>& kept, std::size_t count)
{
    std::vector<Value> result;
    result.reserve(count);
    for (std::size_t row = 0; row < values.size(); ++row)
        if (kept[row])
            result.push_back(values[row]);
    return result;
}

/// Codes and pool of the names that the codes still stand for, in the order of their first row.
template<typename Code>
class Renumbering
{
public:
    Renumbering(const StringPool& old, StringPool& pool)
        : m_old(old)
        , m_pool(pool)
        , m_codes(old.size(), none)
    {
    }

    Code operator()(Code code)
    {
        std::uint32_t& renumbered = m_codes[code];
        if (renumbered == none)
            renumbered = m_pool.codeOf(m_old[code]);
        return static_cast<Code>(renumbered);
    }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    const StringPool& m_old;
    StringPool& m_pool;
    std::vector<std::uint32_t> m_codes;
};

ExtraColumn chosen(const ExtraColumn& column, const std::vector<bool>& kept, std::size_t count)
{
    ExtraColumn result {column.name, {}};
    if (const auto* text = std::get_if<ExtraColumn::Text>(&column.values)) {
        ExtraColumn::Text subset {chosen(text->codes, kept, count), {}};
        Renumbering<std::uint32_t> renumber(text->texts, subset.texts);
        for (std::uint32_t& code : subset.codes)
            code = renumber(code);
        result.values = std::move(subset);
    } else if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) {
        result.values = chosen(*whole, kept, count);
    } else {
        result.values = chosen(std::get<std::vector<double>>(column.values), kept, count);
    }
    return result;
}
} // namespace

Result<TrialTable> withRows(const TrialTable& trials, const std::vector<bool>& kept)
{
    const TrialTable::Columns& old = trials.columns();
    std::size_t count = 0;
    for (const bool keep : kept)
        count += keep;
    TrialTable::Columns columns;
    columns.mapping = old.mapping;
    columns.reactionTime = old.reactionTime;
    columns.reactionTimeUnit = old.reactionTimeUnit;
    columns.run = chosen(old.run, kept, count);
    columns.epoch = chosen(old.epoch, kept, count);
    columns.phase = chosen(old.phase, kept, count);
    columns.image = chosen(old.image, kept, count);
    columns.truth = chosen(old.truth, kept, count);
    columns.prediction = chosen(old.prediction, kept, count);
    Renumbering<std::uint32_t> image(old.images, columns.images);
    for (std::uint32_t& code : columns.image)
        code = image(code);
    Renumbering<std::uint16_t> label(old.labels, columns.labels);
    for (std::size_t row = 0; row < count; ++row) {
        columns.truth[row] = label(columns.truth[row]);
        columns.prediction[row] = label(columns.prediction[row]);
    }
    for (const ExtraColumn& extra : old.extras)
        columns.extras.push_back(chosen(extra, kept, count));
    std::size_t next = 0;
    std::int64_t expected = 2;
    for (std::size_t row = 0; row < trials.size(); ++row) {
        if (!kept[row])
            continue;
        if (const std::int64_t line = trials.lineOf(row); line != expected) {
            columns.lines.emplace_back(next, line);
            expected = line;
        }
        ++expected;
        ++next;
    }
    return TrialTable::fromColumns(std::move(columns));
}

} // namespace learnscope
