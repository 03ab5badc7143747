#pragma once

#include "widgets/matrices/matrixlayout.h"
#include "widgets/matrices/matrixtiles.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace learnscope {

struct Theme;

/// One matrix beside others.
struct MatrixPanel
{
    std::shared_ptr<const MatrixLayer> layer; ///< null: problem says why
    std::size_t group = 0; ///< in RepresentationSet::groups
    std::size_t shown = 0; ///< in RepresentationSet::shown; of a difference, what the other is taken from
    QString title;
    QString facts; ///< "1,854 items, 12 pairs masked"
    QString problem;
};

/// Two items of a group.
struct MatrixPair
{
    std::size_t group = 0;
    std::size_t row = 0; ///< places in the group's order
    std::size_t column = 0;

    bool operator==(const MatrixPair&) const = default;
};

/// Items of a group in two stretches of its order.
struct MatrixBlock
{
    std::size_t group = 0;
    BlockRange rows;
    BlockRange columns;

    bool operator==(const MatrixBlock&) const = default;
};

/// Draws matrices side by side, each with its title, its scale, labels and marks, and tells what the pointer
/// does. Those of one group have one sight and one cursor. GUI thread.
class MatrixCanvas : public QWidget
{
    Q_OBJECT
public:
    explicit MatrixCanvas(QWidget* parent = nullptr);
    ~MatrixCanvas() override;

    /// @p set may be null where there are no panels. Sights stay where a group has as many items as before.
    void setContent(std::vector<MatrixPanel> panels, std::shared_ptr<const RepresentationSet> set);
    const std::vector<MatrixPanel>& panels() const noexcept { return m_panels; }
    void setHint(const QString& hint); ///< shown where there are no panels
    const QString& hint() const noexcept { return m_hint; }

    /// Of each group: the stretches of selected places, ascending, and the one that is looked at.
    void setMarks(std::vector<std::vector<BlockRange>> selected,
                  std::vector<std::optional<std::size_t>> current);
    const std::vector<BlockRange>& selectedOf(std::size_t group) const { return m_selected[group]; }

    MatrixSight sight(std::size_t group) const;
    void setSight(std::size_t group, const MatrixSight& sight);
    /// About the cursor where it is seen, else about the middle.
    void zoomBy(double factor, std::size_t group);

    const std::optional<MatrixPair>& cursorPair() const noexcept { return m_cursor; }
    void setCursorPair(const std::optional<MatrixPair>& pair);
    void reveal(const MatrixPair& pair); ///< moves the sight as little as needed
    /// What is being drawn out by keys; a drag of the mouse shows its own.
    void setBlock(const std::optional<MatrixBlock>& block);

    const std::vector<PanelPlace>& places() const noexcept { return m_places; }
    std::optional<MatrixPair> pairAt(const QPoint& position) const;
    QRectF areaOf(std::size_t panel, const MatrixPair& pair) const; ///< not held to the matrix
    std::optional<std::size_t> panelAt(const QPoint& position) const; ///< by its matrix
    MatrixTiles& tiles() noexcept { return *m_tiles; }
    bool isComplete() const noexcept { return m_isComplete; } ///< at the last painting, all was sharp

Q_SIGNALS:
    void pairHovered(const std::optional<learnscope::MatrixPair>& pair, const QPoint& position);
    void pairClicked(const learnscope::MatrixPair& pair, Qt::KeyboardModifiers modifiers);
    void pairDoubleClicked(const learnscope::MatrixPair& pair);
    void itemClicked(std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers); ///< a label
    void blockChosen(const learnscope::MatrixBlock& block, Qt::KeyboardModifiers modifiers);
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
    enum class Drag { None, Press, Block, PanPress, Pan };

    void layOut();
    std::size_t itemsOf(std::size_t group) const;
    int sideInPixels(std::size_t panel) const;
    SightPixels pixelsOf(std::size_t panel) const;
    std::optional<std::pair<std::size_t, std::size_t>> labelAt(const QPoint& position) const;
    MatrixBlock blockBetween(const QPoint& from, const QPoint& to) const;
    void pan(const QPoint& by);

    // Painting: matrixcanvaspaint.cpp
    void paintPanel(QPainter& painter, std::size_t panel, std::vector<WantedTile>& missing);
    bool paintTiles(QPainter& painter, std::size_t panel, const MatrixLayer& layer,
                    std::vector<WantedTile>* missing);
    void paintCoarse(QPainter& painter, const MatrixLayer& layer, const SightPixels& pixels,
                     std::size_t group) const;
    void wantAround(std::size_t panel, std::vector<WantedTile>& wanted) const;
    void paintHead(QPainter& painter, std::size_t panel) const;
    void paintClusters(QPainter& painter, std::size_t panel) const;
    void paintMarks(QPainter& painter, std::size_t panel) const;
    void paintCursor(QPainter& painter, std::size_t panel) const;
    /// Along the left or the upper border of a matrix, in the canvas.
    struct LabelAxis
    {
        bool ofRows = true;
        QRect room; ///< for names and bars
        double origin = 0; ///< of the first item; may lie outside
        double cell = 1; ///< of an item
        double low = 0; ///< ends of what is seen
        double high = 1;
        double edge = 0; ///< of the matrix, across

        double beginOf(std::size_t item) const { return origin + cell * double(item); }
        double middleOf(std::size_t item) const { return origin + cell * (double(item) + .5); }
    };
    void paintLabels(QPainter& painter, std::size_t panel) const;
    void paintBars(QPainter& painter, std::size_t panel, const LabelAxis& axis) const;
    void paintNames(QPainter& painter, std::size_t panel, const LabelAxis& axis) const;
    void paintName(QPainter& painter, std::size_t group, const LabelAxis& axis, std::size_t item,
                   const QColor& color, bool isBold) const;
    std::optional<std::size_t> pointedItem(std::size_t group, bool ofRows) const;
    void paintScale(QPainter& painter, std::size_t panel) const;

    std::vector<MatrixPanel> m_panels;
    std::vector<PanelPlace> m_places; ///< of each panel
    /// What each panel showed before it was coloured anew, until that is complete; may be null.
    std::vector<std::shared_ptr<const MatrixLayer>> m_before;
    std::shared_ptr<const RepresentationSet> m_set;
    std::vector<MatrixSight> m_sights; ///< of each group
    std::vector<double> m_settled; ///< of each group: the scale at which all tiles were there; 0: none
    std::vector<std::vector<BlockRange>> m_selected;
    std::vector<std::optional<std::size_t>> m_current;
    QString m_hint;
    std::optional<MatrixPair> m_cursor;
    std::optional<MatrixPair> m_hover;
    std::optional<MatrixBlock> m_block;
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    QPoint m_last;
    std::size_t m_dragPanel = 0;
    bool m_isComplete = false;
    MatrixTiles* m_tiles; ///< a child
};

} // namespace learnscope
