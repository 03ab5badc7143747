#include "core/base/csvtext.h"

#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

namespace learnscope {

namespace {
template<typename Number>
void append(std::string& text, Number number)
{
    char digits[32];
    text.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}
} // namespace

CsvText::CsvText(std::initializer_list<std::string_view> header)
{
    for (const std::string_view name : header)
        add(name);
    endRow();
    m_rows = 0;
}

CsvText& CsvText::add(std::string_view text)
{
    separate();
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        m_text += text;
        return *this;
    }
    m_text += '"';
    for (const char letter : text)
        m_text.append(letter == '"' ? 2 : 1, letter);
    m_text += '"';
    return *this;
}

CsvText& CsvText::add(double number)
{
    separate();
    if (!std::isnan(number))
        append(m_text, number);
    return *this;
}

CsvText& CsvText::add(std::int64_t number)
{
    separate();
    append(m_text, number);
    return *this;
}

CsvText& CsvText::add(std::uint64_t number)
{
    separate();
    append(m_text, number);
    return *this;
}

void CsvText::endRow()
{
    m_text += '\n';
    m_atRowStart = true;
    ++m_rows;
}

void CsvText::separate()
{
    if (!m_atRowStart)
        m_text += ',';
    m_atRowStart = false;
}

std::string withColumn(std::string_view csv, std::string_view name, std::string_view text)
{
    const auto field = [](std::string_view content) { return CsvText {content}.text(); }; // with its LF
    const std::string header = ',' + field(name);
    const std::string value = ',' + field(text);
    std::string wider;
    bool isQuoted = false;
    bool isHeader = true;
    for (const char letter : csv) {
        isQuoted ^= letter == '"';
        if (letter == '\n' && !isQuoted)
            wider += std::exchange(isHeader, false) ? header : value;
        else
            wider += letter;
    }
    return wider;
}

} // namespace learnscope
