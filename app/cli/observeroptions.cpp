#include "app/cli/observeroptions.h"

#include "app/cli/mapoption.h"
#include "app/cli/repairoptions.h"

#include <algorithm>

namespace learnscope {

namespace {
Error notUnderstood(const OptionForm& form, const std::string& text)
{
    return {Error::Kind::Usage, form.name + ": '" + text + "' is not understood; expected " + form.expected};
}

Result<void> applyKinds(const std::vector<std::string>& kinds, std::vector<Observer>& observers)
{
    const OptionForm form {"--observer-kind", "OBSERVER=human or OBSERVER=network"};
    for (const std::string& text : kinds) {
        const auto setting = readSetting(form, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        if (setting->value != "human" && setting->value != "network")
            return tl::unexpected(notUnderstood(form, text));
        observers[setting->observer].kind =
            setting->value == "human" ? ObserverKind::Human : ObserverKind::Network;
    }
    return {};
}

Result<void> applyLabels(const std::vector<std::string>& labels, std::vector<Observer>& observers)
{
    for (const std::string& text : labels) {
        auto setting = readSetting({"--label", "OBSERVER=TEXT", true}, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        observers[setting->observer].label = std::move(setting->value);
    }
    return {};
}

Result<void> applyNames(const std::vector<std::string>& names, std::vector<Observer>& observers)
{
    std::vector<Observer> renamed = observers;
    for (const std::string& text : names) {
        auto setting = readSetting({"--name", "OBSERVER=NAME", true}, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        renamed[setting->observer].name = std::move(setting->value);
    }
    for (auto observer = renamed.begin(); observer != renamed.end(); ++observer)
        if (observer->name.empty() || std::any_of(renamed.begin(), observer, [&](const Observer& other) {
                return other.name == observer->name;
            }))
            return failure(Error::Kind::Usage,
                           "--name: every observer needs a name of its own; '" + observer->name
                               + "' is none");
    observers = std::move(renamed);
    return {};
}
} // namespace

Result<ObserverSetting> readSetting(const OptionForm& form, const std::string& text,
                                    const std::vector<Observer>& observers)
{
    const std::size_t equals = form.valueMayHoldEquals ? text.find('=') : text.rfind('=');
    if (equals == std::string::npos || equals == 0)
        return tl::unexpected(notUnderstood(form, text));
    const std::string name = text.substr(0, equals);
    std::string known;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        if (observers[index].name == name)
            return ObserverSetting {index, text.substr(equals + 1)};
        known += (known.empty() ? "" : ", ") + observers[index].name;
    }
    return failure(Error::Kind::Usage,
                   form.name + ": there is no observer '" + name + "'; there are " + known);
}

void addObserverOptions(CLI::App& command, ObserverOptions& options, const std::string& kindNames)
{
    command
        .add_option("--runs", options.runs,
                    "Runs to use: OBSERVER=1,2,7, OBSERVER=learners or OBSERVER=all (default all)")
        ->type_name("OBSERVER=RUNS");
    command
        .add_option(kindNames, options.kinds,
                    "What an observer is (default: human where it is called that, else network)")
        ->type_name("OBSERVER=human|network");
    addMapOption(command, options.map);
    addRepairOption(command, options.repairs);
}

void addLabelOption(CLI::App& command, ObserverOptions& options)
{
    command.add_option("--label", options.labels, "What an observer is called in the figure")
        ->type_name("OBSERVER=TEXT");
    command
        .add_option("--name", options.names,
                    "Another name than the file gives, as two files of one name have in the window")
        ->type_name("OBSERVER=NAME");
}

void makeNamesDiffer(std::vector<Observer>& observers)
{
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const std::string name = observers[index].name;
        const std::string label = observers[index].label;
        const auto taken = [&](const Observer& other) { return other.name == observers[index].name; };
        const auto end = observers.begin() + static_cast<std::ptrdiff_t>(index);
        for (int copy = 2; std::any_of(observers.begin(), end, taken); ++copy) {
            const std::string suffix = " (" + std::to_string(copy) + ")";
            observers[index].name = name + suffix;
            observers[index].label = label + suffix;
        }
    }
}

Result<std::vector<RunSelection>> applyObserverOptions(const ObserverOptions& options,
                                                       std::vector<Observer>& observers, unsigned threads,
                                                       JobContext& context)
{
    if (const auto applied = applyKinds(options.kinds, observers); !applied)
        return tl::unexpected(applied.error());
    if (const auto applied = applyLabels(options.labels, observers); !applied)
        return tl::unexpected(applied.error());
    if (const auto applied = applyRepairs(options.repairs, observers, threads, context); !applied)
        return tl::unexpected(applied.error());
    const OptionForm form {"--runs", "OBSERVER=1,2,7, OBSERVER=learners or OBSERVER=all"};
    std::vector<RunSelection> selections(observers.size());
    for (const std::string& text : options.runs) {
        const auto setting = readSetting(form, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        auto selection = parseRunSelection(setting->value);
        if (!selection)
            return failure(selection.error().kind, form.name + ": " + selection.error().message);
        selections[setting->observer] = std::move(*selection);
    }
    if (const auto applied = applyNames(options.names, observers); !applied)
        return tl::unexpected(applied.error());
    return selections;
}

} // namespace learnscope
