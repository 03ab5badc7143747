#pragma once

#include "core/checks/trialgroups.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace learnscope {

/// What is odd about the trials of one run in one phase.
struct GroupFacts
{
    using Row = TrialGroups::Row;

    std::uint64_t doubledKeys = 0; ///< pairs of epoch and image that occur more than once
    std::vector<Row> surplus; ///< every occurrence but the first of those, ascending
    /// Rows whose epoch differs from that of most rows of their block, where the rows cut in file order into
    /// blocks of blockSize hold each image once per block.
    std::vector<Row> misfiled;
    std::size_t blockSize = 0; ///< 0 where nothing is misfiled
    std::size_t longestShift = 0; ///< most misfiled rows in one block
    bool misfiledOnlyAtFront = true; ///< they always are the first rows of their block
    std::vector<Row> firstAttempt; ///< rows of a start that was begun again; empty where there was none
    /// For test phases: (epoch, hash of the set of images shown in it), ascending.
    std::vector<std::pair<std::int32_t, std::uint64_t>> imageSets;
};

/// Finds them, in time linear in the rows (n log n where epochs and images are many). One thread; the scratch
/// space is kept from one group to the next.
class GroupInspector
{
public:
    /// @p imageHashes: one for each image name of @p trials. @p usualTrials: how many rows most runs have per
    /// epoch, for each phase. All must outlive the inspector.
    GroupInspector(const TrialTable& trials, std::span<const std::uint64_t> imageHashes,
                   std::array<std::uint32_t, 2> usualTrials);

    GroupFacts inspect(std::span<const TrialGroups::Row> rows, Phase phase);

private:
    using Row = TrialGroups::Row;

    void countKeys(std::span<const Row> rows, std::int32_t lowestEpoch, std::size_t epochCount, bool wantSets,
                   GroupFacts& facts);
    void sortKeys(std::span<const Row> rows, bool wantSets, GroupFacts& facts);
    void findMisfiled(std::span<const Row> rows, GroupFacts& facts);
    void addMisfiledOf(std::span<const Row> block, GroupFacts& facts) const;
    void findFirstAttempt(std::span<const Row> rows, std::uint32_t usual, GroupFacts& facts);
    bool showsEachImageOnce(std::span<const Row> rows);
    std::size_t distinctImages(std::span<const Row> rows);

    const TrialTable& m_trials;
    std::span<const std::uint64_t> m_imageHashes;
    std::array<std::uint32_t, 2> m_usualTrials;
    std::vector<std::uint32_t> m_seen; ///< for each image: the last question in which it was met
    std::uint32_t m_question = 0;
    std::vector<std::uint32_t> m_counts; ///< for each epoch and image
};

/// By phase, then run.
using FactsOfRuns = std::array<std::vector<GroupFacts>, 2>;

/// The facts of all @p groups of @p trials, on up to @p threads threads (0: all). @p usualTrials as
/// usualTrialCounts gives them. A cancelled call gives some of them.
FactsOfRuns inspectRuns(const TrialTable& trials, const TrialGroups& groups,
                        std::array<std::uint32_t, 2> usualTrials, unsigned threads, JobContext& context);

} // namespace learnscope
