// Frames of views of representations at the size of THINGS, and the numbers behind them.
#include "core/base/random.h"
#include "core/similarity/topitems.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/comparisonview.h"
#include "widgets/matrices/dendrogramview.h"
#include "widgets/matrices/dimensionsview.h"
#include "widgets/matrices/mdsmapview.h"
#include "widgets/matrices/scattercanvas.h"
#include "widgets/matrices/scatterview.h"

#include <QApplication>
#include <QImage>
#include <QTableView>

#include <benchmark/benchmark.h>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::size_t concepts = 1854;

Embedding features(std::size_t rows, std::size_t columns, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(rows * columns);
    for (float& value : values)
        value = static_cast<float>(random.uniform());
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows; ++row)
        names.push_back("concept " + std::to_string(row));
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values)), RowNames(std::move(names)))
        .value();
}

std::shared_ptr<const RepresentationSet> twoOf(RepresentationParts parts)
{
    RepresentationOptions options;
    options.scaling.method = ScalingMethod::Classical;
    options.likeness.draws = 2;
    options.parts = parts;
    const std::vector<RepresentationInput> inputs {{"one", "One", features(concepts, 60, 1)},
                                                   {"two", "Two", features(concepts, 60, 2)}};
    return std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, options).value());
}

/// A view of the set, with everything computed that it shows.
template<typename View>
struct Stage
{
    explicit Stage(RepresentationParts parts = {})
        : runner(jobs, pool)
        , set(twoOf(parts))
    {
        view.setRepresentationModels(&items, &runner);
        view.resize(1400, 800);
        view.show();
        view.setRepresentations(set);
        do
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        while (runner.running() > 0);
        image = QImage(view.size(), QImage::Format_ARGB32_Premultiplied);
        view.render(&image);
    }

    QThreadPool pool;
    JobModel jobs;
    JobRunner runner;
    ItemSelectionModel items;
    std::shared_ptr<const RepresentationSet> set;
    View view;
    QImage image;
};

void panMaps(benchmark::State& state)
{
    Stage<MdsMapView> stage({.maps = true});
    for (int step = 0; step < 4; ++step)
        stage.view.zoomIn();
    double step = 0;
    for (auto frame : state) {
        std::vector<MapSight> sights = stage.view.canvas()->sights();
        sights[0].centre.rx() = .2 * std::sin(step += .1);
        stage.view.canvas()->setSights(sights);
        stage.view.render(&stage.image);
    }
}
BENCHMARK(panMaps)->Unit(benchmark::kMillisecond);

void panTrees(benchmark::State& state)
{
    Stage<DendrogramView> stage({.trees = true});
    double step = 0;
    for (auto frame : state) {
        stage.view.canvas()->setSights({{.5 + .1 * std::sin(step += .1), 2}});
        stage.view.render(&stage.image);
    }
}
BENCHMARK(panTrees)->Unit(benchmark::kMillisecond);

/// What a drag of the cut takes for each number of clusters.
void dragCut(benchmark::State& state)
{
    Stage<DendrogramView> stage({.trees = true});
    std::size_t clusters = 2;
    for (auto frame : state) {
        stage.view.canvas()->setCut(clusters = clusters % 50 + 2);
        stage.view.render(&stage.image);
    }
}
BENCHMARK(dragCut)->Unit(benchmark::kMillisecond);

void zoomPairs(benchmark::State& state)
{
    Stage<ScatterView> stage;
    double step = 0;
    for (auto frame : state) {
        stage.view.canvas()->zoomBy(1 + .2 * std::sin(step += 1));
        stage.view.render(&stage.image);
    }
}
BENCHMARK(zoomPairs)->Unit(benchmark::kMillisecond);

void scrollDimensions(benchmark::State& state)
{
    Stage<DimensionsView> stage;
    int row = 0;
    for (auto frame : state) {
        QTableView& table = *stage.view.table();
        table.scrollTo(table.model()->index(row = (row + 37) % 60, 0));
        stage.view.render(&stage.image);
    }
}
BENCHMARK(scrollDimensions)->Unit(benchmark::kMillisecond);

/// What the GUI thread does when a new set arrives.
template<typename View>
void takeSet(benchmark::State& state, RepresentationParts parts)
{
    Stage<View> stage(parts);
    for (auto frame : state) {
        const auto again = std::make_shared<const RepresentationSet>(*stage.set);
        stage.view.setRepresentations(again);
        stage.view.render(&stage.image);
    }
}
void takeMaps(benchmark::State& state)
{
    takeSet<MdsMapView>(state, {.maps = true});
}
BENCHMARK(takeMaps)->Unit(benchmark::kMillisecond);

void takeTrees(benchmark::State& state)
{
    takeSet<DendrogramView>(state, {.trees = true});
}
BENCHMARK(takeTrees)->Unit(benchmark::kMillisecond);

/// Another number of clusters of a tree that is known, in a job.
void cutKnownTree(benchmark::State& state)
{
    RepresentationOptions options;
    options.parts.trees = true;
    options.order.by = ItemOrdering::Clusters;
    const std::vector<RepresentationInput> inputs {{"one", "One", features(concepts, 60, 1)},
                                                   {"two", "Two", features(concepts, 60, 2)}};
    RepresentationSet known = arrangeRepresentations(inputs, options).value();
    for (auto round : state) {
        options.order.clusters = options.order.clusters % 50 + 2;
        known = arrangeRepresentations(inputs, options, &known).value();
    }
}
BENCHMARK(cutKnownTree)->Unit(benchmark::kMillisecond)->UseRealTime();

void takeComparison(benchmark::State& state)
{
    takeSet<ComparisonView>(state, {.likenesses = true});
}
BENCHMARK(takeComparison)->Unit(benchmark::kMillisecond);

void findTopItems(benchmark::State& state)
{
    const Embedding all = features(4351, 1024, 3); // a twelfth of 26,107 x 2,048
    for (auto round : state)
        benchmark::DoNotOptimize(summarisedDimensions(all, {}).value());
}
BENCHMARK(findTopItems)->Unit(benchmark::kMillisecond)->UseRealTime();
} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyLook(application, Theme::light());
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
