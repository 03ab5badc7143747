#pragma once

#include "core/stats/selectedtrials.h"
#include "widgets/plots/confusiongrid.h"

#include <QAbstractScrollArea>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace learnscope {

/// Draws a grid of confusion matrices, those in sight alone, and tells which cell the pointer is at. Names of
/// observers and epochs stay in sight. Matrices of a single epoch stand beside each other where that makes
/// them larger. GUI thread.
class ConfusionCanvas : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit ConfusionCanvas(QWidget* parent = nullptr);

    void setGrid(ConfusionGrid grid);
    const ConfusionGrid& grid() const noexcept { return m_grid; }
    const QString& hint() const noexcept { return m_hint; }
    void setHint(const QString& hint); ///< where there is nothing to draw
    void setCounts(bool counts); ///< counts instead of shares in cells
    /// Cells with some of it are outlined, with dashes where not all their trials are. @p counted may be
    /// null: nobody counts, or not yet.
    void setSelection(const TrialSelection& selection, std::shared_ptr<const SelectedTrials> counted);
    void setCursorCell(const std::optional<ConfusionPlace>& place); ///< brings it into sight
    const std::optional<ConfusionPlace>& cursorCell() const noexcept { return m_cursor; }

    int across() const noexcept { return m_across; } ///< observers beside each other

    void setZoom(double zoom); ///< 1: what fits
    double zoom() const noexcept { return m_zoom; }

    std::optional<ConfusionPlace> cellAt(const QPoint& position) const; ///< in the viewport
    QRectF areaOf(const ConfusionPlace& place) const; ///< in the viewport
    double selectedShare(const ConfusionPlace& place) const; ///< of the cell's trials

Q_SIGNALS:
    void cellHovered(const std::optional<learnscope::ConfusionPlace>& place);
    void cellClicked(const learnscope::ConfusionPlace& place, Qt::KeyboardModifiers modifiers);
    void backgroundClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void layOut();
    double namesAt(const QRectF& area) const; ///< where the names at the left of a matrix begin
    QRectF matrixArea(int row, int column) const; ///< in the viewport
    void paintMatrix(QPainter& painter, int row, int column) const;
    void paintCells(QPainter& painter, int row, int column, const QRectF& area) const;
    void paintNumbers(QPainter& painter, int row, int column, const QRectF& area) const;
    void paintSelected(QPainter& painter, int row, int column, const QRectF& area) const;
    void paintHeadings(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintClasses(QPainter& painter, int row, const QRectF& area, bool isFirst) const;
    /// The share of each cell's trials that is selected.
    const std::vector<double>& selectedCells(int row, int column) const;
    double countSelected(const ConfusionPlace& place) const;

    ConfusionGrid m_grid;
    QString m_hint;
    TrialSelection m_selection;
    std::shared_ptr<const SelectedTrials> m_counted;
    /// Of matrices painted since the selection changed.
    mutable std::map<std::pair<int, int>, std::vector<double>> m_selected;
    std::optional<ConfusionPlace> m_cursor;
    bool m_counts = false;
    double m_zoom = 1;
    int m_across = 1;
    double m_side = 100; ///< of a matrix
    double m_left = 0; ///< width of the column of names
    double m_top = 0; ///< height of the row of epochs
    double m_bottom = 0; ///< height of the colour scale
    double m_gap = 12; ///< between columns
    double m_rowGap = 26; ///< between rows, with the names of classes
};

} // namespace learnscope
