#include "core/inference/answerblocks.h"

#include "core/stats/trialblocks.h"

#include <algorithm>
#include <map>

namespace learnscope {

namespace {
bool isComplete(const AnswerBlock& block)
{
    for (std::size_t place = 0; place < block.trials.size(); ++place)
        if (block.trials[place] != block.trials.front())
            return false;
    return !block.trials.empty();
}

/// Turns counts into shares of each run's trials.
void normalise(AnswerBlock& block)
{
    const std::size_t width = block.images.size();
    for (std::size_t run = 0; run < block.runs; ++run) {
        double sum = 0;
        for (std::size_t place = run * width; place < (run + 1) * width; ++place)
            sum += block.trials[place];
        if (sum > 0)
            for (std::size_t place = run * width; place < (run + 1) * width; ++place) {
                block.correct[place] /= sum;
                block.trials[place] /= sum;
            }
    }
    block.complete = isComplete(block);
}

AnswerBlock makeBlock(const TrialTable& trials, std::span<const TrialBlock* const> rows, std::size_t runs,
                      StringPool& pool)
{
    AnswerBlock block {rows.front()->phase, rows.front()->epoch, runs, {}, {}, {}, false};
    constexpr std::uint32_t unseen = ~0u;
    std::vector<std::uint32_t> poolPlace(trials.imageNames().size(), unseen); // by the table's code
    for (const TrialBlock* stretch : rows)
        for (std::size_t row = stretch->first; row < stretch->end; ++row) {
            std::uint32_t& place = poolPlace[trials.images()[row]];
            if (place == unseen) {
                place = pool.codeOf(trials.imageOf(row));
                block.images.push_back(place);
            }
        }
    std::sort(block.images.begin(), block.images.end());
    std::map<std::uint32_t, std::size_t> columns;
    for (std::size_t column = 0; column < block.images.size(); ++column)
        columns.emplace(block.images[column], column);
    if (block.images.size() * runs > mostAnswers)
        return block; // without answers: the caller looks
    block.correct.assign(runs * block.images.size(), 0);
    block.trials = block.correct;
    std::vector<std::size_t> columnOf(poolPlace.size());
    for (std::size_t code = 0; code < poolPlace.size(); ++code)
        if (poolPlace[code] != unseen)
            columnOf[code] = columns.at(poolPlace[code]);
    for (const TrialBlock* stretch : rows)
        for (std::size_t row = stretch->first; row < stretch->end; ++row) {
            const std::size_t place = stretch->run * block.images.size() + columnOf[trials.images()[row]];
            block.trials[place] += 1;
            block.correct[place] += trials.isCorrect(row);
        }
    normalise(block);
    return block;
}
} // namespace

RatioColumn AnswerBlock::perImage(std::size_t poolSize) const
{
    RatioColumn column {std::vector<double>(poolSize), std::vector<double>(poolSize)};
    for (std::size_t run = 0; run < runs; ++run)
        for (std::size_t place = 0; place < images.size(); ++place) {
            column.numerator[images[place]] += correct[run * images.size() + place];
            column.denominator[images[place]] += trials[run * images.size() + place];
        }
    return column;
}

Result<std::vector<AnswerBlock>> answerBlocks(const TrialTable& trials, std::span<const std::int32_t> runs,
                                              ImagePools& pools)
{
    const std::vector<TrialBlock> stretches = trialBlocks(trials, runs);
    std::map<std::pair<Phase, std::int32_t>, std::vector<const TrialBlock*>> groups; // training first
    for (const TrialBlock& stretch : stretches)
        groups[{stretch.phase, stretch.epoch}].push_back(&stretch);
    std::vector<AnswerBlock> blocks;
    std::size_t answers = 0;
    for (const auto& [key, rows] : groups) {
        blocks.push_back(makeBlock(trials, rows, runs.size(), pools.of(key.first)));
        answers += blocks.back().images.size() * runs.size();
        if (answers > mostAnswers)
            return failure(Error::Kind::OutOfRange,
                           "there are too many runs and images to draw images: " + std::to_string(runs.size())
                               + " runs, more than " + std::to_string(mostAnswers)
                               + " answers; generalise to people instead");
    }
    return blocks;
}

} // namespace learnscope
