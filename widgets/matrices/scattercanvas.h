#pragma once

#include "core/similarity/pairdensity.h"
#include "widgets/matrices/itemcard.h"
#include "widgets/plots/qcp.h"

#include <memory>
#include <optional>

namespace learnscope {

class ValueTicker;

/// A cell of a density, from the lowest values on.
struct DensityCell
{
    int first = 0;
    int second = 0;

    bool operator==(const DensityCell&) const = default;
};

/// Draws how many pairs there are at each place of two values' plane, points upon it, and axes with titles,
/// and tells what the pointer does. GUI thread.
class ScatterCanvas : public QCustomPlot
{
    Q_OBJECT
public:
    explicit ScatterCanvas(QWidget* parent = nullptr);
    ~ScatterCanvas() override;

    /// Null: only @p hint is shown.
    void setDensity(std::shared_ptr<const PairDensity> density, const QString& hint);
    const std::shared_ptr<const PairDensity>& density() const noexcept { return m_density; }
    const QString& hint() const noexcept { return m_hint; }
    void setTitles(const QString& first, const QString& second);
    void setWholeArea(const PairArea& area) { m_whole = area; }
    /// What is looked at, within the whole; a density that was counted for another is stretched until its own
    /// is there.
    void setArea(const PairArea& area);
    const PairArea& area() const noexcept { return m_area; }
    void zoomBy(double factor, const std::optional<QPointF>& about = {}); ///< about a pixel or the middle
    void setPoints(const QVector<QPointF>& points); ///< pairs that are selected, in values
    const QVector<QPointF>& points() const noexcept { return m_points; }

    void setCursorCell(const std::optional<DensityCell>& cell);
    const std::optional<DensityCell>& cursorCell() const noexcept { return m_cursor; }
    void setCard(const ItemCard& card); ///< beside the cell that is pointed at; without a title: none
    std::optional<DensityCell> cellAt(const QPointF& position) const;
    QRectF areaOf(const DensityCell& cell) const; ///< in pixels
    void refreshLook(); ///< other colours or fonts

Q_SIGNALS:
    void cellHovered(const std::optional<learnscope::DensityCell>& cell);
    void cellClicked(const learnscope::DensityCell& cell, Qt::KeyboardModifiers modifiers);
    void backgroundClicked();
    void areaChanged();
    void menuRequested(const QPoint& globalPosition);

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Press, Box, PanPress, Pan };
    void paintUpon(QCPPainter& painter) const;
    void hover(const QPointF& position);
    QPointF valuesAt(const QPointF& position) const;
    PairArea areaBetween(const QPointF& one, const QPointF& other) const;

    QCPColorMap* m_map; // of the plot, as the next two
    QCPColorScale* m_scale;
    QCPGraph* m_graph;
    QSharedPointer<ValueTicker> m_ticker;
    std::shared_ptr<const PairDensity> m_density;
    QString m_hint;
    PairArea m_whole;
    PairArea m_area;
    QVector<QPointF> m_points;
    std::optional<DensityCell> m_cursor;
    std::optional<DensityCell> m_hover;
    ItemCard m_card;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_last;
    QRectF m_box;
};

} // namespace learnscope
