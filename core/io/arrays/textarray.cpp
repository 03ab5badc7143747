#include "core/io/arrays/textarray.h"

#include "core/io/recordreader.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace learnscope {

namespace {
std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

bool isMissing(std::string_view text)
{
    return text.empty() || text == "NA" || text == "N/A" || text == "-nan";
}

/// A number, or NaN for what is missing; nothing for other text.
std::optional<double> numberOf(std::string_view field)
{
    std::string_view text = trimmed(field);
    if (isMissing(text))
        return std::numeric_limits<double>::quiet_NaN();
    if (text.front() == '+')
        text.remove_prefix(1);
    double number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status == std::errc::result_out_of_range && end == text.data() + text.size()) {
        // Beyond double precision: too small numbers are 0, too large ones are no numbers.
        const bool isSmall =
            text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        return isSmall ? std::optional(0.0) : std::nullopt;
    }
    if (status != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// The fields of one row, where it stands, and which part of it a field is.
struct Row
{
    std::vector<std::string> texts;
    std::vector<std::size_t> begins; ///< of the fields, in the record
};

class TextArray final : public ArrayFile
{
public:
    TextArray(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "text table")
        , m_source(std::move(source))
    {
    }

    Result<void> read(JobContext& job)
    {
        if (auto done = findSeparator(); !done)
            return done;
        RecordReader reader(*m_source, m_separator, m_begin);
        Row first;
        Row row;
        std::size_t rowsSeen = 0;
        for (;;) {
            const std::uint64_t offset = reader.offset();
            const std::int64_t line = reader.line();
            const auto more = reader.next();
            if (!more)
                return located(more.error());
            if (!*more)
                break;
            if (reader.record().isBlank() || reader.record().raw().front() == '#')
                continue;
            if (auto done = split(reader.record(), row); !done)
                return done;
            if (row.texts.empty())
                continue;
            if (rowsSeen++ == 0) {
                first = row;
                m_offsets.push_back(offset);
                m_lines.push_back(line);
                continue;
            }
            if (rowsSeen == 2)
                if (auto done = decide(first, &row); !done)
                    return done;
            m_offsets.push_back(offset);
            m_lines.push_back(line);
            if (auto done = addRow(row); !done)
                return done;
            constexpr std::size_t rowsBetweenReports = 256;
            if (rowsSeen % rowsBetweenReports == 0) {
                if (job.isCancelled())
                    return failure(Error::Kind::Cancelled, "cancelled", {file()});
                job.report(static_cast<double>(offset) / static_cast<double>(m_source->size()),
                           "reading text");
            }
        }
        if (rowsSeen == 0)
            return failure(Error::Kind::Syntax, "this file is empty; expected rows of numbers", {file()});
        if (rowsSeen == 1)
            if (auto done = decide(first, nullptr); !done)
                return done;
        return finish();
    }

    Result<void> readEntries(std::size_t, std::uint64_t first, std::span<std::byte> out) override
    {
        std::memcpy(out.data(), m_values.data() + first, out.size());
        return {};
    }
    RowNames rowNames(std::size_t) override { return m_rowNames; }
    RowNames columnNames(std::size_t) override { return m_columnNames; }

    SourceLocation locate(std::size_t, std::uint64_t row, std::uint64_t column) const override
    {
        if (row >= m_offsets.size())
            return {file()};
        RecordReader reader(*m_source, m_separator, m_offsets[row], m_lines[row]);
        if (const auto more = reader.next(); !more || !*more)
            return {file(), m_lines[row]};
        Row fields;
        if (!split(reader.record(), fields) || column + m_hasRowNames >= fields.begins.size())
            return {file(), m_lines[row]};
        return reader.record().locate(fields.begins[column + m_hasRowNames], file());
    }

private:
    tl::unexpected<Error> located(Error error) const
    {
        if (error.where.file.empty())
            error.where.file = file();
        return tl::unexpected<Error>(std::move(error));
    }

    Result<void> findSeparator()
    {
        std::vector<char> buffer;
        constexpr std::uint64_t looked = 1 << 16;
        const auto begin = m_source->read(0, std::min(m_source->size(), looked), buffer);
        if (!begin)
            return tl::unexpected(begin.error());
        std::string_view text = *begin;
        constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
        if (text.starts_with(byteOrderMark)) {
            m_begin = byteOrderMark.size();
            text.remove_prefix(m_begin);
        }
        if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
            return failure(Error::Kind::Syntax,
                           "byte " + std::to_string(m_begin + zero)
                               + " is 0, so this is no text; expected an "
                                 "array of a known format",
                           {file()});
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view line = trimmed(text.substr(0, end));
            if (!line.empty() && line.front() != '#' && line != "\r") {
                m_separator = separatorOf(line);
                return {};
            }
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return {};
    }

    Result<void> split(const TextRecord& record, Row& row) const
    {
        if (!record.flaws().empty())
            return failure(Error::Kind::Syntax, "a quote that is out of place; expected fields as in CSV",
                           record.locate(record.flaws().front().second, file()));
        row.texts.clear();
        row.begins.clear();
        for (const TextRecord::Field& field : record.fields()) {
            const std::string_view text = record.text(field);
            if (m_separator == ' ' && text.empty() && !field.quoted)
                continue; // several spaces are one separator
            row.texts.emplace_back(text);
            row.begins.push_back(TextRecord::beginOf(field));
        }
        return {};
    }

    /// What the first row is, in the light of the second.
    Result<void> decide(const Row& first, const Row* second)
    {
        const std::vector<std::string>& texts = first.texts;
        const bool firstIsText = !numberOf(texts[0]);
        const bool restIsText =
            std::any_of(texts.begin() + 1, texts.end(), [](const auto& text) { return !numberOf(text); });
        const bool restCounts = texts.size() > 2 && counts(texts, 1);
        bool isHeader = restIsText || (restCounts && (firstIsText || trimmed(texts[0]).empty()));
        if (texts.size() == 1 && firstIsText && second)
            isHeader = true;
        if (second && !second->texts.empty())
            m_hasRowNames = !numberOf(second->texts[0]) || (isHeader && namesRows(texts[0]));
        else
            m_hasRowNames = firstIsText && !isHeader;
        // NumPy and R may leave out the name of the names' column.
        const bool isShort = isHeader && second && m_hasRowNames && second->texts.size() == texts.size() + 1;
        m_columns = (second && isHeader ? second->texts.size() : texts.size()) - m_hasRowNames;
        if (m_columns == 0)
            return failure(Error::Kind::Syntax, "no columns of numbers", {file(), m_lines.front(), 1});
        if (!isHeader) {
            m_firstCounts = !m_hasRowNames && texts.size() > 3 && counts(texts, 0);
            return addRow(first);
        }
        std::vector<std::string> names(texts.begin() + (m_hasRowNames && !isShort ? 1 : 0), texts.end());
        if (names.size() != m_columns)
            return failure(Error::Kind::Syntax,
                           std::to_string(names.size()) + " names of columns above "
                               + std::to_string(m_columns) + " columns of numbers",
                           {file(), m_lines.front(), 1});
        m_columnNames = RowNames(std::move(names));
        m_offsets.clear();
        m_lines.clear();
        return {};
    }

    /// 0, 1, 2 and so on from field @p from on, as pandas numbers columns without names.
    static bool counts(const std::vector<std::string>& texts, std::size_t from)
    {
        for (std::size_t index = from; index < texts.size(); ++index)
            if (trimmed(texts[index]) != std::to_string(index - from))
                return false;
        return true;
    }

    static bool namesRows(std::string_view title)
    {
        constexpr std::array<std::string_view, 10> titles = {
            "", "index", "id", "name", "names", "label", "concept", "image", "uniqueID", "Unnamed: 0"};
        return std::find(titles.begin(), titles.end(), trimmed(title)) != titles.end();
    }

    Result<void> addRow(const Row& row)
    {
        const std::size_t number = m_values.size() / m_columns;
        if (row.texts.size() != m_columns + m_hasRowNames)
            return failure(Error::Kind::Syntax,
                           std::to_string(row.texts.size()) + " fields; expected "
                               + std::to_string(m_columns + m_hasRowNames) + " as in the rows before",
                           {file(), m_lines[number], 1});
        if (m_hasRowNames) {
            const std::string name(trimmed(row.texts[0]));
            if (const std::size_t bad = firstInvalidUtf8(name); bad != std::string::npos)
                return failure(Error::Kind::Syntax, "a name that is not UTF-8", {file(), m_lines[number], 1});
            m_names.push_back(name);
        }
        for (std::size_t index = m_hasRowNames; index < row.texts.size(); ++index) {
            const auto value = numberOf(row.texts[index]);
            if (!value)
                return failure(Error::Kind::Syntax,
                               "expected a number, found " + quotedForMessage(row.texts[index]),
                               locate(0, number, index - m_hasRowNames));
            m_values.push_back(*value);
        }
        return {};
    }

    Result<void> finish()
    {
        std::size_t rows = m_columns == 0 ? 0 : m_values.size() / m_columns;
        // Columns numbered from 0 above numbers, but not the first row of distances on a line.
        const bool secondIsWhole = rows < 2
            || std::all_of(m_values.begin() + static_cast<std::ptrdiff_t>(m_columns),
                           m_values.begin() + static_cast<std::ptrdiff_t>(2 * m_columns),
                           [](double value) { return value == std::floor(value); });
        if (m_firstCounts && rows != m_columns && !secondIsWhole) {
            m_values.erase(m_values.begin(), m_values.begin() + static_cast<std::ptrdiff_t>(m_columns));
            m_offsets.erase(m_offsets.begin());
            m_lines.erase(m_lines.begin());
            --rows;
        }
        if (rows == 0)
            return failure(Error::Kind::Syntax, "no rows of numbers below the names of columns", {file()});
        m_rowNames = RowNames(std::move(m_names));
        ArrayInfo info;
        info.shape = {rows, m_columns};
        info.type = ElementType::Float64;
        info.dtype = "text";
        mutableArrays().push_back(std::move(info));
        return {};
    }

    std::unique_ptr<ByteSource> m_source;
    std::uint64_t m_begin = 0; ///< after a byte order mark
    char m_separator = ',';
    bool m_hasRowNames = false;
    bool m_firstCounts = false; ///< the first row is 0, 1, 2 ..., which may be names of columns
    std::size_t m_columns = 0;
    std::vector<double> m_values;
    std::vector<std::uint64_t> m_offsets; ///< of each row, in bytes
    std::vector<std::int64_t> m_lines; ///< of each row
    std::vector<std::string> m_names;
    RowNames m_rowNames;
    RowNames m_columnNames;
};
} // namespace

char separatorOf(std::string_view line)
{
    for (const char candidate : {'\t', ',', ';', ' '})
        if (line.find(candidate) != std::string_view::npos)
            return candidate;
    return ',';
}

Result<std::unique_ptr<ArrayFile>> openTextArray(std::unique_ptr<ByteSource> source, std::string file,
                                                 JobContext& job)
{
    auto opened = std::make_unique<TextArray>(std::move(source), std::move(file));
    if (auto read = opened->read(job); !read)
        return tl::unexpected(read.error());
    return opened;
}

} // namespace learnscope
