#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/data/trialtable.h"
#include "core/simulation/stimulusdesign.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// How accuracy grows over epochs e = 1, 2...: c + (asymptote - c) (1 - exp(-rate (e - 1 + offset))), with c
/// the chance level.
struct LearningCurve
{
    double rate = .5; ///< per epoch, at least 0
    double offset = .2; ///< epochs' worth of learning before the middle of the first epoch, at least 0
    double asymptote = .9; ///< from chance to 1

    double at(int epoch, double chance) const;
    bool operator==(const LearningCurve&) const = default;
};

/// An observer that does not exist, with everything known that the statistics try to find out.
struct SimulatedObserver
{
    /// A run whose accuracy never changes: it did not learn, or knew how to before.
    struct FlatRun
    {
        int run = 1;
        double accuracy = 1. / 3;
        bool operator==(const FlatRun&) const = default;
    };

    std::string name = "network";
    ObserverKind kind =
        ObserverKind::Network; ///< humans see test pictures in random order, networks in sorted
    int runs = 20;
    int epochs = 6;
    LearningCurve train; ///< mean accuracy over the training pictures
    LearningCurve test; ///< mean accuracy over the pictures of any one test set
    double rateSpread = 0; ///< SD over runs of the logarithm of both rates, which rise and fall together
    std::vector<FlatRun> flatRuns;
    std::vector<int> laterSetsFirst; ///< runs that see the second half of the test sets before the first

    // How the mean accuracy of a test set is shared out among its pictures. Each is the part of what a
    // picture has above chance that is lost; the mean of the set stays what the curve says.
    double turnCost = 0; ///< per 30 degrees away from the front, 0 to below 1
    double noveltyCost = 0; ///< for objects that were not trained, 0 to below 1
    double objectSpread = 0; ///< SD over objects of the logarithm of their ease; the same for all observers

    /// How often one category is named for another when the answer is wrong: row by true category, any scale,
    /// the diagonal ignored. Empty: all wrong answers equally often.
    std::vector<std::vector<double>> confusion;

    bool operator==(const SimulatedObserver&) const = default;
};

/// The trial table of @p observer for @p design: for each run and epoch all training pictures in random
/// order, then one test set, in epoch e the e-th. A run depends on the seed, the observer's name and its own
/// number only. Fails (Usage) where a parameter is out of its range or the design has too few test sets. Any
/// thread.
Result<TrialTable> simulateObserver(const SimulatedObserver& observer, const StimulusDesign& design,
                                    std::uint64_t seed);

/// Parameters that resemble the observers of the published study (Huber, Mast and Wichmann 2024): 12 people,
/// of whom some do not learn and two see the later test sets first, and networks that know the training
/// pictures well before they generalise. For three categories.
std::span<const SimulatedObserver> simulatedObservers();

/// One of them by name; null where there is none.
const SimulatedObserver* findSimulatedObserver(std::string_view name);

} // namespace learnscope
