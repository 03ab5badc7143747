#include "core/stats/furthertables.h"

#include "core/base/csvtext.h"

#include <limits>

namespace learnscope {

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();

const std::string& nameOf(const ObserverAnalysis& observer)
{
    return observer.curves.observer.name;
}

void addInterval(CsvText& csv, const std::optional<Interval>& interval)
{
    csv.add(interval ? interval->low : none).add(interval ? interval->high : none);
}

void addEpoch(CsvText& csv, const std::optional<std::int32_t>& epoch)
{
    epoch ? csv.add(*epoch) : csv.add("pooled");
}

/// "people: rt, in ms as its values tell. "
std::string sourcesText(const Analysis& analysis)
{
    std::string text;
    for (const ObserverAnalysis& observer : analysis.observers) {
        if (!observer.times.source)
            continue;
        text += nameOf(observer) + ": column " + sourceText(*observer.times.source);
        for (const std::string& remark : timeRemarks(observer.times))
            text += "; " + remark;
        text += ". ";
    }
    return text;
}
} // namespace

AnalysisTable byColumnTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "epoch", "column", "value", "lowest", "highest", "trials", "accuracy",
                 "correct", "wilson_low", "wilson_high", "band_low", "band_high", "runs"});
    const ColumnAccuracy& found = analysis.byColumn;
    for (std::size_t place = 0; place < found.observers.size(); ++place)
        for (const ColumnCell& cell : found.observers[place].cells) {
            const ColumnValue& value = found.values[cell.value];
            csv.add(nameOf(analysis.observers[place])).add(toString(cell.phase));
            addEpoch(csv, cell.epoch);
            csv.add(found.column).add(value.kind == ColumnValue::Kind::Missing ? "" : value.text.c_str());
            addInterval(csv, value.numbers);
            csv.add(cell.answers.trials()).add(cell.answers.share()).add(cell.answers.counted());
            addInterval(csv, cell.answers.wilson(analysis.options.curves.level));
            addInterval(csv, cell.answers.band());
            csv.add(std::uint64_t(cell.answers.runsWithTrials()));
            csv.endRow();
        }
    return {"by_column.csv",
            "Accuracy for each value of a further column of the trial tables"
                + std::string(found.isBinned ? ", a column of numbers in bins of about as many trials each "
                                               "(lowest and highest: of the numbers in the bin)"
                                             : "")
                + ", pooled over the trials of the chosen runs; an empty value: the trials without one. "
                  "Wilson's interval of the pooled trials as if independent; bootstrap band over runs.",
            csv.rows(), csv.text()};
}

AnalysisTable reactionTimesTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "epoch", "answers", "trials", "share", "mean", "q10", "q30", "q50",
                 "q70", "q90", "runs", "vincentile10", "vincentile30", "vincentile50", "vincentile70",
                 "vincentile90"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const ReactionTimeCell& cell : observer.times.cells) {
            csv.add(nameOf(observer)).add(toString(cell.phase));
            addEpoch(csv, cell.epoch);
            csv.add(cell.correct ? "right" : "wrong").add(cell.trials).add(cell.share).add(cell.mean);
            for (const double quantile : cell.quantiles)
                csv.add(quantile);
            csv.add(cell.runs);
            for (const double vincentile : cell.vincentiles)
                csv.add(vincentile);
            csv.endRow();
        }
    return {"reaction_times.csv",
            "Reaction times in seconds of right and of wrong answers: quantiles .1 .3 .5 .7 .9 of the pooled "
            "trials (interpolated linearly between ranks), and vincentiles, the mean over runs of each run's "
            "quantiles. Share: of right or wrong ones among all answers with a time, which is the height of "
            "the defective distribution: its point for quantile q lies at q times the share. "
                + sourcesText(analysis),
            csv.rows(), csv.text()};
}

AnalysisTable speedAccuracyTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "bin", "mean_time", "trials", "accuracy", "correct", "wilson_low",
                 "wilson_high", "band_low", "band_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const SpeedAccuracyBin& bin : observer.times.speed) {
            csv.add(nameOf(observer)).add(toString(bin.phase)).add(std::uint64_t(bin.bin + 1));
            csv.add(bin.meanTime).add(bin.answers.trials()).add(bin.answers.share());
            csv.add(bin.answers.counted());
            addInterval(csv, bin.answers.wilson(analysis.options.curves.level));
            addInterval(csv, bin.answers.band());
            csv.endRow();
        }
    return {"speed_accuracy.csv",
            "Conditional accuracy function: the trials of each run in each epoch and phase are parted into "
                + std::to_string(ReactionTimes::speedBins)
                + " equal parts from the fastest (1) to the slowest, and these are pooled by number. Mean "
                  "reaction time in seconds. Wilson's interval of the pooled trials as if independent; "
                  "bootstrap band over runs. "
                + sourcesText(analysis),
            csv.rows(), csv.text()};
}

} // namespace learnscope
