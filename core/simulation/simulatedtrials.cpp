#include "core/simulation/simulatedtrials.h"

#include "core/io/trialwriter.h"

namespace learnscope {

std::vector<SimulatedObserver> observersFor(const StimulusDesign& design, int networkRuns)
{
    const auto presets = simulatedObservers();
    std::vector<SimulatedObserver> observers(presets.begin(), presets.end());
    for (SimulatedObserver& observer : observers) {
        if (observer.kind == ObserverKind::Network)
            observer.runs = networkRuns;
        if (observer.confusion.size() != design.categories.size())
            observer.confusion.clear();
    }
    return observers;
}

Result<void> writeSimulatedTrials(const std::filesystem::path& folder, const StimulusDesign& design,
                                  std::span<const SimulatedObserver> observers, std::uint64_t seed,
                                  JobContext& context)
{
    std::vector<TrialTable> tables;
    for (const SimulatedObserver& observer : observers) {
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        context.report(static_cast<double>(tables.size()) / static_cast<double>(observers.size()),
                       "simulating observers");
        Result<TrialTable> table = simulateObserver(observer, design, seed);
        if (!table)
            return tl::unexpected(table.error());
        tables.push_back(std::move(*table));
    }
    for (std::size_t index = 0; index < tables.size(); ++index)
        if (auto written = writeTrials(folder / (observers[index].name + ".csv"), tables[index]); !written)
            return written;
    context.report(1, "simulating observers");
    return {};
}

} // namespace learnscope
