#include "core/io/trialreader.h"
#include "core/stats/analysistables.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>

using namespace learnscope;

namespace {
std::vector<std::string> files()
{
    const char* folder = std::getenv("LEARNSCOPE_TABLES");
    std::vector<std::string> found;
    if (folder)
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".csv")
                found.push_back(entry.path().string());
    if (found.empty()) {
        std::cerr << "set LEARNSCOPE_TABLES to the folder that make_trial_tables.py has filled\n";
        std::exit(2);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<Observer> readAll()
{
    std::vector<Observer> observers;
    for (const std::string& file : files()) {
        auto table = readTrials(file);
        if (!table) {
            std::cerr << table.error().toString() << '\n';
            std::exit(3);
        }
        observers.push_back(makeObserver(file, std::make_shared<const TrialTable>(std::move(*table))));
    }
    return observers;
}

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
