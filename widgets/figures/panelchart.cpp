#include "widgets/figures/panelchart.h"

#include "widgets/figures/figurefont.h"

#include <algorithm>

namespace learnscope {

namespace {
/// The look of @p series at a size of text.
CurveLook scaled(CurveLook look, double scale)
{
    look.width *= scale;
    look.markerSize *= scale;
    look.outlineWidth *= scale;
    for (double& length : look.dash)
        length *= scale;
    return look;
}

/// The labels of the series in the last panel. @p panel: null where only the widths count.
std::vector<DirectLabel> labelsOf(const PanelChart& chart, const ScenePanel* panel)
{
    std::vector<DirectLabel> labels;
    for (const PanelSeries& series : chart.series)
        if (series.panel + 1 == chart.headings.size() && !series.label.isEmpty() && !series.points.empty()) {
            const QPointF last = series.points.back();
            labels.push_back({panel ? panel->map(last.x(), last.y()) : QPointF(), series.label, series.style,
                              series.name + QStringLiteral(" label")});
        }
    return labels;
}

/// Every label has a curve in the last panel, where it can stand.
bool canLabelDirectly(const PanelChart& chart)
{
    const std::vector<DirectLabel> labels = labelsOf(chart, nullptr);
    return !labels.empty()
        && std::all_of(chart.series.begin(), chart.series.end(), [&](const PanelSeries& series) {
               return series.label.isEmpty()
                   || std::any_of(labels.begin(), labels.end(),
                                  [&](const DirectLabel& label) { return label.text == series.label; });
           });
}

std::vector<KeyEntry> keyOf(const PanelChart& chart, bool withLabels, double scale)
{
    std::vector<KeyEntry> key = chart.key;
    std::vector<QString> said;
    for (const PanelSeries& series : chart.series) {
        if (!withLabels || series.label.isEmpty()
            || std::find(said.begin(), said.end(), series.label) != said.end())
            continue;
        said.push_back(series.label);
        const CurveLook look = scaled(series.look, scale);
        KeyEntry entry {series.label, SceneLine {{}, look.color, look.width, look.dash}};
        if (look.markerSize > 0)
            entry.marker =
                SceneMarker {look.marker, {}, look.markerSize, look.fill, 1, look.outline, look.outlineWidth};
        key.push_back(std::move(entry));
    }
    return key;
}

void addPanel(FigureScene& scene, const PanelChart& chart, std::size_t index, const ScenePanel& panel,
              double scale)
{
    for (const PanelLevel& level : chart.levels)
        if (level.panel == index) {
            SceneLine line {{panel.map(panel.xLow, level.value), panel.map(panel.xHigh, level.value)},
                            QColor(0x646b78),
                            .7 * scale,
                            level.dash};
            for (double& length : line.dash)
                length *= scale;
            scene.items.push_back({line, {}, level.name});
        }
    for (const PanelSeries& series : chart.series) {
        if (series.panel != index)
            continue;
        const QString name = series.name + QStringLiteral(" interval");
        if (chart.intervals == PanelChart::Intervals::Bands) {
            addBand(scene, panel, series.intervals, series.look.color, series.bandOpacity, name);
            continue;
        }
        for (const BandPoint& point : series.intervals)
            if (point.band)
                addErrorBar(scene, panel, point.x, *point.band, series.look.color, .75 * scale, name);
    }
    for (const PanelSeries& series : chart.series)
        if (series.panel == index)
            addCurve(scene, panel, series.points, scaled(series.look, scale), series.name);
}

/// Nothing where labels do not fit beside the curves.
Result<std::optional<FigureScene>> draw(const FigureRequest& request, const PanelChart& chart, bool direct)
{
    const double font = request.fontSize;
    const double scale = font / 7;
    const AxesLook look = ourAxes(font);
    Axis y = chart.y;
    setNiceTicks(y, 6); // with the longest labels that it may have
    const double columnWidth = direct ? labelColumnWidth(labelsOf(chart, nullptr), font, request.width) : 0;
    const std::vector<KeyEntry> key = keyOf(chart, !direct, scale);
    const double keyWidth = request.width - 2 * gridPageMargin - yAxisWidth(y, look);
    const double keyRoom = key.empty() ? 0 : keyHeight(key, keyWidth, font) + .6 * scale;
    const auto grid = layOutGrid({chart.headings.size(), request.width, request.height, keyRoom, columnWidth,
                                  font, chart.panelWidth, chart.aspect},
                                 y, look);
    if (!grid)
        return tl::unexpected(grid.error());
    if (direct && grid->rows > 1)
        return std::optional<FigureScene>();
    setNiceTicks(y, std::clamp(int(grid->panel.height() / (1.7 * lineHeight(font))), 2, 6));
    const Axis x = chart.x(grid->panel.width(), font);
    FigureScene scene {request.width, grid->height};
    addKey(scene, key, QRectF(grid->left, gridPageMargin, keyWidth, keyRoom), font);
    for (std::size_t index = 0; index < chart.headings.size(); ++index) {
        const ScenePanel panel {chart.headings[index], grid->area(index), x.low, x.high, y.low, y.high};
        scene.panels.push_back(panel);
        addGrid(scene, panel, y, look);
        addPanel(scene, chart, index, panel, scale);
        addAxes(scene, panel, x, y, look, grid->parts(index));
        addGridHeading(scene, *grid, index, chart.headings[index], chart.headingColors[index]);
    }
    addGridTitles(scene, *grid, x.title, y.title, look);
    if (direct
        && !addDirectLabels(scene, scene.panels.back(), labelsOf(chart, &scene.panels.back()), font,
                            columnWidth))
        return std::optional<FigureScene>();
    return std::optional(scene);
}
} // namespace

Result<FigureScene> panelChartFigure(const FigureRequest& request, const PanelChart& chart)
{
    if (canLabelDirectly(chart)) {
        auto scene = draw(request, chart, true);
        if (scene && *scene)
            return std::move(**scene);
    }
    auto scene = draw(request, chart, false);
    if (!scene)
        return tl::unexpected(scene.error());
    return std::move(**scene);
}

} // namespace learnscope
