#include "core/base/csvtext.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelchart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
constexpr std::size_t median = timeProbabilities.size() / 2;

Phase phaseOf(const FigureRequest& request)
{
    return request.filter.phase.value_or(Phase::Test);
}

struct Timed
{
    std::size_t place; ///< of the observer in the input
    const ReactionTimes* times;
};

std::vector<Timed> timedObservers(const FigureInput& input, Phase phase)
{
    std::vector<Timed> timed;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index)
        if (const ObserverAnalysis* analysis = analysisOf(input, index)) {
            const auto& cells = analysis->times.cells;
            if (std::any_of(cells.begin(), cells.end(),
                            [phase](const ReactionTimeCell& cell) { return cell.phase == phase; }))
                timed.push_back({index, &analysis->times});
        }
    return timed;
}

PanelSeries quantileSeries(const FigureInput& input, const Timed& one, std::size_t quantile, bool correct,
                           Phase phase)
{
    const QColor color = styleOf(input, one.place).color;
    PanelSeries series;
    series.name = QString::fromStdString(input.curves.observers[one.place].observer.name)
        + (correct ? QStringLiteral(" right ") : QStringLiteral(" wrong "))
        + QString::number(timeProbabilities[quantile]);
    const bool isBold = correct && quantile == median;
    series.look = {color, isBold ? 1.4 : .7, {}, styleOf(input, one.place).marker, 3.2, color, Qt::white, .3};
    if (!correct) {
        series.look.dash = {2.2, 1.6};
        series.look.fill = Qt::white;
        series.look.outline = color;
        series.look.outlineWidth = .8;
    }
    if (quantile != median)
        series.look.markerSize = 0;
    for (const ReactionTimeCell& cell : one.times->cells)
        if (cell.phase == phase && cell.epoch && cell.correct == correct)
            series.points.emplace_back(*cell.epoch, cell.quantiles[quantile]);
    return series;
}

PanelChart quantileChart(const FigureInput& input, const std::vector<Timed>& timed, Phase phase)
{
    PanelChart chart;
    const QColor neutral(0x1b1e24);
    chart.key = {{QStringLiteral("right, median bold"), SceneLine {{}, neutral, 1.4, {}}},
                 {QStringLiteral("wrong, median"), SceneLine {{}, neutral, .7, {2.2, 1.6}}}};
    double highest = 0;
    for (const Timed& one : timed) {
        for (std::size_t quantile = 0; quantile < timeProbabilities.size(); ++quantile)
            for (const bool correct : {false, true}) {
                if (!correct && quantile != median)
                    continue;
                PanelSeries series = quantileSeries(input, one, quantile, correct, phase);
                series.panel = chart.headings.size();
                for (const QPointF& point : series.points)
                    highest = std::max(highest, point.y());
                if (!series.points.empty())
                    chart.series.push_back(std::move(series));
            }
        chart.headings.push_back(labelOf(input.curves.observers[one.place].observer));
        chart.headingColors.push_back(readableOnWhite(styleOf(input, one.place).color));
    }
    chart.y = niceAxis(0, highest, 5, QStringLiteral("Reaction time (s)"));
    const auto epochs = *epochRange(input.curves.observers);
    chart.x = [epochs](double width, double fontSize) {
        return epochAxis(epochs.first, epochs.second, .35, width, fontSize, QStringLiteral("Epoch"));
    };
    return chart;
}

PanelChart speedChart(const FigureInput& input, const std::vector<Timed>& timed, Phase phase)
{
    PanelChart chart;
    chart.intervals = PanelChart::Intervals::Bars;
    chart.y = {0, 1, {}, {}, QStringLiteral("Accuracy")};
    chart.headings = {QString()};
    chart.headingColors = {QColor(0x1b1e24)};
    double lowest = std::numeric_limits<double>::max();
    double highest = 0;
    std::set<double> chances;
    for (const Timed& one : timed) {
        const Observer& shown = input.curves.observers[one.place].observer;
        const ObserverStyle style = styleOf(input, one.place);
        PanelSeries series;
        series.name = QString::fromStdString(shown.name);
        series.label = labelOf(shown);
        series.style = style;
        series.look = {style.color, 1, {}, style.marker, 3.2, style.color, Qt::white, .3};
        for (const SpeedAccuracyBin& bin : one.times->speed) {
            if (bin.phase != phase)
                continue;
            series.points.emplace_back(bin.meanTime, bin.answers.share());
            series.intervals.push_back({bin.meanTime, bin.answers.interval(input.curves.options.level)});
            lowest = std::min(lowest, bin.meanTime);
            highest = std::max(highest, bin.meanTime);
        }
        chances.insert(input.curves.observers[one.place].chance);
        chart.series.push_back(std::move(series));
    }
    for (const double chance : chances)
        chart.levels.push_back({0, chance, QStringLiteral("chance"), {.8, 1.4}});
    const double margin = std::max(.08 * (highest - lowest), .02 * highest);
    chart.x = [low = lowest - margin, high = highest + margin](double width, double fontSize) {
        Axis axis {low, high, {}, {}, QStringLiteral("Mean reaction time of the bin (s)")};
        setNiceTicks(axis, std::max(2, int(width / (3 * fontSize * millimetresPerPoint))));
        return axis;
    };
    return chart;
}

std::vector<std::string> notesOf(const FigureInput& input, const std::vector<Timed>& timed)
{
    std::vector<std::string> notes;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverAnalysis* analysis = analysisOf(input, index);
        const std::string label = labelOf(input.curves.observers[index].observer).toStdString();
        const bool isShown =
            std::any_of(timed.begin(), timed.end(), [index](const Timed& one) { return one.place == index; });
        if (analysis && !isShown)
            notes.push_back(label + " is left out: "
                            + (analysis->times.source ? "it has no reaction times in that phase"
                                                      : analysis->times.reason));
        if (analysis && isShown)
            for (const std::string& remark : timeRemarks(analysis->times))
                notes.push_back(label + ": " + remark);
    }
    return notes;
}

std::string caption(const FigureRequest& request, const FigureInput& input, const std::vector<Timed>& timed)
{
    const std::string phase = phaseOf(request) == Phase::Test ? "test" : "training";
    std::string text = input.analysis->options.timesShown == TimesShown::Quantiles
        ? "Quantiles .1, .3, .5, .7 and .9 of the reaction times of right answers, and the median of wrong "
          "ones, in "
            + phase + " trials, pooled over all participants or runs. "
        : "Accuracy by reaction time in " + phase
            + " trials: the trials of each run in each epoch are parted into fifths from the fastest to the "
              "slowest, and these are pooled over epochs and participants or runs. "
            + bootstrapSentence(input, "Bars") + singleRunSentence(input) + chanceSentence(input, false);
    for (const Timed& one : timed)
        text += labelOf(input.curves.observers[one.place].observer).toStdString() + ": column "
            + sourceText(*one.times->source) + ". ";
    return text + observerList(input) + ".";
}
} // namespace

Result<FigureScene> reactionTimesFigure(const FigureRequest& asked, const FigureInput& input)
{
    const std::vector<Timed> timed = timedObservers(input, phaseOf(asked));
    if (timed.empty()) {
        const std::vector<std::string> reasons = notesOf(input, timed);
        return failure(Error::Kind::Mismatch,
                       "there is nothing to draw: "
                           + (reasons.empty() ? "no table has reaction times" : reasons.front()));
    }
    const bool isQuantiles = input.analysis->options.timesShown == TimesShown::Quantiles;
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = isQuantiles && timed.size() > 2 ? 183 : 85;
    auto scene = panelChartFigure(request,
                                  isQuantiles ? quantileChart(input, timed, phaseOf(request))
                                              : speedChart(input, timed, phaseOf(request)));
    if (!scene)
        return scene;
    scene->notes = notesOf(input, timed);
    scene->caption = caption(request, input, timed);
    return scene;
}

std::string reactionTimesData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"element",    "observer", "label",        "phase",      "epoch",      "answers",
                 "trials",     "share",    "seconds_10",   "seconds_30", "seconds_50", "seconds_70",
                 "seconds_90", "bin",      "mean_seconds", "accuracy",   "low",        "high"};
    const Phase phase = phaseOf(request);
    for (const Timed& one : timedObservers(input, phase)) {
        const Observer& shown = input.curves.observers[one.place].observer;
        const auto begin = [&](const char* element) {
            csv.add(element).add(shown.name).add(labelOf(shown).toStdString()).add(toString(phase));
        };
        for (const ReactionTimeCell& cell : one.times->cells) {
            if (cell.phase != phase)
                continue;
            begin("quantiles");
            csv.add(cell.epoch ? std::to_string(*cell.epoch) : std::string("pooled"));
            csv.add(cell.correct ? "right" : "wrong").add(cell.trials).add(cell.share);
            for (const double quantile : cell.quantiles)
                csv.add(quantile);
            csv.add("").add(cell.mean).add("").add("").add("").endRow();
        }
        for (const SpeedAccuracyBin& bin : one.times->speed) {
            if (bin.phase != phase)
                continue;
            const auto interval = bin.answers.interval(input.curves.options.level);
            begin("speed");
            csv.add("pooled").add("").add(bin.answers.trials()).add("");
            for (std::size_t quantile = 0; quantile < timeProbabilities.size(); ++quantile)
                csv.add("");
            csv.add(std::uint64_t(bin.bin + 1)).add(bin.meanTime).add(bin.answers.share());
            csv.add(interval ? interval->low : nothing).add(interval ? interval->high : nothing).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
