#pragma once

#include "widgets/matrices/likenesspanels.h"

#include <QAbstractScrollArea>

#include <optional>

class QPainter;

namespace learnscope {

struct Axis;

/// Draws models' likeness to references: a bar for the mean, a point for each reference, a whisker for the
/// interval and the noise ceiling behind. GUI thread.
class LikenessCanvas : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit LikenessCanvas(QWidget* parent = nullptr);
    ~LikenessCanvas() override;

    void setPanels(LikenessPanels panels, const QString& axisTitle);
    const LikenessPanels& panels() const noexcept { return m_panels; }
    void setMarked(const std::optional<LikenessPlace>& place); ///< brings it into sight
    const std::optional<LikenessPlace>& marked() const noexcept { return m_marked; }
    void setZoom(double zoom); ///< height of rows; 1: as they are at first
    double zoom() const noexcept { return m_zoom; }

    std::optional<LikenessPlace> barAt(const QPointF& position) const; ///< in the viewport
    QRectF areaOf(const LikenessPlace& place) const; ///< the whole row, in the viewport
    QPointF pointOf(const LikenessPlace& place, std::size_t reference) const; ///< NaN values: at 0
    std::optional<std::size_t> referenceAt(const LikenessPlace& place, const QPointF& position) const;
    double pixelOf(double value) const;

Q_SIGNALS:
    void barHovered(const std::optional<learnscope::LikenessPlace>& place, const QPointF& position);
    void barClicked(const learnscope::LikenessPlace& place);
    void backgroundClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void layOut();
    double topOf(std::size_t panel) const; ///< in the viewport
    double headOf(const LikenessPanel& panel) const;
    double heightOf(const LikenessPanel& panel) const;
    void paintPanel(QPainter& painter, std::size_t panel) const;
    void paintHeading(QPainter& painter, const LikenessPanel& panel, double top) const;
    void paintKey(QPainter& painter, const LikenessPanel& panel, double top) const;
    void paintCeiling(QPainter& painter, const LikenessPanel& panel, double top) const;
    void paintRow(QPainter& painter, const LikenessPlace& place) const;
    void paintPoints(QPainter& painter, const LikenessPlace& place) const;
    void paintNumbers(QPainter& painter, const LikenessPlace& place) const;
    void paintAxis(QPainter& painter) const;
    QString numbersText(const ModelLikeness& likeness) const;

    LikenessPanels m_panels;
    QString m_axisTitle;
    std::optional<LikenessPlace> m_marked;
    std::unique_ptr<Axis> m_axis;
    double m_zoom = 1;
    QRectF m_plot; ///< left and right of the bars' area; top and bottom of what scrolls
    double m_rowHeight = 30;
    double m_lineHeight = 16;
    bool m_hasWideNumbers = false;
};

} // namespace learnscope
