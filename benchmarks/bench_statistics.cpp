#include "benchmarks/readtables.h"
#include "core/stats/analysistables.h"

#include <benchmark/benchmark.h>

using namespace learnscope;

namespace {
AnalysisOptions optionsFor(const std::vector<Observer>& observers, int draws, unsigned threads)
{
    AnalysisOptions options;
    for (const Observer& observer : observers)
        options.selections.push_back(
            {observer.kind == ObserverKind::Human ? RunSelection::Rule::Learners : RunSelection::Rule::All,
             {}});
    options.curves.bootstrapDraws = draws;
    options.curves.threads = threads;
    return options;
}

/// All tables as text, from trials in memory. Arguments: draws, threads.
void allStatistics(benchmark::State& state)
{
    static const std::vector<Observer> observers = readAll();
    const AnalysisOptions options =
        optionsFor(observers, static_cast<int>(state.range(0)), static_cast<unsigned>(state.range(1)));
    for (auto _ : state) {
        const auto analysis = analyse(observers, options);
        benchmark::DoNotOptimize(analysisTables(analysis.value()));
    }
}
BENCHMARK(allStatistics)
    ->ArgNames({"draws", "threads"})
    ->ArgsProduct({{0, 10000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// The curves that the window shows when a run is checked. Arguments: draws, threads.
void curvesOnly(benchmark::State& state)
{
    static const std::vector<Observer> observers = readAll();
    const AnalysisOptions options =
        optionsFor(observers, static_cast<int>(state.range(0)), static_cast<unsigned>(state.range(1)));
    for (auto _ : state)
        benchmark::DoNotOptimize(computeCurveSet(observers, options.selections, options.curves).value());
}
BENCHMARK(curvesOnly)
    ->ArgNames({"draws", "threads"})
    ->ArgsProduct({{0, 10000}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// From files to tables as text.
void readingAndStatistics(benchmark::State& state)
{
    for (auto _ : state) {
        const std::vector<Observer> observers = readAll();
        const auto analysis = analyse(observers, optionsFor(observers, static_cast<int>(state.range(0)), 2));
        benchmark::DoNotOptimize(analysisTables(analysis.value()));
    }
}
BENCHMARK(readingAndStatistics)
    ->ArgName("draws")
    ->Arg(0)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
} // namespace

BENCHMARK_MAIN();
