#include "core/data/observer.h"

#include "core/data/knownnetworks.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace learnscope {

namespace {
std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}
} // namespace

std::string_view toString(ObserverKind kind)
{
    return kind == ObserverKind::Human ? "human" : "network";
}

std::string observerNameFromFile(std::string_view path)
{
    const std::string stem = std::filesystem::path(path).stem().string();
    const std::size_t suffix = stem.find("_classification_data");
    return suffix == std::string::npos || suffix == 0 ? stem : stem.substr(0, suffix);
}

ObserverKind observerKindFromName(std::string_view name)
{
    const std::string lower = lowerCase(name);
    return lower == "human" || lower == "humans" ? ObserverKind::Human : ObserverKind::Network;
}

std::string observerLabelFromName(std::string_view name)
{
    if (observerKindFromName(name) == ObserverKind::Human)
        return "Humans";
    const KnownNetwork* network = findKnownNetwork(name);
    return network ? std::string(network->label) : std::string(name);
}

namespace {
/// Tables of model-vs-human call people "subject-01" and networks by their names.
bool isOfSubjects(const TrialTable& trials)
{
    for (const ExtraColumn& extra : trials.extras())
        if (const auto* text = std::get_if<ExtraColumn::Text>(&extra.values); text && extra.name == "subj")
            return std::all_of(text->texts.texts().begin(), text->texts.texts().end(),
                               [](const std::string& name) { return name.starts_with("subject"); });
    return false;
}
} // namespace

Observer makeObserver(std::string file, std::shared_ptr<const TrialTable> trials)
{
    Observer observer;
    observer.name = observerNameFromFile(file);
    observer.label = observerLabelFromName(observer.name);
    observer.kind = observerKindFromName(observer.name);
    observer.file = std::move(file);
    if (trials && isOfSubjects(*trials))
        observer.kind = ObserverKind::Human;
    observer.trials = std::move(trials);
    return observer;
}

const TrialTable& wholeTable(const Observer& observer)
{
    return observer.whole ? *observer.whole : *observer.trials;
}

std::string repairsText(const Observer& observer)
{
    std::string text;
    for (const RepairRecord& record : observer.repairs)
        if (record.changedAnything())
            text += (text.empty() ? observer.label + ": " : "; ") + record.sentence;
    return text.empty() ? text : text + '.';
}

std::string runLabel(ObserverKind kind, std::int32_t run)
{
    return (kind == ObserverKind::Human ? "participant " : "run ") + std::to_string(run);
}

} // namespace learnscope
