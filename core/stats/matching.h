#pragma once

#include "core/data/observer.h"
#include "core/stats/answersheets.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// How many test images pairs of runs share, in one epoch or pooled over all.
struct MatchedImages
{
    std::int32_t epoch = allEpochs;
    std::uint64_t pairs = 0; ///< of runs of one and the other that have test trials there
    std::uint64_t same = 0; ///< of them, those that saw exactly the same images
    std::uint64_t partial = 0; ///< those that share some
    std::uint64_t apart = 0; ///< those that share none
    std::size_t fewest = 0; ///< images that a pair shares, of those that share any
    std::size_t most = 0;
    std::size_t shown = 0; ///< different images that both observers saw

    std::uint64_t sharing() const noexcept { return same + partial; }
    bool operator==(const MatchedImages&) const = default;
};

/// Which test trials of two observers can be compared image by image.
struct TrialMatching
{
    std::vector<MatchedImages> epochs; ///< those in which either was tested, ascending
    MatchedImages pooled; ///< each run with all it saw, in whichever epochs
    /// Runs that share no image with any run of the other in the same epoch, though they do when pooled;
    /// ascending. Empty within one observer.
    std::vector<std::int32_t> shiftedFirst;
    std::vector<std::int32_t> shiftedSecond;
};

/// @p firstRuns and @p secondRuns: those compared, ascending. Any thread.
TrialMatching matchTrials(const TrialTable& first, std::span<const std::int32_t> firstRuns,
                          const TrialTable& second, std::span<const std::int32_t> secondRuns);

/// The same for the runs of one observer, each pair once.
TrialMatching matchTrials(const TrialTable& trials, std::span<const std::int32_t> runs);

/// One observer of a comparison, as sentences need it.
struct MatchedObserver
{
    const Observer* observer = nullptr;
    std::size_t runs = 0; ///< how many are compared
};

/// What of two observers' test trials can be compared, for people: "Humans and ResNet-50, same epoch: 100 of
/// 140 pairs share 51 test images in each epoch, 40 share none (participants 1 and 7 saw them in other
/// epochs); pooled over epochs: 140 of 140 pairs share 306." @p second is @p first within one observer.
std::string matchingSentence(const TrialMatching& matching, const MatchedObserver& first,
                             const MatchedObserver& second);

/// All of some comparisons in one clause: "all 140 pairs saw the same test images in each epoch". For where
/// there is little room. Empty for none.
std::string matchedBriefly(std::span<const TrialMatching* const> comparisons);

/// Why a pair of observers shares nothing there: "no test trials of both", "no image in common", "shown in
/// other epochs"; empty where something is shared.
std::string_view reasonApart(const MatchedImages& images, const MatchedImages& pooled);

} // namespace learnscope
