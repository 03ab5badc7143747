#include "app/window/inferline.h"

#include "app/cli/mapoption.h"
#include "app/cli/observeroptions.h"
#include "core/base/shellquoting.h"
#include "core/data/trialselectionjson.h"
#include "core/inference/infer.h"

#include <array>
#include <charconv>

namespace learnscope {

namespace {
std::string numbersText(const std::vector<std::int32_t>& numbers)
{
    std::string text;
    for (const std::int32_t number : numbers)
        text += (text.empty() ? "" : ",") + std::to_string(number);
    return text;
}

std::string shortest(double value)
{
    std::array<char, 32> digits {};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

/// What the command would make of the files alone.
std::vector<Observer> asRead(std::span<const Observer> observers)
{
    std::vector<Observer> read;
    for (const Observer& observer : observers)
        read.push_back(makeObserver(observer.file, nullptr));
    makeNamesDiffer(read);
    return read;
}
} // namespace

std::string inferCommandLine(std::span<const Observer> observers, const InferenceOptions& options,
                             const std::optional<TrialSelection>& only)
{
    std::string line =
        "learnscope-cli infer --question " + std::string(wordsOf(options.question).id) + " --trials";
    const InferenceOptions usual;
    const auto add = [&](std::string_view option, std::string_view value) {
        line += " --" + std::string(option) + ' ' + quotedForShell(value);
    };
    for (const Observer& observer : observers)
        line += ' ' + quotedForShell(observer.file);
    const std::vector<Observer> read = asRead(observers);
    std::vector<std::string> names;
    for (const Observer& observer : read)
        names.push_back(observer.name);
    for (const std::string& text : mapOptionsOf(observers, names))
        add("map", text);
    for (std::size_t place = 0; place < observers.size(); ++place) {
        if (place < options.selections.size() && options.selections[place].rule == RunSelection::Rule::Listed
            && options.selections[place].runs != observers[place].trials->distinctRuns())
            add("runs", read[place].name + '=' + numbersText(options.selections[place].runs));
        if (read[place].kind != observers[place].kind)
            add("observer-kind", read[place].name + '=' + std::string(toString(observers[place].kind)));
        for (const RepairRecord& record : observers[place].repairs)
            add("repair",
                read[place].name + ':' + record.repair
                    + (record.parameters.empty() ? std::string() : '=' + record.parameters));
        if (observers[place].name == options.against)
            add("against", read[place].name);
    }
    if (only)
        add("selection", toJson(*only));
    if (options.question != Question::Generalise)
        add("generalise", toString(options.generalise));
    if (options.question == Question::Generalise)
        add("measure", toString(options.measure));
    if (options.phase != usual.phase)
        add("phase", toString(options.phase));
    add("interval", toString(options.interval));
    add("correction", toString(options.correction));
    if (options.lagRule != usual.lagRule)
        add("lag", toString(options.lagRule));
    if (options.level != usual.level)
        add("level", shortest(options.level));
    add("draws", std::to_string(options.draws));
    add("seed", std::to_string(options.seed));
    return line;
}

} // namespace learnscope
