#include "core/checks/trialchecks.h"
#include "core/io/trialreader.h"
#include "core/stats/accuracy.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <string>
#include <vector>

// Reads tables made by maketrials, whose paths stand in LEARNSCOPE_TRIALS_20 and LEARNSCOPE_TRIALS_19000.
// Peak memory is that of the process since the row began; run one row per process (--benchmark_filter) to
// trust it.

namespace {
using namespace learnscope;

constexpr const char* fewRuns = "LEARNSCOPE_TRIALS_20";
constexpr const char* manyRuns = "LEARNSCOPE_TRIALS_19000";

void resetPeakMemory()
{
    ::malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

double peakMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0.0;
        if (word == "VmHWM:" && status >> kilobytes)
            return kilobytes * 1024 / 1e6;
    }
    return 0.0;
}

const char* tableIn(benchmark::State& state, const char* variable)
{
    const char* path = std::getenv(variable);
    if (!path)
        state.SkipWithError((std::string("set ") + variable + " to a table made by maketrials").c_str());
    return path;
}

void loadAndCount(benchmark::State& state, const char* variable)
{
    const char* path = tableIn(state, variable);
    if (!path)
        return;
    resetPeakMemory();
    std::size_t rows = 0;
    std::size_t groups = 0;
    for (auto _ : state) {
        const auto table = readTrials(path);
        if (!table)
            return state.SkipWithError(table.error().toString().c_str());
        rows = table->size();
        groups = accuracyPerRun(*table, 0).size();
    }
    state.counters["rows"] = static_cast<double>(rows);
    state.counters["groups"] = static_cast<double>(groups);
    state.counters["peak_MB"] = peakMegabytes();
}

void countOnly(benchmark::State& state, const char* variable)
{
    const char* path = tableIn(state, variable);
    if (!path)
        return;
    const auto table = readTrials(path);
    if (!table)
        return state.SkipWithError(table.error().toString().c_str());
    for (auto _ : state)
        benchmark::DoNotOptimize(accuracyPerRun(*table, 0));
}

void checkTable(benchmark::State& state, const char* variable)
{
    const char* path = tableIn(state, variable);
    if (!path)
        return;
    auto table = readTrials(path);
    if (!table)
        return state.SkipWithError(table.error().toString().c_str());
    const Observer observer = makeObserver(path, std::make_shared<const TrialTable>(std::move(*table)));
    for (auto _ : state)
        benchmark::DoNotOptimize(checkTrials(observer));
}
} // namespace

int main(int argc, char** argv)
{
    for (const auto& [name, variable] :
         {std::pair("10M rows 20 runs", fewRuns), std::pair("10M rows 19,000 runs", manyRuns)}) {
        const auto add = [&](const std::string& what, auto function) {
            const char* const table = variable;
            benchmark::RegisterBenchmark(
                (std::string(name) + what).c_str(),
                [function, table](benchmark::State& state) { function(state, table); })
                ->Unit(benchmark::kMillisecond)
                ->MeasureProcessCPUTime()
                ->UseRealTime()
                ->Iterations(1)
                ->ComputeStatistics("least", [](const std::vector<double>& times) {
                    return *std::min_element(times.begin(), times.end());
                });
        };
        add(": load and accuracy per run", loadAndCount);
        add(": accuracy per run", countOnly);
        add(": check", checkTable);
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
