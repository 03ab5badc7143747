#pragma once

#include "core/data/stimulus.h"
#include "core/stats/pooledshare.h"
#include "core/stats/trialblocks.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What every image name of a table says; nothing where the pattern does not fit. Indexed by image code.
using ImageNames = std::vector<std::optional<StimulusName>>;

ImageNames matchImageNames(const TrialTable& trials, const StimulusNamePattern& pattern);

/// Ids of objects, such as "second_gen_p_3".
using ObjectSet = std::set<std::string, std::less<>>;

/// When an object counts as known from training.
enum class SplitRule {
    Exact, ///< its id is that of a training object
    AsPublished, ///< the image's name begins with a training object's id, so that p_82 passes for p_8
};

/// "exact" or "as-published".
std::string_view toString(SplitRule rule);

/// The objects of the training trials among @p blocks.
ObjectSet trainingObjects(const TrialTable& trials, std::span<const TrialBlock> blocks,
                          const ImageNames& names);

/// Trials that a statistic had to leave out because the pattern does not fit their images' names.
struct OmittedTrials
{
    std::uint64_t trials = 0;
    std::uint64_t images = 0; ///< distinct

    bool operator==(const OmittedTrials&) const = default;
};

/// Right answers to test images of novel or of known objects in one epoch.
struct SplitCell
{
    bool known = false;
    std::int32_t epoch = 0;
    PooledShare answers;
};

struct ObjectSplit
{
    std::vector<SplitCell> cells; ///< those with trials; novel objects first, then by epoch
    std::vector<std::uint32_t> knownImages; ///< codes of the images tested that show known objects, ascending
    std::vector<std::uint32_t> novelImages; ///< and of those that show novel ones
    OmittedTrials omitted;
};

/// Test accuracy on new views of known objects and on novel objects, pooled over all trials of an epoch.
/// @p runs: how many are chosen. Any thread.
ObjectSplit objectSplit(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs,
                        const ImageNames& names, const ObjectSet& known, SplitRule rule = SplitRule::Exact);

} // namespace learnscope
