#include "core/simulation/simulatedobserver.h"

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
SimulatedObserver humans()
{
    SimulatedObserver observer;
    observer.name = "humans";
    observer.kind = ObserverKind::Human;
    observer.runs = 12;
    observer.train = {.rate = .26, .offset = .35, .asymptote = .97};
    observer.test = {.rate = .26, .offset = .45, .asymptote = .94}; // hardly any lag
    observer.rateSpread = .45;
    // Two who never find out, two who see it at once and one who stops half-way.
    observer.flatRuns = {{3, .55}, {4, .72}, {5, .80}, {6, .34}, {11, .33}};
    observer.laterSetsFirst = {1, 7};
    observer.turnCost = .06;
    observer.noveltyCost = .04;
    observer.objectSpread = .10;
    observer.confusion = {{0, 2, 1}, {1, 0, 1}, {1, 2, 0}};
    return observer;
}

SimulatedObserver network(const char* name, LearningCurve train, LearningCurve test, double turnCost)
{
    SimulatedObserver observer;
    observer.name = name;
    observer.train = train;
    observer.test = test;
    observer.rateSpread = .12;
    observer.turnCost = turnCost;
    observer.noveltyCost = .10;
    observer.objectSpread = .12;
    observer.confusion = {{0, 1, 2}, {1, 0, 3}, {1, 1, 0}};
    return observer;
}
} // namespace

std::span<const SimulatedObserver> simulatedObservers()
{
    static const std::array observers = {
        humans(),
        network("resnet50", {.rate = 1.50, .offset = .45, .asymptote = .92},
                {.rate = .28, .offset = .60, .asymptote = .84}, .16),
        network("alexnet", {.rate = .44, .offset = .06, .asymptote = 1.},
                {.rate = .30, .offset = .35, .asymptote = .84}, .18),
        network("vit", {.rate = 1.90, .offset = .05, .asymptote = 1.},
                {.rate = .62, .offset = .70, .asymptote = .86}, .20),
        network("convnext", {.rate = .46, .offset = .04, .asymptote = 1.},
                {.rate = .42, .offset = .30, .asymptote = .92}, .12),
    };
    return observers;
}

const SimulatedObserver* findSimulatedObserver(std::string_view name)
{
    const auto observers = simulatedObservers();
    const auto found =
        std::find_if(observers.begin(), observers.end(),
                     [name](const SimulatedObserver& observer) { return observer.name == name; });
    return found == observers.end() ? nullptr : &*found;
}

} // namespace learnscope
