#include "core/io/arrays/namesfile.h"

#include "core/io/arrays/textarray.h"
#include "core/io/bytesource.h"
#include "core/io/recordreader.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 7> usualColumns = {"uniqueID", "name",       "names", "concept",
                                                          "image",    "image_name", "label"};

struct NameTable
{
    std::vector<std::string> header; ///< the first row
    std::vector<std::string> names; ///< of the chosen column, the first row's included
};

/// The separator of a table; none where the lines are names, which may hold spaces and commas.
Result<char> separatorOfNames(const ByteSource& source, const std::string& column)
{
    constexpr std::uint64_t looked = 1 << 16;
    std::vector<char> buffer;
    const auto begin = source.read(0, std::min(source.size(), looked), buffer);
    if (!begin)
        return tl::unexpected(begin.error());
    const std::string_view line = begin->substr(0, begin->find_first_of("\r\n"));
    constexpr char none = '\x1F'; // stands in no text
    for (const char candidate : {'\t', ',', ';'})
        if (line.find(candidate) != std::string_view::npos) {
            const std::string padded = candidate + std::string(line) + candidate;
            const auto names = [&](std::string_view title) {
                return padded.find(candidate + std::string(title) + candidate) != std::string::npos;
            };
            if (candidate == '\t' || (!column.empty() && names(column))
                || std::any_of(usualColumns.begin(), usualColumns.end(), names))
                return candidate;
        }
    return none;
}

std::optional<std::size_t> chooseColumn(const std::vector<std::string>& header, const std::string& column)
{
    if (header.size() == 1)
        return 0;
    const auto place = [&](std::string_view name) -> std::optional<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), name);
        return found == header.end() ? std::nullopt
                                     : std::optional(static_cast<std::size_t>(found - header.begin()));
    };
    if (!column.empty())
        return place(column);
    for (const std::string_view usual : usualColumns)
        if (const auto found = place(usual))
            return found;
    return std::nullopt;
}

Result<NameTable> readTable(const ByteSource& source, const std::string& file, const std::string& column)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    std::vector<char> buffer;
    const auto begin = source.read(0, std::min<std::uint64_t>(source.size(), byteOrderMark.size()), buffer);
    const auto separator = separatorOfNames(source, column);
    if (!begin || !separator)
        return tl::unexpected(begin ? separator.error() : begin.error());
    RecordReader reader(source, *separator, *begin == byteOrderMark ? byteOrderMark.size() : 0);
    NameTable table;
    std::optional<std::size_t> chosen;
    for (;;) {
        const auto more = reader.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return table;
        const TextRecord& record = reader.record();
        if (record.isBlank())
            continue;
        if (table.header.empty()) {
            for (const TextRecord::Field& field : record.fields())
                table.header.emplace_back(record.text(field));
            chosen = chooseColumn(table.header, column);
            if (!chosen) {
                std::string titles;
                for (const std::string& title : table.header)
                    titles += (titles.empty() ? "" : ", ") + quotedForMessage(title);
                return failure(Error::Kind::Mismatch,
                               (column.empty() ? "which column holds the names is not clear"
                                               : "there is no column " + quotedForMessage(column))
                                   + "; the columns are " + titles,
                               {file, record.line(), 1});
            }
        }
        if (record.fields().size() <= *chosen)
            return failure(Error::Kind::Syntax,
                           std::to_string(record.fields().size()) + " fields; expected "
                               + std::to_string(table.header.size()),
                           {file, record.line(), 1});
        const std::string_view name = record.text(record.fields()[*chosen]);
        if (firstInvalidUtf8(name) != std::string_view::npos)
            return failure(Error::Kind::Syntax, "a name that is not UTF-8", {file, record.line(), 1});
        table.names.emplace_back(name);
    }
}
} // namespace

Result<RowNames> readNames(const std::filesystem::path& path, const std::string& column, std::size_t rows)
{
    const auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(source.error());
    auto table = readTable(**source, path.string(), column);
    if (!table)
        return tl::unexpected(table.error());
    std::vector<std::string>& names = table->names;
    const bool isNamed = !names.empty() && !column.empty() && names.front() == column;
    if (!names.empty() && (table->header.size() > 1 || isNamed || (rows > 0 && names.size() == rows + 1)))
        names.erase(names.begin());
    if (names.empty() || (rows > 0 && names.size() != rows))
        return failure(Error::Kind::Mismatch,
                       std::to_string(names.size()) + " names; expected " + std::to_string(rows)
                           + ", one for each row",
                       {path.string()});
    return RowNames(std::move(names));
}

} // namespace learnscope
