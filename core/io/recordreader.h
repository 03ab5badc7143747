#pragma once

#include "core/base/result.h"
#include "core/io/bytesource.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// One row of separated text, perhaps over several lines. Valid until the reader goes on.
class TextRecord
{
public:
    struct Field
    {
        std::size_t begin = 0; ///< of what stands in the field, without quotes, in raw()
        std::size_t end = 0;
        bool quoted = false;
        bool hasDoubledQuotes = false;
    };
    enum class Flaw { UnclosedQuote, TextAfterQuote, QuoteInsideField, LoneCarriageReturn };

    std::string_view raw() const noexcept { return m_raw; } ///< without the line end
    const std::vector<Field>& fields() const noexcept { return m_fields; }
    /// Where the text breaks RFC 4180: the kind and its place in raw().
    const std::vector<std::pair<Flaw, std::size_t>>& flaws() const noexcept { return m_flaws; }
    bool isBlank() const noexcept { return m_raw.empty(); }
    bool endsWithoutNewline() const noexcept
    {
        return m_endsWithoutNewline;
    } ///< the file's last row, cut or not
    std::int64_t line() const noexcept { return m_line; } ///< of its first character

    /// What a field says, quotes undone. Valid until the next call for a field with doubled quotes.
    std::string_view text(const Field& field) const;
    /// The line and column, in characters, of a place in raw().
    SourceLocation locate(std::size_t place, const std::string& file) const;
    /// Where a field begins in raw(), its quote included.
    static std::size_t beginOf(const Field& field) { return field.begin - (field.quoted ? 1 : 0); }

private:
    friend class RecordReader;

    std::string_view m_raw;
    std::vector<Field> m_fields;
    std::vector<std::pair<Flaw, std::size_t>> m_flaws;
    mutable std::string m_unescaped;
    std::int64_t m_line = 1;
    bool m_endsWithoutNewline = false;
};

/// Cuts text into rows and fields by RFC 4180, strictly; lines end with LF or CRLF. A quote that is never
/// closed ends with its line, so that the rows after it are still looked at. Keeps one block of the text, or
/// one row where that is longer. One thread.
class RecordReader
{
public:
    /// Begins at @p offset of @p source, which must outlive the reader, in line @p line.
    RecordReader(const ByteSource& source, char separator, std::uint64_t offset = 0, std::int64_t line = 1);

    /// Goes to the next row; false at the end. Fails with Io.
    Result<bool> next();
    const TextRecord& record() const noexcept { return m_record; }
    std::uint64_t offset() const noexcept { return m_windowOffset + m_at; } ///< of what follows the row
    std::int64_t line() const noexcept { return m_line; } ///< of what follows the row

private:
    enum class Cut { Done, NeedsMore };

    Result<void> readMore();
    Cut cutRecord(std::string_view rest, bool isAll);
    Cut cutQuotedField(std::string_view rest, bool isAll, std::size_t& at);
    Cut cutPlainField(std::string_view rest, bool isAll, std::size_t& at);
    std::size_t lineEndLength(std::string_view rest, std::size_t at, bool isAll) const;

    const ByteSource& m_source;
    char m_separator;
    std::vector<char> m_buffer;
    std::string_view m_window; ///< the bytes at hand
    std::uint64_t m_windowOffset; ///< where they stand in the source
    std::size_t m_at = 0; ///< what follows the current row, in m_window
    std::int64_t m_line;
    TextRecord m_record;
};

} // namespace learnscope
