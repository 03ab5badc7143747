#pragma once

#include "core/jobs/jobcontext.h"
#include "core/similarity/matrixmeasure.h"
#include "core/stats/analysis.h"
#include "core/stats/confusion.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// How unlike an observer takes classes to be, in one phase and epoch: 1 less the share of trials in which
/// one of two classes was taken for the other, averaged over both. Of classes that were not shown, pairs are
/// NaN.
struct ConfusionRdm
{
    Phase phase = Phase::Train;
    std::int32_t epoch = 0;
    SimilarityMatrix matrix; ///< "confusion", named by the classes; of two or more
    std::uint64_t trials = 0;
    double accuracy = 0; ///< share of right answers among them
};

/// One for each phase and epoch, by phase (test first) and epoch; none with fewer than 2 classes. Any thread.
std::vector<ConfusionRdm> confusionRdms(const Confusion& confusion);

/// A matrix that is computed from an observer's answers: which classes are taken for each other.
struct RepresentationOfTrials
{
    std::string observer; ///< Observer::name
    Phase phase = Phase::Test;
    std::optional<std::int32_t> epoch = {}; ///< nothing: the last one

    bool operator==(const RepresentationOfTrials&) const = default;
};
/// "human:test" or "human:test:6"
std::string toText(const RepresentationOfTrials& answers);
/// Of such a text, or of the observer's name alone where it holds no colon. Fails with Usage.
Result<RepresentationOfTrials> representationOfTrialsFromText(std::string_view text);

/// That of one observer of @p analysis, which has the part Confusion, in a phase and epoch; nothing: in the
/// last one of the phase. Fails (Mismatch) where there is no such observer or epoch. Any thread.
Result<SimilarityMatrix> matrixOfAnswers(const Analysis& analysis, std::string_view observer, Phase phase,
                                         std::optional<std::int32_t> epoch = {});

/// How far two confusion matrices are apart: the root mean squared difference of their dissimilarities, over
/// the pairs of classes that both have, matched by name. NaN where there is none. Unlike correlations it is
/// defined for three classes, too, and where all pairs of a matrix are alike.
double confusionDistance(const ConfusionRdm& first, const ConfusionRdm& second);

/// How alike two observers' matrices of one phase and epoch are.
struct ConfusionRdmLikeness
{
    Phase phase = Phase::Train;
    std::int32_t epoch = 0;
    double value = 0; ///< NaN where it is not defined: too few pairs, or a matrix that is the same for all
    std::uint64_t pairs = 0; ///< of classes that both were shown
    double distance = 0; ///< confusionDistance()
};

/// Compares, say, a network with people in every phase and epoch that both have: classes are matched by name.
/// Whitened measures give NaN where pairs are masked. Fails (Cancelled) where the job is stopped. Any thread.
Result<std::vector<ConfusionRdmLikeness>> compareConfusionRdms(const std::vector<ConfusionRdm>& first,
                                                               const std::vector<ConfusionRdm>& second,
                                                               MatrixMeasure measure,
                                                               JobContext& context = JobContext::none());

} // namespace learnscope
