#pragma once

#include "core/stats/answersheets.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// The runs of two observers that saw the same images in one epoch; every run of the first is compared with
/// every run of the second, or the runs of one observer among themselves. For use inside this folder.
struct AnswerGroup
{
    std::size_t images = 0;
    bool within = false; ///< one observer: first and second are the same, each pair counts once
    std::vector<const AnswerSheets::Sheet*> first;
    std::vector<const AnswerSheets::Sheet*> second;

    std::uint64_t pairs() const;
    std::uint64_t undefined() const; ///< of them, those without kappa: both always right or always wrong
    /// Of them, those with a kappa of 0 because one run is always right or wrong.
    std::uint64_t uninformative() const;
};

struct AnswerEpoch
{
    std::int32_t epoch = 0;
    std::vector<AnswerGroup> groups; ///< each with a pair at least
};

/// The epochs that have pairs, ascending. They point into the sheets. @p second is @p first for the runs of
/// one observer.
std::vector<AnswerEpoch> answerEpochs(const AnswerSheets& first, const AnswerSheets& second);

} // namespace learnscope
