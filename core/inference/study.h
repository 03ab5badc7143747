#pragma once

#include "core/base/result.h"
#include "core/inference/answerblocks.h"
#include "core/inference/inferenceoptions.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/answersheets.h"
#include "core/stats/bootstrap.h"
#include "core/stats/curves.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace learnscope {

/// One observer, ready to be resampled.
struct StudiedObserver
{
    /// One epoch and phase.
    struct Cell
    {
        Phase phase = Phase::Test;
        std::int32_t epoch = 0;
        RatioColumn perRun; ///< whose ratio is the mean accuracy
    };

    ObserverCurves curves; ///< without bands
    std::vector<Cell> cells; ///< training epochs, then test epochs, ascending
    std::vector<AnswerBlock> blocks; ///< of the same order; empty where no images are drawn
    std::size_t images[2] = {0, 0}; ///< distinct ones of each phase
    std::shared_ptr<const AnswerSheets> sheets; ///< test answers, to see who saw the same images

    const std::string& name() const { return curves.observer.name; }
    const std::string& label() const { return curves.observer.label; }
    ObserverKind kind() const { return curves.observer.kind; }
    std::size_t runs() const { return curves.runs.size(); }
    /// The cell of that epoch; null where there is none.
    const Cell* find(Phase phase, std::int32_t epoch) const;
    const AnswerBlock* findBlock(Phase phase, std::int32_t epoch) const;
    std::vector<std::int32_t> epochs(Phase phase) const;
    /// Accuracies of the runs that have one.
    static std::vector<double> accuracies(const Cell& cell);
    /// "participants" or "runs", or one of them.
    std::string runsWord() const;
};

/// What a question is asked of.
struct Study
{
    std::vector<StudiedObserver> observers; ///< in the order given
    ImagePools pools; ///< filled where images are drawn

    std::optional<std::size_t> placeOf(std::string_view name) const;
};

/// Fails where no run is chosen, images are drawn and too many, or where the job is stopped. Any thread.
Result<Study> prepareStudy(std::span<const Observer> observers, const InferenceOptions& options,
                           bool withImages, JobContext& context);

} // namespace learnscope
