#pragma once

#include "core/base/random.h"
#include "core/stats/confusion.h"
#include "core/stats/multinomialtable.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace learnscope {

/// The labels of both, sorted.
std::vector<std::string> allLabels(const Confusion& first, const Confusion& second);

/// The answers of an observer's runs in one phase and epoch. For use inside this folder.
class ConfusionRuns
{
public:
    using ByEpoch = std::map<std::pair<Phase, std::int32_t>, ConfusionRuns>;

    /// Those of all phases and epochs; @p labels: allLabels, in which the matrices are ordered.
    static ByEpoch byEpoch(const Confusion& confusion, const std::vector<std::string>& labels);

    /// A run's answers, class by class.
    struct Run
    {
        std::vector<double> counts; ///< labels * labels cells, the classes shown in rows
        std::vector<std::uint32_t> answers; ///< the labels answered, row after row
        std::vector<std::size_t> rowEnds; ///< in answers
    };

    std::size_t labels() const noexcept { return m_labels; }
    const std::vector<Run>& runs() const noexcept { return m_runs; } ///< those with trials
    std::span<const double> total() const noexcept { return m_total; } ///< over runs
    std::uint64_t trials() const noexcept { return m_trials; }
    double shown(std::size_t row) const; ///< trials of a class

private:
    void finish(); ///< once all counts are in

    std::size_t m_labels = 0;
    std::vector<Run> m_runs;
    std::vector<double> m_total;
    std::uint64_t m_trials = 0;
};

/// Draws the runs of one observer and their trials. For use inside this folder; the runs must outlive it.
class RunResampler
{
public:
    explicit RunResampler(const ConfusionRuns& runs);

    /// As many runs as there are, with replacement, and in each of them as many trials of each class: one
    /// number for each run, followed by those that its classes' trials need.
    void resample(Random& random, std::vector<double>& counts) const;

private:
    void resampleTrials(Random& random, std::vector<double>& counts) const; ///< one by one

    const ConfusionRuns& m_runs;
    std::vector<MultinomialTable> m_tables; ///< none where trials are drawn one by one
    std::vector<std::size_t> m_tableOf; ///< of each run's classes
};

/// Draws matrices of two observers anew. For use inside this folder; what it is made of must outlive it.
class ConfusionResampler
{
public:
    ConfusionResampler(const ConfusionRuns& first, const ConfusionRuns& second);

    /// RunResampler's draws, of the first and then of the second.
    void resample(Random& random, std::vector<double>& first, std::vector<double>& second) const;

    /// All runs dealt anew to both, as many to each as it has; with one run each, the trials of each class.
    void exchange(Random& random, std::vector<double>& first, std::vector<double>& second);

    /// How many ways there are to arrange the second's wrong answers within classes; nothing for more than
    /// @p most.
    std::optional<std::size_t> errorArrangements(std::size_t most) const;
    /// The second with the off-diagonal cells of each row in an order drawn at random.
    void permuteErrors(Random& random, std::vector<double>& second) const;
    /// The same in order number @p number, from 0.
    void arrangeErrors(std::size_t number, std::vector<double>& second) const;

private:
    void exchangeRuns(Random& random, std::vector<double>& first, std::vector<double>& second);
    void exchangeTrials(Random& random, std::vector<double>& first, std::vector<double>& second);
    /// The places of the off-diagonal cells of each row in which the second made errors.
    std::vector<std::vector<std::size_t>> errorCells() const;

    const ConfusionRuns& m_first;
    const ConfusionRuns& m_second;
    RunResampler m_firstRuns;
    RunResampler m_secondRuns;
    std::vector<const ConfusionRuns::Run*> m_deck; ///< all runs, in any order
    std::vector<std::uint32_t> m_pool; ///< answers to one class
    std::vector<std::vector<std::size_t>> m_errorCells;
};

} // namespace learnscope
