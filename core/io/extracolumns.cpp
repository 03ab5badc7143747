#include "core/io/extracolumns.h"

#include <charconv>
#include <limits>

namespace learnscope {

namespace {
constexpr std::int64_t largestExact = std::int64_t(1) << 53;

template<typename Number>
bool parseWhole(std::string_view field, Number& number)
{
    const char* end = field.data() + field.size();
    const auto result = std::from_chars(field.data(), end, number);
    return result.ec == std::errc {} && result.ptr == end;
}

bool isWholeNumber(std::string_view field)
{
    if (field.starts_with('-'))
        field.remove_prefix(1);
    return !field.empty() && field.find_first_not_of("0123456789") == std::string_view::npos;
}
} // namespace

void ExtraColumnType::show(std::string_view field) noexcept
{
    std::int64_t whole = 0;
    double fraction = 0.0;
    if (field.empty())
        m_anyEmpty = true;
    else if (m_anyText)
        return;
    else if (parseWhole(field, whole)) {
        m_anyWhole = true;
        m_anyLarge |= whole > largestExact || whole < -largestExact;
    } else if (!isWholeNumber(field) && parseWhole(field, fraction))
        m_anyFraction = true;
    else
        m_anyText = true;
}

void ExtraColumnType::merge(const ExtraColumnType& other) noexcept
{
    m_anyEmpty |= other.m_anyEmpty;
    m_anyWhole |= other.m_anyWhole;
    m_anyLarge |= other.m_anyLarge;
    m_anyFraction |= other.m_anyFraction;
    m_anyText |= other.m_anyText;
}

ExtraColumn ExtraColumnType::makeColumn(std::string name) const
{
    const bool gaps = m_anyEmpty || m_anyFraction;
    if (m_anyText || (m_anyLarge && gaps) || !(m_anyWhole || m_anyFraction))
        return {std::move(name), ExtraColumn::Text {}};
    if (gaps)
        return {std::move(name), std::vector<double> {}};
    return {std::move(name), std::vector<std::int64_t> {}};
}

void appendField(ExtraColumn& column, std::string_view field)
{
    if (auto* text = std::get_if<ExtraColumn::Text>(&column.values)) {
        text->codes.push_back(text->texts.codeOf(field));
    } else if (auto* wholes = std::get_if<std::vector<std::int64_t>>(&column.values)) {
        std::int64_t number = 0;
        parseWhole(field, number);
        wholes->push_back(number);
    } else {
        double number = std::numeric_limits<double>::quiet_NaN();
        parseWhole(field, number);
        std::get<std::vector<double>>(column.values).push_back(number);
    }
}

} // namespace learnscope
