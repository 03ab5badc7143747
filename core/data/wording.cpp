#include "core/data/wording.h"

namespace learnscope {

std::string counted(std::uint64_t count, const std::string& singular, const std::string& plural)
{
    return std::to_string(count) + ' ' + (count == 1 ? singular : plural);
}

std::string listed(const std::vector<std::string>& names, std::size_t most)
{
    const std::size_t shown = names.size() > most ? most : names.size();
    std::string text;
    for (std::size_t index = 0; index < shown; ++index) {
        const bool last = index + 1 == names.size();
        text += (index == 0 ? "" : last ? " and " : ", ") + names[index];
    }
    return shown < names.size() ? text + " and " + std::to_string(names.size() - shown) + " more" : text;
}

std::string runsListed(ObserverKind kind, const std::vector<std::int32_t>& runs, std::size_t all)
{
    if (runs.size() == 1)
        return runLabel(kind, runs.front());
    const std::string plural = kind == ObserverKind::Human ? "participants" : "runs";
    if (runs.size() == all)
        return "all " + std::to_string(all) + ' ' + plural;
    std::vector<std::string> numbers;
    numbers.reserve(runs.size());
    for (const std::int32_t run : runs)
        numbers.push_back(std::to_string(run));
    return plural + ' ' + listed(numbers, 8);
}

} // namespace learnscope
