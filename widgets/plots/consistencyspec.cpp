// The view of error consistency.
#include "core/stats/comparisonorder.h"
#include "widgets/plots/chartspecs.h"
#include "widgets/plots/rulemenu.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

QString pairsText(std::uint64_t n)
{
    return n == 1 ? text("1 pair") : text("%L1 pairs").arg(n);
}

const Observer& observerAt(const Analysis& analysis, std::size_t place)
{
    return analysis.observers[place].curves.observer;
}

QString rangeText(std::uint64_t low, std::uint64_t high)
{
    return low == high ? QStringLiteral("%L1").arg(low) : text("%L1 to %L2").arg(low).arg(high);
}

/// "100 pairs \u00d7 51 images" of all epochs of some comparisons; ranges where they differ. Empty without
/// any.
QString countText(const std::vector<const ObserverComparison*>& comparisons)
{
    Interval pairs {std::nan(""), 0};
    Interval images {std::nan(""), 0};
    for (const ObserverComparison* comparison : comparisons)
        for (const ConsistencyPoint& point : comparison->points) {
            pairs = {std::fmin(pairs.low, double(point.pairs)), std::fmax(pairs.high, double(point.pairs))};
            images = {std::fmin(images.low, double(point.fewestImages)),
                      std::fmax(images.high, double(point.mostImages))};
        }
    if (std::isnan(pairs.low))
        return {};
    const QString counted = rangeText(std::uint64_t(pairs.low), std::uint64_t(pairs.high));
    return (pairs.high == 1 ? text("%1 pair \u00d7 %2 images") : text("%1 pairs \u00d7 %2 images"))
        .arg(counted, rangeText(std::uint64_t(images.low), std::uint64_t(images.high)));
}

/// Kappa by epoch; epochs in which it is undefined keep their place.
std::vector<ChartPoint> pointsOf(const ObserverComparison& comparison, bool bands)
{
    std::vector<ChartPoint> points;
    for (const ConsistencyPoint& from : comparison.points) {
        ChartPoint point {double(from.epoch), from.kappa, {}, std::uint32_t(from.pairs)};
        if (bands && from.kappaInterval)
            point.band = from.kappaInterval;
        points.push_back(point);
    }
    for (const UnmatchedEpoch& epoch : comparison.unmatched)
        points.push_back({double(epoch.epoch), std::nan(""), {}, 0});
    std::sort(points.begin(), points.end(),
              [](const ChartPoint& left, const ChartPoint& right) { return left.x < right.x; });
    return points;
}

ChartRibbon ribbonOf(const ObserverComparison& comparison, const QString& name,
                     std::optional<Interval> ConsistencyPoint::*bounds)
{
    ChartRibbon ribbon;
    ribbon.name = name;
    for (const ConsistencyPoint& point : comparison.points)
        ribbon.slices.push_back(
            {double(point.epoch), (point.*bounds).value_or(Interval {std::nan(""), std::nan("")})});
    return ribbon;
}

/// The test trials of both in an epoch, or in all.
std::function<TrialSelection(const ChartPoint&)> trialsOfBoth(const std::string& first,
                                                              const std::string& second)
{
    return [first, second](const ChartPoint& point) {
        TrialClause clause;
        clause.observers = ValueSet<std::string>::only({first, second});
        clause.phases = ValueSet<Phase>::only({Phase::Test});
        if (point.x != allEpochs)
            clause.epochs = ValueSet<std::int32_t>::only({std::int32_t(point.x)});
        return TrialSelection {{clause}};
    };
}

const ObserverComparison* among(const Analysis& analysis, std::size_t observer)
{
    for (const ObserverComparison& comparison : analysis.comparisons)
        if (comparison.first == observer && comparison.second == observer && !comparison.points.empty())
            return &comparison;
    return nullptr;
}

QString subtitleOf(const ChartInput& input, const std::vector<const ObserverComparison*>& comparisons)
{
    const AnalysisOptions& options = input.analysis->options;
    QString subtitle = countText(comparisons);
    if (!subtitle.isEmpty())
        subtitle += QStringLiteral(", ");
    subtitle += options.consistencyMatching == ConsistencyMatching::SameEpoch ? text("in the same epoch")
                                                                              : text("pooled over epochs");
    if (input.options.bands && options.curves.bootstrapDraws > 0)
        subtitle += text(", %1 interval over images and runs").arg(levelText(options.curves.level));
    return subtitle + text("; grey: chance of one pair, pale: attainable");
}

void addPanel(ChartSpec& spec, const ChartInput& input, const ObserverComparison& comparison)
{
    const Analysis& analysis = *input.analysis;
    const Observer& first = observerAt(analysis, comparison.first);
    const Observer& second = observerAt(analysis, comparison.second);
    const auto [label, style] = input.naming(second);
    const auto [firstLabel, firstStyle] = input.naming(first);
    const int number = int(spec.panels.size());
    ChartPanel& panel = spec.panels.emplace_back();
    panel.observer = second.name;
    panel.title = comparison.first == comparison.second
        ? text("%1 among themselves").arg(label)
        : QStringLiteral("%1 \u2013 %2").arg(firstLabel, label);
    panel.note = comparison.points.empty() ? text("n/a: no shared image") : countText({&comparison});
    panel.style = style;
    ChartRibbon attainable = ribbonOf(comparison, text("attainable"), &ConsistencyPoint::attainable);
    attainable.style = ObserverStyle {QColor(0xb08d3c), Marker::Circle};
    panel.ribbons.push_back(std::move(attainable));
    panel.ribbons.push_back(ribbonOf(comparison, text("chance, one pair"), &ConsistencyPoint::chance));
    panel.references.push_back({0});
    const ObserverComparison* reference =
        comparison.first == comparison.second ? nullptr : among(analysis, comparison.first);
    if (reference) {
        ChartSeries series;
        series.observer = first.name;
        series.label = text("%1 among themselves").arg(firstLabel);
        series.style = firstStyle;
        series.panel = number;
        series.points = pointsOf(*reference, false);
        series.stroke = trainStroke(1.3);
        series.name = text("\u03ba, reference");
        series.part = "reference " + second.name;
        series.trials = trialsOfBoth(first.name, first.name);
        spec.series.push_back(std::move(series));
    }
    ChartSeries series;
    series.observer = second.name;
    series.label = panel.title;
    series.style = style;
    series.panel = number;
    series.points = pointsOf(comparison, input.options.bands);
    series.name = text("\u03ba");
    series.part = "kappa " + first.name;
    series.trials = trialsOfBoth(first.name, second.name);
    spec.series.push_back(std::move(series));
}

Interval valuesOf(const ChartSpec& spec)
{
    Interval range {-.2, .3};
    for (const ChartPanel& panel : spec.panels)
        for (const ChartRibbon::Slice& slice : panel.ribbons.back().slices)
            if (isFinite(slice.values)) {
                range.low = std::min(range.low, slice.values.low);
                range.high = std::max(range.high, slice.values.high);
            }
    return rangeOf(spec.series, range);
}
} // namespace

ChartSpec consistencySpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Error consistency \u03ba");
    spec.valueName = text("Kappa");
    spec.decimals = 3;
    spec.count = pairsText;
    spec.countToolTip = text("Pairs of runs that are compared");
    spec.values = {-.2, .3};
    spec.hint = text("Open trial tables, or drop them here, to see who errs on the same images.");
    if (!isReady(input, spec))
        return spec;
    const Analysis& analysis = *input.analysis;
    std::vector<const ObserverComparison*> comparisons;
    for (const ObserverComparison* comparison : comparisonsInOrder(analysis, *input.curves))
        if (comparison->first != comparison->second || !comparison->points.empty())
            comparisons.push_back(comparison);
    if (comparisons.empty()) {
        spec.hint = text("Error consistency needs two observers, or two runs of one, with test trials.");
        return spec;
    }
    spec.subtitle = subtitleOf(input, comparisons); // says how many images, in the same epoch or pooled
    spec.details = matchingText(analysis, matchedPairs(analysis, AnalysisPart::Comparisons));
    spec.panels.clear();
    spec.labelsAreTitles = true;
    spec.hasZeroLine = true;
    spec.panelTotal = int(comparisons.size());
    const int first = std::clamp(input.page.first, 0, std::max(0, spec.panelTotal - 1));
    const int end =
        input.page.capacity > 0 ? std::min(spec.panelTotal, first + input.page.capacity) : spec.panelTotal;
    for (int number = first; number < end; ++number)
        addPanel(spec, input, *comparisons[std::size_t(number)]);
    for (const ObserverCurves& curves : input.curves->observers) {
        const auto [label, style] = input.naming(curves.observer);
        spec.labels.push_back({curves.observer.name, label, label, style});
    }
    if (analysis.options.consistencyMatching == ConsistencyMatching::Pooled) {
        spec.xTicks = {{double(allEpochs), text("all epochs")}};
        spec.xRange = Interval {-1, 1};
        spec.xTitle = QString();
    }
    spec.values = valuesOf(spec);
    return spec;
}

void addConsistencyRules(const RuleMenu& into)
{
    addRuleChoice<ConsistencyMatching>(
        into, text("Compared answers"),
        [](AnalysisOptions& rules) -> ConsistencyMatching& { return rules.consistencyMatching; },
        {{text("To the same image in the same epoch"), ConsistencyMatching::SameEpoch},
         {text("To the same image, pooled over epochs"), ConsistencyMatching::Pooled}});
}

} // namespace learnscope
