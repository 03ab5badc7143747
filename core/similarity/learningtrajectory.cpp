#include "core/similarity/learningtrajectory.h"

#include <algorithm>

namespace learnscope {

namespace {
/// With whom the others are compared.
std::size_t referenceOf(const Analysis& analysis, const std::string& name)
{
    const auto& all = analysis.observers;
    auto found = std::find_if(all.begin(), all.end(),
                              [&](const auto& one) { return one.curves.observer.name == name; });
    if (found == all.end())
        found = std::find_if(all.begin(), all.end(),
                             [](const auto& one) { return one.curves.observer.kind == ObserverKind::Human; });
    return found == all.end() ? 0 : static_cast<std::size_t>(found - all.begin());
}

LearningStep* stepOf(std::vector<LearningStep>& steps, std::int32_t epoch)
{
    const auto found = std::find_if(steps.begin(), steps.end(),
                                    [epoch](const LearningStep& step) { return step.epoch == epoch; });
    return found == steps.end() ? nullptr : &*found;
}
} // namespace

Result<LearningTrajectory> learningTrajectory(const Analysis& analysis,
                                              const LearningTrajectoryOptions& options, JobContext& context)
{
    LearningTrajectory result;
    result.options = options;
    result.reference = referenceOf(analysis, options.reference);
    std::vector<std::vector<ConfusionRdm>> matrices;
    bool anyStep = false;
    for (const ObserverAnalysis& observer : analysis.observers) {
        matrices.push_back(confusionRdms(observer.confusion));
        std::vector<LearningStep>& steps = result.observers.emplace_back();
        for (const ConfusionRdm& matrix : matrices.back())
            if (matrix.phase == options.phase)
                steps.push_back({matrix.epoch, matrix.trials, matrix.accuracy, {}, {}});
        anyStep = anyStep || !steps.empty();
    }
    if (!anyStep)
        return failure(Error::Kind::Usage,
                       "confusions need " + std::string(toString(options.phase))
                           + " trials of two or more classes, and nobody has any");
    for (std::size_t observer = 0; observer < matrices.size(); ++observer) {
        if (observer == result.reference)
            continue;
        const auto compared =
            compareConfusionRdms(matrices[observer], matrices[result.reference], options.measure, context);
        if (!compared)
            return tl::unexpected(compared.error());
        for (const ConfusionRdmLikeness& likeness : *compared)
            if (likeness.phase == options.phase)
                stepOf(result.observers[observer], likeness.epoch)->likeness = likeness;
    }
    const auto map = confusionTrajectory(matrices, options.phase, options.scaling, context);
    if (!map) {
        if (map.error().kind == Error::Kind::Cancelled)
            return tl::unexpected(map.error());
        result.mapProblem = map.error().message;
        return result;
    }
    result.stress = map->stress;
    result.settled = map->settled;
    for (const TrajectoryPoint& point : map->points)
        if (point.at.size() >= 2)
            stepOf(result.observers[point.observer], point.epoch)->at = {point.at[0], point.at[1]};
    return result;
}

} // namespace learnscope
