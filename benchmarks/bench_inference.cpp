#include "benchmarks/readtables.h"
#include "core/inference/accuracydraws.h"
#include "core/inference/infer.h"

#include <benchmark/benchmark.h>

using namespace learnscope;

namespace {
const std::vector<Observer>& observers()
{
    static const std::vector<Observer> read = readAll();
    return read;
}

InferenceOptions optionsFor(Question question, Generalisation unit, unsigned threads)
{
    InferenceOptions options;
    options.question = question;
    options.generalise = unit;
    options.threads = threads;
    for (const Observer& observer : observers())
        options.selections.push_back(
            {observer.kind == ObserverKind::Human ? RunSelection::Rule::Learners : RunSelection::Rule::All,
             {}});
    return options;
}

/// 10,000 draws of every mean of every curve and its interval, from trials in memory. Arguments: method of
/// the interval, threads.
void everyCurve(benchmark::State& state)
{
    const auto method = static_cast<IntervalMethod>(state.range(0));
    const InferenceOptions options =
        optionsFor(Question::Differ, Generalisation::People, static_cast<unsigned>(state.range(1)));
    std::size_t means = 0;
    for (auto _ : state) {
        const auto study = prepareStudy(observers(), options, false, JobContext::none());
        const auto draws =
            drawAccuracies(*study, Generalisation::People, true, options, JobContext::none()).value();
        means = draws.keys.size();
        for (std::size_t mean = 0; mean < means; ++mean)
            benchmark::DoNotOptimize(
                drawnInterval(draws.evaluate([mean](const auto& at) { return at(mean); }), method));
    }
    state.counters["means"] = static_cast<double>(means);
}
BENCHMARK(everyCurve)
    ->ArgNames({"method", "threads"})
    ->ArgsProduct({{0, 1, 2}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// A whole question with tests, intervals, effect sizes and corrections. Arguments: question, what is drawn.
void question(benchmark::State& state)
{
    const InferenceOptions options =
        optionsFor(static_cast<Question>(state.range(0)), static_cast<Generalisation>(state.range(1)), 2);
    state.SetLabel(std::string(wordsOf(options.question).id) + ", "
                   + std::string(toString(options.generalise)));
    std::size_t rows = 0;
    for (auto _ : state)
        rows = infer(observers(), options)->rows.size();
    state.counters["rows"] = static_cast<double>(rows);
}
BENCHMARK(question)
    ->ArgNames({"question", "unit"})
    ->ArgsProduct({{0, 1, 2, 3, 4}, {0, 1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
} // namespace

BENCHMARK_MAIN();
