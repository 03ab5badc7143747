#pragma once

#include "core/stats/answersheets.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace learnscope {

/// Runs of two observers that are compared on the same images in one epoch; every run of the first is
/// compared with every run of the second, or the runs of one observer among themselves. For use here and in
/// core/inference.
struct AnswerGroup
{
    std::size_t images = 0;
    bool within = false; ///< first and second are the same, each pair counts once
    bool partial = false; ///< the runs saw other images, too: their sheets are cut down to the shared ones
    std::vector<const AnswerSheets::Sheet*> first;
    std::vector<const AnswerSheets::Sheet*> second;
    std::vector<std::uint32_t> places; ///< of the images among those of the epoch

    std::uint64_t pairs() const;
    std::uint64_t undefined() const; ///< of them, those without kappa: both always right or always wrong
    /// Of them, those with a kappa of 0 because one run is always right or wrong.
    std::uint64_t uninformative() const;
};

/// All that is compared in one epoch, and what is not.
struct AnswerEpoch
{
    std::int32_t epoch = 0;
    std::vector<AnswerGroup> groups; ///< each with a pair at least
    std::size_t images = 0; ///< distinct ones in all groups
    std::vector<std::uint32_t> imageNumbers; ///< theirs among the names of all of both observers, sorted
    std::uint64_t firstRuns = 0; ///< of the first observer that were tested
    std::uint64_t secondRuns = 0;
    std::uint64_t unmatchedPairs = 0; ///< of tested runs that share no image
    std::uint64_t leftOutPairs = 0; ///< that share some images, beyond mostPartialGroups
    std::vector<std::unique_ptr<AnswerSheets::Sheet>> cutDown; ///< what partial groups point to
};

/// Pairs of image lists that may be compared on the part that they share in one comparison.
inline constexpr std::size_t mostPartialGroups = 100'000;

/// The epochs in which either observer was tested, ascending. They point into the sheets. @p second is
/// @p first for the runs of one observer.
std::vector<AnswerEpoch> answerEpochs(const AnswerSheets& first, const AnswerSheets& second);

} // namespace learnscope
