#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace learnscope {

/// Builds a comma-separated table (RFC 4180, LF) field by field.
class CsvText
{
public:
    explicit CsvText(std::initializer_list<std::string_view> header);

    CsvText& add(std::string_view text); ///< quoted where it must be
    CsvText& add(const char* text) { return add(std::string_view(text)); }
    CsvText& add(double number); ///< shortest text that reads back as the same; empty for NaN
    CsvText& add(std::int32_t number) { return add(static_cast<std::int64_t>(number)); }
    CsvText& add(std::uint32_t number) { return add(static_cast<std::uint64_t>(number)); }
    CsvText& add(std::int64_t number);
    CsvText& add(std::uint64_t number);
    void endRow();

    std::size_t rows() const noexcept { return m_rows; } ///< without the header
    const std::string& text() const noexcept { return m_text; }

private:
    void separate();

    std::string m_text;
    std::size_t m_rows = 0;
    bool m_atRowStart = true;
};

/// @p csv, as CsvText makes it, with one more column that says the same in every row.
std::string withColumn(std::string_view csv, std::string_view name, std::string_view text);

} // namespace learnscope
