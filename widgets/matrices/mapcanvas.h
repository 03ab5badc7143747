#pragma once

#include "core/similarity/representationset.h"
#include "widgets/common/observerstyle.h"
#include "widgets/matrices/mapsight.h"
#include "widgets/matrices/occupancy.h"

#include <QHash>
#include <QPixmap>
#include <QStaticText>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

class QPainter;

namespace learnscope {

class PictureLoader;

/// One map beside others.
struct MapPanel
{
    std::size_t group = 0; ///< in RepresentationSet::groups
    QString title;
    QString facts; ///< "stress-1 0.213"
    QString problem; ///< why there are no points, in a sentence
    std::vector<QPointF> points = {}; ///< by place of the group, as MapSight has them; NaN: not on the map
};

/// What is told of the items of a group, by their place in its order.
struct MapItems
{
    std::vector<std::uint32_t> clusters; ///< empty: items are of one colour
    std::vector<std::uint8_t> selected; ///< 1: it is
    std::optional<std::size_t> current;
    std::size_t selectedCount = 0;
};

/// An item on one of the maps.
struct MapPlace
{
    std::size_t panel = 0;
    std::size_t item = 0; ///< place in the group's order

    bool operator==(const MapPlace&) const = default;
};

/// Draws maps of items side by side: points, and as many pictures and names as have room, and tells what the
/// pointer does. Those of one group have one sight. GUI thread.
class MapCanvas : public QWidget
{
    Q_OBJECT
public:
    using Naming = std::function<QString(std::size_t group, std::size_t item)>;

    explicit MapCanvas(QWidget* parent = nullptr);
    ~MapCanvas() override;

    /// @p nameOf and @p pictureOf (a file; empty for none) are asked for items that are drawn. Sights stay.
    void setContent(std::vector<MapPanel> panels, std::vector<MapItems> groups, Naming nameOf,
                    Naming pictureOf);
    const std::vector<MapPanel>& panels() const noexcept { return m_panels; }
    void setItems(std::vector<MapItems> groups); ///< others are selected or looked at
    const std::vector<MapItems>& groups() const noexcept { return m_groups; }
    void setHint(const QString& hint); ///< shown where there are no panels
    const QString& hint() const noexcept { return m_hint; }
    void setShowsNames(bool shows);
    void setShowsPictures(bool shows);

    const std::vector<MapSight>& sights() const noexcept { return m_sights; }
    void setSights(std::vector<MapSight> sights); ///< those that are missing see all
    void zoomBy(double factor); ///< all groups; about the cursor where it is seen

    void setCursorPlace(const std::optional<MapPlace>& place);
    const std::optional<MapPlace>& cursorPlace() const noexcept { return m_cursor; }
    void reveal(const MapPlace& place); ///< moves the sight as little as needed

    QRectF area(std::size_t panel) const { return m_areas[panel]; } ///< of the points
    QPointF pixelOf(const MapPlace& place) const; ///< NaN: not on the map
    std::optional<MapPlace> placeAt(const QPointF& position) const;
    /// The items whose points lie in @p box of pixels.
    std::vector<std::size_t> itemsIn(std::size_t panel, const QRectF& box) const;

    // What was drawn when the canvas was last painted.
    struct Drawn
    {
        MapPlace place;
        QRectF rect;
    };
    const std::vector<Drawn>& drawnPictures() const noexcept { return m_pictures; }
    const std::vector<Drawn>& drawnNames() const noexcept { return m_names; }

Q_SIGNALS:
    void placeHovered(const std::optional<learnscope::MapPlace>& place);
    void placeClicked(const learnscope::MapPlace& place, Qt::KeyboardModifiers modifiers);
    /// Shift was held when a box was drawn.
    void boxChosen(std::size_t panel, const QRectF& box, Qt::KeyboardModifiers modifiers);
    void backgroundClicked();
    void sightChanged();
    void menuRequested(const QPoint& globalPosition); ///< of the right button, where it was no drag

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Press, Box, Brush, PanPress, Pan };
    /// The items of a panel that are in sight, in the order in which they are given room, and where they are.
    struct Seen
    {
        std::size_t item;
        QPointF at;
    };

    void layOut();
    std::optional<std::size_t> panelAt(const QPointF& position) const;
    void setSight(std::size_t group, const MapSight& sight);
    void hover(const QPointF& position);

    // Painting: mapcanvaspaint.cpp
    std::vector<Seen> seenIn(std::size_t panel) const;
    void paintHead(QPainter& painter, std::size_t panel) const;
    void paintPanel(QPainter& painter, std::size_t panel);
    void paintPoints(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen);
    void paintPictures(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen, Occupancy& taken);
    void paintNames(QPainter& painter, std::size_t panel, const std::vector<Seen>& seen, Occupancy& taken);
    void paintPicked(QPainter& painter, std::size_t panel);
    void paintCard(QPainter& painter);
    bool isPicked(std::size_t panel, std::size_t item) const;
    const QPixmap& pointPixmap(std::uint32_t cluster, bool isSelected, bool isPale);
    const QStaticText& textOf(std::size_t group, std::size_t item);
    const QString& pictureOf(std::size_t group, std::size_t item);
    int pictureSide(std::size_t panel) const; ///< in device pixels

    std::vector<MapPanel> m_panels;
    std::vector<QRectF> m_heads; ///< of each panel
    std::vector<QRectF> m_areas;
    std::vector<MapItems> m_groups;
    std::vector<std::vector<std::uint32_t>> m_priority; ///< of each group: in which order items get room
    std::vector<MapSight> m_sights; ///< of each group
    Naming m_nameOf;
    Naming m_pictureOf;
    QString m_hint;
    bool m_showsNames = true;
    bool m_showsPictures = true;

    QHash<std::uint32_t, QPixmap> m_pointPixmaps;
    std::vector<std::unordered_map<std::size_t, QStaticText>> m_texts; ///< of each group
    std::vector<std::unordered_map<std::size_t, QString>> m_files;
    PictureLoader* m_loader; ///< a child
    std::vector<Drawn> m_pictures;
    std::vector<Drawn> m_names;

    std::optional<MapPlace> m_cursor;
    std::optional<MapPlace> m_hover;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_last;
    std::size_t m_dragPanel = 0;
    QRectF m_box; ///< that is being drawn out
};

} // namespace learnscope
