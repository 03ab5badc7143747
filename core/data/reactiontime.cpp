#include "core/data/reactiontime.h"

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
/// Letters and digits only, in lower case: "RT (ms)" is "rtms".
std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char letter : name) {
        if (letter >= 'A' && letter <= 'Z')
            plain += static_cast<char>(letter + 32);
        else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
            plain += letter;
    }
    return plain;
}

constexpr std::array<std::string_view, 9> usualNames = {"rt",        "reactiontime",  "responsetime",
                                                        "latency",   "reactiontimes", "resprt",
                                                        "keyresprt", "resplatency",   "decisiontime"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> unitNames = {{{"milliseconds", "ms"},
                                                                                     {"millisec", "ms"},
                                                                                     {"msecs", "ms"},
                                                                                     {"msec", "ms"},
                                                                                     {"ms", "ms"},
                                                                                     {"seconds", "s"},
                                                                                     {"secs", "s"},
                                                                                     {"sec", "s"},
                                                                                     {"s", "s"}}};
} // namespace

std::string_view unitInName(std::string_view name)
{
    // The unit is a word of its own: "rt_s" and "RT (s)", but not "responses".
    const auto isLetter = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    };
    const auto lastLetter = std::find_if(name.rbegin(), name.rend(), isLetter);
    const auto before = std::find_if_not(lastLetter, name.rend(), isLetter);
    if (lastLetter == name.rend() || before == name.rend())
        return {};
    const std::string word = plainName(std::string(before.base(), lastLetter.base()));
    for (const auto& [text, unit] : unitNames)
        if (word == text)
            return unit;
    return {};
}

std::string usualReactionTimeColumn(std::span<const std::string> names)
{
    for (const std::string_view usual : usualNames)
        for (const std::string& name : names) {
            const std::string plain = plainName(name);
            const bool hasUnit = !unitInName(name).empty();
            if (plain == usual
                || (hasUnit && plain.starts_with(usual)
                    && std::any_of(unitNames.begin(), unitNames.end(), [&](const auto& unit) {
                           return plain.substr(usual.size()) == unit.first;
                       })))
                return name;
        }
    return {};
}

} // namespace learnscope
