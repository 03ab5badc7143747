// What MdsMapView says and keeps.
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/mdsmapview.h"

#include <QCheckBox>
#include <QJsonArray>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
constexpr std::size_t mostRows = 10000; // of text

void append(std::string& text, double number)
{
    if (std::isnan(number))
        return;
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, 6);
    text.append(digits, end.ptr);
}
} // namespace

QString MdsMapView::methodText(ScalingMethod method)
{
    switch (method) {
    case ScalingMethod::Classical:
        return tr("Classical scaling");
    case ScalingMethod::Metric:
        return tr("Metric scaling");
    case ScalingMethod::NonMetric:
        break;
    }
    return tr("Non-metric scaling");
}

QPointF pointOf(const ItemMap& map, std::size_t point)
{
    return {map.points[point * map.dimensions],
            map.dimensions > 1 ? map.points[point * map.dimensions + 1] : 0};
}

// In words

QString MdsMapView::subtitle() const
{
    if (m_shown.empty())
        return {};
    QStringList parts;
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.facts.isEmpty())
            parts << panel.title + QStringLiteral(": ") + panel.facts;
    if (parts.empty())
        return methodText(representationOptions().scaling.method);
    return methodText(representationOptions().scaling.method) + QStringLiteral("; ")
        + parts.join(QStringLiteral("; "));
}

QString MdsMapView::details() const
{
    if (m_shown.empty())
        return {};
    QStringList sentences;
    sentences << tr(
        "Stress is Kruskal's stress-1: the root of the squared differences of distances on the map "
        "and dissimilarities (non-metric: what is nearest to the distances in their order) over the "
        "squared distances. Maps of the same items are turned, mirrored and scaled towards the first.");
    if (representationOptions().scaling.method == ScalingMethod::Classical)
        sentences << tr("What the axes hold is their share of the sum of positive eigenvalues.");
    for (const std::size_t index : m_shown) {
        const ShownRepresentation& shown = representations()->shown[index];
        if (shown.map && representationOptions().scaling.method == ScalingMethod::Classical)
            sentences << tr("%1: positive eigenvalues are %2 % of the absolute sum of all.")
                             .arg(QString::fromStdString(shown.input.label))
                             .arg(100 * shown.map->positiveShare, 0, 'f', 1);
    }
    if (representations()->shown.size() > mostMaps)
        sentences << tr("The first %1 of %2 representations have a map here.")
                         .arg(mostMaps)
                         .arg(representations()->shown.size());
    for (const ShownGroup& group : representations()->groups)
        if (!group.note.empty())
            sentences << asSentence(group.note);
    return sentences.join(QLatin1Char('\n'));
}

QString MdsMapView::toText() const
{
    std::string text;
    std::size_t rows = 0;
    for (std::size_t group = 0; group < representations()->groups.size(); ++group) {
        const ShownGroup& shown = representations()->groups[group];
        std::vector<const ItemMap*> maps;
        std::string header = "item\tselected";
        if (!shown.clusterStarts.empty())
            header += "\tcluster";
        for (const std::size_t index : m_shown)
            if (const ShownRepresentation& one = representations()->shown[index];
                one.group == group && one.map) {
                maps.push_back(one.map.get());
                header += '\t' + one.input.label + " axis 1\t" + one.input.label + " axis 2";
            }
        if (maps.empty())
            continue;
        text += (text.empty() ? "" : "\n") + header + '\n';
        const std::size_t most = std::min(shown.items, mostRows - std::min(rows, mostRows));
        std::vector<std::vector<QPointF>> points;
        for (const ItemMap* map : maps) {
            auto& placed = points.emplace_back(shown.items, QPointF(std::nan(""), std::nan("")));
            for (std::size_t point = 0; point < map->items.size(); ++point)
                placed[map->items[point]] = pointOf(*map, point);
        }
        const MapItems& look = m_canvas->groups()[group];
        for (std::size_t item = 0; item < most; ++item) {
            text += shown.itemAt(item) + (look.selected[item] ? "\tyes" : "\tno");
            if (!look.clusters.empty())
                text += '\t' + std::to_string(look.clusters[item] + 1);
            for (const auto& placed : points) {
                append(text += '\t', placed[item].x());
                append(text += '\t', placed[item].y());
            }
            text += '\n';
        }
        rows += most;
        if (most < shown.items)
            text += tr("%Ln further item(s): write them with learnscope-cli mds.", nullptr,
                       int(shown.items - most))
                        .toStdString()
                + '\n';
    }
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.problem.isEmpty())
            text += (panel.title + QStringLiteral(": ") + panel.problem + QLatin1Char('\n')).toStdString();
    return QString::fromStdString(text);
}

void MdsMapView::updateAccessibleText()
{
    setAccessibleName(title());
    if (m_shown.empty()) {
        setAccessibleDescription(m_canvas->hint());
        return;
    }
    if (const auto& cursor = m_canvas->cursorPlace()) {
        const std::size_t group = m_canvas->panels()[cursor->panel].group;
        const bool isSelected = m_canvas->groups()[group].selected[cursor->item] != 0;
        const QString item = QString::fromStdString(itemAt(group, cursor->item));
        const QString map = m_canvas->panels()[cursor->panel].title;
        setAccessibleDescription(isSelected ? tr("%1, selected, on the map of %2.").arg(item, map)
                                            : tr("%1, on the map of %2.").arg(item, map));
        return;
    }
    QStringList problems;
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.problem.isEmpty())
            problems << panel.title + QStringLiteral(": ") + panel.problem;
    setAccessibleDescription(tr("%1. Arrow keys move from item to item, Return selects. %2")
                                 .arg(subtitle(), problems.join(QLatin1Char(' ')))
                                 .trimmed());
}

// State

QJsonObject MdsMapView::state() const
{
    QJsonObject state = RepresentationView::state();
    if (!m_showsNames->isChecked())
        state[QStringLiteral("names")] = false;
    if (!m_showsPictures->isChecked())
        state[QStringLiteral("pictures")] = false;
    return state;
}

void MdsMapView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    m_showsNames->setChecked(state[QStringLiteral("names")].toBool(true));
    m_showsPictures->setChecked(state[QStringLiteral("pictures")].toBool(true));
}

QJsonObject MdsMapView::zoom() const
{
    const std::vector<MapSight>& sights = m_wantedSights.empty() ? m_canvas->sights() : m_wantedSights;
    if (std::all_of(sights.begin(), sights.end(), [](const MapSight& one) { return one == MapSight(); }))
        return {};
    QJsonArray parts;
    for (const MapSight& sight : sights)
        parts << QJsonArray {sight.centre.x(), sight.centre.y(), sight.zoom};
    return {{QStringLiteral("parts"), parts}};
}

void MdsMapView::setZoom(const QJsonObject& zoom)
{
    std::vector<MapSight> sights;
    for (const QJsonValue& part : zoom[QStringLiteral("parts")].toArray()) {
        const QJsonArray numbers = part.toArray();
        MapSight sight;
        if (numbers.size() == 3)
            sight = {{numbers[0].toDouble(), numbers[1].toDouble()}, numbers[2].toDouble(1)};
        sights.push_back(heldSight(sight));
    }
    if (m_shown.empty())
        m_wantedSights = std::move(sights);
    else
        m_canvas->setSights(std::move(sights));
}

void MdsMapView::resetZoom()
{
    m_canvas->setSights({});
}

void MdsMapView::zoomIn()
{
    m_canvas->zoomBy(1.25);
}

void MdsMapView::zoomOut()
{
    m_canvas->zoomBy(1 / 1.25);
}

} // namespace learnscope
