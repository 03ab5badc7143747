#include "core/data/extravalues.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace learnscope {

namespace {
constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::optional<std::vector<double>> numbersOfTexts(const ExtraColumn::Text& text)
{
    std::vector<double> ofCode;
    bool any = false;
    for (const std::string& each : text.texts.texts()) {
        double number = missing;
        if (!isMissingText(each)) {
            const auto [end, status] = std::from_chars(each.data(), each.data() + each.size(), number);
            if (status != std::errc {} || end != each.data() + each.size())
                return std::nullopt;
            any = true;
        }
        ofCode.push_back(number);
    }
    if (!any)
        return std::nullopt;
    std::vector<double> numbers(text.codes.size());
    std::transform(text.codes.begin(), text.codes.end(), numbers.begin(),
                   [&](std::uint32_t code) { return ofCode[code]; });
    return numbers;
}
} // namespace

bool isMissingText(std::string_view text)
{
    static constexpr std::array<std::string_view, 7> words = {"", "na", "n/a", "nan", "null", "none", "."};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char one, char other) {
            return (one >= 'A' && one <= 'Z' ? one + 32 : one) == other;
        });
    });
}

std::optional<std::vector<double>> numbersOf(const ExtraColumn& column)
{
    if (const auto* text = std::get_if<ExtraColumn::Text>(&column.values))
        return numbersOfTexts(*text);
    if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values))
        return std::vector<double>(whole->begin(), whole->end());
    return std::get<std::vector<double>>(column.values);
}

std::string textAt(const ExtraColumn& column, std::size_t row)
{
    if (const auto* text = std::get_if<ExtraColumn::Text>(&column.values)) {
        const std::string& found = text->texts[text->codes[row]];
        return isMissingText(found) ? std::string() : found;
    }
    if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values))
        return std::to_string((*whole)[row]);
    const double number = std::get<std::vector<double>>(column.values)[row];
    return number == number ? shortestNumber(number) : std::string();
}

const ExtraColumn* findExtra(const TrialTable& trials, std::string_view name)
{
    const auto found = std::find_if(trials.extras().begin(), trials.extras().end(),
                                    [&](const ExtraColumn& extra) { return extra.name == name; });
    return found == trials.extras().end() ? nullptr : &*found;
}

std::string shortestNumber(double value)
{
    std::array<char, 32> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

} // namespace learnscope
