#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace learnscope {

namespace {
constexpr double pageMargin = 1.2; // mm
const auto epochTitle = QStringLiteral("Epoch");

std::map<std::int32_t, std::vector<QPointF>> curvesOfRuns(const ObserverCurves& curves, Phase phase)
{
    std::map<std::int32_t, std::vector<QPointF>> byRun;
    for (const AccuracyCell& cell : curves.cells)
        if (cell.phase == phase)
            byRun[cell.run].emplace_back(cell.epoch, cell.accuracy());
    return byRun;
}

/// Grey lines of all runs below the mean.
void addRuns(FigureScene& scene, const ScenePanel& panel, const ObserverCurves& curves, Phase phase,
             const CurveLook& run, const CurveLook& mean, const QString& name)
{
    for (const auto& [number, points] : curvesOfRuns(curves, phase)) {
        CurveLook look = run;
        look.markerSize = points.size() > 1 ? 0 : 2 * run.width; // one epoch makes no line
        look.fill = run.color;
        addCurve(scene, panel, points, look, name + QStringLiteral(" runs"));
    }
    addCurve(scene, panel, meansOf(phase == Phase::Train ? curves.train : curves.test), mean,
             name + QStringLiteral(" mean"));
}

std::vector<Phase> phasesOf(const FigureRequest& request)
{
    if (request.filter.phase)
        return {*request.filter.phase};
    return {Phase::Train, Phase::Test};
}

QString phaseText(Phase phase)
{
    return phase == Phase::Train ? QStringLiteral("train") : QStringLiteral("test");
}

QString nameOf(const ObserverCurves& curves, Phase phase)
{
    return QString::fromStdString(curves.observer.name) + QLatin1Char(' ') + phaseText(phase);
}

// --- ours -------------------------------------------------------------------------------------------------

/// Observers stand side by side with train above test where the page is wide enough, else one below the
/// other.
struct Grid
{
    std::vector<Phase> phases = {Phase::Train, Phase::Test};
    bool observersAcross = false;
    std::size_t columns = 2;
    std::size_t rows = 1;
    double left = 0;
    double top = 0;
    double gap = 2.5;
    QSizeF panel;

    std::size_t placeOf(Phase phase) const { return phase == phases.front() ? 0 : 1; }
    QRectF area(std::size_t observer, Phase phase) const
    {
        const auto first = static_cast<double>(observer);
        const auto second = static_cast<double>(placeOf(phase));
        const double column = observersAcross ? first : second;
        const double row = observersAcross ? second : first;
        return QRectF(QPointF(left + column * (panel.width() + gap), top + row * (panel.height() + gap)),
                      panel);
    }
};

struct Layout
{
    Grid grid;
    AxesLook axes;
    Axis x;
    Axis y;
    double height = 0;
};

Layout layOut(const FigureRequest& request, const FigureInput& input)
{
    const double font = request.fontSize;
    const double scale = font / 7;
    const std::size_t observers = input.curves.observers.size();
    Layout layout;
    layout.axes = {font, font, .6 * scale, .9 * scale};
    layout.axes.gridWidth *= scale;
    layout.y = {0, 1, {}, {}, QStringLiteral("Accuracy")};
    setNiceTicks(layout.y, 3);
    Grid& grid = layout.grid;
    grid.phases = phasesOf(request);
    grid.gap = 3.2 * scale;
    const double across = request.width - 2 * pageMargin - yAxisWidth(layout.y, layout.axes) - 2 * scale;
    grid.observersAcross =
        observers > 1 && (across - grid.gap * double(observers - 1)) / double(observers) >= 20 * scale;
    grid.columns = grid.observersAcross ? observers : grid.phases.size();
    grid.rows = grid.observersAcross ? grid.phases.size() : observers;
    grid.left = pageMargin + yAxisWidth(layout.y, layout.axes);
    grid.top = pageMargin + lineHeight(font) * 1.45;
    // What the rows are stands to their right, turned.
    const double sideText = lineHeight(font) * 1.2;
    grid.panel.setWidth((across - sideText - grid.gap * double(grid.columns - 1)) / double(grid.columns));
    const double frame = grid.top + xAxisHeight(layout.axes) + pageMargin + grid.gap * double(grid.rows - 1);
    if (request.height > 0)
        grid.panel.setHeight((request.height - frame) / double(grid.rows));
    else
        grid.panel.setHeight(std::clamp(grid.panel.width() * .8, 18 * scale, 45 * scale));
    layout.height = request.height > 0 ? request.height : frame + grid.panel.height() * double(grid.rows);
    const auto epochs = *epochRange(input.curves.observers);
    layout.x = epochAxis(epochs.first, epochs.second, .35, grid.panel.width(), font, epochTitle);
    setNiceTicks(layout.y, std::clamp(int(grid.panel.height() / (1.7 * lineHeight(font))), 2, 6));
    return layout;
}

void addPanel(FigureScene& scene, const Layout& layout, const FigureInput& input, std::size_t observer,
              Phase phase, double font)
{
    const double scale = font / 7;
    const Grid& grid = layout.grid;
    const ObserverCurves& curves = input.curves.observers[observer];
    const ScenePanel panel {nameOf(curves, phase), grid.area(observer, phase),
                            layout.x.low,          layout.x.high,
                            layout.y.low,          layout.y.high};
    scene.panels.push_back(panel);
    addChance(scene, panel, {curves}, QColor(0x646b78), .7 * scale, {.8 * scale, 1.4 * scale},
              QColor(0xececee), 1);
    addGrid(scene, panel, layout.y, layout.axes);
    const ObserverStyle style = styleOf(input, observer);
    CurveLook mean {style.color, 1.5 * scale, {},        style.marker,
                    3.8 * scale, style.color, Qt::white, .3 * scale};
    if (phase == Phase::Train) {
        mean.dash = {3 * scale, 1.8 * scale};
        mean.fill = Qt::white;
        mean.outline = style.color;
        mean.outlineWidth = .8 * scale;
    }
    addRuns(scene, panel, curves, phase, {QColor(0xb4b8c0), .45 * scale}, mean, panel.name);
    const std::size_t column = grid.observersAcross ? observer : grid.placeOf(phase);
    const std::size_t row = grid.observersAcross ? grid.placeOf(phase) : observer;
    AxesParts parts;
    parts.xLabels = row + 1 == grid.rows;
    parts.xTitle = parts.xLabels && column == (grid.columns - 1) / 2 && grid.columns % 2 == 1;
    parts.yLabels = column == 0;
    parts.yTitle = parts.yLabels && row == (grid.rows - 1) / 2 && grid.rows % 2 == 1;
    addAxes(scene, panel, layout.x, layout.y, layout.axes, parts);
}

/// Titles that are shared by all rows or columns, in the middle where no panel is.
void addSharedTitles(FigureScene& scene, const Layout& layout)
{
    const Grid& grid = layout.grid;
    const double width = grid.panel.width() * double(grid.columns) + grid.gap * double(grid.columns - 1);
    const double height = grid.panel.height() * double(grid.rows) + grid.gap * double(grid.rows - 1);
    const FontExtent extent = fontExtent(layout.axes.titleSize);
    const auto name = QStringLiteral("axes");
    if (grid.columns % 2 == 0)
        addText(scene,
                {layout.x.title,
                 {grid.left + width / 2, grid.top + height + xAxisHeight(layout.axes) - extent.descent},
                 layout.axes.titleSize,
                 layout.axes.ink,
                 false,
                 SceneText::Anchor::Middle},
                name, SceneRole::XTitle);
    if (grid.rows % 2 == 0)
        addText(scene,
                {layout.y.title,
                 {pageMargin + extent.ascent, grid.top + height / 2},
                 layout.axes.titleSize,
                 layout.axes.ink,
                 false,
                 SceneText::Anchor::Middle,
                 -90},
                name, SceneRole::YTitle);
}

void addHeadings(FigureScene& scene, const Layout& layout, const FigureInput& input, double font)
{
    const Grid& grid = layout.grid;
    const auto across = [&](const QRectF& area, const QString& text, const QColor& color, bool bold) {
        addText(scene,
                {elided(text, area.width() + grid.gap * .6, font, bold),
                 {area.center().x(), grid.top - lineHeight(font) * .52},
                 font,
                 color,
                 bold,
                 SceneText::Anchor::Middle},
                QStringLiteral("headings"));
    };
    const auto aside = [&](const QRectF& area, const QString& text, const QColor& color, bool bold) {
        addText(scene,
                {elided(text, area.height() + grid.gap * .6, font, bold),
                 {scene.width - pageMargin - lineHeight(font) * .78, area.center().y()},
                 font,
                 color,
                 bold,
                 SceneText::Anchor::Middle,
                 90},
                QStringLiteral("headings"));
    };
    const QColor ink(0x1b1e24);
    for (const Phase phase : grid.phases) {
        const QRectF area = grid.area(0, phase);
        grid.observersAcross ? aside(area, phaseText(phase), ink, false)
                             : across(area, phaseText(phase), ink, false);
    }
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer) {
        const QRectF area = grid.area(observer, grid.phases.front());
        const QString label = labelOf(input.curves.observers[observer].observer);
        const QColor color = readableOnWhite(styleOf(input, observer).color);
        grid.observersAcross ? across(area, label, color, true) : aside(area, label, color, true);
    }
}

Result<FigureScene> ours(const FigureRequest& request, const FigureInput& input)
{
    const Layout layout = layOut(request, input);
    FigureScene scene {request.width, layout.height};
    const QSizeF panel = layout.grid.panel;
    if (panel.width() < 12 || panel.height() < 8)
        return tooSmall(scene, request.width + std::max(0., 12 - panel.width()) * double(layout.grid.columns),
                        layout.height + std::max(0., 8 - panel.height()) * double(layout.grid.rows));
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer)
        for (const Phase phase : layout.grid.phases)
            addPanel(scene, layout, input, observer, phase, request.fontSize);
    addSharedTitles(scene, layout);
    addHeadings(scene, layout, input, request.fontSize);
    return scene;
}

// --- as published
// -------------------------------------------------------------------------------------------

void addPublishedPanel(FigureScene& scene, const QRectF& cell, const ObserverCurves& curves, Phase phase,
                       std::pair<int, int> epochs, const QColor& color, bool namePhase)
{
    AxesLook look {18, 16, 2, 1.2, Qt::black, Qt::black};
    look.gridWidth = 0;
    look.trimmed = true;
    Axis y {0, 1.05, {}, {}, QStringLiteral("Accuracy (top-1)")};
    setNiceTicks(y, 6);
    const QRectF area(QPointF(cell.left() + 2 + yAxisWidth(y, look), cell.top() + lineHeight(18) + 2),
                      QPointF(cell.right() - 4, cell.bottom() - 2 - xAxisHeight(look)));
    const double margin = std::max(.25, .05 * (epochs.second - epochs.first));
    const Axis x = epochAxis(epochs.first, epochs.second, margin, area.width(), look.tickSize, epochTitle);
    const ScenePanel panel {nameOf(curves, phase), area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    const bool human = curves.observer.kind == ObserverKind::Human;
    CurveLook mean {color,          3,     {},        human ? Marker::Square : Marker::Circle,
                    std::sqrt(80.), color, Qt::white, .7};
    if (phase == Phase::Train)
        mean.dash = {3 * 3.7, 3 * 1.6};
    scene.items.push_back({SceneLine {{panel.map(x.low, curves.chance), panel.map(x.high, curves.chance)},
                                      QColor(0x808080),
                                      2,
                                      {2, 3.3}},
                           {},
                           QStringLiteral("chance")});
    CurveLook run {QColor(0xd9d9d9), 1.5}; // grey at three tenths, on white
    if (phase == Phase::Train)
        run.dash = {1.5 * 3.7, 1.5 * 1.6};
    addRuns(scene, panel, curves, phase, run, mean, panel.name);
    addAxes(scene, panel, x, y, look);
    QString title = labelOf(curves.observer);
    if (namePhase)
        title += QStringLiteral(", ") + phaseText(phase);
    addText(scene,
            {elided(title, area.width(), 18, false),
             {area.center().x(), cell.top() + lineHeight(18)},
             18,
             Qt::black,
             false,
             SceneText::Anchor::Middle},
            QStringLiteral("title"));
}

FigureScene asPublished(const FigureRequest& request, const FigureInput& input)
{
    constexpr double panelWidth = 5 * 25.4;
    constexpr double panelHeight = 3.5 * 25.4;
    const std::vector<Phase> phases = phasesOf(request);
    const auto observers = static_cast<double>(input.curves.observers.size());
    const double naturalWidth = panelWidth * double(phases.size());
    const double factor = request.width > 0 ? request.width / naturalWidth : 1;
    FigureScene scene {naturalWidth, request.height > 0 ? request.height / factor : panelHeight * observers};
    const auto epochs = *epochRange(input.curves.observers);
    const QSizeF cell(panelWidth, scene.height / observers);
    double top = 0;
    for (const ObserverCurves& curves : input.curves.observers) {
        const QColor color = publishedColor(curves.observer, request.networks);
        for (std::size_t column = 0; column < phases.size(); ++column)
            addPublishedPanel(scene, QRectF(QPointF(panelWidth * double(column), top), cell), curves,
                              phases[column], epochs, color, phases.size() > 1);
        top += cell.height();
    }
    scaleScene(scene, factor);
    return scene;
}
} // namespace

Result<FigureScene> runsFigure(const FigureRequest& asked, const FigureInput& input)
{
    if (asked.style == FigureStyle::AsPublished) {
        FigureScene scene = asPublished(asked, input);
        const QRectF area = scene.panels.front().area;
        if (area.height() < .25 * area.width())
            return tooSmall(scene, scene.width, .25 * scene.width * double(input.curves.observers.size()));
        return scene;
    }
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = 183;
    return ours(request, input);
}

} // namespace learnscope
