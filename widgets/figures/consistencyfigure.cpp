#include "core/base/csvtext.h"
#include "core/stats/comparisonorder.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr double margin = 2; // mm
constexpr double smallestPanel = 16; // mm wide
const QColor chanceColor(0xdf, 0xe1, 0xe5);
const QColor attainableColor(0xf5, 0xf1, 0xe4);

const Observer& observerAt(const FigureInput& input, std::size_t place)
{
    return input.analysis->observers[place].curves.observer;
}

bool isShown(const FigureInput& input, std::size_t place)
{
    return std::any_of(
        input.curves.observers.begin(), input.curves.observers.end(),
        [&](const ObserverCurves& curves) { return curves.observer.name == observerAt(input, place).name; });
}

/// The comparisons drawn, one panel each.
std::vector<const ObserverComparison*> drawn(const FigureInput& input)
{
    std::vector<const ObserverComparison*> list;
    for (const ObserverComparison* comparison : comparisonsInOrder(*input.analysis, input.curves))
        if (isShown(input, comparison->first) && isShown(input, comparison->second)
            && (!comparison->points.empty() || !comparison->unmatched.empty()))
            list.push_back(comparison);
    return list;
}

/// The runs of the first among themselves: the reference of all panels that compare it with another.
const ObserverComparison* referenceOf(const FigureInput& input, const ObserverComparison& of)
{
    for (const ObserverComparison& comparison : input.analysis->comparisons)
        if (comparison.first == of.first && comparison.second == of.first && of.second != of.first
            && !comparison.points.empty())
            return &comparison;
    return nullptr;
}

ObserverStyle lookOf(const FigureInput& input, const Observer& observer)
{
    ObserverStyle style = styleFor(observer, 0);
    for (std::size_t place = 0; place < input.curves.observers.size(); ++place)
        if (input.curves.observers[place].observer.name == observer.name)
            style = styleOf(input, place);
    return style;
}

double xOf(const ConsistencyPoint& point)
{
    return point.epoch;
}

using Bounds = std::optional<Interval> ConsistencyPoint::*;

/// One polygon for each stretch of points that have @p bounds; a single point gets some width.
void addRange(FigureScene& scene, const ScenePanel& panel, const std::vector<ConsistencyPoint>& points,
              Bounds bounds, const QColor& color, double opacity, const QString& name)
{
    std::vector<QPointF> upper;
    std::vector<QPointF> lower;
    const auto at = [&](double x, double y) { return panel.map(x, std::clamp(y, panel.yLow, panel.yHigh)); };
    const auto finish = [&] {
        if (upper.size() == 1) {
            const QPointF aside((panel.area.right() - panel.area.left()) * .06, 0);
            upper = {upper[0] - aside, upper[0] + aside};
            lower = {lower[0] - aside, lower[0] + aside};
        }
        if (!upper.empty()) {
            upper.insert(upper.end(), lower.rbegin(), lower.rend());
            scene.items.push_back({ScenePolygon {upper, color, opacity}, panel.area, name});
        }
        upper.clear();
        lower.clear();
    };
    for (const ConsistencyPoint& point : points) {
        const std::optional<Interval>& range = point.*bounds;
        if (!range) {
            finish();
            continue;
        }
        upper.push_back(at(xOf(point), range->high));
        lower.push_back(at(xOf(point), range->low));
    }
    finish();
}

std::vector<QPointF> defined(const std::vector<ConsistencyPoint>& points)
{
    std::vector<QPointF> list;
    for (const ConsistencyPoint& point : points)
        if (!std::isnan(point.kappa))
            list.emplace_back(xOf(point), point.kappa);
    return list;
}

/// "100 pairs, 51 images", with the range where it differs from epoch to epoch.
QString countText(const ObserverComparison& comparison)
{
    if (comparison.points.empty())
        return QStringLiteral("n/a: ")
            + QString::fromStdString(std::string(toString(comparison.unmatched.front().reason)));
    const auto [fewest, most] = std::minmax_element(
        comparison.points.begin(), comparison.points.end(),
        [](const ConsistencyPoint& left, const ConsistencyPoint& right) { return left.pairs < right.pairs; });
    std::size_t fewestImages = comparison.points.front().fewestImages;
    std::size_t mostImages = 0;
    for (const ConsistencyPoint& point : comparison.points) {
        fewestImages = std::min(fewestImages, point.fewestImages);
        mostImages = std::max(mostImages, point.mostImages);
    }
    const auto range = [](std::uint64_t low, std::uint64_t high) {
        return low == high ? QString::number(low) : QStringLiteral("%1\u2013%2").arg(low).arg(high);
    };
    return QStringLiteral("%1 pair%2 \u00d7 %3 images")
        .arg(range(fewest->pairs, most->pairs), most->pairs == 1 ? QString() : QStringLiteral("s"),
             range(fewestImages, mostImages));
}

/// From all that must be seen: values, intervals and chance. The attainable range is cut off.
Interval valueRange(const std::vector<const ObserverComparison*>& comparisons)
{
    Interval range {-.1, .2};
    for (const ObserverComparison* comparison : comparisons)
        for (const ConsistencyPoint& point : comparison->points)
            for (const auto& bounds :
                 {point.kappaInterval, point.chance,
                  std::isnan(point.kappa) ? std::optional<Interval>() : Interval {point.kappa, point.kappa}})
                if (bounds) {
                    range.low = std::min(range.low, bounds->low);
                    range.high = std::max(range.high, bounds->high);
                }
    return range;
}

std::vector<KeyEntry> keyOf(const FigureRequest& request, const FigureInput& input,
                            const std::vector<const ObserverComparison*>& comparisons)
{
    const double scale = request.fontSize / 7;
    const auto band = [](const QColor& color) { return ScenePolygon {{}, color, 1}; };
    std::vector<KeyEntry> entries {{QStringLiteral("chance of one pair"), {}, {}, band(chanceColor)},
                                   {QStringLiteral("attainable"), {}, {}, band(attainableColor)}};
    for (const ObserverComparison* comparison : comparisons)
        if (referenceOf(input, *comparison)) {
            const Observer& first = observerAt(input, comparison->first);
            const ObserverStyle look = lookOf(input, first);
            entries.push_back(
                {QStringLiteral("%1 among themselves").arg(labelOf(first)),
                 SceneLine {{}, look.color, 1 * scale, {2.5 * scale, 1.5 * scale}},
                 SceneMarker {look.marker, {}, 2.6 * scale, Qt::white, 1, look.color, .7 * scale}});
            break;
        }
    return entries;
}

struct Layout
{
    int columns = 1;
    int rows = 1;
    double left = 0;
    double top = 0;
    double gapX = 3;
    double gapY = 3;
    QSizeF panel;
    AxesLook axes;
    Axis x;
    Axis y;
    std::vector<KeyEntry> key;
    double keyTop = 0; ///< mm above the lower edge
    double height = 0;
};

Layout layOut(const FigureRequest& request, const FigureInput& input,
              const std::vector<const ObserverComparison*>& comparisons)
{
    const double font = request.fontSize;
    const double scale = font / 7;
    Layout layout;
    layout.axes = {font, font, .6 * scale, .9 * scale};
    const Interval range = valueRange(comparisons);
    layout.y = niceAxis(range.low, range.high, 6, QStringLiteral("Error consistency \u03ba"));
    layout.gapX = 3 * scale;
    layout.gapY = 2.9 * lineHeight(font);
    layout.left = margin + yAxisWidth(layout.y, layout.axes);
    layout.top = margin + 2.5 * lineHeight(font);
    const double width = request.width - layout.left - margin - 1;
    const int count = int(comparisons.size());
    layout.columns = std::clamp(int((width + layout.gapX) / (32 * scale + layout.gapX)), 1, count);
    layout.rows = (count + layout.columns - 1) / layout.columns;
    layout.columns = (count + layout.rows - 1) / layout.rows; // as even as can be
    layout.panel.setWidth((width - layout.gapX * (layout.columns - 1)) / layout.columns);
    layout.key = keyOf(request, input, comparisons);
    layout.keyTop = keyHeight(layout.key, width, font) + margin;
    const double bottom = xAxisHeight(layout.axes) + lineHeight(font) + layout.keyTop;
    const double frame =
        layout.top + bottom + (layout.gapY + xAxisHeight(layout.axes, {true, false})) * (layout.rows - 1);
    layout.panel.setHeight(request.height > 0
                               ? (request.height - frame) / layout.rows
                               : std::clamp(layout.panel.width() * .8, 22 * scale, 40 * scale));
    layout.height = request.height > 0 ? request.height : frame + layout.panel.height() * layout.rows;
    const bool pooled = input.analysis->options.consistencyMatching == ConsistencyMatching::Pooled;
    if (pooled) {
        layout.x = {-1, 1, {0}, {QStringLiteral("all epochs")}, QString()};
    } else {
        const auto epochs = *epochRange(input.curves.observers);
        layout.x =
            epochAxis(epochs.first, epochs.second, .35, layout.panel.width(), font, QStringLiteral("Epoch"));
    }
    setNiceTicks(layout.y, std::clamp(int(layout.panel.height() / (1.7 * lineHeight(font))), 3, 8));
    if (textWidth(layout.y.title, font) > layout.panel.height() + layout.top)
        layout.y.title = QStringLiteral("\u03ba");
    return layout;
}

void addPanel(FigureScene& scene, const FigureRequest& request, const FigureInput& input,
              const Layout& layout, const ObserverComparison& comparison, int number, bool isLastRow)
{
    const double font = request.fontSize;
    const double scale = font / 7;
    const int column = number % layout.columns;
    const int row = number / layout.columns;
    const QRectF area(
        QPointF(layout.left + column * (layout.panel.width() + layout.gapX),
                layout.top
                    + row * (layout.panel.height() + layout.gapY + xAxisHeight(layout.axes, {true, false}))),
        layout.panel);
    const Observer& first = observerAt(input, comparison.first);
    const Observer& second = observerAt(input, comparison.second);
    const QString name = QString::fromStdString(first.name + " " + second.name);
    const ScenePanel panel {name, area, layout.x.low, layout.x.high, layout.y.low, layout.y.high};
    scene.panels.push_back(panel);
    const ObserverStyle style = lookOf(input, second);
    addRange(scene, panel, comparison.points, &ConsistencyPoint::attainable, attainableColor, 1,
             QStringLiteral("attainable"));
    addRange(scene, panel, comparison.points, &ConsistencyPoint::chance, chanceColor, 1,
             QStringLiteral("chance"));
    addGrid(scene, panel, layout.y, layout.axes);
    scene.items.push_back({SceneLine {{panel.map(panel.xLow, 0), panel.map(panel.xHigh, 0)},
                                      QColor(0x646b78),
                                      .7 * scale,
                                      {.8 * scale, 1.4 * scale}},
                           {},
                           QStringLiteral("chance")});
    addRange(scene, panel, comparison.points, &ConsistencyPoint::kappaInterval, style.color, .25, name);
    if (const ObserverComparison* reference = referenceOf(input, comparison)) {
        const ObserverStyle look = lookOf(input, first);
        addCurve(scene, panel, defined(reference->points),
                 {look.color,
                  1 * scale,
                  {2.5 * scale, 1.5 * scale},
                  look.marker,
                  2.6 * scale,
                  Qt::white,
                  look.color,
                  .7 * scale},
                 QStringLiteral("reference"));
    }
    addCurve(scene, panel, defined(comparison.points),
             {style.color, 1.6 * scale, {}, style.marker, 4 * scale, style.color, Qt::white, .3 * scale},
             name);
    double free = area.left(); // where the next "n/a" has room
    const double width = textWidth(QStringLiteral("n/a"), font);
    for (const UnmatchedEpoch& epoch : comparison.unmatched) {
        const QPointF at = panel.map(epoch.epoch, 0) - QPointF(0, .8);
        if (at.x() - width / 2 < free || at.x() + width / 2 > area.right())
            continue;
        addText(scene, {QStringLiteral("n/a"), at, font, QColor(0x646b78), false, SceneText::Anchor::Middle},
                name);
        free = at.x() + width;
    }
    AxesParts parts;
    parts.xTitle = isLastRow;
    parts.yLabels = parts.yTitle = column == 0;
    addAxes(scene, panel, layout.x, layout.y, layout.axes, parts);
    const QString title = comparison.first == comparison.second
        ? QStringLiteral("%1 among themselves").arg(labelOf(first))
        : QStringLiteral("%1 \u2013 %2").arg(labelOf(first), labelOf(second));
    const double line = lineHeight(font);
    addText(scene,
            {elided(title, area.width() + layout.gapX * .7, font, true),
             {area.left(), area.top() - 1.48 * line},
             font,
             readableOnWhite(style.color),
             true},
            QStringLiteral("headings"));
    addText(scene,
            {elided(countText(comparison), area.width() + layout.gapX * .7, font, false),
             {area.left(), area.top() - .4 * line},
             font,
             QColor(0x646b78)},
            QStringLiteral("headings"));
}

} // namespace

Result<FigureScene> consistencyFigure(const FigureRequest& asked, const FigureInput& input)
{
    FigureRequest request = asked;
    const auto comparisons = drawn(input);
    if (comparisons.empty())
        return failure(
            Error::Kind::Mismatch,
            "there is nothing to compare: error consistency needs two observers, or two runs, with "
            "test trials");
    if (request.width <= 0)
        request.width = comparisons.size() == 1 ? 85 : 183;
    const Layout layout = layOut(request, input, comparisons);
    FigureScene scene {request.width, layout.height};
    if (layout.panel.width() < smallestPanel || layout.panel.height() < 12)
        return tooSmall(scene,
                        request.width + std::max(0., smallestPanel - layout.panel.width()) * layout.columns,
                        layout.height + std::max(0., 12 - layout.panel.height()) * layout.rows);
    for (int number = 0; number < int(comparisons.size()); ++number)
        addPanel(scene, request, input, layout, *comparisons[std::size_t(number)], number,
                 number + layout.columns >= int(comparisons.size()));
    addKey(scene, layout.key,
           QRectF(layout.left, scene.height - layout.keyTop, request.width - layout.left - margin,
                  layout.keyTop),
           request.fontSize);
    for (const ObserverComparison* comparison : comparisons)
        for (const UnmatchedEpoch& epoch : comparison->unmatched)
            scene.notes.push_back(labelOf(observerAt(input, comparison->first)).toStdString() + " and "
                                  + labelOf(observerAt(input, comparison->second)).toStdString()
                                  + (epoch.epoch == allEpochs ? "" : ", epoch " + std::to_string(epoch.epoch))
                                  + ": n/a, " + std::string(toString(epoch.reason)));
    return scene;
}

std::string consistencyCaption(const FigureInput& input)
{
    const AnalysisOptions& options = input.analysis->options;
    std::string text =
        "Error consistency \u03ba by epoch: mean over pairs of participants or runs, compared on the "
        "test images that both saw ";
    text += options.consistencyMatching == ConsistencyMatching::SameEpoch
        ? "in the same epoch"
        : "in any epoch (the first answer to each image)";
    text += "; pairs of which one is always right or always wrong are left out. Grey: central 95 % of one "
            "pair of "
            "independent observers of the same accuracies (exact, hypergeometric), mean over pairs. ";
    text += "Pale: \u03ba that the accuracies allow, mean over pairs. ";
    if (options.curves.bootstrapDraws > 0)
        text += "Coloured band: " + QString::number(options.curves.level * 100, 'g', 6).toStdString()
            + " % percentile bootstrap over images and participants or runs ("
            + groupedNumber(static_cast<std::uint64_t>(options.curves.bootstrapDraws)) + " draws, seed "
            + std::to_string(options.curves.seed) + "). ";
    for (const ObserverComparison* comparison : drawn(input)) {
        std::uint64_t pairs = 0;
        std::uint64_t trials = 0;
        std::uint64_t leftOut = 0;
        for (const ConsistencyPoint& point : comparison->points) {
            pairs += point.pairs;
            trials += point.trials;
            leftOut += point.pairs - point.informativePairs();
        }
        text += labelOf(observerAt(input, comparison->first)).toStdString() + " and "
            + labelOf(observerAt(input, comparison->second)).toStdString() + ": " + std::to_string(pairs)
            + " pairs, " + std::to_string(trials) + " trials over all epochs";
        if (leftOut > 0)
            text += ", " + std::to_string(leftOut) + " pairs left out";
        text += ". ";
    }
    return text;
}

std::string consistencyData(const FigureRequest&, const FigureInput& input)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    CsvText csv {"observer",
                 "other",
                 "epoch",
                 "error_consistency",
                 "low",
                 "high",
                 "chance_low",
                 "chance_high",
                 "attainable_low",
                 "attainable_high",
                 "pairs",
                 "left_out_pairs",
                 "trials",
                 "fewest_images",
                 "most_images",
                 "undefined_because",
                 "matched_trials"};
    const auto interval = [&](const std::optional<Interval>& range) {
        csv.add(range ? range->low : none).add(range ? range->high : none);
    };
    const auto begin = [&](const ObserverComparison& comparison, std::int32_t epoch) {
        csv.add(observerAt(input, comparison.first).name).add(observerAt(input, comparison.second).name);
        epoch == allEpochs ? csv.add("pooled") : csv.add(epoch);
    };
    for (const ObserverComparison* comparison : drawn(input)) {
        const std::string matched = matchingSentence(*input.analysis, *comparison);
        for (const ConsistencyPoint& point : comparison->points) {
            begin(*comparison, point.epoch);
            csv.add(point.kappa);
            interval(point.kappaInterval);
            interval(point.chance);
            interval(point.attainable);
            csv.add(point.pairs).add(point.pairs - point.informativePairs()).add(point.trials);
            csv.add(std::uint64_t(point.fewestImages)).add(std::uint64_t(point.mostImages));
            csv.add(point.informativePairs() > 0 ? "" : "no pair is informative").add(matched).endRow();
        }
        for (const UnmatchedEpoch& epoch : comparison->unmatched) {
            begin(*comparison, epoch.epoch);
            for (int blank = 0; blank < 7; ++blank)
                csv.add("");
            csv.add(0).add(0).add(0).add(0).add(0).add(toString(epoch.reason)).add(matched).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
