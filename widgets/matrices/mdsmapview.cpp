#include "widgets/matrices/mdsmapview.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr std::array methods = {ScalingMethod::Classical, ScalingMethod::Metric, ScalingMethod::NonMetric};

/// The largest coordinate of the maps that are drawn of a group; 1 where there is none.
double extentOf(const RepresentationSet& set, const std::vector<std::size_t>& drawn, std::size_t group)
{
    double extent = 0;
    for (const std::size_t index : drawn)
        if (const ItemMap* map = set.shown[index].map.get(); map && set.shown[index].group == group)
            for (std::size_t point = 0; point < map->items.size(); ++point)
                extent = std::max(
                    {extent, std::abs(pointOf(*map, point).x()), std::abs(pointOf(*map, point).y())});
    return extent > 0 ? extent : 1;
}
} // namespace

MdsMapView::MdsMapView(QWidget* parent)
    : RepresentationView(parent)
    , m_canvas(new MapCanvas(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(2);
    layout->addWidget(makeSwitches());
    layout->addWidget(m_canvas, 1);
    setMinimumSize(220, 160);
    readout()->setTitles({tr("Item"), tr("Axis 1"), tr("Axis 2"), {}, 3});
    connect(m_canvas, &MapCanvas::placeHovered, this, &MdsMapView::point);
    connect(m_canvas, &MapCanvas::placeClicked, this,
            [this](const MapPlace& place, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                select(place, selectingFor(modifiers));
            });
    connect(m_canvas, &MapCanvas::boxChosen, this,
            [this](std::size_t panel, const QRectF& box, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                std::vector<std::string> chosen;
                for (const std::size_t item : m_canvas->itemsIn(panel, box))
                    chosen.push_back(itemAt(m_canvas->panels()[panel].group, item));
                if (items())
                    items()->select(chosen, selectingFor(modifiers));
            });
    connect(m_canvas, &MapCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (items())
            items()->clear();
    });
    connect(m_canvas, &MapCanvas::menuRequested, this, &MdsMapView::showMenu);
    representationsChanged();
}

MdsMapView::~MdsMapView() = default;

QWidget* MdsMapView::makeSwitches()
{
    auto* row = new QWidget(this);
    m_method = new QComboBox(row);
    for (const ScalingMethod method : methods)
        m_method->addItem(methodText(method));
    m_method->setAccessibleName(tr("How items are placed"));
    m_method->setToolTip(tr("Classical: eigenvectors of the squared dissimilarities. Metric: distances as "
                            "near to dissimilarities as can be. Non-metric: only their ranks count."));
    m_showsPictures = new QCheckBox(tr("Pictures"), row);
    m_showsPictures->setToolTip(tr("Show pictures of as many items as have room; zoom in for more"));
    m_showsNames = new QCheckBox(tr("Names"), row);
    m_showsNames->setToolTip(tr("Show names of as many items as have room; zoom in for more"));
    for (QCheckBox* box : {m_showsPictures, m_showsNames})
        box->setChecked(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_method);
    layout->addWidget(m_showsPictures);
    layout->addWidget(m_showsNames);
    layout->addStretch(1);
    connect(m_method, &QComboBox::activated, this,
            [this](int index) { requestMethod(methods[static_cast<std::size_t>(index)]); });
    connect(m_showsPictures, &QCheckBox::toggled, this, [this](bool shows) {
        m_canvas->setShowsPictures(shows);
        Q_EMIT stateChanged();
    });
    connect(m_showsNames, &QCheckBox::toggled, this, [this](bool shows) {
        m_canvas->setShowsNames(shows);
        Q_EMIT stateChanged();
    });
    return row;
}

void MdsMapView::requestMethod(ScalingMethod method)
{
    RepresentationOptions options = representationOptions();
    options.scaling.method = method;
    if (options == representationOptions())
        return;
    Q_EMIT representationOptionsRequested(options);
}

void MdsMapView::addRuleActions(QMenu& menu)
{
    menu.addSection(tr("How items are placed"));
    auto* group = new QActionGroup(&menu);
    for (const ScalingMethod method : methods) {
        QAction* action = menu.addAction(methodText(method), this, [this, method] { requestMethod(method); });
        action->setCheckable(true);
        action->setChecked(representationOptions().scaling.method == method);
        group->addAction(action);
    }
    addOrderActions(menu);
}

// What is drawn

std::vector<std::size_t> MdsMapView::drawn() const
{
    std::vector<std::size_t> drawn;
    const RepresentationSet* set = representations().get();
    for (std::size_t index = 0; set && index < set->shown.size() && drawn.size() < mostMaps; ++index) {
        const ShownRepresentation& shown = set->shown[index];
        if (shown.map || !shown.mapProblem.empty() || !shown.problem.empty())
            drawn.push_back(index);
    }
    return drawn;
}

QString MdsMapView::hint() const
{
    if (!representations() || representations()->shown.empty())
        return tr("Open an embedding, a similarity matrix or triplets to see their items on a map.");
    return tr("The maps are being computed.");
}

QString MdsMapView::factsOf(const ItemMap& map) const
{
    QString facts;
    if (representationOptions().scaling.method == ScalingMethod::Classical)
        facts = tr("two axes hold %1 %, stress %2")
                    .arg(100 * map.explainedShare, 0, 'f', 1)
                    .arg(map.stress, 0, 'f', 3);
    else
        facts = tr("stress %1").arg(map.stress, 0, 'f', 3);
    if (!map.settled)
        facts += tr(", stopped after %1 steps").arg(map.iterations);
    if (!map.withoutValue.empty())
        facts += tr(", %Ln item(s) without a value left out", nullptr, int(map.withoutValue.size()));
    return facts;
}

void MdsMapView::representationsChanged()
{
    m_shown = drawn();
    std::vector<MapPanel> panels;
    const RepresentationSet* set = representations().get();
    std::vector<double> extents;
    for (std::size_t group = 0; set && group < set->groups.size(); ++group)
        extents.push_back(extentOf(*set, m_shown, group));
    for (const std::size_t index : m_shown) {
        const ShownRepresentation& shown = set->shown[index];
        MapPanel panel {shown.group, QString::fromStdString(shown.input.label), {}, {}};
        if (shown.map) {
            panel.facts = factsOf(*shown.map);
            panel.points.assign(shown.rows.size(), QPointF(std::nan(""), std::nan("")));
            for (std::size_t point = 0; point < shown.map->items.size(); ++point)
                panel.points[shown.map->items[point]] = pointOf(*shown.map, point) / extents[shown.group];
        } else {
            panel.problem = asSentence(shown.problem.empty() ? shown.mapProblem : shown.problem);
        }
        panels.push_back(std::move(panel));
    }
    m_method->setCurrentIndex(static_cast<int>(
        std::find(methods.begin(), methods.end(), representationOptions().scaling.method) - methods.begin()));
    m_canvas->setHint(hint());
    const std::shared_ptr<const RepresentationSet> kept = representations();
    m_canvas->setContent(
        std::move(panels), itemLooks(),
        [kept](std::size_t group, std::size_t item) {
            return QString::fromStdString(kept->groups[group].itemAt(item));
        },
        [this, kept](std::size_t group, std::size_t item) {
            return QString::fromStdString(pictures().fileOf(kept->groups[group].itemAt(item)));
        });
    m_showsPictures->setEnabled(!pictures().empty());
    if (!m_wantedSights.empty() && !m_shown.empty())
        m_canvas->setSights(std::exchange(m_wantedSights, {}));
    point({});
    updateAccessibleText();
    Q_EMIT captionChanged();
}

std::vector<MapItems> MdsMapView::itemLooks() const
{
    std::vector<MapItems> looks(representations() ? representations()->groups.size() : 0);
    for (std::size_t group = 0; group < looks.size(); ++group) {
        const ShownGroup& shown = representations()->groups[group];
        MapItems& look = looks[group];
        if (!shown.clusterStarts.empty()) {
            look.clusters.resize(shown.items);
            for (const std::size_t start : shown.clusterStarts)
                for (std::size_t item = start; item < shown.items; ++item)
                    ++look.clusters[item];
        }
        look.selected.resize(shown.items);
        if (!items())
            continue;
        look.selected = marksOf(*shown.index, items()->items());
        look.selectedCount =
            static_cast<std::size_t>(std::count(look.selected.begin(), look.selected.end(), 1));
        if (!items()->current().empty())
            look.current = shown.index->placeOf(items()->current());
    }
    return looks;
}

std::string MdsMapView::itemAt(std::size_t group, std::size_t item) const
{
    return representations()->groups[group].itemAt(item);
}

void MdsMapView::itemsChanged()
{
    if (!m_canvas)
        return;
    m_canvas->setItems(itemLooks());
    updateAccessibleText();
}

void MdsMapView::lookChanged()
{
    m_canvas->update();
}

// Pointing and selecting

void MdsMapView::point(const std::optional<MapPlace>& place)
{
    const auto& shown = place ? place : m_canvas->cursorPlace();
    std::vector<ReadoutRow> rows;
    if (shown && shown->panel < m_shown.size()) {
        const std::size_t group = m_canvas->panels()[shown->panel].group;
        for (std::size_t panel = 0; panel < m_shown.size(); ++panel) {
            const ShownRepresentation& one = representations()->shown[m_shown[panel]];
            if (one.group != group || !one.map)
                continue;
            const auto& on = one.map->items;
            const auto found = std::find(on.begin(), on.end(), shown->item);
            ReadoutRow row;
            row.observer = QString::fromStdString(one.input.label);
            row.phase = QString::fromStdString(itemAt(group, shown->item));
            row.mean = std::nan("");
            if (found != on.end()) {
                const QPointF at = pointOf(*one.map, static_cast<std::size_t>(found - on.begin()));
                row.x = at.x();
                row.mean = at.y();
            } else {
                row.isUndefined = true;
            }
            row.style = {Theme::of(this).accent, Marker::Circle};
            rows.push_back(std::move(row));
        }
    }
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

void MdsMapView::select(const MapPlace& place, Selecting how)
{
    m_canvas->setCursorPlace(place);
    if (!items())
        return;
    const std::string item = itemAt(m_canvas->panels()[place.panel].group, place.item);
    items()->setCurrent(item);
    items()->select({item}, how);
    point(place);
}

void MdsMapView::moveCursor(const QPointF& direction)
{
    const auto& panels = m_canvas->panels();
    const auto& cursor = m_canvas->cursorPlace();
    MapPlace from;
    if (cursor)
        from = *cursor;
    else
        while (from.panel < panels.size() && panels[from.panel].points.empty())
            ++from.panel;
    if (from.panel >= panels.size())
        return;
    const std::vector<QPointF>& points = panels[from.panel].points;
    std::optional<std::size_t> best;
    double least = std::numeric_limits<double>::infinity();
    const QPointF at = cursor ? points[cursor->item] : m_canvas->sights()[panels[from.panel].group].centre;
    for (std::size_t item = 0; item < points.size(); ++item) {
        const QPointF by = points[item] - at;
        const double along = QPointF::dotProduct(by, direction);
        const double across = std::abs(by.x() * direction.y() - by.y() * direction.x());
        // The nearest within 45 degrees of the way; without a cursor, the nearest at all.
        const double distance = std::hypot(along, across);
        if (std::isnan(distance) || (cursor && (along <= 0 || across > along)) || distance >= least)
            continue;
        least = distance;
        best = item;
    }
    if (!best)
        return;
    const MapPlace place {from.panel, *best};
    m_canvas->setCursorPlace(place);
    m_canvas->reveal(place);
    point({});
    updateAccessibleText();
}

void MdsMapView::changePanel(int by)
{
    const auto& panels = m_canvas->panels();
    const auto& cursor = m_canvas->cursorPlace();
    if (!cursor)
        return moveCursor({1, 0});
    const auto count = static_cast<int>(panels.size());
    for (int step = 1; step < count; ++step) {
        const auto panel = static_cast<std::size_t>((int(cursor->panel) + by * step + count * step) % count);
        if (panels[panel].points.empty())
            continue;
        const bool isSame = panels[panel].group == panels[cursor->panel].group;
        m_canvas->setCursorPlace(MapPlace {panel, isSame ? cursor->item : 0});
        m_canvas->reveal(*m_canvas->cursorPlace());
        point({});
        updateAccessibleText();
        return;
    }
}

bool MdsMapView::hasSomethingToClear() const
{
    return m_canvas->cursorPlace() || RepresentationView::hasSomethingToClear();
}

void MdsMapView::keyPressEvent(QKeyEvent* event)
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
    const bool byPanel = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        return byPanel ? changePanel(-1) : moveCursor({-1, 0});
    case Qt::Key_Right:
        return byPanel ? changePanel(1) : moveCursor({1, 0});
    case Qt::Key_Up:
        return moveCursor({0, 1});
    case Qt::Key_Down:
        return moveCursor({0, -1});
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

void MdsMapView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_shown.empty());
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

} // namespace learnscope
