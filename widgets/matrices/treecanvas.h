#pragma once

#include "widgets/matrices/clustertree.h"
#include "widgets/matrices/itemcard.h"

#include <QPixmap>
#include <QWidget>

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace learnscope {

/// The tree of one group of representations.
struct TreePanel
{
    std::size_t group = 0; ///< in RepresentationSet::groups
    QString title;
    QString facts; ///< "cosine distance, average linkage"
    QString heightTitle; ///< "Cosine distance"
    QString problem; ///< why there is no tree, in a sentence
    std::shared_ptr<const ClusterTree> tree = {};
    std::vector<std::uint8_t> selected = {}; ///< by leaf; 1: it is
    std::optional<std::size_t> current = {}; ///< leaf that is looked at
};

/// A branch of one of the trees.
struct TreePlace
{
    std::size_t panel = 0;
    std::size_t branch = 0;

    bool operator==(const TreePlace&) const = default;
};

/// Which leaves are looked at: shares of all of them. A value.
struct LeafSight
{
    double centre = .5;
    double zoom = 1; ///< 1: all are seen

    bool operator==(const LeafSight&) const = default;
};

/// Draws cluster trees below each other, what is selected of them, a cut through them all, and as many names
/// as have room, and tells what the pointer does. GUI thread.
class TreeCanvas : public QWidget
{
    Q_OBJECT
public:
    using Naming = std::function<QString(std::size_t panel, std::size_t leaf)>;

    explicit TreeCanvas(QWidget* parent = nullptr);
    ~TreeCanvas() override;

    /// @p nameOf is asked for leaves that are drawn. Sights stay where there are as many panels.
    void setContent(std::vector<TreePanel> panels, Naming nameOf);
    const std::vector<TreePanel>& panels() const noexcept { return m_panels; }
    void setMarks(std::size_t panel, std::vector<std::uint8_t> selected, std::optional<std::size_t> current);
    void setHint(const QString& hint); ///< shown where there are no panels
    const QString& hint() const noexcept { return m_hint; }
    void setShowsNames(bool shows);

    /// Into how many clusters all trees are cut; 0: they are not, 1: they could be.
    void setCut(std::size_t clusters);
    std::size_t cut() const noexcept { return m_cut; }
    std::size_t shownCut() const { return m_draggedCut.value_or(m_cut); } ///< while the line is dragged, its

    const std::vector<LeafSight>& sights() const noexcept { return m_sights; }
    void setSights(std::vector<LeafSight> sights); ///< those that are missing see all
    void zoomBy(double factor); ///< all panels; about the cursor where it is seen

    void setCursorPlace(const std::optional<TreePlace>& place);
    const std::optional<TreePlace>& cursorPlace() const noexcept { return m_cursor; }
    void reveal(const TreePlace& place); ///< moves the sight as little as needed
    void setCard(const ItemCard& card); ///< beside the branch that is pointed at; without a title: none

    const ItemCard& card() const noexcept { return m_card; }

    QRectF area(std::size_t panel) const { return m_areas[panel].tree; }
    double xOf(std::size_t panel, double leaf) const; ///< the middle of a leaf, in pixels
    double yOf(std::size_t panel, double height) const;
    QPointF pixelOf(const TreePlace& place) const; ///< where its two parts meet
    std::optional<TreePlace> placeAt(const QPointF& position) const;
    /// The panel whose cut lies under the pointer.
    std::optional<std::size_t> cutAt(const QPointF& position) const;
    /// Leaves whose middles lie between two x in pixels: from the first to beyond the last.
    std::pair<std::size_t, std::size_t> leavesBetween(std::size_t panel, double left, double right) const;

    /// What was drawn when the canvas was last painted.
    struct DrawnName
    {
        std::size_t panel;
        std::size_t leaf;
        QRectF rect;
    };
    const std::vector<DrawnName>& drawnNames() const noexcept { return m_names; }

Q_SIGNALS:
    void placeHovered(const std::optional<learnscope::TreePlace>& place);
    void placeClicked(const learnscope::TreePlace& place, Qt::KeyboardModifiers modifiers);
    /// Shift was held when leaves were swept over.
    void leavesChosen(std::size_t panel, std::size_t begin, std::size_t end, Qt::KeyboardModifiers modifiers);
    void backgroundClicked();
    void cutDragged(std::size_t clusters); ///< it is not set yet
    void cutChosen(std::size_t clusters);
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
    enum class Drag { None, Press, Box, Brush, PanPress, Pan, Cut };
    struct PanelArea
    {
        QRectF head;
        QRectF axis; ///< left of the tree
        QRectF tree;
        QRectF strip; ///< of clusters and selected leaves, below it
        QRectF names;
    };

    /// How lines are drawn; in this order, so that what is selected lies on top.
    struct LineLook
    {
        bool isSelected = false;
        bool isFine = false; ///< stands for a branch that is narrower than a pixel
        std::size_t cluster = 0; ///< from 1 on; 0: of none

        auto operator<=>(const LineLook&) const = default;
    };

    void layOut();
    void refresh(); ///< the picture is another
    std::optional<std::size_t> panelAt(const QPointF& position) const;
    void setSight(std::size_t panel, const LeafSight& sight);
    void hover(const QPointF& position);
    void dragCut(const QPointF& position);
    void endDrag(QMouseEvent& event, Drag drag, const QRectF& box);
    double roomForNames(std::size_t panel) const;
    double step(std::size_t panel) const; ///< pixels for each leaf
    double firstShown(std::size_t panel) const; ///< leaf at the left border

    // Painting: treecanvaspaint.cpp
    void paintAll(QPainter& painter);
    void paintHead(QPainter& painter, const TreePanel& panel, const PanelArea& area) const;
    void paintAxis(QPainter& painter, std::size_t panel) const;
    std::map<LineLook, QVector<QLineF>> linesOf(std::size_t panel) const;
    void paintTree(QPainter& painter, std::size_t panel);
    void paintStrip(QPainter& painter, std::size_t panel) const;
    void paintNames(QPainter& painter, std::size_t panel);
    void paintCut(QPainter& painter, std::size_t panel) const;
    void paintPicked(QPainter& painter, const TreePlace& place, const QColor& color) const;
    bool hasRoomForLevelNames(std::size_t panel) const;
    void paintName(QPainter& painter, std::size_t panel, std::size_t leaf, bool isLevel);
    QColor colorOf(std::size_t cluster) const; ///< from 1 on; 0: of none
    std::vector<std::size_t> leavesByNeed(std::size_t panel) const;

    std::vector<TreePanel> m_panels;
    std::vector<PanelArea> m_areas; ///< of each panel
    std::vector<LeafSight> m_sights;
    std::vector<std::vector<std::size_t>> m_starts; ///< of clusters of the shown cut, by leaf
    std::vector<std::vector<std::uint32_t>> m_priority; ///< in which order leaves get room for their names
    Naming m_nameOf;
    QString m_hint;
    bool m_showsNames = true;
    std::size_t m_cut = 0;
    std::optional<std::size_t> m_draggedCut;

    QPixmap m_picture; ///< of all that pointing does not change; null: to be painted
    std::vector<DrawnName> m_names;
    std::optional<TreePlace> m_cursor;
    std::optional<TreePlace> m_hover;
    ItemCard m_card;
    QPointF m_pointer;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_last;
    std::size_t m_dragPanel = 0;
    QRectF m_box; ///< that is being drawn out
};

} // namespace learnscope
