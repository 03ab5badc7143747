#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/data/rowset.h"
#include "core/data/trialselection.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// An observer of whose trials some may be selected.
struct SelectableObserver
{
    std::string name;
    std::shared_ptr<const TrialTable> trials;
    std::vector<std::int32_t> runs; ///< those of which trials count, ascending

    bool operator==(const SelectableObserver&) const = default;
};

/// How many of some trials are selected, and how many of these were right.
struct SelectedCount
{
    std::uint32_t trials = 0;
    std::uint32_t right = 0;

    bool operator==(const SelectedCount&) const = default;
};

/// The selected trials of one run in one epoch and phase.
struct SelectedCell
{
    std::int32_t run = 0;
    std::int32_t epoch = 0;
    Phase phase = Phase::Train;
    SelectedCount count; ///< at least 1

    bool operator==(const SelectedCell&) const = default;
};

/// What is selected of the trials of all runs that count in one epoch and phase.
struct SelectedEpoch
{
    std::int32_t epoch = 0;
    Phase phase = Phase::Train;
    std::uint32_t all = 0; ///< selected or not; at least 1
    SelectedCount count;

    bool operator==(const SelectedEpoch&) const = default;
};

/// The selected trials of all runs in one epoch and phase, by class shown and class answered.
struct SelectedAnswers
{
    std::int32_t epoch = 0;
    Phase phase = Phase::Train;
    std::uint16_t truth = 0; ///< code in the table's labels
    std::uint16_t prediction = 0;
    std::uint32_t trials = 0; ///< at least 1

    bool operator==(const SelectedAnswers&) const = default;
};

struct SelectedObserver
{
    std::string name;
    std::shared_ptr<const TrialTable> trials;
    RowSet rows;
    SelectedCount count;
    std::vector<SelectedCell> cells; ///< by run, epoch and phase
    std::vector<SelectedEpoch> epochs; ///< all that occur, by epoch and phase
    std::vector<SelectedAnswers> answers; ///< by epoch, phase, truth and prediction
    std::vector<SelectedCount> images; ///< by code in the table's image names

    std::uint32_t trialsIn(std::int32_t epoch, Phase phase) const; ///< of all runs
    /// Selected trials over all trials of an epoch, of one phase or both; 0 where there are none.
    double shareOf(std::int32_t epoch, std::optional<Phase> phase = {}) const;
    std::uint32_t trialsIn(std::int32_t run, std::int32_t epoch, Phase phase) const;
    std::uint32_t trialsOfRun(std::int32_t run) const;
    std::uint32_t trialsOfImage(std::string_view image) const;
    /// Classes by name; a class that the table does not have has none.
    std::uint32_t trialsIn(std::int32_t epoch, Phase phase, std::string_view truth,
                           std::string_view prediction) const;
};

/// The trials that a selection holds among those of some observers: what views ask to show them. A value.
struct SelectedTrials
{
    TrialSelection selection;
    std::vector<SelectedObserver> observers; ///< in the order asked for
    std::uint64_t trials = 0;
    std::uint64_t right = 0;

    const SelectedObserver* find(std::string_view observer) const; ///< null where there is none
};

/// Fails only when cancelled. @p threads: 0 for all. Any thread.
Result<SelectedTrials> selectTrials(std::span<const SelectableObserver> observers,
                                    const TrialSelection& selection, unsigned threads = 0,
                                    JobContext& context = JobContext::none());

} // namespace learnscope
