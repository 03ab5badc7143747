#pragma once

#include "core/data/repairrecord.h"
#include "core/data/trialtable.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

enum class ObserverKind : std::uint8_t { Human, Network };

/// "human" or "network".
std::string_view toString(ObserverKind kind);

/// Who gave the answers of one trial table: a group of people or the runs of one network.
struct Observer
{
    std::string name; ///< as in the file name, unique among the observers compared: "resnet50"
    std::string label; ///< as shown: "ResNet-50"
    ObserverKind kind = ObserverKind::Network;
    std::string file; ///< where the trials came from; empty where they were made
    std::shared_ptr<const TrialTable> trials;
    /// All its trials where `trials` are but a selection, for what depends on all: chance, known objects.
    /// Null: trials are all.
    std::shared_ptr<const TrialTable> whole;
    std::vector<RepairRecord> repairs; ///< what was done to the trials of the file, in order
};

/// All trials of the observer, selected or not.
const TrialTable& wholeTable(const Observer& observer);

/// The observer's name in a path: what stands before "_classification_data", else the stem.
std::string observerNameFromFile(std::string_view path);

/// Human for the names "human" and "humans" in any case; else Network.
ObserverKind observerKindFromName(std::string_view name);

/// "Humans", "ResNet-50"... for names that are known; else the name itself.
std::string observerLabelFromName(std::string_view name);

/// An observer with name, kind and label taken from @p file.
Observer makeObserver(std::string file, std::shared_ptr<const TrialTable> trials);

/// What was changed in the trials, in sentences that follow each other: "ViT: 87 rows ... were dropped. ...";
/// empty where nothing was.
std::string repairsText(const Observer& observer);

/// What one participant or run is called: "participant 3", "run 3".
std::string runLabel(ObserverKind kind, std::int32_t run);

} // namespace learnscope
