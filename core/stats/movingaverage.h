#pragma once

#include "core/base/result.h"
#include "core/stats/averageextremes.h"
#include "core/stats/trialblocks.h"

#include <string_view>

namespace learnscope {

/// Over how many trials moving averages are taken, and of which phase they are shown.
struct MovingAverageOptions
{
    Phase phase = Phase::Train;
    std::vector<std::uint32_t> train {9, 18, 36}; ///< windows, ascending; an epoch has 36 trials in the study
    std::vector<std::uint32_t> test {13, 26, 51}; ///< an epoch has 51

    const std::vector<std::uint32_t>& windows(Phase of) const { return of == Phase::Train ? train : test; }
    std::vector<std::uint32_t>& windows(Phase of) { return of == Phase::Train ? train : test; }
    bool operator==(const MovingAverageOptions&) const = default;
};

/// The answers of one run in one phase in the order in which they were given: epoch by epoch, in each as in
/// the file. Any moving average can be read from it.
struct AnswerSequence
{
    struct Epoch
    {
        std::int32_t epoch = 0;
        std::uint32_t end = 0; ///< trials up to its last one, from the first of the sequence

        bool operator==(const Epoch&) const = default;
    };

    std::int32_t run = 0;
    Phase phase = Phase::Train;
    std::vector<std::uint32_t> correct {0}; ///< place t: right answers among the first t trials
    std::vector<Epoch> epochs {}; ///< ascending
    std::vector<AverageExtremes> extremes {}; ///< of the windows that addExtremes() was asked for, ascending

    std::uint32_t trials() const noexcept { return static_cast<std::uint32_t>(correct.size()) - 1; }
    /// Share of right answers among the @p window trials that end with trial @p trial, from 1: it needs at
    /// least @p window of them. Windows run across the borders of epochs.
    double average(std::uint32_t window, std::uint32_t trial) const
    {
        return static_cast<double>(correct[trial] - correct[trial - window]) / window;
    }
    std::int32_t epochOf(std::uint32_t trial) const; ///< of trial 1 to trials()
    const AverageExtremes* extremesOf(std::uint32_t window) const; ///< null where not asked for
};

/// The sequences of @p runs (those @p blocks were made with), by run, training before test; none for a phase
/// without trials. Any thread.
std::vector<AnswerSequence> answerSequences(const TrialTable& trials, std::span<const TrialBlock> blocks,
                                            std::span<const std::int32_t> runs);

/// Finds the extremes of the moving averages of @p options of each sequence, for drawing them.
void addExtremes(std::span<AnswerSequence> sequences, const MovingAverageOptions& options);

/// The moving average of @p sequence over @p window trials: place 0 belongs to trial @p window, the last to
/// the last trial. Empty where there are fewer trials. @p window is at least 1.
std::vector<double> movingAverage(const AnswerSequence& sequence, std::uint32_t window);

/// "9, 18, 36" as windows: whole numbers from 1 to a million, sorted, each once. Fails (Usage) with what is
/// wrong.
Result<std::vector<std::uint32_t>> windowsFromText(std::string_view text);
/// "9, 18, 36"
std::string windowsText(std::span<const std::uint32_t> windows);

} // namespace learnscope
