#pragma once

#include "core/data/trialtable.h"
#include "core/inference/drawninterval.h"
#include "core/inference/multiplecomparisons.h"
#include "core/stats/lag.h"
#include "core/stats/runselection.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What may be asked of observers.
enum class Question {
    AboveChance, ///< does each observer learn, and when is it above chance?
    LagBehindHumans, ///< do networks lag behind humans?
    Differ, ///< do two observers differ, and in which epochs?
    Generalise, ///< does a result hold for new people, for new images, for both?
    MoreHuman, ///< does one network err more like humans than another?
};

/// What is drawn anew: the claim then holds for others of that kind.
enum class Generalisation {
    People, ///< participants and runs
    Images,
    Both,
};

/// What Question::Generalise is about.
enum class Measure {
    Accuracy, ///< mean over epochs
    Lag, ///< the generalisation lag
};

struct QuestionWords
{
    Question question;
    std::string_view id; ///< on the command line: "differ"
    std::string_view text; ///< "Do two observers differ, and in which epochs?"
};

std::span<const QuestionWords> questionTable();
const QuestionWords& wordsOf(Question question);

/// "people", "images" or "both".
std::string_view toString(Generalisation generalisation);
/// "accuracy" or "lag".
std::string_view toString(Measure measure);

struct InferenceOptions
{
    Question question = Question::Differ;
    std::vector<RunSelection> selections; ///< one for each observer; empty: all runs of all
    Generalisation generalise = Generalisation::People;
    Measure measure = Measure::Accuracy;
    Phase phase = Phase::Test; ///< whose accuracy is compared
    IntervalMethod interval = IntervalMethod::Expanded;
    Correction correction = Correction::Holm;
    LagRule lagRule = LagRule::AsPublished;
    /// Name of the observer that all others are compared with; empty: each with each.
    std::string against;
    double level = .95;
    int draws = 10000; ///< of bootstraps and permutation tests, at least 100
    std::uint64_t seed = 1;
    unsigned threads = 1; ///< 0: all of the machine's; the result does not depend on it
};

inline constexpr int fewestDraws = 100;
inline constexpr int mostDraws = 200000; ///< all draws of all means are kept: about 0.4 GB for 84 means
inline constexpr std::size_t fewClusters = 5; ///< fewer people or runs give a warning, one is refused
inline constexpr std::size_t fewestImages = 10; ///< fewer are refused where images are drawn

} // namespace learnscope
