#include "widgets/plots/runtable.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>

namespace learnscope {

namespace {
constexpr std::uint16_t missing = 0xffff;
constexpr std::size_t mostCodes = 1024; // more different values than that coincide too seldom to count them

/// One number per distinct value of a column.
struct CodedColumn
{
    std::vector<std::uint16_t> codes; // empty where there are too many values
    std::vector<float> values;
};

CodedColumn encode(const float* column, std::size_t size)
{
    constexpr std::size_t slots = 4 * mostCodes;
    std::vector<std::uint16_t> slotCodes(slots, missing);
    CodedColumn coded;
    coded.codes.resize(size, missing);
    for (std::size_t run = 0; run < size; ++run) {
        const float value = column[run];
        if (!std::isfinite(value))
            continue;
        std::size_t slot = (std::bit_cast<std::uint32_t>(value) * 2654435769U) >> 20U;
        while (slotCodes[slot] != missing && coded.values[slotCodes[slot]] != value)
            slot = (slot + 1) % slots;
        if (slotCodes[slot] == missing) {
            if (coded.values.size() == mostCodes)
                return {};
            slotCodes[slot] = static_cast<std::uint16_t>(coded.values.size());
            coded.values.push_back(value);
        }
        coded.codes[run] = slotCodes[slot];
    }
    return coded;
}

std::vector<RunSegment> countedSegments(const CodedColumn& from, const CodedColumn& to)
{
    std::vector<std::uint32_t> counts(from.values.size() * to.values.size());
    for (std::size_t run = 0; run < from.codes.size(); ++run)
        if (from.codes[run] != missing && to.codes[run] != missing)
            ++counts[from.codes[run] * to.values.size() + to.codes[run]];
    std::vector<RunSegment> segments;
    for (std::size_t pair = 0; pair < counts.size(); ++pair)
        if (counts[pair] > 0)
            segments.push_back(
                {from.values[pair / to.values.size()], to.values[pair % to.values.size()], counts[pair]});
    return segments;
}

std::vector<RunSegment> allSegments(const float* from, const float* to, std::size_t size)
{
    std::vector<RunSegment> segments;
    for (std::size_t run = 0; run < size; ++run)
        if (std::isfinite(from[run]) && std::isfinite(to[run]))
            segments.push_back({from[run], to[run], 1});
    return segments;
}
} // namespace

RunTable runTable(const ObserverCurves& curves, Phase phase)
{
    RunTable table;
    table.runs = curves.runs;
    for (const CurvePoint& point : phase == Phase::Train ? curves.train : curves.test)
        table.epochs.push_back(point.epoch);
    table.values.assign(table.runs.size() * table.epochs.size(), std::numeric_limits<float>::quiet_NaN());
    std::size_t run = 0;
    std::size_t epoch = 0;
    for (const AccuracyCell& cell : curves.cells) { // sorted by run and epoch: both places only move on
        if (cell.phase != phase)
            continue;
        if (run < table.runs.size() && table.runs[run] != cell.run) {
            run = static_cast<std::size_t>(std::lower_bound(table.runs.begin(), table.runs.end(), cell.run)
                                           - table.runs.begin());
            epoch = 0;
        }
        while (epoch < table.epochs.size() && table.epochs[epoch] < cell.epoch)
            ++epoch;
        if (run < table.runs.size() && epoch < table.epochs.size() && table.epochs[epoch] == cell.epoch)
            table.values[epoch * table.runs.size() + run] = static_cast<float>(cell.accuracy());
    }
    return table;
}

std::vector<std::vector<RunSegment>> runSegments(const RunTable& table)
{
    std::vector<std::vector<RunSegment>> segments;
    const std::size_t runs = table.runs.size();
    CodedColumn from;
    for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch) {
        const float* column = table.values.data() + epoch * runs;
        CodedColumn to = encode(column, runs);
        if (epoch > 0) {
            const bool dense = !from.codes.empty() && !to.codes.empty()
                && from.values.size() * to.values.size() <= 16 * runs + 4096;
            segments.push_back(dense ? countedSegments(from, to) : allSegments(column - runs, column, runs));
        }
        from = std::move(to);
    }
    return segments;
}

std::vector<RunDot> loneValues(const RunTable& table)
{
    std::vector<RunDot> dots;
    const std::size_t last = table.epochs.size();
    for (std::size_t epoch = 0; epoch < last; ++epoch) {
        std::map<float, std::uint32_t> counts;
        for (std::size_t run = 0; run < table.runs.size(); ++run)
            if (std::isfinite(table.at(epoch, run))
                && (epoch == 0 || !std::isfinite(table.at(epoch - 1, run)))
                && (epoch + 1 == last || !std::isfinite(table.at(epoch + 1, run))))
                ++counts[table.at(epoch, run)];
        for (const auto& [value, count] : counts)
            dots.push_back({epoch, value, count});
    }
    return dots;
}

} // namespace learnscope
