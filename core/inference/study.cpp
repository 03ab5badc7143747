#include "core/inference/study.h"

#include "core/stats/meancolumn.h"
#include "core/stats/trialblocks.h"

#include <algorithm>

namespace learnscope {

namespace {
void addCells(StudiedObserver& observer)
{
    for (const Phase phase : {Phase::Train, Phase::Test})
        for (const CurvePoint& point : phase == Phase::Train ? observer.curves.train : observer.curves.test) {
            std::vector<AccuracyCell> cells;
            for (const AccuracyCell& cell : observer.curves.cells)
                if (cell.phase == phase && cell.epoch == point.epoch)
                    cells.push_back(cell);
            observer.cells.push_back({phase, point.epoch, meanColumn(cells, observer.curves.runs)});
        }
}

void countImages(StudiedObserver& observer)
{
    const TrialTable& trials = *observer.curves.observer.trials;
    std::vector<bool> seen[2] = {std::vector<bool>(trials.imageNames().size()),
                                 std::vector<bool>(trials.imageNames().size())};
    for (const TrialBlock& block : trialBlocks(trials, observer.curves.runs))
        for (std::size_t row = block.first; row < block.end; ++row)
            seen[static_cast<std::size_t>(block.phase)][trials.images()[row]] = true;
    for (std::size_t phase = 0; phase < 2; ++phase)
        observer.images[phase] =
            static_cast<std::size_t>(std::count(seen[phase].begin(), seen[phase].end(), true));
}
} // namespace

const StudiedObserver::Cell* StudiedObserver::find(Phase phase, std::int32_t epoch) const
{
    for (const Cell& cell : cells)
        if (cell.phase == phase && cell.epoch == epoch)
            return &cell;
    return nullptr;
}

const AnswerBlock* StudiedObserver::findBlock(Phase phase, std::int32_t epoch) const
{
    for (const AnswerBlock& block : blocks)
        if (block.phase == phase && block.epoch == epoch)
            return &block;
    return nullptr;
}

std::vector<std::int32_t> StudiedObserver::epochs(Phase phase) const
{
    std::vector<std::int32_t> found;
    for (const Cell& cell : cells)
        if (cell.phase == phase)
            found.push_back(cell.epoch);
    return found;
}

std::vector<double> StudiedObserver::accuracies(const Cell& cell)
{
    std::vector<double> values;
    for (std::size_t run = 0; run < cell.perRun.numerator.size(); ++run)
        if (cell.perRun.denominator[run] > 0)
            values.push_back(cell.perRun.numerator[run] / cell.perRun.denominator[run]);
    return values;
}

std::string StudiedObserver::runsWord() const
{
    const std::string word = kind() == ObserverKind::Human ? "participant" : "run";
    return std::to_string(runs()) + ' ' + word + (runs() == 1 ? "" : "s");
}

std::optional<std::size_t> Study::placeOf(std::string_view name) const
{
    for (std::size_t place = 0; place < observers.size(); ++place)
        if (observers[place].name() == name)
            return place;
    return std::nullopt;
}

Result<Study> prepareStudy(std::span<const Observer> observers, const InferenceOptions& options,
                           bool withImages, JobContext& context)
{
    Study study;
    CurveOptions curveOptions;
    curveOptions.bootstrapDraws = 0;
    curveOptions.lagRule = options.lagRule;
    curveOptions.level = options.level;
    curveOptions.threads = options.threads;
    for (std::size_t place = 0; place < observers.size(); ++place) {
        const RunSelection selection =
            options.selections.empty() ? RunSelection {} : options.selections[place];
        auto curves = computeCurves(observers[place], selection, curveOptions, context);
        if (!curves)
            return tl::unexpected(curves.error());
        StudiedObserver& observer = study.observers.emplace_back();
        observer.curves = std::move(*curves);
        addCells(observer);
        countImages(observer);
        observer.sheets =
            std::make_shared<const AnswerSheets>(*observers[place].trials, observer.curves.runs);
        if (!withImages)
            continue;
        auto blocks = answerBlocks(*observers[place].trials, observer.curves.runs, study.pools);
        if (!blocks)
            return failure(blocks.error().kind, observer.label() + ": " + blocks.error().message,
                           {observers[place].file});
        observer.blocks = std::move(*blocks);
    }
    return study;
}

} // namespace learnscope
