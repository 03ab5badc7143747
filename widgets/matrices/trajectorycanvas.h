#pragma once

#include "widgets/matrices/itemcard.h"
#include "widgets/matrices/mapsight.h"
#include "widgets/matrices/trajectorypicture.h"

#include <QWidget>

#include <array>

class QPainter;

namespace learnscope {

/// Draws how confusions move: a map with a line for each observer, and beside it how near they are to a
/// reference and how often they are right, by epoch; tells what the pointer does. What is pointed at in one
/// part is marked in all three. GUI thread.
class TrajectoryCanvas : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::array parts = {TrajectoryPart::Map, TrajectoryPart::Comparison,
                                         TrajectoryPart::Accuracy};

    explicit TrajectoryCanvas(QWidget* parent = nullptr);
    ~TrajectoryCanvas() override;

    /// Without curves only @p hint is shown. The sight stays.
    void setPicture(TrajectoryPicture picture, const QString& hint);
    const TrajectoryPicture& picture() const noexcept { return m_picture; }
    const QString& hint() const noexcept { return m_hint; }
    const TrajectoryMark& markAt(const TrajectoryPlace& place) const
    {
        return m_picture.curves[place.curve].marks[place.mark];
    }

    const MapSight& sight() const noexcept { return m_sight; }
    void setSight(const MapSight& sight);
    void zoomBy(double factor); ///< the map; about the cursor where it is seen

    void setCursorPlace(const std::optional<TrajectoryPlace>& place);
    const std::optional<TrajectoryPlace>& cursorPlace() const noexcept { return m_cursor; }
    void setCard(const ItemCard& card); ///< beside the mark that is pointed at; without a title: none

    QRectF area(TrajectoryPart part) const { return m_areas[std::size_t(part)].plot; }
    /// NaN where the part does not show it.
    QPointF pixelOf(TrajectoryPart part, const TrajectoryPlace& place) const;
    std::optional<TrajectoryPlace> placeAt(const QPointF& position) const;
    std::vector<TrajectoryPlace> placesIn(TrajectoryPart part, const QRectF& box) const;

    /// Epochs whose numbers had room on the map when it was last painted.
    const std::vector<TrajectoryPlace>& numberedPlaces() const noexcept { return m_numbered; }

Q_SIGNALS:
    void placeHovered(const std::optional<learnscope::TrajectoryPlace>& place);
    void placeClicked(const learnscope::TrajectoryPlace& place, Qt::KeyboardModifiers modifiers);
    /// Shift was held when a box was drawn.
    void boxChosen(learnscope::TrajectoryPart part, const QRectF& box, Qt::KeyboardModifiers modifiers);
    void backgroundClicked();
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
    struct PartArea
    {
        QRectF head;
        QRectF plot; ///< without its axes
    };
    struct Range
    {
        double low = 0;
        double high = 1;
    };

    void layOut();
    void measure(); ///< of what is drawn: ranges of axes
    std::optional<TrajectoryPart> partAt(const QPointF& position) const;
    bool isShown(TrajectoryPart part) const; ///< and not a sentence in its place
    void hover(const QPointF& position);

    // Painting: trajectorycanvaspaint.cpp
    void paintHead(QPainter& painter, TrajectoryPart part) const;
    void paintMap(QPainter& painter);
    void paintScaleBar(QPainter& painter) const;
    void paintChart(QPainter& painter, TrajectoryPart part) const;
    void paintAxes(QPainter& painter, TrajectoryPart part) const;
    void paintCurves(QPainter& painter, TrajectoryPart part) const;
    void paintLabels(QPainter& painter);
    void paintPicked(QPainter& painter, const TrajectoryPlace& place, const QColor& color) const;
    QColor colorOf(const TrajectoryCurve& curve) const;

    TrajectoryPicture m_picture;
    QString m_hint;
    std::array<PartArea, 3> m_areas;
    MapSight m_sight;
    QPointF m_middle; ///< of the map's points
    double m_extent = 1; ///< their furthest distance from it along an axis
    std::array<Range, 3> m_values; ///< of the y axes
    Range m_epochs;
    std::vector<TrajectoryPlace> m_numbered;
    std::optional<TrajectoryPlace> m_cursor;
    std::optional<TrajectoryPlace> m_hover;
    ItemCard m_card;
    QPointF m_pointer;
    Drag m_drag = Drag::None;
    TrajectoryPart m_dragPart = TrajectoryPart::Map;
    QPointF m_pressed;
    QPointF m_last;
    QRectF m_box; ///< that is being drawn out
};

} // namespace learnscope
