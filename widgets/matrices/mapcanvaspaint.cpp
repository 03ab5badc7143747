// How MapCanvas paints maps.
#include "widgets/common/labelstyle.h"
#include "widgets/common/markericon.h"
#include "widgets/common/theme.h"
#include "widgets/matrices/itemcard.h"
#include "widgets/matrices/mapcanvas.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace learnscope {

namespace {
constexpr double pointSize = 6; // px
constexpr double pale = .35; // opacity of what is not selected
constexpr std::size_t mostNames = 150; // of a panel: more would not be read, and take their time
constexpr std::size_t namesOverPoints = 40; // of selected items
constexpr double nameGap = 6; // below a picture: beyond the squares that it takes
constexpr int longestName = 150; // px
constexpr int cardPicture = 128; // px
constexpr std::uint32_t noCluster = 0xffff;

/// Sides of pictures, in device pixels: few, so that pictures once decoded serve for many zooms.
constexpr std::array pictureSides = {24, 32, 48, 64, 96, 128, 192, 256};
} // namespace

int MapCanvas::pictureSide(std::size_t panel) const
{
    // Few items have room for large ones.
    const QSizeF room = m_areas[panel].size();
    const auto items = static_cast<double>(std::max<std::size_t>(1, m_panels[panel].points.size()));
    const double first = std::clamp(.3 * std::min(room.width(), room.height()) / std::sqrt(items), 30., 96.);
    const double wanted = std::min(128., first * std::sqrt(m_sights[m_panels[panel].group].zoom));
    const auto above = std::upper_bound(pictureSides.begin(), pictureSides.end(),
                                        static_cast<int>(wanted * devicePixelRatioF()));
    return above == pictureSides.begin() ? pictureSides.front() : *std::prev(above);
}

const QString& MapCanvas::pictureOf(std::size_t group, std::size_t item)
{
    const auto [found, isNew] = m_files[group].try_emplace(item);
    if (isNew)
        found->second = m_pictureOf(group, item);
    return found->second;
}

const QStaticText& MapCanvas::textOf(std::size_t group, std::size_t item)
{
    const auto [found, isNew] = m_texts[group].try_emplace(item);
    if (isNew) {
        const QFont small = smallFont(font());
        found->second.setText(
            QFontMetricsF(small).elidedText(m_nameOf(group, item), Qt::ElideRight, longestName));
        found->second.setTextFormat(Qt::PlainText);
        found->second.prepare({}, small);
    }
    return found->second;
}

const QPixmap& MapCanvas::pointPixmap(std::uint32_t cluster, bool isSelected, bool isPale)
{
    const Theme& theme = Theme::of(this);
    const std::uint32_t key = cluster << 2 | (isSelected ? 2u : 0u) | (isPale ? 1u : 0u);
    const auto known = m_pointPixmaps.constFind(key);
    if (known != m_pointPixmaps.constEnd() && known->devicePixelRatio() == devicePixelRatioF())
        return *known;
    const ObserverStyle style =
        cluster == noCluster ? ObserverStyle {theme.accent, Marker::Circle} : labelStyle(cluster);
    const double size = pointSize + 6;
    QPixmap pixmap((QSizeF(size, size) * devicePixelRatioF()).toSize());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isPale)
        painter.setOpacity(pale);
    const QPointF middle(size / 2, size / 2);
    if (isSelected) {
        painter.setPen(QPen(theme.text, 1.5));
        painter.setBrush(theme.surface);
        painter.drawEllipse(middle, pointSize / 2 + 1.8, pointSize / 2 + 1.8);
    }
    drawMarker(painter, style, middle, pointSize, theme.dark && cluster != noCluster);
    painter.end();
    return *m_pointPixmaps.insert(key, pixmap);
}

bool MapCanvas::isPicked(std::size_t panel, std::size_t item) const
{
    const std::size_t group = m_panels[panel].group;
    const auto is = [&](const std::optional<MapPlace>& place) {
        return place && place->item == item && m_panels[place->panel].group == group;
    };
    return is(m_hover) || is(m_cursor) || m_groups[group].current == item;
}

std::vector<MapCanvas::Seen> MapCanvas::seenIn(std::size_t panel) const
{
    const MapPanel& shown = m_panels[panel];
    const MapItems& items = m_groups[shown.group];
    const QRectF area = m_areas[panel].adjusted(-pointSize, -pointSize, pointSize, pointSize);
    const MapProjection projection(m_sights[shown.group], m_areas[panel]);
    std::vector<Seen> seen;
    seen.reserve(shown.points.size());
    for (const std::uint32_t item : m_priority[shown.group]) {
        if (item >= shown.points.size())
            continue;
        const QPointF at = projection.toPixel(shown.points[item]);
        if (area.contains(at))
            seen.push_back({item, at});
    }
    // What is looked at or selected gets room before the others.
    std::stable_partition(seen.begin(), seen.end(), [&](const Seen& one) {
        return items.selectedCount > 0 && items.selected[one.item];
    });
    std::stable_partition(seen.begin(), seen.end(),
                          [&](const Seen& one) { return isPicked(panel, one.item); });
    return seen;
}

void MapCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(this);
    painter.fillRect(rect(), theme.surface);
    m_pictures.clear();
    m_names.clear();
    if (m_panels.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
        return;
    }
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        paintHead(painter, panel);
        paintPanel(painter, panel);
    }
    if (m_drag == Drag::None || m_drag == Drag::Press)
        paintCard(painter);
    if (!m_box.isEmpty()) {
        QColor fill = theme.accent;
        fill.setAlpha(40);
        painter.setPen(QPen(theme.accent, 1, m_drag == Drag::Brush ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(fill);
        painter.drawRect(m_box.adjusted(.5, .5, -.5, -.5));
    }
}

void MapCanvas::paintHead(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const QRectF& head = m_heads[panel];
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const double line = QFontMetricsF(bold).height();
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRectF(head.left(), head.top(), head.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(m_panels[panel].title, Qt::ElideMiddle, head.width()));
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    painter.drawText(QRectF(head.left(), head.top() + line, head.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font()).elidedText(m_panels[panel].facts, Qt::ElideRight, head.width()));
}

void MapCanvas::paintPanel(QPainter& painter, std::size_t panel)
{
    const Theme& theme = Theme::of(this);
    const QRectF& area = m_areas[panel];
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(area.adjusted(-.5, -.5, .5, .5));
    if (!m_panels[panel].problem.isEmpty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(area.adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_panels[panel].problem);
        return;
    }
    painter.save();
    painter.setClipRect(area);
    const std::vector<Seen> seen = seenIn(panel);
    paintPoints(painter, panel, seen);
    Occupancy taken(area, MapProjection(m_sights[m_panels[panel].group], area).toPixel({}));
    if (m_showsPictures)
        paintPictures(painter, panel, seen, taken);
    if (m_showsNames)
        paintNames(painter, panel, seen, taken);
    paintPicked(painter, panel);
    painter.restore();
}

void MapCanvas::paintPoints(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen)
{
    const MapItems& items = m_groups[m_panels[panel].group];
    const double ratio = devicePixelRatioF();
    const bool isAnySelected = items.selectedCount > 0;
    // Backwards: what gets room first lies on top.
    for (auto one = seen.rbegin(); one != seen.rend(); ++one) {
        const std::uint32_t cluster = items.clusters.empty() ? noCluster : items.clusters[one->item];
        const bool isSelected = isAnySelected && items.selected[one->item];
        const QPixmap& pixmap = pointPixmap(cluster, isSelected, isAnySelected && !isSelected);
        const double half = pixmap.width() / ratio / 2;
        painter.drawPixmap(QPointF(std::round((one->at.x() - half) * ratio) / ratio,
                                   std::round((one->at.y() - half) * ratio) / ratio),
                           pixmap);
    }
}

void MapCanvas::paintPictures(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen,
                              Occupancy& taken)
{
    const Theme& theme = Theme::of(this);
    const std::size_t group = m_panels[panel].group;
    const MapItems& items = m_groups[group];
    const double ratio = devicePixelRatioF();
    const int side = pictureSide(panel);
    for (const Seen& one : seen) {
        const double half = side / ratio / 2;
        // About the item's point, or at the border beside it, so that pictures are seen whole.
        const double reach = half + 1.5;
        const QRectF inner = m_areas[panel].adjusted(reach, reach, -reach, -reach);
        if (inner.width() < 0 || inner.height() < 0 || !m_areas[panel].contains(one.at))
            continue;
        const QPointF middle(std::clamp(one.at.x(), inner.left(), inner.right()),
                             std::clamp(one.at.y(), inner.top(), inner.bottom()));
        const QRectF room(middle.x() - reach, middle.y() - reach, 2 * reach, 2 * reach);
        if (!taken.isFree(room))
            continue;
        const QString& file = pictureOf(group, one.item);
        if (file.isEmpty() || m_loader->hasFailed(file))
            continue;
        taken.take(room);
        const QImage image = m_loader->request({file, side}, PictureLoader::Priority::Visible);
        if (image.isNull())
            continue; // its point stands for it so far
        const QSizeF size = QSizeF(image.size()) / ratio;
        const QRectF place(std::round((middle.x() - size.width() / 2) * ratio) / ratio,
                           std::round((middle.y() - size.height() / 2) * ratio) / ratio, size.width(),
                           size.height());
        const bool isSelected = items.selectedCount > 0 && items.selected[one.item];
        painter.setOpacity(items.selectedCount > 0 && !isSelected ? .55 : 1);
        painter.drawImage(place, image);
        painter.setOpacity(1);
        QColor frame = isSelected ? theme.text : theme.border;
        if (!isSelected && !items.clusters.empty()) {
            const QColor color = labelStyle(items.clusters[one.item]).color;
            frame = theme.dark ? onDark(color) : color;
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(frame, isSelected ? 2 : 1.2));
        painter.drawRect(place.adjusted(-.5, -.5, .5, .5));
        m_pictures.push_back({{panel, one.item}, place});
    }
}

namespace {
/// Where a name of that size may stand beside its point: right, left, above or below it.
std::array<QRectF, 4> roomsAround(const QPointF& at, const QSizeF& size)
{
    const double away = pointSize / 2 + 3;
    return {QRectF(QPointF(at.x() + away, at.y() - size.height() / 2), size),
            QRectF(QPointF(at.x() - away - size.width(), at.y() - size.height() / 2), size),
            QRectF(QPointF(at.x() - size.width() / 2, at.y() - away - size.height()), size),
            QRectF(QPointF(at.x() - size.width() / 2, at.y() + away), size)};
}

bool hasRoom(const Occupancy& taken, const QPointF& at, const QSizeF& size)
{
    const auto rooms = roomsAround(at, size);
    return std::any_of(rooms.begin(), rooms.end(), [&](const QRectF& room) { return taken.isFree(room); });
}
} // namespace

void MapCanvas::paintNames(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen,
                           Occupancy& taken)
{
    const Theme& theme = Theme::of(this);
    const std::size_t group = m_panels[panel].group;
    std::unordered_map<std::size_t, QRectF> pictures;
    for (const Drawn& drawn : m_pictures)
        if (drawn.place.panel == panel)
            pictures.emplace(drawn.place.item, drawn.rect);
    painter.setFont(smallFont(font()));
    painter.setPen(theme.text);
    const MapItems& items = m_groups[group];
    QColor ground = theme.surface;
    ground.setAlpha(200);
    const double leastHeight = QFontMetricsF(painter.font()).height() - 2;
    std::size_t count = 0;
    bool isOverPoints = true;
    for (const Seen& one : seen) {
        if (count == mostNames)
            break;
        // Names stand on no point, but for those of a few that are looked at or selected, which come first.
        const bool isWanted = isPicked(panel, one.item)
            || (items.selectedCount > 0 && items.selected[one.item] && count < namesOverPoints);
        if (isOverPoints && !isWanted) {
            isOverPoints = false;
            for (const Seen& point : seen)
                taken.take(QRectF(point.at.x() - 2, point.at.y() - 2, 4, 4));
        }
        const auto picture = pictures.find(one.item);
        const QSizeF least(4, leastHeight); // a part of whatever name may stand there
        if (picture == pictures.end() && !hasRoom(taken, one.at, least))
            continue; // before it is measured, which takes far longer
        const QStaticText& text = textOf(group, one.item);
        const QSizeF size = text.size();
        std::array<QRectF, 4> rooms;
        std::size_t tried = rooms.size();
        if (picture != pictures.end()) {
            const QRectF& above = picture->second;
            rooms[0] = QRectF(QPointF(above.center().x() - size.width() / 2, above.bottom() + nameGap), size);
            tried = 1;
        } else {
            rooms = roomsAround(one.at, size);
        }
        const auto end = rooms.begin() + static_cast<std::ptrdiff_t>(tried);
        const auto room =
            std::find_if(rooms.begin(), end, [&](const QRectF& rect) { return taken.isFree(rect); });
        if (room == end)
            continue;
        taken.take(*room);
        if (isOverPoints)
            painter.fillRect(*room, ground);
        painter.drawStaticText(room->topLeft(), text);
        m_names.push_back({{panel, one.item}, *room});
        ++count;
    }
}

/// Rings about what is looked at, over everything else.
void MapCanvas::paintPicked(QPainter& painter, std::size_t panel)
{
    const Theme& theme = Theme::of(this);
    const std::size_t group = m_panels[panel].group;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](std::size_t item, const QColor& color, double radius) {
        const QPointF at = pixelOf({panel, item});
        if (std::isnan(at.x()))
            return;
        for (const QPen& pen : {QPen(theme.surface, 4), QPen(color, 2)}) {
            painter.setPen(pen);
            painter.drawEllipse(at, radius, radius);
        }
    };
    if (m_groups[group].current)
        ring(*m_groups[group].current, theme.accent, pointSize / 2 + 5);
    for (const auto& place : {m_cursor, m_hover})
        if (place && m_panels[place->panel].group == group)
            ring(place->item, theme.text, pointSize / 2 + 3.5);
    painter.restore();
}

void MapCanvas::paintCard(QPainter& painter)
{
    const auto& place = m_hover ? m_hover : m_cursor;
    if (!place)
        return;
    const QPointF at = pixelOf(*place);
    if (std::isnan(at.x()) || !m_areas[place->panel].adjusted(-1, -1, 1, 1).contains(at))
        return;
    const std::size_t group = m_panels[place->panel].group;
    const MapItems& items = m_groups[group];
    ItemCard card;
    card.title = m_nameOf(group, place->item);
    if (!items.clusters.empty())
        card.lines << tr("cluster %1").arg(items.clusters[place->item] + 1);
    const QString& file = pictureOf(group, place->item);
    if (!file.isEmpty() && !m_loader->hasFailed(file)) {
        card.hasPicture = true;
        card.picture = m_loader->request({file, static_cast<int>(cardPicture * devicePixelRatioF())},
                                         PictureLoader::Priority::Now);
    }
    paintItemCard(painter, card, at, rect(), Theme::of(this));
}

} // namespace learnscope
