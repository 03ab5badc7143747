#include "core/stats/columnaccuracy.h"

#include "core/data/extravalues.h"
#include "core/stats/trialblocks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

namespace learnscope {

namespace {
constexpr std::size_t noValue = ~std::size_t(0);

/// One observer's part while values are gathered.
struct Part
{
    const TrialTable* trials;
    std::vector<TrialBlock> blocks;
    const ExtraColumn* column; ///< null: the table lacks it
    std::optional<std::vector<double>> numbers;
};

template<typename Act>
void eachRow(const Part& part, Act act)
{
    for (const TrialBlock& block : part.blocks)
        for (std::size_t row = block.first; row < block.end; ++row)
            act(row);
}

std::vector<Part> partsOf(std::span<const ColumnInput> inputs, const std::string& column)
{
    std::vector<Part> parts;
    for (const ColumnInput& input : inputs) {
        Part part {input.observer->trials.get(), trialBlocks(*input.observer->trials, input.runs),
                   findExtra(*input.observer->trials, column), std::nullopt};
        if (part.column)
            part.numbers = numbersOf(*part.column);
        parts.push_back(std::move(part));
    }
    return parts;
}

bool areNumbers(const std::vector<Part>& parts)
{
    return std::all_of(parts.begin(), parts.end(),
                       [](const Part& part) { return !part.column || part.numbers.has_value(); });
}

/// Where values lie among those of the result.
struct Numbering
{
    std::vector<ColumnValue> values;
    std::vector<double> lowest; ///< of numbers: of each value; ascending
    std::map<std::string, std::size_t> texts;
    std::size_t others = noValue;
    std::size_t missing = noValue;
    bool isBinned = false;

    std::size_t ofNumber(double number) const
    {
        if (!std::isfinite(number))
            return missing;
        const auto after = std::upper_bound(lowest.begin(), lowest.end(), number);
        return static_cast<std::size_t>(after - lowest.begin()) - 1;
    }
    std::size_t ofText(const std::string& text) const
    {
        if (text.empty())
            return missing;
        const auto found = texts.find(text);
        return found == texts.end() ? others : found->second;
    }
};

/// The lowest number of each bin, of which there may be fewer than wanted where many numbers are equal.
std::vector<double> binStarts(const std::vector<double>& sorted, int bins)
{
    std::vector<double> starts;
    for (int bin = 0; bin < bins; ++bin) {
        const double start =
            sorted[sorted.size() * static_cast<std::size_t>(bin) / static_cast<std::size_t>(bins)];
        if (starts.empty() || start > starts.back())
            starts.push_back(start);
    }
    return starts;
}

void addMissing(Numbering& numbering)
{
    numbering.missing = numbering.values.size();
    numbering.values.push_back({ColumnValue::Kind::Missing, "(missing)"});
}

Numbering numberNumbers(const std::vector<Part>& parts, const ColumnOptions& options)
{
    std::vector<double> all;
    bool anyMissing = false;
    for (const Part& part : parts)
        if (part.numbers)
            eachRow(part, [&](std::size_t row) {
                const double number = (*part.numbers)[row];
                if (std::isfinite(number))
                    all.push_back(number);
                else
                    anyMissing = true;
            });
    std::sort(all.begin(), all.end());
    std::vector<double> distinct = all;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    Numbering numbering;
    const int bins = options.bins > 0 ? options.bins : ColumnOptions::usualBins;
    numbering.isBinned = options.bins > 0 ? distinct.size() > static_cast<std::size_t>(bins)
                                          : distinct.size() > ColumnOptions::mostDistinct;
    numbering.lowest = numbering.isBinned ? binStarts(all, bins) : distinct;
    for (std::size_t place = 0; place < numbering.lowest.size(); ++place) {
        const auto next = place + 1 < numbering.lowest.size()
            ? std::lower_bound(distinct.begin(), distinct.end(), numbering.lowest[place + 1])
            : distinct.end();
        const Interval range {numbering.lowest[place], *std::prev(next)};
        numbering.values.push_back(
            numbering.isBinned ? ColumnValue {ColumnValue::Kind::Bin, rangeText(range), range}
                               : ColumnValue {ColumnValue::Kind::Value, shortestNumber(range.low), range});
    }
    if (anyMissing)
        addMissing(numbering);
    return numbering;
}

Numbering numberTexts(const std::vector<Part>& parts)
{
    std::map<std::string, std::uint64_t> counts;
    for (const Part& part : parts)
        if (part.column)
            eachRow(part, [&](std::size_t row) { ++counts[textAt(*part.column, row)]; });
    const bool anyMissing = counts.erase(std::string()) > 0;
    std::uint64_t least = 0; // trials of a text that is kept
    if (counts.size() > ColumnOptions::mostTexts) {
        std::vector<std::uint64_t> sorted;
        sorted.reserve(counts.size());
        for (const auto& [text, count] : counts)
            sorted.push_back(count);
        std::sort(sorted.rbegin(), sorted.rend());
        least = sorted[ColumnOptions::mostTexts - 1];
    }
    Numbering numbering;
    for (const auto& [text, count] : counts)
        if (count >= least && numbering.values.size() < ColumnOptions::mostTexts) {
            numbering.texts[text] = numbering.values.size();
            numbering.values.push_back({ColumnValue::Kind::Value, text});
        }
    if (numbering.values.size() < counts.size()) {
        numbering.others = numbering.values.size();
        numbering.values.push_back({ColumnValue::Kind::Others, "(other values)"});
    }
    if (anyMissing)
        addMissing(numbering);
    return numbering;
}

/// The value of each row of the chosen runs.
std::vector<std::size_t> valuesOfRows(const Part& part, const Numbering& numbering, bool isNumber)
{
    std::vector<std::size_t> values(part.trials->size(), noValue);
    const auto* text = std::get_if<ExtraColumn::Text>(&part.column->values);
    std::vector<std::size_t> ofCode;
    if (text && !isNumber)
        for (const std::string& each : text->texts.texts())
            ofCode.push_back(numbering.ofText(isMissingText(each) ? std::string() : each));
    eachRow(part, [&](std::size_t row) {
        values[row] = isNumber ? numbering.ofNumber((*part.numbers)[row])
            : text             ? ofCode[text->codes[row]]
                               : numbering.ofText(textAt(*part.column, row));
    });
    return values;
}

/// For each key the one value of its rows; nothing where one has two.
template<typename Key, typename KeyOf>
std::optional<std::map<Key, std::size_t>> valueByKey(const Part& part, const std::vector<std::size_t>& values,
                                                     KeyOf keyOf)
{
    std::map<Key, std::size_t> found;
    bool isTold = true;
    eachRow(part, [&](std::size_t row) {
        if (isTold)
            isTold = found.emplace(keyOf(row), values[row]).first->second == values[row];
    });
    return isTold ? std::optional(std::move(found)) : std::nullopt;
}

template<typename Key>
std::vector<std::vector<Key>> keysByValue(const std::map<Key, std::size_t>& values, std::size_t count)
{
    std::vector<std::vector<Key>> keys(count);
    for (const auto& [key, value] : values)
        keys[value].push_back(key);
    return keys;
}

void findWhatTells(ObserverColumn& result, const Part& part, const std::vector<std::size_t>& values,
                   std::size_t count)
{
    if (const auto byRun = valueByKey<std::int32_t>(
            part, values, [&](std::size_t row) { return part.trials->runs()[row]; })) {
        result.told = ObserverColumn::Told::ByRun;
        result.runs = keysByValue(*byRun, count);
    } else if (const auto byImage = valueByKey<std::uint32_t>(
                   part, values, [&](std::size_t row) { return part.trials->images()[row]; })) {
        result.told = ObserverColumn::Told::ByImage;
        result.images = keysByValue(*byImage, count);
    }
}

ObserverColumn countAnswers(const Part& part, const std::vector<std::size_t>& values, std::size_t runs,
                            std::size_t count, bool byEpoch)
{
    ObserverColumn result;
    result.hasColumn = true;
    // Test before train, as the names sort.
    std::map<std::tuple<bool, std::int32_t, std::size_t>, ColumnCell> cells;
    std::vector<std::array<std::uint64_t, 2>> counts(count); // trials, right ones
    for (const TrialBlock& block : part.blocks) {
        std::fill(counts.begin(), counts.end(), std::array<std::uint64_t, 2> {});
        for (std::size_t row = block.first; row < block.end; ++row) {
            ++counts[values[row]][0];
            counts[values[row]][1] += part.trials->isCorrect(row);
        }
        const std::int32_t epoch = byEpoch ? block.epoch : 0;
        for (std::size_t value = 0; value < count; ++value) {
            if (counts[value][0] == 0)
                continue;
            const auto [cell, isNew] = cells.try_emplace({block.phase == Phase::Train, epoch, value});
            if (isNew)
                cell->second = {value, block.phase, byEpoch ? std::optional(block.epoch) : std::nullopt,
                                PooledShare(runs)};
            cell->second.answers.add(block.run, counts[value][0], counts[value][1]);
        }
    }
    for (auto& [key, cell] : cells)
        result.cells.push_back(std::move(cell));
    findWhatTells(result, part, values, count);
    return result;
}

/// How many different values a column has in the chosen rows, up to @p most and one more.
std::size_t distinctValues(const std::vector<Part>& parts, std::size_t most)
{
    std::map<std::string, bool> found;
    for (const Part& part : parts) {
        if (!part.column)
            continue;
        for (const TrialBlock& block : part.blocks)
            for (std::size_t row = block.first; row < block.end; ++row) {
                found.emplace(textAt(*part.column, row), true);
                if (found.size() > most)
                    return found.size();
            }
    }
    return found.size();
}

/// The column that tells most at first sight; empty where none does.
std::string firstColumn(std::span<const ColumnInput> inputs, const std::vector<std::string>& available)
{
    for (const std::string& name : available)
        if (const std::size_t count = distinctValues(partsOf(inputs, name), ColumnOptions::mostDistinct);
            count >= 2 && count <= ColumnOptions::mostDistinct)
            return name;
    return available.empty() ? std::string() : available.front();
}
} // namespace

std::string rangeText(const Interval& range)
{
    const auto text = [](double number) {
        std::array<char, 32> digits {};
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::general, 4)
                .ptr;
        return std::string(digits.data(), end);
    };
    return range.low == range.high ? text(range.low) : text(range.low) + " to " + text(range.high);
}

std::vector<std::string> furtherColumns(std::span<const ColumnInput> inputs)
{
    std::vector<std::string> names;
    for (const ColumnInput& input : inputs)
        for (const ExtraColumn& extra : input.observer->trials->extras())
            if (std::find(names.begin(), names.end(), extra.name) == names.end())
                names.push_back(extra.name);
    return names;
}

Result<ColumnAccuracy> accuracyByColumn(std::span<const ColumnInput> inputs, const ColumnOptions& options)
{
    ColumnAccuracy result;
    result.available = furtherColumns(inputs);
    result.observers.resize(inputs.size());
    result.column = options.column.empty() ? firstColumn(inputs, result.available) : options.column;
    if (result.column.empty())
        return result;
    if (std::find(result.available.begin(), result.available.end(), result.column)
        == result.available.end()) {
        std::string names;
        for (const std::string& name : result.available)
            names += (names.empty() ? "" : ", ") + name;
        return failure(Error::Kind::Mismatch,
                       "no table has a further column '" + result.column + "'"
                           + (names.empty() ? "; none has any" : "; there are " + names));
    }
    const std::vector<Part> parts = partsOf(inputs, result.column);
    const bool isNumber = areNumbers(parts);
    Numbering numbering = isNumber ? numberNumbers(parts, options) : numberTexts(parts);
    result.isBinned = numbering.isBinned;
    for (std::size_t place = 0; place < parts.size(); ++place)
        if (parts[place].column)
            result.observers[place] =
                countAnswers(parts[place], valuesOfRows(parts[place], numbering, isNumber),
                             inputs[place].runs.size(), numbering.values.size(), options.byEpoch);
    result.values = std::move(numbering.values);
    return result;
}

} // namespace learnscope
