#include "core/base/csvtext.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <limits>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
const auto epochTitle = QStringLiteral("Epoch");
const auto accuracyTitle = QStringLiteral("Accuracy");

/// An observer whose tests can be split.
struct SplitObserver
{
    std::size_t place; ///< among the input's observers
    const ObserverAnalysis* analysis;
};

struct SplitObservers
{
    std::vector<SplitObserver> shown;
    std::vector<std::string> leftOut; ///< a sentence for each that is not
};

SplitObservers splitObservers(const FigureInput& input)
{
    SplitObservers found;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index) {
        const ObserverCurves& curves = input.curves.observers[index];
        const ObserverAnalysis* analysis = analysisOf(input, index);
        if (analysis && !analysis->split.cells.empty()) {
            found.shown.push_back({index, analysis});
            continue;
        }
        const char* reason = curves.test.empty() ? "it has no test trials"
            : !analysis || analysis->knownObjects == 0
            ? "it is not known which objects it was trained on"
            : "the pattern does not fit the names of its test images";
        found.leftOut.push_back(labelOf(curves.observer).toStdString() + " is left out: " + reason);
    }
    return found;
}

struct SplitCurve
{
    std::vector<QPointF> points; ///< epoch and accuracy
    std::vector<BandPoint> band;
};

SplitCurve splitCurve(const ObserverAnalysis& analysis, bool known, double level)
{
    SplitCurve curve;
    for (const SplitCell& cell : analysis.split.cells)
        if (cell.known == known) {
            curve.points.emplace_back(cell.epoch, cell.answers.share());
            curve.band.push_back({double(cell.epoch), cell.answers.interval(level)});
        }
    return curve;
}

QString curveName(const ObserverAnalysis& analysis, bool known)
{
    return QString::fromStdString(analysis.curves.observer.name)
        + (known ? QStringLiteral(" novel views") : QStringLiteral(" novel objects"));
}

std::string ruleSentence(const AnalysisOptions& options)
{
    return options.splitRule == SplitRule::Exact
        ? "An object counts as known where its id is that of a training object. "
        : "An object counts as known, as published, where the name of its image begins with the id of a "
          "training object. ";
}

std::string caption(const FigureRequest& request, const FigureInput& input)
{
    std::string text = "Test accuracy by epoch on novel views of objects known from training (solid) and on "
                       "novel objects (dashed), pooled over the trials of all participants or runs. "
        + ruleSentence(input.analysis->options);
    if (request.style == FigureStyle::Publication)
        text += bootstrapSentence(input, "Bands") + singleRunSentence(input) + chanceSentence(input, false);
    return text + observerList(input) + ".";
}

// --- ours -------------------------------------------------------------------------------------------------

std::vector<KeyEntry> splitKey(double fontSize)
{
    const double scale = fontSize / 7;
    const QColor ink(0x3c414b);
    return {
        {QStringLiteral("novel views"), SceneLine {{}, ink, 1.1 * scale},
         SceneMarker {Marker::Circle, {}, 3.2 * scale, ink}},
        {QStringLiteral("novel objects"), SceneLine {{}, ink, 1 * scale, {2.4 * scale, 1.6 * scale}},
         SceneMarker {Marker::Circle, {}, 3.2 * scale, Qt::white, 1, ink, .7 * scale}},
        {QStringLiteral("chance"), SceneLine {{}, QColor(0x646b78), .7 * scale, {.8 * scale, 1.4 * scale}}}};
}

void addSplitPanel(FigureScene& scene, const ScenePanel& panel, const FigureInput& input,
                   const SplitObserver& observer, double scale)
{
    const QColor color = styleOf(input, observer.place).color;
    const Marker marker = styleOf(input, observer.place).marker;
    const ObserverCurves& curves = input.curves.observers[observer.place];
    scene.items.push_back(
        {SceneLine {{panel.map(panel.xLow, curves.chance), panel.map(panel.xHigh, curves.chance)},
                    QColor(0x646b78),
                    .7 * scale,
                    {.8 * scale, 1.4 * scale}},
         {},
         QStringLiteral("chance")});
    const double level = input.curves.options.level;
    for (const bool known : {false, true})
        addBand(scene, panel, splitCurve(*observer.analysis, known, level).band, color, known ? .2 : .1,
                curveName(*observer.analysis, known) + QStringLiteral(" band"));
    CurveLook dashed {color, 1 * scale, {2.4 * scale, 1.6 * scale}, marker, 3.2 * scale, Qt::white,
                      color, .7 * scale};
    const CurveLook solid {color, 1.2 * scale, {}, marker, 3.6 * scale, color, Qt::white, .3 * scale};
    addCurve(scene, panel, splitCurve(*observer.analysis, false, level).points, dashed,
             curveName(*observer.analysis, false));
    addCurve(scene, panel, splitCurve(*observer.analysis, true, level).points, solid,
             curveName(*observer.analysis, true));
}

Result<FigureScene> ours(const FigureRequest& request, const FigureInput& input, const SplitObservers& all)
{
    const double font = request.fontSize;
    const AxesLook look = ourAxes(font);
    Axis y {0, 1, {}, {}, accuracyTitle};
    setNiceTicks(y, 3);
    const std::vector<KeyEntry> key = splitKey(font);
    const double keyWidth = request.width - 2 * gridPageMargin - yAxisWidth(y, look);
    const double keyRoom = keyHeight(key, keyWidth, font) + .6 * font / 7;
    const auto grid =
        layOutGrid({all.shown.size(), request.width, request.height, keyRoom, 0, font, 30, .8}, y, look);
    if (!grid)
        return tl::unexpected(grid.error());
    setNiceTicks(y, std::clamp(int(grid->panel.height() / (1.7 * lineHeight(font))), 2, 6));
    const auto epochs = *epochRange(input.curves.observers);
    const Axis x = epochAxis(epochs.first, epochs.second, .35, grid->panel.width(), font, epochTitle);
    FigureScene scene {request.width, grid->height};
    addKey(scene, key, QRectF(grid->left, gridPageMargin, keyWidth, keyRoom), font);
    for (std::size_t index = 0; index < all.shown.size(); ++index) {
        const Observer& observer = input.curves.observers[all.shown[index].place].observer;
        const ScenePanel panel {
            QString::fromStdString(observer.name), grid->area(index), x.low, x.high, y.low, y.high};
        scene.panels.push_back(panel);
        addGrid(scene, panel, y, look);
        addSplitPanel(scene, panel, input, all.shown[index], font / 7);
        addAxes(scene, panel, x, y, look, grid->parts(index));
        addGridHeading(scene, *grid, index, labelOf(observer),
                       readableOnWhite(styleOf(input, all.shown[index].place).color));
    }
    addGridTitles(scene, *grid, x.title, y.title, look);
    return scene;
}

// --- as published
// -------------------------------------------------------------------------------------------

constexpr double publishedWidth = 2.8 * 25.4;
constexpr double publishedHeight = 2.2 * 25.4;

/// Two lines in a frame at the lower right, dashed first, as printed.
void addPublishedLegend(FigureScene& scene, const ScenePanel& panel, const QColor& grey)
{
    constexpr double font = 13;
    constexpr double em = font * millimetresPerPoint;
    const double row = lineHeight(font) * 1.1;
    const double swatch = 2 * em;
    const auto name = QStringLiteral("legend");
    const double width = .8 * em + swatch + .8 * em + textWidth(QStringLiteral("Novel objects"), font);
    const QRectF box(panel.area.right() - .5 * em - width, panel.area.bottom() - .5 * em - .4 * em - 2 * row,
                     width, .4 * em + 2 * row);
    addLegendFrame(scene, box, name);
    double level = box.top() + .2 * em + row / 2;
    for (const bool known : {false, true}) {
        const QPointF at(box.left() + .4 * em, level);
        SceneLine line {{at, at + QPointF(swatch, 0)}, grey, 1.8};
        if (!known)
            line.dash = {1.8 * 3.7, 1.8 * 1.6};
        scene.items.push_back({line, {}, name});
        addText(scene,
                {known ? QStringLiteral("Novel views") : QStringLiteral("Novel objects"),
                 at + QPointF(swatch + .8 * em, fontExtent(font).capHeight / 2), font},
                name);
        level += row;
    }
}

void addPublishedPanel(FigureScene& scene, const QRectF& cell, const FigureInput& input,
                       const SplitObserver& observer, bool legend)
{
    AxesLook look {14, 14, 1.5, 1.2, Qt::black, Qt::black};
    look.gridWidth = 0;
    look.trimmed = true;
    const Axis y {-.06,
                  1.06,
                  {0, .5, 1},
                  {QStringLiteral("0.0"), QStringLiteral("0.5"), QStringLiteral("1.0")},
                  accuracyTitle};
    const double top = cell.top() + lineHeight(12) + 2;
    const QRectF area(QPointF(cell.left() + 1 + yAxisWidth(y, look), top),
                      QPointF(cell.right() - 1, cell.bottom() - 1 - xAxisHeight(look)));
    const auto epochs = *epochRange(input.curves.observers);
    const Axis x = epochAxis(epochs.first, epochs.second, .2, area.width(), look.tickSize, epochTitle);
    const Observer& shown = input.curves.observers[observer.place].observer;
    const ScenePanel panel {QString::fromStdString(shown.name), area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    const QColor grey(0x808080);
    const CurveLook solid {grey, 1.8, {}, Marker::Circle, 6, grey};
    CurveLook dashed = solid;
    dashed.dash = {1.8 * 3.7, 1.8 * 1.6};
    const double level = input.curves.options.level;
    addCurve(scene, panel, splitCurve(*observer.analysis, true, level).points, solid,
             curveName(*observer.analysis, true));
    addCurve(scene, panel, splitCurve(*observer.analysis, false, level).points, dashed,
             curveName(*observer.analysis, false));
    addAxes(scene, panel, x, y, look);
    addText(scene,
            {elided(labelOf(shown), area.width(), 12, false),
             {area.center().x(), top - 1.6 - fontExtent(12).descent},
             12,
             Qt::black,
             false,
             SceneText::Anchor::Middle},
            QStringLiteral("title"));
    if (legend)
        addPublishedLegend(scene, panel, grey);
}

Result<FigureScene> asPublished(const FigureRequest& request, const FigureInput& input,
                                const SplitObservers& all)
{
    const auto columns = std::min<std::size_t>(4, all.shown.size());
    const std::size_t rows = (all.shown.size() + columns - 1) / columns;
    const double naturalWidth = publishedWidth * double(columns);
    const double factor = request.width > 0 ? request.width / naturalWidth : 1;
    FigureScene scene {naturalWidth,
                       request.height > 0 ? request.height / factor : publishedHeight * double(rows)};
    const QSizeF cell(publishedWidth, scene.height / double(rows));
    if (cell.height() < .5 * publishedHeight)
        return tooSmall(scene, scene.width, .5 * publishedHeight * double(rows));
    // The legend stands with humans, or first where there are none.
    const auto human = std::find_if(all.shown.begin(), all.shown.end(), [&](const SplitObserver& observer) {
        return input.curves.observers[observer.place].observer.kind == ObserverKind::Human;
    });
    const auto explained = static_cast<std::size_t>(human == all.shown.end() ? 0 : human - all.shown.begin());
    for (std::size_t index = 0; index < all.shown.size(); ++index)
        addPublishedPanel(
            scene,
            QRectF(QPointF(double(index % columns) * cell.width(), double(index / columns) * cell.height()),
                   cell),
            input, all.shown[index], request.legend && index == explained);
    scaleScene(scene, factor);
    return scene;
}
} // namespace

Result<FigureScene> novelKnownFigure(const FigureRequest& asked, const FigureInput& input)
{
    const SplitObservers all = splitObservers(input);
    if (all.shown.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: " + all.leftOut.front());
    FigureRequest request = asked;
    if (request.width <= 0 && request.style == FigureStyle::Publication)
        request.width = all.shown.size() > 2 ? 183 : 85;
    auto scene = request.style == FigureStyle::Publication ? ours(request, input, all)
                                                           : asPublished(request, input, all);
    if (!scene)
        return scene;
    scene->notes = all.leftOut;
    scene->caption = caption(request, input);
    return scene;
}

std::string novelKnownData(const FigureRequest& request, const FigureInput& input)
{
    const bool bands = request.style == FigureStyle::Publication;
    CsvText csv {"observer", "label",   "images", "epoch", "accuracy", "low",
                 "high",     "correct", "trials", "runs",  "split"};
    for (const SplitObserver& observer : splitObservers(input).shown) {
        const Observer& shown = input.curves.observers[observer.place].observer;
        for (const bool known : {true, false})
            for (const SplitCell& cell : observer.analysis->split.cells) {
                if (cell.known != known)
                    continue;
                const auto interval =
                    bands ? cell.answers.interval(input.curves.options.level) : std::nullopt;
                csv.add(shown.name).add(labelOf(shown).toStdString());
                csv.add(known ? "novel views" : "novel objects").add(cell.epoch).add(cell.answers.share());
                csv.add(interval ? interval->low : nothing).add(interval ? interval->high : nothing);
                csv.add(cell.answers.counted()).add(cell.answers.trials());
                csv.add(std::uint64_t(cell.answers.runsWithTrials()));
                csv.add(toString(input.analysis->options.splitRule));
                csv.endRow();
            }
    }
    return csv.text();
}

} // namespace learnscope
