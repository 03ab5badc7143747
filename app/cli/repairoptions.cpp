#include "app/cli/repairoptions.h"

#include "core/repairs/repairs.h"

#include <algorithm>
#include <iostream>

namespace learnscope {

namespace {
Error inOption(Error error)
{
    error.message = "--repair: " + error.message;
    return error;
}

/// Where @p text names an observer and a repair of it; its place and the repair's text.
std::optional<std::pair<std::size_t, std::string>> readNamed(const std::string& text,
                                                             const std::vector<Observer>& observers)
{
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const std::string prefix = observers[index].name + ':';
        if (!text.starts_with(prefix))
            continue;
        const std::string repair = text.substr(prefix.size());
        if (repairKindFromName(repair.substr(0, repair.find_first_of("=:"))))
            return std::pair(index, repair);
    }
    return std::nullopt;
}

void add(std::vector<Repair>& repairs, const Repair& repair)
{
    if (repair.kind != Repair::Kind::Labels || repairs.empty()
        || repairs.back().kind != Repair::Kind::Labels) {
        repairs.push_back(repair);
        return;
    }
    auto& labels = repairs.back().labels;
    for (const auto& pair : repair.labels) {
        std::erase_if(labels, [&](const auto& known) { return known.first == pair.first; });
        labels.push_back(pair);
    }
}

std::string namesOf(const std::vector<Observer>& observers)
{
    std::string names;
    for (const Observer& observer : observers)
        names += (names.empty() ? "" : ", ") + observer.name;
    return names;
}
} // namespace

void addRepairOption(CLI::App& command, std::vector<std::string>& texts)
{
    command
        .add_option(
            "--repair", texts,
            "Repair the trials before anything is computed, in the order given; the files stay as they are: "
            "aborted-start, reblock, duplicates[=first|last], labels=OLD=NEW, "
            "exclude=non-learners|below-chance|RUNS; for one observer: OBSERVER:REPAIR")
        ->type_name("[OBSERVER:]REPAIR");
}

Result<std::vector<std::vector<Repair>>> readRepairs(const std::vector<std::string>& texts,
                                                     const std::vector<Observer>& observers)
{
    std::vector<std::vector<Repair>> repairs(observers.size());
    for (const std::string& text : texts) {
        const auto named = readNamed(text, observers);
        const auto repair = parseRepair(named ? named->second : text);
        if (!repair) {
            Error error = inOption(repair.error());
            if (text.find(':') != std::string::npos)
                error.message += "; before ':' an observer: " + namesOf(observers);
            return tl::unexpected(error);
        }
        if (named) {
            add(repairs[named->first], *repair);
            continue;
        }
        if (repair->kind == Repair::Kind::Exclude && observers.size() > 1)
            return tl::unexpected(
                inOption({Error::Kind::Usage,
                          "'" + text + "' does not say of which observer; expected OBSERVER:" + text
                              + " with one of " + namesOf(observers)}));
        for (auto& ofObserver : repairs)
            add(ofObserver, *repair);
    }
    return repairs;
}

Result<void> applyRepairs(const std::vector<std::string>& texts, std::vector<Observer>& observers,
                          unsigned threads, JobContext& context)
{
    const auto repairs = readRepairs(texts, observers);
    if (!repairs)
        return tl::unexpected(repairs.error());
    std::vector<std::pair<std::string, bool>>
        found; // each repair once, and whether it found something anywhere
    for (std::size_t index = 0; index < observers.size(); ++index) {
        if ((*repairs)[index].empty() || !observers[index].trials)
            continue;
        auto observer = repaired(observers[index], (*repairs)[index], threads, context);
        if (!observer)
            return tl::unexpected(observer.error());
        observers[index] = std::move(*observer);
        for (std::size_t step = 0; step < (*repairs)[index].size(); ++step) {
            const std::string text = toString((*repairs)[index][step]);
            const auto known = std::find_if(found.begin(), found.end(),
                                            [&](const auto& entry) { return entry.first == text; });
            auto& entry = known == found.end() ? found.emplace_back(text, false) : *known;
            entry.second |= observers[index].repairs[step].changedAnything();
        }
    }
    for (const auto& [text, changed] : found)
        if (!changed)
            std::cerr << "note: --repair " << text << ": nothing to repair was found\n";
    return {};
}

} // namespace learnscope
