#include "core/stats/matching.h"

#include "core/data/wording.h"

#include <algorithm>

namespace learnscope {

namespace {
/// "51", "40 to 51".
std::string range(std::uint64_t low, std::uint64_t high)
{
    return std::to_string(low) + (low == high ? "" : " to " + std::to_string(high));
}

template<typename Value>
std::pair<std::uint64_t, std::uint64_t> rangeOf(const std::vector<const MatchedImages*>& epochs, Value value)
{
    std::pair<std::uint64_t, std::uint64_t> found(value(*epochs.front()), value(*epochs.front()));
    for (const MatchedImages* epoch : epochs) {
        found.first = std::min<std::uint64_t>(found.first, value(*epoch));
        found.second = std::max<std::uint64_t>(found.second, value(*epoch));
    }
    return found;
}

std::string testImages(std::uint64_t low, std::uint64_t high)
{
    return range(low, high) + (high == 1 ? " test image" : " test images");
}

/// "100 of 140 pairs share 51 test images", over several epochs with ranges.
std::string sharing(const std::vector<const MatchedImages*>& epochs)
{
    const auto pairs = rangeOf(epochs, [](const MatchedImages& epoch) { return epoch.pairs; });
    const auto sharing = rangeOf(epochs, [](const MatchedImages& epoch) { return epoch.sharing(); });
    if (sharing.second == 0)
        return pairs.second == 1
            ? "the one pair shares no test image"
            : "none of " + range(pairs.first, pairs.second) + " pairs share a test image";
    std::vector<const MatchedImages*> some;
    std::copy_if(epochs.begin(), epochs.end(), std::back_inserter(some),
                 [](const MatchedImages* epoch) { return epoch->sharing() > 0; });
    const std::string images =
        testImages(rangeOf(some, [](const MatchedImages& epoch) { return epoch.fewest; }).first,
                   rangeOf(some, [](const MatchedImages& epoch) { return epoch.most; }).second);
    if (pairs.second == 1)
        return (sharing.first == 1 ? "the one pair shares " : "the one pair shares up to ") + images;
    return range(sharing.first, sharing.second) + " of " + range(pairs.first, pairs.second) + " pairs share "
        + images;
}

bool anyShares(const std::vector<const MatchedImages*>& epochs)
{
    return std::any_of(epochs.begin(), epochs.end(),
                       [](const MatchedImages* epoch) { return epoch->sharing() > 0; });
}

/// Who of those that share nothing in the same epoch do so when pooled.
std::string shifted(const TrialMatching& matching, const MatchedObserver& first,
                    const MatchedObserver& second)
{
    std::vector<std::string> who;
    if (!matching.shiftedFirst.empty() && matching.shiftedFirst.size() < first.runs)
        who.push_back(runsListed(first.observer->kind, matching.shiftedFirst, first.runs));
    if (!matching.shiftedSecond.empty() && matching.shiftedSecond.size() < second.runs)
        who.push_back(runsListed(second.observer->kind, matching.shiftedSecond, second.runs) + " of "
                      + second.observer->label);
    return who.empty() ? "some of these images were shown in other epochs"
                       : listed(who) + " saw them in other epochs";
}
} // namespace

std::string matchedBriefly(std::span<const TrialMatching* const> comparisons)
{
    if (comparisons.empty())
        return {};
    std::uint64_t pairs = 0;
    std::uint64_t same = 0; // in every epoch of both
    std::uint64_t sharing = 0;
    std::uint64_t pooled = 0;
    for (const TrialMatching* matching : comparisons) {
        std::vector<const MatchedImages*> epochs;
        for (const MatchedImages& epoch : matching->epochs)
            if (epoch.pairs > 0)
                epochs.push_back(&epoch);
        pooled += matching->pooled.sharing();
        if (epochs.empty())
            continue;
        pairs += rangeOf(epochs, [](const MatchedImages& epoch) { return epoch.pairs; }).second;
        same += rangeOf(epochs, [](const MatchedImages& epoch) { return epoch.same; }).first;
        sharing += rangeOf(epochs, [](const MatchedImages& epoch) { return epoch.sharing(); }).first;
    }
    if (pairs == 0)
        return "no epoch has test trials of both";
    if (sharing == 0)
        return pooled > 0 ? "no pair saw the same test images in one epoch, but in others"
                          : "no pair shares a test image";
    const std::string some = sharing == pairs ? "all " + std::to_string(pairs)
                                              : std::to_string(sharing) + " of " + std::to_string(pairs);
    return (pairs == 1 ? "the one pair " : some + " pairs ")
        + (same == sharing ? "saw the same test images" : "shared some test images") + " in each epoch";
}

std::string_view reasonApart(const MatchedImages& images, const MatchedImages& pooled)
{
    if (images.sharing() > 0)
        return {};
    if (images.pairs == 0)
        return "no test trials of both";
    return pooled.sharing() > 0 && images.epoch != allEpochs ? "shown in other epochs" : "no image in common";
}

std::string matchingSentence(const TrialMatching& matching, const MatchedObserver& first,
                             const MatchedObserver& second)
{
    const bool within = first.observer == second.observer;
    const std::string names =
        within ? "Within " + first.observer->label : first.observer->label + " and " + second.observer->label;
    if (within && first.runs < 2)
        return names + ": one run only, nothing to compare.";
    if (matching.pooled.pairs == 0)
        return names + ": no test trials of both, nothing to compare.";
    std::vector<const MatchedImages*> epochs;
    std::uint64_t apart = 0;
    for (const MatchedImages& epoch : matching.epochs) {
        if (epoch.pairs > 0)
            epochs.push_back(&epoch);
        apart = std::max(apart, epoch.apart);
    }
    std::string text = names + ", same epoch: ";
    if (epochs.empty())
        text += "no epoch has test trials of both";
    else
        text += sharing(epochs)
            + (epochs.size() > 1 ? anyShares(epochs) ? " in each epoch" : " in any epoch" : "");
    if (const std::size_t untested = matching.epochs.size() - epochs.size(); untested > 0 && !epochs.empty())
        text += " (" + std::to_string(untested) + (untested == 1 ? " epoch has" : " epochs have")
            + " no test trials of both)";
    if (apart > 0 && matching.pooled.sharing() > 0)
        text += anyShares(epochs) ? ", the others share none (" + shifted(matching, first, second) + ')'
                                  : ": the images were shown in other epochs";
    return text + "; pooled over epochs: " + sharing({&matching.pooled}) + ".";
}

} // namespace learnscope
