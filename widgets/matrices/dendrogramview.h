#pragma once

#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/matrices/representationview.h"
#include "widgets/matrices/treecanvas.h"

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace learnscope {

class PictureLoader;

/// The cluster tree of each group of representations, as that of its leader has it: what is alike joins low.
/// Where items are ordered by clusters, a cut that is dragged, typed or moved by keys parts all trees, and
/// with them the matrices, into so many clusters.
///
/// Mouse and keys as in other views: a click selects the items of a branch, Shift-drag those that are swept
/// over; Up and Down go to the larger branch and its parts, Left and Right to its neighbours, Z shows a
/// branch alone, PageUp and PageDown move the cut.
class DendrogramView : public RepresentationView
{
    Q_OBJECT
public:
    explicit DendrogramView(QWidget* parent = nullptr);
    ~DendrogramView() override;

    ViewKind kind() const override { return ViewKind::Dendrogram; }
    QString subtitle() const override;
    QString details() const override;
    /// For each tree its leaves from left to right and its branches. Of the first ten thousand of each.
    QString toText() const override;
    QSize sizeHint() const override { return {560, 420}; }
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

    TreeCanvas* canvas() const noexcept { return m_canvas; }
    /// Asks for so many clusters in all views; below 2: for none.
    void requestClusters(std::size_t clusters);
    void requestOrderByClusters();

    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void representationsChanged() override;
    void itemsChanged() override;
    void lookChanged() override;
    bool hasSomethingToClear() const override;
    void keyPressEvent(QKeyEvent* event) override;
    void showMenu(const QPoint& globalPosition) override;

private:
    static constexpr std::size_t mostTrees = 4; ///< below each other: more would be too low

    QWidget* makeSwitches();
    QWidget* makeNotice();
    void fillSwitches();
    bool isByClusters() const;
    QString hint() const;
    TreePanel panelOf(std::size_t group) const;
    QString factsOf(const ShownGroup& group) const;
    const ShownGroup& groupOf(std::size_t panel) const;
    QString itemAt(std::size_t panel, std::size_t leaf) const;
    std::vector<std::string> itemsOf(std::size_t panel, std::size_t begin, std::size_t end) const;
    std::vector<std::uint8_t> marksOfLeaves(std::size_t group, const ClusterTree& tree) const;
    std::optional<std::size_t> currentLeaf(std::size_t group, const ClusterTree& tree) const;
    QString branchText(const TreePlace& place) const; ///< "37 items, cat to dog" or the item's name
    QString clusterText(const TreePlace& place) const; ///< "cluster 3 of 12"; empty without a cut
    QString clusterNumbers(const TreePlace& place) const; ///< "3 of 12" or "3 to 5 of 12"
    void addPicture(ItemCard& card, const std::string& item);
    void point(const std::optional<TreePlace>& place);
    void select(const TreePlace& place, Selecting how);
    void moveCursor(int key);
    void zoomTo(const TreePlace& place);
    void moveCut(int by);
    void updateAccessibleText();

    TreeCanvas* m_canvas = nullptr;
    QComboBox* m_leader = nullptr;
    QComboBox* m_linkage = nullptr;
    QSpinBox* m_clusters = nullptr;
    QCheckBox* m_showsNames = nullptr;
    PictureLoader* m_loader; ///< a child
    std::optional<TreePlace> m_hovered;
    QWidget* m_notice = nullptr; ///< that items are in another order
    QLabel* m_noticeText = nullptr;
    std::vector<LeafSight> m_wantedSights; ///< until there are trees
};

} // namespace learnscope
