#pragma once

#include "core/stats/pooledshare.h"
#include "core/stats/trialblocks.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Where a table holds reaction times, and in what unit.
struct ReactionTimeSource
{
    std::string column;
    double seconds = 1; ///< of one unit: 1 or 0.001
    /// How the unit is known: "stated", "name" or "values" (milliseconds where the median is above 20).
    std::string_view unitFrom;
};

/// The probabilities of the quantiles.
inline constexpr std::array<double, 5> timeProbabilities = {.1, .3, .5, .7, .9};
using TimeQuantiles = std::array<double, timeProbabilities.size()>;

/// The times of right or of wrong answers, in seconds.
struct ReactionTimeCell
{
    Phase phase = Phase::Test;
    std::optional<std::int32_t> epoch; ///< nothing: all of them
    bool correct = true;
    std::uint64_t trials = 0; ///< at least 1; with a time that counts
    double share = 0; ///< of all such trials, right or wrong: the height of the defective distribution
    double mean = 0;
    TimeQuantiles quantiles = {}; ///< of the pooled trials, interpolated as numpy's default does
    std::uint32_t runs = 0; ///< that have such trials
    TimeQuantiles vincentiles = {}; ///< the mean over these runs of each run's quantiles
};

/// The trials that were answered about as fast: one of the bins of a conditional accuracy function.
struct SpeedAccuracyBin
{
    Phase phase = Phase::Test;
    std::size_t bin = 0; ///< from the fastest on
    double meanTime = 0; ///< seconds
    PooledShare answers; ///< right ones
};

/// What a view or figure of reaction times shows.
enum class TimesShown {
    Quantiles, ///< of right and wrong answers, by epoch
    SpeedAccuracy, ///< the conditional accuracy function
};

std::string_view toString(TimesShown shown); ///< "quantiles", "speed-accuracy"

struct ReactionTimes
{
    static constexpr std::size_t speedBins = 5;

    std::optional<ReactionTimeSource> source; ///< nothing: the table has none
    std::string reason; ///< why there is none
    std::uint64_t trials = 0; ///< of the chosen runs
    std::uint64_t missing = 0; ///< without a number; left out
    std::uint64_t notPositive = 0; ///< zero or below; left out
    std::vector<ReactionTimeCell> cells; ///< by phase (test first), epoch (all last) and right before wrong
    std::vector<SpeedAccuracyBin> speed; ///< by phase (test first) and bin
};

/// What column of @p trials holds reaction times: the one that was stated, or one of a usual name.
std::optional<ReactionTimeSource> reactionTimeSource(const TrialTable& trials);

/// The quantile of sorted values, interpolated linearly between ranks (type 7 of Hyndman and Fan, 1996).
double quantileOf(std::span<const double> sorted, double probability);

/// Times of the chosen runs, @p runs of them. The bins of speed are equal parts of the trials of each run in
/// each epoch and phase, from the fastest to the slowest, so that learning alone makes no function of them;
/// they are pooled by number. Without bands. Any thread.
ReactionTimes reactionTimes(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs);

/// What is odd, in a sentence without a full stop: times that are missing or not positive.
std::vector<std::string> timeRemarks(const ReactionTimes& times);

/// "rt, in ms as its values tell".
std::string sourceText(const ReactionTimeSource& source);

} // namespace learnscope
