#pragma once

#include "widgets/figures/figurepreview.h"
#include "widgets/figures/page.h"
#include "widgets/figures/pagesnap.h"

#include <optional>

namespace learnscope {

/// The preview of a composed page, whose panels and key can be chosen, moved and sized: by mouse, with lines
/// that show what stands in line, or by keys (arrows move by 1 mm, with Shift by 10 mm, with Control they
/// change the size; Page Up and Page Down go from panel to panel). It says what is wanted; the page is the
/// composer's. GUI thread.
class PageCanvas : public FigurePreview
{
    Q_OBJECT
public:
    static constexpr int nothing = -1;

    explicit PageCanvas(QWidget* parent = nullptr);

    void setComposed(const FigurePage& page);
    /// A panel, or the number of panels for the key, or nothing.
    void select(int element);
    int selected() const noexcept { return m_selected; }
    int elementAt(QPointF position) const; ///< of the widget
    QRectF frameOf(int element) const; ///< mm
    QRectF onWidget(const QRectF& millimetres) const;
    const std::vector<PageGuide>& guides() const noexcept { return m_guides; } ///< of the drag under way

Q_SIGNALS:
    void selectedChanged(int element);
    void frameEdited(int element, const QRectF& frame, bool byKey); ///< a drag ended or a key was pressed
    void removeRequested(int panel);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int elementCount() const; ///< panels, and the key where it is shared
    double shortestSide(int element) const; ///< mm
    DraggedEdges edgesAt(int element, QPointF position) const;
    void drag(QPointF position, bool snaps);
    void endDrag();
    bool moveByKey(const QKeyEvent& event);
    void describe();
    void updateCursor(QPointF position);

    FigurePage m_composed;
    int m_selected = nothing;
    bool m_isDragging = false;
    bool m_hasMoved = false;
    QPointF m_pressed; ///< px, where the drag began
    DraggedEdges m_edges;
    QRectF m_frame; ///< mm, of the selected element while it is dragged
    std::vector<PageGuide> m_guides;
};

} // namespace learnscope
