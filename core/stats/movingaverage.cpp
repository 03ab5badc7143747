#include "core/stats/movingaverage.h"

#include <algorithm>
#include <charconv>

namespace learnscope {

std::int32_t AnswerSequence::epochOf(std::uint32_t trial) const
{
    const auto epoch =
        std::lower_bound(epochs.begin(), epochs.end(), trial,
                         [](const Epoch& one, std::uint32_t wanted) { return one.end < wanted; });
    return epoch->epoch;
}

const AverageExtremes* AnswerSequence::extremesOf(std::uint32_t window) const
{
    const auto found = std::find_if(extremes.begin(), extremes.end(),
                                    [window](const AverageExtremes& one) { return one.window() == window; });
    return found == extremes.end() ? nullptr : &*found;
}

std::vector<AnswerSequence> answerSequences(const TrialTable& trials, std::span<const TrialBlock> blocks,
                                            std::span<const std::int32_t> runs)
{
    std::vector<std::vector<TrialBlock>> parts(2 * runs.size()); // by run and phase
    for (const TrialBlock& block : blocks)
        parts[2 * block.run + (block.phase == Phase::Train ? 0 : 1)].push_back(block);
    std::vector<AnswerSequence> sequences;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        std::vector<TrialBlock>& own = parts[part];
        if (own.empty())
            continue;
        std::stable_sort(own.begin(), own.end(), [](const TrialBlock& left, const TrialBlock& right) {
            return left.epoch < right.epoch;
        });
        std::size_t size = 1;
        for (const TrialBlock& block : own)
            size += block.end - block.first;
        AnswerSequence sequence {runs[part / 2], part % 2 == 0 ? Phase::Train : Phase::Test};
        sequence.correct.reserve(size);
        for (const TrialBlock& block : own) {
            for (std::size_t row = block.first; row < block.end; ++row)
                sequence.correct.push_back(sequence.correct.back() + (trials.isCorrect(row) ? 1 : 0));
            if (sequence.epochs.empty() || sequence.epochs.back().epoch != block.epoch)
                sequence.epochs.push_back({block.epoch, 0});
            sequence.epochs.back().end = sequence.trials();
        }
        sequences.push_back(std::move(sequence));
    }
    return sequences;
}

void addExtremes(std::span<AnswerSequence> sequences, const MovingAverageOptions& options)
{
    for (AnswerSequence& sequence : sequences) {
        sequence.extremes.clear();
        for (const std::uint32_t window : options.windows(sequence.phase))
            sequence.extremes.emplace_back(sequence.correct, window);
    }
}

std::vector<double> movingAverage(const AnswerSequence& sequence, std::uint32_t window)
{
    std::vector<double> values;
    if (window > sequence.trials())
        return values;
    values.reserve(sequence.trials() - window + 1);
    for (std::uint32_t trial = window; trial <= sequence.trials(); ++trial)
        values.push_back(sequence.average(window, trial));
    return values;
}

Result<std::vector<std::uint32_t>> windowsFromText(std::string_view text)
{
    constexpr std::uint32_t largest = 1'000'000;
    std::vector<std::uint32_t> windows;
    const auto isSeparator = [](char letter) { return letter == ',' || letter == ';' || letter == ' '; };
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        at = std::find_if_not(at, end, isSeparator);
        if (at == end)
            break;
        const char* const last = std::find_if(at, end, isSeparator);
        std::uint32_t window = 0;
        const auto [next, status] = std::from_chars(at, last, window);
        if (status != std::errc {} || next != last || window < 1 || window > largest)
            return failure(Error::Kind::Usage,
                           "expected windows of 1 to 1,000,000 trials, found '" + std::string(at, last)
                               + "'");
        windows.push_back(window);
        at = last;
    }
    if (windows.empty())
        return failure(Error::Kind::Usage, "expected at least one window, such as 9, 18, 36");
    std::sort(windows.begin(), windows.end());
    windows.erase(std::unique(windows.begin(), windows.end()), windows.end());
    return windows;
}

std::string windowsText(std::span<const std::uint32_t> windows)
{
    std::string text;
    for (const std::uint32_t window : windows)
        text += (text.empty() ? "" : ", ") + std::to_string(window);
    return text;
}

} // namespace learnscope
