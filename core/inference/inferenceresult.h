#pragma once

#include "core/inference/effectsizes.h"
#include "core/inference/inferenceoptions.h"

#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// One comparison: what was estimated, how sure that is, and how likely it would be by chance alone.
struct InferenceRow
{
    std::string first; ///< observer's name
    std::string second; ///< what it is compared with; empty where that is chance or nothing
    std::string quantity; ///< "test accuracy", "generalisation lag", "error consistency with Humans"
    std::string comparison; ///< in words: "ResNet-50 - Humans"
    std::optional<std::int32_t> epoch; ///< nothing: of all epochs together
    Generalisation generalise = Generalisation::People;
    std::size_t firstRuns = 0; ///< participants or runs that take part
    std::size_t secondRuns = 0;
    std::size_t images = 0; ///< distinct images behind it
    double firstValue = 0;
    double secondValue = 0;
    double estimate = 0; ///< of the difference; NaN where it is not defined
    double standardError = 0; ///< from the draws
    std::optional<Interval> interval;
    std::size_t undefinedDraws = 0; ///< draws without a value, left out
    std::string test; ///< "permutation of labels, all 330 arrangements"
    double statistic = 0; ///< the tested statistic: the estimate for permutations, t else
    double p = 0; ///< NaN where there is no test
    double correctedP = 0;
    double maximumP = 0; ///< by the maximum over epochs; NaN where that does not apply
    std::optional<EffectSize> hedgesG;
    std::optional<EffectSize> cliffsDelta;
    std::optional<EffectSize> oddsRatio;
    std::string note; ///< what is particular about this row; may be empty
};

/// How a question is answered, before and after it is.
struct InferenceMethod
{
    std::string name; ///< in a few words
    std::string test;
    std::string interval;
    std::string correction;
    std::vector<std::string> assumptions;
};

struct InferenceResult
{
    InferenceOptions options;
    InferenceMethod method;
    std::vector<InferenceRow> rows;
    std::size_t tests = 0; ///< rows with a p-value: what the correction is for
    std::vector<std::string> warnings;
    std::string sample; ///< "Humans (7 participants), ResNet-50 (20 runs); 306 images"
    std::string repairs; ///< what was changed in the trials before; empty where nothing was
    std::string matching; ///< which test images those saw that are compared; empty where nobody is
    std::string methodsText; ///< to be pasted into a paper
};

} // namespace learnscope
