#include "widgets/figures/publishedfigures.h"

#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figureparts.h"

#include <algorithm>

namespace learnscope {

namespace {
std::vector<std::string> namesOf(const FigureInput& input, ObserverKind kind)
{
    std::vector<std::string> names;
    for (const ObserverCurves& curves : input.curves.observers)
        if (curves.observer.kind == kind)
            names.push_back(curves.observer.name);
    return names;
}

/// In the order of the study: the known ones first.
std::vector<std::string> networksOf(const FigureInput& input)
{
    std::vector<std::string> names = namesOf(input, ObserverKind::Network);
    std::stable_sort(names.begin(), names.end(), [](const std::string& left, const std::string& right) {
        const auto place = [](const std::string& name) {
            const KnownNetwork* known = findKnownNetwork(name);
            return known ? known - knownNetworks().data() : std::ptrdiff_t(knownNetworks().size());
        };
        return place(left) < place(right);
    });
    return names;
}
} // namespace

std::vector<PublishedFigure> publishedLearningCurves(const FigureInput& input)
{
    const std::vector<std::string> humans = namesOf(input, ObserverKind::Human);
    std::vector<PublishedFigure> figures;
    std::vector<std::optional<KnownNetwork::Generation>> explained;
    for (const std::string& network : networksOf(input)) {
        PublishedFigure figure {"performance_" + network, {humans, {}}};
        figure.filter.observers.push_back(network);
        // The legend stands where a generation of networks comes first.
        const KnownNetwork* known = findKnownNetwork(network);
        const auto generation = known ? std::optional(known->generation) : std::nullopt;
        figure.legend = std::find(explained.begin(), explained.end(), generation) == explained.end();
        explained.push_back(generation);
        figures.push_back(std::move(figure));
    }
    return figures;
}

std::vector<PublishedFigure> publishedGapLag(const FigureInput&)
{
    return {{"gen_lag_overview", {}}};
}

std::vector<PublishedFigure> publishedRuns(const FigureInput& input)
{
    std::vector<PublishedFigure> figures;
    for (const std::string& network : networksOf(input)) {
        figures.push_back({"model_runs/" + network + "_Train", {{network}, Phase::Train}});
        figures.push_back({"model_runs/" + network + "_Test", {{network}, Phase::Test}});
    }
    return figures;
}

std::vector<PublishedFigure> publishedMovingAverage(const FigureInput& input)
{
    const std::vector<std::string> humans = namesOf(input, ObserverKind::Human);
    if (humans.empty())
        return {};
    return {{"moving_avrg_train", {humans, Phase::Train}}, {"moving_avrg_test", {humans, Phase::Test}}};
}

std::vector<PublishedFigure> publishedDataEfficiency(const FigureInput&)
{
    return {{"data_efficiency", {}}};
}

std::vector<PublishedFigure> publishedNovelKnown(const FigureInput& input)
{
    std::vector<PublishedFigure> figures;
    const std::vector<std::string> humans = namesOf(input, ObserverKind::Human);
    std::vector<std::string> subjects = humans;
    for (std::string& network : networksOf(input))
        subjects.push_back(std::move(network));
    for (const std::string& subject : subjects)
        figures.push_back({"test_split/" + subject + "_test_performance_split_new",
                           {{subject}, {}},
                           subject == (humans.empty() ? subjects : humans).front()});
    return figures;
}

} // namespace learnscope
