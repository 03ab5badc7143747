#pragma once

#include "core/jobs/jobcontext.h"
#include "widgets/figures/figurerequest.h"

namespace learnscope {

class ObserverModel;

/// What figures show of @p curves: labels, kinds and styles as in @p observers, which is only looked at here;
/// null: the standard ones. GUI thread.
FigureInput figureInput(const CurveSet& curves, const ObserverModel* observers);

/// Computes @p parts of the statistics beyond the curves: of the same observers and runs, by the input's
/// rules. Keeps an analysis that is at hand and fits. Fails as analyse. Any thread.
Result<void> addAnalysis(FigureInput& input, AnalysisParts parts = AnalysisParts::all(),
                         JobContext& context = JobContext::none());
/// Computes @p parts of the representations; what is there is kept. Fails (Cancelled) where the job is
/// stopped. Any thread.
Result<void> addRepresentationParts(FigureInput& input, RepresentationParts parts,
                                    JobContext& context = JobContext::none());
/// What @p kind needs of either.
Result<void> completeInput(FigureInput& input, FigureKind kind, JobContext& context = JobContext::none());

} // namespace learnscope
