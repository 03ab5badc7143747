#include "core/io/recordreader.h"

#include "core/io/utf8.h"

#include <algorithm>

namespace learnscope {

namespace {
constexpr std::size_t firstBlock = 1 << 16; // bytes
constexpr std::size_t largestBlock = 1 << 20;
} // namespace

std::string_view TextRecord::text(const Field& field) const
{
    const std::string_view inside = m_raw.substr(field.begin, field.end - field.begin);
    if (!field.hasDoubledQuotes)
        return inside;
    m_unescaped.clear();
    for (std::size_t at = 0; at < inside.size(); ++at) {
        m_unescaped += inside[at];
        at += inside[at] == '"'; // skips the second of two
    }
    return m_unescaped;
}

SourceLocation TextRecord::locate(std::size_t place, const std::string& file) const
{
    const std::string_view before = m_raw.substr(0, place);
    const std::size_t newline = before.rfind('\n');
    const std::string_view inLine = newline == std::string_view::npos ? before : before.substr(newline + 1);
    return {file, m_line + std::count(before.begin(), before.end(), '\n'),
            static_cast<std::int64_t>(characterCount(inLine)) + 1};
}

RecordReader::RecordReader(const ByteSource& source, char separator, std::uint64_t offset, std::int64_t line)
    : m_source(source)
    , m_separator(separator)
    , m_windowOffset(offset)
    , m_line(line)
{
}

Result<bool> RecordReader::next()
{
    for (;;) {
        const bool isAll = m_windowOffset + m_window.size() >= m_source.size();
        const std::string_view rest = m_window.substr(m_at);
        if (rest.empty() && isAll)
            return false;
        if (!rest.empty() && cutRecord(rest, isAll) == Cut::Done)
            return true;
        if (auto read = readMore(); !read)
            return tl::unexpected(std::move(read.error()));
    }
}

Result<void> RecordReader::readMore()
{
    const std::size_t kept = m_window.size() - m_at;
    m_windowOffset += m_at;
    m_at = 0;
    // Twice the row in hand at least: a row of any length is read in linear time.
    const std::size_t step =
        std::max(std::min(largestBlock, std::max(firstBlock, m_window.size() * 2)), kept);
    const std::uint64_t left = m_source.size() - m_windowOffset;
    auto bytes = m_source.read(m_windowOffset, std::min<std::uint64_t>(left, kept + step), m_buffer);
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    m_window = *bytes;
    return {};
}

/// 1 for LF, 2 for CRLF (or a CR that ends the file); 0 where neither stands at @p at.
std::size_t RecordReader::lineEndLength(std::string_view rest, std::size_t at, bool isAll) const
{
    if (rest[at] == '\n')
        return 1;
    if (rest[at] != '\r')
        return 0;
    if (at + 1 == rest.size())
        return isAll ? 1 : 0;
    return rest[at + 1] == '\n' ? 2 : 0;
}

RecordReader::Cut RecordReader::cutRecord(std::string_view rest, bool isAll)
{
    m_record.m_fields.clear();
    m_record.m_flaws.clear();
    m_record.m_line = m_line;
    std::size_t at = 0;
    for (;;) {
        const bool quoted = at < rest.size() && rest[at] == '"';
        const Cut cut = quoted ? cutQuotedField(rest, isAll, at) : cutPlainField(rest, isAll, at);
        if (cut == Cut::NeedsMore)
            return cut;
        if (at == rest.size()) {
            if (!isAll)
                return Cut::NeedsMore;
            m_record.m_endsWithoutNewline = true;
            m_record.m_raw = rest;
            m_at = m_window.size();
            break;
        }
        if (const std::size_t lineEnd = lineEndLength(rest, at, isAll); lineEnd > 0) {
            m_record.m_endsWithoutNewline = rest[at + lineEnd - 1] != '\n';
            m_record.m_raw = rest.substr(0, at);
            m_at += at + lineEnd;
            break;
        }
        ++at; // the separator
    }
    m_line += 1 + std::count(m_record.m_raw.begin(), m_record.m_raw.end(), '\n');
    return Cut::Done;
}

/// Leaves @p at on the separator or line end after the field, or at the end of the text.
RecordReader::Cut RecordReader::cutPlainField(std::string_view rest, bool isAll, std::size_t& at)
{
    const std::size_t begin = at;
    for (; at < rest.size() && rest[at] != m_separator && rest[at] != '\n'; ++at) {
        if (rest[at] == '"')
            m_record.m_flaws.emplace_back(TextRecord::Flaw::QuoteInsideField, at);
        else if (rest[at] == '\r') {
            if (at + 1 == rest.size() && !isAll)
                return Cut::NeedsMore;
            if (lineEndLength(rest, at, isAll) > 0)
                break;
            m_record.m_flaws.emplace_back(TextRecord::Flaw::LoneCarriageReturn, at);
        }
    }
    m_record.m_fields.push_back({begin, at, false, false});
    return Cut::Done;
}

RecordReader::Cut RecordReader::cutQuotedField(std::string_view rest, bool isAll, std::size_t& at)
{
    TextRecord::Field field {at + 1, at + 1, true, false};
    std::size_t close = rest.find('"', at + 1);
    while (close != std::string_view::npos && close + 1 < rest.size() && rest[close + 1] == '"') {
        field.hasDoubledQuotes = true;
        close = rest.find('"', close + 2);
    }
    if (!isAll && (close == std::string_view::npos || close + 1 == rest.size()))
        return Cut::NeedsMore;
    if (close == std::string_view::npos) {
        m_record.m_flaws.emplace_back(TextRecord::Flaw::UnclosedQuote, at);
        at = std::min(rest.find('\n', at), rest.size());
        field.end = at;
        m_record.m_fields.push_back(field);
        return Cut::Done;
    }
    field.end = close;
    m_record.m_fields.push_back(field);
    at = close + 1;
    while (at < rest.size() && rest[at] != m_separator && rest[at] != '\n') {
        if (rest[at] == '\r') {
            if (at + 1 == rest.size() && !isAll)
                return Cut::NeedsMore;
            if (lineEndLength(rest, at, isAll) > 0)
                break;
        }
        if (at == close + 1)
            m_record.m_flaws.emplace_back(TextRecord::Flaw::TextAfterQuote, at);
        ++at;
    }
    return Cut::Done;
}

} // namespace learnscope
