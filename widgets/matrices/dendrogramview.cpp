#include "widgets/matrices/dendrogramview.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/representationmodel.h"
#include "widgets/matrices/itemmarks.h"
#include "widgets/stimuli/pictureloader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace learnscope {

namespace {
constexpr std::array linkages = {Linkage::Average, Linkage::Complete, Linkage::Single, Linkage::Ward};
}

DendrogramView::DendrogramView(QWidget* parent)
    : RepresentationView(parent)
    , m_canvas(new TreeCanvas(this))
    , m_loader(new PictureLoader(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(2);
    layout->addWidget(makeSwitches());
    layout->addWidget(makeNotice());
    layout->addWidget(m_canvas, 1);
    setMinimumSize(260, 200);
    readout()->setTitles({tr("Cluster"), tr("Items"), tr("Height"), tr("Items of the branch"), 3});
    connect(m_loader, &PictureLoader::ready, this, [this] { point(m_hovered); });
    connect(m_canvas, &TreeCanvas::placeHovered, this, &DendrogramView::point);
    connect(m_canvas, &TreeCanvas::placeClicked, this,
            [this](const TreePlace& place, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                select(place, selectingFor(modifiers));
            });
    connect(m_canvas, &TreeCanvas::leavesChosen, this,
            [this](std::size_t panel, std::size_t begin, std::size_t end, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                if (items())
                    items()->select(itemsOf(panel, begin, end), selectingFor(modifiers));
            });
    connect(m_canvas, &TreeCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (items())
            items()->clear();
    });
    connect(m_canvas, &TreeCanvas::cutDragged, this, [this](std::size_t clusters) {
        const QSignalBlocker blocker(m_clusters);
        m_clusters->setValue(static_cast<int>(clusters));
    });
    connect(m_canvas, &TreeCanvas::cutChosen, this, [this](std::size_t clusters) {
        setFocus(Qt::MouseFocusReason);
        requestClusters(clusters);
    });
    connect(m_canvas, &TreeCanvas::menuRequested, this, &DendrogramView::showMenu);
    representationsChanged();
}

DendrogramView::~DendrogramView() = default;

QWidget* DendrogramView::makeSwitches()
{
    auto* row = new QWidget(this);
    m_leader = new QComboBox(row);
    m_leader->setAccessibleName(tr("Whose tree"));
    m_leader->setToolTip(tr("Whose tree is drawn, and leads the order of items in all views"));
    m_leader->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_leader->setMinimumContentsLength(14);
    m_linkage = new QComboBox(row);
    for (const QString& text :
         {tr("Average linkage"), tr("Complete linkage"), tr("Single linkage"), tr("Ward's linkage")})
        m_linkage->addItem(text);
    m_linkage->setAccessibleName(tr("Linkage"));
    m_linkage->setToolTip(
        tr("How far apart two clusters are. Average: the mean of all pairs of items. "
           "Complete: as their farthest items. Single: as their nearest items. Ward: by how "
           "much the variance within clusters rises; for Euclidean distances."));
    auto* label = new QLabel(tr("Clusters"), row);
    m_clusters = new QSpinBox(row);
    m_clusters->setRange(1, 1);
    m_clusters->setSpecialValueText(tr("Not cut"));
    m_clusters->setKeyboardTracking(false);
    m_clusters->setAccessibleName(tr("Number of clusters"));
    m_clusters->setToolTip(tr("Into how many clusters the tree is cut, here and in matrices and maps"));
    label->setBuddy(m_clusters);
    m_showsNames = new QCheckBox(tr("Names"), row);
    m_showsNames->setToolTip(tr("Show names of as many items as have room; zoom in for more"));
    m_showsNames->setChecked(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_leader);
    layout->addWidget(m_linkage);
    layout->addWidget(label);
    layout->addWidget(m_clusters);
    layout->addWidget(m_showsNames);
    layout->addStretch(1);
    connect(m_leader, &QComboBox::activated, this, [this] {
        RepresentationOptions options = representationOptions();
        options.order.leader = m_leader->currentData().toString().toStdString();
        Q_EMIT representationOptionsRequested(options);
    });
    connect(m_linkage, &QComboBox::activated, this, [this](int index) {
        RepresentationOptions options = representationOptions();
        options.order.linkage = linkages[static_cast<std::size_t>(index)];
        Q_EMIT representationOptionsRequested(options);
    });
    connect(m_clusters, &QSpinBox::valueChanged, this,
            [this](int clusters) { requestClusters(static_cast<std::size_t>(clusters)); });
    connect(m_showsNames, &QCheckBox::toggled, this, [this](bool shows) {
        m_canvas->setShowsNames(shows);
        Q_EMIT stateChanged();
    });
    return row;
}

QWidget* DendrogramView::makeNotice()
{
    m_notice = new QWidget(this);
    m_noticeText = new QLabel(m_notice);
    m_noticeText->setObjectName(QStringLiteral("muted"));
    m_noticeText->setWordWrap(true);
    auto* button = new QPushButton(tr("Order by clusters"), m_notice);
    button->setToolTip(tr("Put the items of all matrices in the order of the tree, which can be cut then"));
    connect(button, &QPushButton::clicked, this, &DendrogramView::requestOrderByClusters);
    auto* layout = new QHBoxLayout(m_notice);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(8);
    layout->addWidget(m_noticeText, 1);
    layout->addWidget(button);
    m_notice->hide();
    return m_notice;
}

bool DendrogramView::isByClusters() const
{
    return representationOptions().order.by == ItemOrdering::Clusters;
}

void DendrogramView::fillSwitches()
{
    const RepresentationSet* set = representations().get();
    const ItemOrderRule order = representationOptions().order;
    const std::size_t shown = set ? set->shown.size() : 0;
    m_leader->clear();
    for (std::size_t index = 0; index < shown; ++index) {
        const RepresentationInput& input = set->shown[index].input;
        m_leader->addItem(QString::fromStdString(input.label), QString::fromStdString(input.name));
        if (input.name == order.leader)
            m_leader->setCurrentIndex(static_cast<int>(index));
    }
    m_leader->setVisible(shown > 1);
    m_linkage->setCurrentIndex(
        static_cast<int>(std::find(linkages.begin(), linkages.end(), order.linkage) - linkages.begin()));
    m_linkage->setEnabled(shown > 0);
    std::size_t most = 1;
    bool anyTree = false;
    for (const TreePanel& panel : m_canvas->panels())
        if (panel.tree) {
            most = std::max(most, panel.tree->leaves());
            anyTree = true;
        }
    const QSignalBlocker blocker(m_clusters);
    m_clusters->setRange(1, static_cast<int>(std::max(most, order.clusters)));
    m_clusters->setValue(isByClusters() ? static_cast<int>(std::max<std::size_t>(1, order.clusters)) : 1);
    m_clusters->setEnabled(anyTree && isByClusters());
    m_notice->setVisible(anyTree && !isByClusters());
    m_noticeText->setText(order.by == ItemOrdering::Name
                              ? tr("Items are ordered by name elsewhere, so that no cut is drawn.")
                              : order.by == ItemOrdering::Column
                              ? tr("Items are ordered by a feature elsewhere, so that no cut is drawn.")
                              : tr("Items stand as in their file elsewhere, so that no cut is drawn."));
}

void DendrogramView::requestClusters(std::size_t clusters)
{
    RepresentationOptions options = representationOptions();
    options.order.clusters = clusters < 2 ? 0 : clusters;
    if (!isByClusters() || options == representationOptions())
        return m_canvas->setCut(m_canvas->cut()); // a line that was dragged goes back
    m_canvas->setCut(clusters);
    Q_EMIT representationOptionsRequested(options);
}

void DendrogramView::requestOrderByClusters()
{
    RepresentationOptions options = representationOptions();
    options.order.by = ItemOrdering::Clusters;
    Q_EMIT representationOptionsRequested(options);
}

void DendrogramView::moveCut(int by)
{
    if (m_canvas->cut() == 0)
        return;
    const int most = m_clusters->maximum();
    requestClusters(static_cast<std::size_t>(std::clamp(static_cast<int>(m_canvas->cut()) + by, 1, most)));
}

// What is drawn

const ShownGroup& DendrogramView::groupOf(std::size_t panel) const
{
    return representations()->groups[m_canvas->panels()[panel].group];
}

QString DendrogramView::itemAt(std::size_t panel, std::size_t leaf) const
{
    return QString::fromStdString(groupOf(panel).itemAt(m_canvas->panels()[panel].tree->itemAt(leaf)));
}

std::vector<std::string> DendrogramView::itemsOf(std::size_t panel, std::size_t begin, std::size_t end) const
{
    const ShownGroup& group = groupOf(panel);
    std::vector<std::string> items;
    items.reserve(end - begin);
    for (std::size_t leaf = begin; leaf < end; ++leaf)
        items.push_back(group.itemAt(m_canvas->panels()[panel].tree->itemAt(leaf)));
    return items;
}

std::vector<std::uint8_t> DendrogramView::marksOfLeaves(std::size_t group, const ClusterTree& tree) const
{
    std::vector<std::uint8_t> leaves(tree.leaves());
    if (!items() || items()->items().empty())
        return leaves;
    const std::vector<std::uint8_t> marks =
        marksOf(*representations()->groups[group].index, items()->items());
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf)
        leaves[leaf] = marks[tree.itemAt(leaf)];
    return leaves;
}

std::optional<std::size_t> DendrogramView::currentLeaf(std::size_t group, const ClusterTree& tree) const
{
    if (!items() || items()->current().empty())
        return {};
    const auto place = representations()->groups[group].index->placeOf(items()->current());
    const auto found =
        place ? std::find(tree.items().begin(), tree.items().end(), *place) : tree.items().end();
    if (found == tree.items().end())
        return {};
    return static_cast<std::size_t>(found - tree.items().begin());
}

TreePanel DendrogramView::panelOf(std::size_t number) const
{
    const ShownGroup& group = representations()->groups[number];
    const ShownRepresentation& leader = representations()->shown[group.leader];
    TreePanel panel;
    panel.group = number;
    panel.title = QString::fromStdString(leader.input.label);
    panel.facts = factsOf(group);
    const auto measure = pairMeasureFromName(leader.meaning.measure);
    panel.heightTitle = measure           ? pairMeasureTitle(*measure)
        : !leader.meaning.measure.empty() ? QString::fromStdString(leader.meaning.measure)
                                          : tr("dissimilarity");
    if (leader.meaning.kind == SimilarityMatrix::Kind::Similarity)
        panel.heightTitle = tr("largest less %1").arg(panel.heightTitle);
    if (group.tree && !group.tree->merges.empty()) {
        panel.tree = std::make_shared<const ClusterTree>(*group.tree);
        panel.selected = marksOfLeaves(number, *panel.tree);
        panel.current = currentLeaf(number, *panel.tree);
    } else if (!group.orderProblem.empty() || group.items < 2) {
        panel.problem = tr("There is no tree of %1: %2.")
                            .arg(panel.title,
                                 group.orderProblem.empty() ? tr("there is only one item")
                                                            : QString::fromStdString(group.orderProblem));
    } else {
        panel.problem = tr("The tree is being computed.");
    }
    return panel;
}

void DendrogramView::representationsChanged()
{
    std::vector<TreePanel> panels;
    const std::shared_ptr<const RepresentationSet> kept = representations();
    const std::size_t groups = kept ? kept->groups.size() : 0;
    for (std::size_t group = 0; group < std::min(groups, mostTrees); ++group)
        panels.push_back(panelOf(group));
    m_canvas->setHint(hint());
    m_canvas->setContent(std::move(panels),
                         [this](std::size_t panel, std::size_t leaf) { return itemAt(panel, leaf); });
    m_canvas->setCut(isByClusters() ? std::max<std::size_t>(1, representationOptions().order.clusters) : 0);
    fillSwitches();
    const bool anyTree = std::any_of(m_canvas->panels().begin(), m_canvas->panels().end(),
                                     [](const TreePanel& panel) { return panel.tree != nullptr; });
    if (!m_wantedSights.empty() && anyTree)
        m_canvas->setSights(std::exchange(m_wantedSights, {}));
    point({});
    updateAccessibleText();
    Q_EMIT captionChanged();
}

void DendrogramView::itemsChanged()
{
    if (!m_canvas)
        return;
    for (std::size_t panel = 0; panel < m_canvas->panels().size(); ++panel)
        if (const auto tree = m_canvas->panels()[panel].tree) {
            const std::size_t group = m_canvas->panels()[panel].group;
            m_canvas->setMarks(panel, marksOfLeaves(group, *tree), currentLeaf(group, *tree));
        }
    updateAccessibleText();
}

void DendrogramView::lookChanged()
{
    m_canvas->update();
}

// Pointing and selecting

void DendrogramView::select(const TreePlace& place, Selecting how)
{
    m_canvas->setCursorPlace(place);
    if (!items())
        return;
    const ClusterTree::Branch& branch = m_canvas->panels()[place.panel].tree->branch(place.branch);
    const std::vector<std::string> chosen = itemsOf(place.panel, branch.begin, branch.end);
    if (branch.isLeaf())
        items()->setCurrent(chosen.front());
    items()->select(chosen, how);
    point(place);
}

void DendrogramView::moveCursor(int key)
{
    const auto& panels = m_canvas->panels();
    TreePlace place;
    if (const auto& cursor = m_canvas->cursorPlace()) {
        place = *cursor;
        const ClusterTree& tree = *panels[place.panel].tree;
        const ClusterTree::Branch& branch = tree.branch(place.branch);
        std::size_t to = ClusterTree::none;
        if (key == Qt::Key_Up)
            to = branch.parent;
        else if (key == Qt::Key_Down)
            to = branch.left;
        else if (key == Qt::Key_Left && branch.begin > 0)
            to = tree.branchAt(branch.begin - 1, branch.height);
        else if (key == Qt::Key_Right && branch.end < tree.leaves())
            to = tree.branchAt(branch.end, branch.height);
        if (to == ClusterTree::none)
            return;
        place.branch = to;
    } else {
        while (place.panel < panels.size() && !panels[place.panel].tree)
            ++place.panel;
        if (place.panel == panels.size())
            return;
        place.branch = panels[place.panel].tree->root();
    }
    m_canvas->setCursorPlace(place);
    m_canvas->reveal(place);
    point({});
    updateAccessibleText();
}

void DendrogramView::zoomTo(const TreePlace& place)
{
    const ClusterTree& tree = *m_canvas->panels()[place.panel].tree;
    const ClusterTree::Branch& branch = tree.branch(place.branch);
    std::vector<LeafSight> sights = m_canvas->sights();
    const auto leaves = double(tree.leaves());
    const LeafSight before = sights[place.panel];
    sights[place.panel] = {double(branch.begin + branch.end) / 2 / leaves, leaves / double(branch.size())};
    m_canvas->setSights(sights);
    if (m_canvas->sights()[place.panel] == before) { // it is there: everything again
        sights[place.panel] = {};
        m_canvas->setSights(sights);
    }
}

bool DendrogramView::hasSomethingToClear() const
{
    return m_canvas->cursorPlace() || RepresentationView::hasSomethingToClear();
}

void DendrogramView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    const auto cursor = m_canvas->cursorPlace();
    if (cursor && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return select(*cursor, selectingFor(event->modifiers()));
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        RepresentationView::keyPressEvent(event);
        return;
    }
    const int step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return moveCursor(event->key());
    case Qt::Key_PageUp:
        return moveCut(-step);
    case Qt::Key_PageDown:
        return moveCut(step);
    case Qt::Key_Z:
        if (cursor)
            zoomTo(*cursor);
        return;
    case Qt::Key_Escape:
        if (hasSomethingToClear()) {
            m_canvas->setCursorPlace({});
            if (items())
                items()->clear();
            point({});
            updateAccessibleText();
            return;
        }
        break;
    default:
        break;
    }
    RepresentationView::keyPressEvent(event);
}

void DendrogramView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_canvas->panels().empty());
    if (const auto cursor = m_canvas->cursorPlace())
        menu->addAction(tr("Zoom to branch"), this, [this, place = *cursor] { zoomTo(place); });
    addRuleActions(*menu->addMenu(tr("Order of items")));
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

} // namespace learnscope
