#pragma once

#include "core/data/observer.h"
#include "core/stats/pooledshare.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// How trials are grouped by a further column of their tables.
struct ColumnOptions
{
    std::string column; ///< empty: the first one with 2 to mostDistinct different values
    /// Of columns of numbers: so many bins of about as many trials each; 0: each value for itself, or
    /// usualBins where there are more than mostDistinct different ones.
    int bins = 0;
    bool byEpoch = false; ///< else all epochs are pooled

    static constexpr std::size_t mostDistinct = 40;
    static constexpr int usualBins = 10;
    static constexpr int mostBins = 100;
    /// Of texts: the rarer ones are thrown together.
    static constexpr std::size_t mostTexts = 500;

    bool operator==(const ColumnOptions&) const = default;
};

/// One value of the column, or one bin of values.
struct ColumnValue
{
    enum class Kind { Value, Bin, Others, Missing };

    Kind kind = Kind::Value;
    std::string text; ///< "0.5", "0.25 to 0.5", "(other values)", "(missing)"
    std::optional<Interval> numbers = {}; ///< of a column of numbers: from the lowest to the highest in it

    bool operator==(const ColumnValue&) const = default;
};

/// The trials of one observer with one value.
struct ColumnCell
{
    std::size_t value = 0; ///< position in ColumnAccuracy::values
    Phase phase = Phase::Test;
    std::optional<std::int32_t> epoch; ///< nothing: all of them
    PooledShare answers; ///< right ones
};

/// Of one observer; without cells where its table lacks the column.
struct ObserverColumn
{
    /// What alone tells the value of a trial, so that its trials can be named: each image has one value, or
    /// each run.
    enum class Told { ByNothing, ByImage, ByRun };

    bool hasColumn = false;
    Told told = Told::ByNothing;
    std::vector<std::vector<std::uint32_t>> images; ///< by value: their codes, where images tell it
    std::vector<std::vector<std::int32_t>> runs; ///< by value, where runs tell it
    std::vector<ColumnCell> cells; ///< by phase (test first), epoch and value
};

struct ColumnAccuracy
{
    std::string column; ///< empty: there is none
    std::vector<std::string> available; ///< further columns of any observer, as they come
    bool isBinned = false;
    std::vector<ColumnValue> values; ///< numbers ascending, texts sorted; others and missing ones last
    std::vector<ObserverColumn> observers; ///< as those given
};

/// One observer and its chosen runs (ascending).
struct ColumnInput
{
    const Observer* observer = nullptr;
    std::span<const std::int32_t> runs;
};

/// The further columns of the tables of @p inputs, each once, as they come.
std::vector<std::string> furtherColumns(std::span<const ColumnInput> inputs);

/// The share of right answers for each value of a further column, pooled over the trials of the chosen runs,
/// without bands. Values are the same for all observers. Fails with Mismatch where no table has the column
/// that is asked for. Any thread.
Result<ColumnAccuracy> accuracyByColumn(std::span<const ColumnInput> inputs, const ColumnOptions& options);

/// "0.5" or "0.25 to 0.5": with few digits.
std::string rangeText(const Interval& range);

} // namespace learnscope
