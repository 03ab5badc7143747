#include "widgets/matrices/representationview.h"

#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/comparisonview.h"
#include "widgets/matrices/dendrogramview.h"
#include "widgets/matrices/dimensionsview.h"
#include "widgets/matrices/matrixview.h"
#include "widgets/matrices/mdsmapview.h"
#include "widgets/matrices/scatterview.h"
#include "widgets/matrices/trajectoryview.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QMenu>

#include <algorithm>
#include <array>

namespace learnscope {

RepresentationView::RepresentationView(QWidget* parent)
    : PlotView(parent)
{
}

RepresentationView::~RepresentationView() = default;

void RepresentationView::setRepresentationModels(ItemSelectionModel* items, JobRunner* runner)
{
    if (m_items)
        m_items->disconnect(this);
    m_items = items;
    setRunner(runner);
    if (!m_items)
        return;
    connect(m_items, &ItemSelectionModel::selectionChanged, this, &RepresentationView::itemsChanged);
    connect(m_items, &ItemSelectionModel::currentChanged, this, &RepresentationView::itemsChanged);
    connect(m_items, &QObject::destroyed, this, [this] { m_items = nullptr; });
    itemsChanged();
}

void RepresentationView::setRepresentations(std::shared_ptr<const RepresentationSet> representations)
{
    if (representations == m_set)
        return;
    m_set = std::move(representations);
    representationsChanged();
    Q_EMIT captionChanged();
}

void RepresentationView::setPictures(std::shared_ptr<const ItemPictures> pictures)
{
    m_pictures = pictures ? std::move(pictures) : std::make_shared<const ItemPictures>();
    representationsChanged();
}

bool RepresentationView::hasSomethingToClear() const
{
    return m_items && !m_items->items().empty();
}

void RepresentationView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() != QContextMenuEvent::Mouse) // the mouse's comes when its button goes up
        showMenu(mapToGlobal(rect().center()));
    event->accept();
}

RepresentationOptions RepresentationView::representationOptions() const
{
    return m_set ? m_set->options : RepresentationOptions();
}

void RepresentationView::addRuleActions(QMenu& menu)
{
    addOrderActions(menu);
}

void RepresentationView::addOrderActions(QMenu& menu)
{
    const ItemOrderRule rule = representationOptions().order;
    const auto request = [this](auto change) {
        return [this, change] {
            RepresentationOptions options = representationOptions();
            change(options.order);
            Q_EMIT representationOptionsRequested(options);
        };
    };
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& text, bool checked, auto change) {
        QAction* action = menu.addAction(text, this, request(change));
        action->setCheckable(true);
        action->setChecked(checked);
        group->addAction(action);
    };
    menu.addSection(tr("Order of items"));
    add(tr("As in the file"), rule.by == ItemOrdering::AsGiven,
        [](ItemOrderRule& order) { order.by = ItemOrdering::AsGiven; });
    add(tr("By name"), rule.by == ItemOrdering::Name,
        [](ItemOrderRule& order) { order.by = ItemOrdering::Name; });
    for (const auto& [text, linkage] : {std::pair(tr("Clusters, average linkage"), Linkage::Average),
                                        std::pair(tr("Clusters, complete linkage"), Linkage::Complete),
                                        std::pair(tr("Clusters, single linkage"), Linkage::Single),
                                        std::pair(tr("Clusters, Ward's linkage"), Linkage::Ward)})
        add(text, rule.by == ItemOrdering::Clusters && rule.linkage == linkage,
            [linkage = linkage](ItemOrderRule& order) {
                order.by = ItemOrdering::Clusters;
                order.linkage = linkage;
            });
    if (!m_set || m_set->shown.size() < 2)
        return;
    menu.addSection(tr("Whose order"));
    auto* leaders = new QActionGroup(&menu);
    for (const ShownRepresentation& shown : m_set->shown) {
        const std::string name = shown.input.name;
        QAction* action = menu.addAction(QString::fromStdString(shown.input.label), this,
                                         request([name](ItemOrderRule& order) { order.leader = name; }));
        action->setCheckable(true);
        action->setChecked(rule.leader.empty() ? &shown == &m_set->shown.front() : rule.leader == name);
        leaders->addAction(action);
    }
}

namespace {
/// What is said of a kind of view that draws representations.
struct RepresentationKindFacts
{
    ViewKind kind;
    RepresentationParts parts; ///< beyond matrices
    std::unique_ptr<PlotView> (*make)();
};

template<typename View>
std::unique_ptr<PlotView> make()
{
    return std::make_unique<View>();
}

constexpr std::array representationKinds = {
    RepresentationKindFacts {ViewKind::SimilarityMatrix, {}, make<MatrixView>},
    RepresentationKindFacts {ViewKind::MdsMap, {.maps = true}, make<MdsMapView>},
    RepresentationKindFacts {ViewKind::Dendrogram, {.trees = true}, make<DendrogramView>},
    RepresentationKindFacts {ViewKind::Scatter, {}, make<ScatterView>},
    RepresentationKindFacts {ViewKind::Dimensions, {}, make<DimensionsView>},
    RepresentationKindFacts {ViewKind::MatrixComparison, {.likenesses = true}, make<ComparisonView>},
};

const RepresentationKindFacts* factsOf(ViewKind kind)
{
    const auto found =
        std::find_if(representationKinds.begin(), representationKinds.end(),
                     [kind](const RepresentationKindFacts& facts) { return facts.kind == kind; });
    return found == representationKinds.end() ? nullptr : &*found;
}
} // namespace

RepresentationParts representationPartsForView(ViewKind kind)
{
    const RepresentationKindFacts* facts = factsOf(kind);
    return facts ? facts->parts : RepresentationParts {};
}

bool isRepresentationView(ViewKind kind)
{
    return factsOf(kind) != nullptr;
}

std::unique_ptr<PlotView> makeView(ViewKind kind)
{
    if (kind == ViewKind::RdmTrajectory) // draws trials, with what matrices need
        return make<TrajectoryView>();
    const RepresentationKindFacts* facts = factsOf(kind);
    return facts ? facts->make() : makePlotView(kind);
}

} // namespace learnscope
