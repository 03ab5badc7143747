#include "core/base/csvtext.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/labelplacement.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr std::size_t mostLabels = 40; // in a panel

/// A map that is drawn.
struct MapPanel
{
    std::size_t index = 0; ///< of the representation
    const ItemMap* map = nullptr;
    const ShownGroup* group = nullptr;

    QPointF point(std::size_t number) const
    {
        return {map->points[number * map->dimensions], map->points[number * map->dimensions + 1]};
    }
};

std::vector<MapPanel> panelsOf(const FigureRequest& request, const FigureInput& input)
{
    std::vector<MapPanel> panels;
    for (const std::size_t index : shownRepresentations(request, input)) {
        const ShownRepresentation& shown = input.representations->shown[index];
        if (shown.map && shown.map->dimensions >= 2)
            panels.push_back({index, shown.map.get(), &input.representations->groupOf(index)});
    }
    return panels;
}

/// The number of the cluster of each point, or none.
std::size_t clusterOf(const ShownGroup& group, std::size_t place)
{
    return static_cast<std::size_t>(
        std::upper_bound(group.clusterStarts.begin(), group.clusterStarts.end(), place)
        - group.clusterStarts.begin());
}

void addPoints(FigureScene& scene, const ScenePanel& panel, const MapPanel& map, const FigureInput& input,
               double scale)
{
    const ObserverStyle style = styleOfRepresentation(input, map.index);
    const std::size_t clusters = map.group->clusterStarts.size() + 1;
    const double size = std::clamp(30 / std::sqrt(double(map.map->items.size())), 1.2, 3.) * scale;
    for (std::size_t number = 0; number < map.map->items.size(); ++number) {
        QColor color = style.color;
        if (clusters > 1)
            color = QColor::fromHsvF(float(clusterOf(*map.group, map.map->items[number])) / float(clusters),
                                     .75f, .75f);
        const QPointF point = map.point(number);
        scene.items.push_back(
            {SceneMarker {Marker::Circle, panel.map(point.x(), point.y()), size, color, .75}, panel.area,
             labelOfRepresentation(input, map.index)});
    }
}

/// Points that lie far from each other, the outermost first: each is the one farthest from those before it.
std::vector<std::size_t> spreadPoints(const MapPanel& map, std::size_t most)
{
    const std::size_t count = map.map->items.size();
    std::vector<double> distance(count);
    for (std::size_t number = 0; number < count; ++number)
        distance[number] = QPointF::dotProduct(map.point(number), map.point(number));
    std::vector<std::size_t> chosen;
    while (chosen.size() < std::min(most, count)) {
        const auto farthest =
            static_cast<std::size_t>(std::max_element(distance.begin(), distance.end()) - distance.begin());
        const bool isFirst = chosen.empty();
        chosen.push_back(farthest);
        for (std::size_t number = 0; number < count; ++number) {
            const QPointF away = map.point(number) - map.point(farthest);
            const double square = QPointF::dotProduct(away, away);
            distance[number] = isFirst ? square : std::min(distance[number], square);
        }
        for (const std::size_t number : chosen)
            distance[number] = -1;
    }
    return chosen;
}

/// Names of items all over the map, where they have room.
void addLabels(FigureScene& scene, const ScenePanel& panel, const MapPanel& map, double fontSize)
{
    const std::vector<std::size_t> numbers = spreadPoints(map, mostLabels);
    const double size = fontSize * .8;
    std::vector<PointLabel> labels;
    std::vector<QString> texts;
    for (const std::size_t number : numbers) {
        texts.push_back(QString::fromStdString(map.group->itemAt(map.map->items[number])));
        const QPointF point = map.point(number);
        labels.push_back({panel.map(point.x(), point.y()),
                          .6 * fontSize / 7,
                          {textWidth(texts.back(), size), lineHeight(size) * .9}});
    }
    const auto places = placeLabels(labels, panel.area, {});
    const FontExtent extent = fontExtent(size);
    for (std::size_t place = 0; place < places.size(); ++place)
        if (places[place])
            addText(scene,
                    {texts[place],
                     {places[place]->left(), places[place]->bottom() - extent.descent},
                     size,
                     QColor(0x3c414b)},
                    QStringLiteral("labels"));
}

/// All points with some room around them, by one scale on both axes.
ScenePanel fittedPanel(const MapPanel& map, const QString& name, const QRectF& area)
{
    QPointF low = map.point(0);
    QPointF high = low;
    for (std::size_t number = 1; number < map.map->items.size(); ++number) {
        const QPointF point = map.point(number);
        low = {std::min(low.x(), point.x()), std::min(low.y(), point.y())};
        high = {std::max(high.x(), point.x()), std::max(high.y(), point.y())};
    }
    const double perMillimetre =
        std::max({(high.x() - low.x()) / area.width(), (high.y() - low.y()) / area.height(), 1e-12}) * 1.1;
    const QPointF middle = (low + high) / 2;
    const double x = perMillimetre * area.width() / 2;
    const double y = perMillimetre * area.height() / 2;
    return {name, area, middle.x() - x, middle.x() + x, middle.y() - y, middle.y() + y};
}

void addFrame(FigureScene& scene, const QRectF& area, double width)
{
    scene.items.push_back(
        {SceneLine {{area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft(), area.topLeft()},
                    QColor(0xb8bec8),
                    width},
         {},
         QStringLiteral("frames"),
         SceneRole::Axes});
}

std::string mapSentence(const FigureInput& input, const MapPanel& panel)
{
    const ItemMap& map = *panel.map;
    std::string text = describeRepresentation(input, panel.index) + ": stress " + shortText(map.stress);
    if (input.representations->options.scaling.method == ScalingMethod::Classical)
        text += ", both axes hold " + shortText(100 * map.explainedShare) + " % of the positive eigenvalues";
    if (!map.settled)
        text += ", not settled after " + std::to_string(map.iterations) + " steps";
    if (!map.withoutValue.empty())
        text += ", " + groupedDigits(map.withoutValue.size()) + " items without a value are left out";
    return text;
}
} // namespace

Result<FigureScene> mdsMapFigure(const FigureRequest& request, const FigureInput& input)
{
    const std::vector<MapPanel> panels = panelsOf(request, input);
    if (panels.empty()) {
        std::string reason = "there is no map to draw";
        for (const ShownRepresentation& shown : input.representations->shown)
            if (!shown.mapProblem.empty() || !shown.problem.empty())
                reason =
                    shown.input.label + ": " + (shown.problem.empty() ? shown.mapProblem : shown.problem);
        return failure(Error::Kind::Mismatch, reason);
    }
    GridWish wish;
    wish.panels = panels.size();
    wish.width = request.width > 0 ? request.width : panels.size() > 1 ? 183 : 85;
    wish.height = request.height;
    wish.fontSize = request.fontSize;
    wish.panelWidth = 40;
    wish.aspect = 1;
    Axis none;
    AxesLook look = ourAxes(request.fontSize);
    auto grid = layOutGrid(wish, none, look);
    if (!grid)
        return tl::unexpected(grid.error());
    grid->left = gridPageMargin; // there are no axes beside the panels
    grid->panel.setWidth((wish.width - 2 * gridPageMargin - grid->gapX * double(grid->columns - 1))
                         / double(grid->columns));
    if (request.height <= 0) {
        grid->panel.setHeight(grid->panel.width());
        grid->height = grid->top + double(grid->rows) * grid->panel.height()
            + double(grid->rows - 1) * grid->gapY + gridPageMargin;
    }
    FigureScene scene {wish.width, grid->height};
    for (std::size_t number = 0; number < panels.size(); ++number) {
        const MapPanel& one = panels[number];
        const QRectF area = grid->area(number);
        const ScenePanel panel = fittedPanel(one, labelOfRepresentation(input, one.index), area);
        scene.panels.push_back(panel);
        addFrame(scene, area, look.lineWidth);
        addPoints(scene, panel, one, input, request.fontSize / 7);
        addLabels(scene, panel, one, request.fontSize);
        addGridHeading(scene, *grid, number, labelOfRepresentation(input, one.index),
                       readableOnWhite(styleOfRepresentation(input, one.index).color));
    }
    scene.caption = "Multidimensional scaling ("
        + std::string(toString(input.representations->options.scaling.method))
        + "): near items are alike. Maps of the same items are turned towards the first one.";
    for (const MapPanel& panel : panels)
        scene.caption += " " + mapSentence(input, panel) + ".";
    if (panels.front().map->items.size() > mostLabels)
        scene.caption += " Names of at most " + std::to_string(mostLabels) + " items are written.";
    return scene;
}

std::string mdsMapData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"representation", "item", "x", "y", "cluster"};
    for (const MapPanel& panel : panelsOf(request, input))
        for (std::size_t number = 0; number < panel.map->items.size(); ++number) {
            const std::size_t place = panel.map->items[number];
            csv.add(input.representations->shown[panel.index].input.label).add(panel.group->itemAt(place));
            csv.add(panel.point(number).x()).add(panel.point(number).y());
            if (panel.group->clusterStarts.empty())
                csv.add("");
            else
                csv.add(std::uint64_t {clusterOf(*panel.group, place) + 1});
            csv.endRow();
        }
    return csv.text();
}

} // namespace learnscope
