#include "widgets/matrices/mdsmapview.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr std::size_t mostMaps = 12; // side by side: more would be too small
constexpr std::size_t mostRows = 10000; // of text
constexpr std::array methods = {ScalingMethod::Classical, ScalingMethod::Metric, ScalingMethod::NonMetric};

QString methodText(ScalingMethod method)
{
    switch (method) {
    case ScalingMethod::Classical:
        return MdsMapView::tr("Classical scaling");
    case ScalingMethod::Metric:
        return MdsMapView::tr("Metric scaling");
    case ScalingMethod::NonMetric:
        break;
    }
    return MdsMapView::tr("Non-metric scaling");
}

QPointF pointOf(const ItemMap& map, std::size_t point)
{
    return {map.points[point * map.dimensions],
            map.dimensions > 1 ? map.points[point * map.dimensions + 1] : 0};
}

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

void append(std::string& text, double number)
{
    if (std::isnan(number))
        return;
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, 6);
    text.append(digits, end.ptr);
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
    m_lookups.clear();
    std::vector<MapPanel> panels;
    const RepresentationSet* set = representations().get();
    if (set)
        for (const ShownGroup& group : set->groups)
            m_lookups.emplace_back(group);
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
    std::vector<MapItems> looks(m_lookups.size());
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
        look.selected = m_lookups[group].marksOf(items()->items());
        look.selectedCount =
            static_cast<std::size_t>(std::count(look.selected.begin(), look.selected.end(), 1));
        if (!items()->current().empty())
            look.current = m_lookups[group].placeOf(items()->current());
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

bool MdsMapView::event(QEvent* event)
{
    // The view's own keys win over the window's shortcuts while it has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool clears = key->key() == Qt::Key_Escape
            && (m_canvas->cursorPlace() || (items() && !items()->items().empty()));
        if (key->matches(QKeySequence::Copy) || clears) {
            event->accept();
            return true;
        }
    }
    return RepresentationView::event(event);
}

void MdsMapView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        return copyReadout();
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
    case Qt::Key_R:
        return resetZoom();
    case Qt::Key_P:
        if (readout()->isPinned() || !readout()->rows().empty())
            readout()->setPinned(!readout()->isPinned());
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_Escape:
        if (cursor || (items() && !items()->items().empty())) {
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

void MdsMapView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() != QContextMenuEvent::Mouse) // the mouse's comes when no drag was meant
        showMenu(mapToGlobal(rect().center()));
    event->accept();
}

void MdsMapView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_shown.empty());
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

// In words

QString MdsMapView::subtitle() const
{
    if (m_shown.empty())
        return {};
    QStringList parts;
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.facts.isEmpty())
            parts << panel.title + QStringLiteral(": ") + panel.facts;
    if (parts.empty())
        return methodText(representationOptions().scaling.method);
    return methodText(representationOptions().scaling.method) + QStringLiteral("; ")
        + parts.join(QStringLiteral("; "));
}

QString MdsMapView::details() const
{
    if (m_shown.empty())
        return {};
    QStringList sentences;
    sentences << tr(
        "Stress is Kruskal's stress-1: the root of the squared differences of distances on the map "
        "and dissimilarities (non-metric: what is nearest to the distances in their order) over the "
        "squared distances. Maps of the same items are turned, mirrored and scaled towards the first.");
    if (representationOptions().scaling.method == ScalingMethod::Classical)
        sentences << tr("What the axes hold is their share of the sum of positive eigenvalues.");
    for (const std::size_t index : m_shown) {
        const ShownRepresentation& shown = representations()->shown[index];
        if (shown.map && representationOptions().scaling.method == ScalingMethod::Classical)
            sentences << tr("%1: positive eigenvalues are %2 % of the absolute sum of all.")
                             .arg(QString::fromStdString(shown.input.label))
                             .arg(100 * shown.map->positiveShare, 0, 'f', 1);
    }
    if (representations()->shown.size() > mostMaps)
        sentences << tr("The first %1 of %2 representations have a map here.")
                         .arg(mostMaps)
                         .arg(representations()->shown.size());
    for (const ShownGroup& group : representations()->groups)
        if (!group.note.empty())
            sentences << asSentence(group.note);
    return sentences.join(QLatin1Char('\n'));
}

QString MdsMapView::toText() const
{
    std::string text;
    std::size_t rows = 0;
    for (std::size_t group = 0; group < m_lookups.size(); ++group) {
        const ShownGroup& shown = representations()->groups[group];
        std::vector<const ItemMap*> maps;
        std::string header = "item\tselected";
        if (!shown.clusterStarts.empty())
            header += "\tcluster";
        for (const std::size_t index : m_shown)
            if (const ShownRepresentation& one = representations()->shown[index];
                one.group == group && one.map) {
                maps.push_back(one.map.get());
                header += '\t' + one.input.label + " axis 1\t" + one.input.label + " axis 2";
            }
        if (maps.empty())
            continue;
        text += (text.empty() ? "" : "\n") + header + '\n';
        const std::size_t most = std::min(shown.items, mostRows - std::min(rows, mostRows));
        std::vector<std::vector<QPointF>> points;
        for (const ItemMap* map : maps) {
            auto& placed = points.emplace_back(shown.items, QPointF(std::nan(""), std::nan("")));
            for (std::size_t point = 0; point < map->items.size(); ++point)
                placed[map->items[point]] = pointOf(*map, point);
        }
        const MapItems& look = m_canvas->groups()[group];
        for (std::size_t item = 0; item < most; ++item) {
            text += shown.itemAt(item) + (look.selected[item] ? "\tyes" : "\tno");
            if (!look.clusters.empty())
                text += '\t' + std::to_string(look.clusters[item] + 1);
            for (const auto& placed : points) {
                append(text += '\t', placed[item].x());
                append(text += '\t', placed[item].y());
            }
            text += '\n';
        }
        rows += most;
        if (most < shown.items)
            text += tr("%Ln further item(s): write them with learnscope-cli mds.", nullptr,
                       int(shown.items - most))
                        .toStdString()
                + '\n';
    }
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.problem.isEmpty())
            text += (panel.title + QStringLiteral(": ") + panel.problem + QLatin1Char('\n')).toStdString();
    return QString::fromStdString(text);
}

void MdsMapView::updateAccessibleText()
{
    setAccessibleName(title());
    if (m_shown.empty()) {
        setAccessibleDescription(m_canvas->hint());
        return;
    }
    if (const auto& cursor = m_canvas->cursorPlace()) {
        const std::size_t group = m_canvas->panels()[cursor->panel].group;
        const bool isSelected = m_canvas->groups()[group].selected[cursor->item] != 0;
        const QString item = QString::fromStdString(itemAt(group, cursor->item));
        const QString map = m_canvas->panels()[cursor->panel].title;
        setAccessibleDescription(isSelected ? tr("%1, selected, on the map of %2.").arg(item, map)
                                            : tr("%1, on the map of %2.").arg(item, map));
        return;
    }
    QStringList problems;
    for (const MapPanel& panel : m_canvas->panels())
        if (!panel.problem.isEmpty())
            problems << panel.title + QStringLiteral(": ") + panel.problem;
    setAccessibleDescription(tr("%1. Arrow keys move from item to item, Return selects. %2")
                                 .arg(subtitle(), problems.join(QLatin1Char(' ')))
                                 .trimmed());
}

// State

QJsonObject MdsMapView::state() const
{
    QJsonObject state = RepresentationView::state();
    if (!m_showsNames->isChecked())
        state[QStringLiteral("names")] = false;
    if (!m_showsPictures->isChecked())
        state[QStringLiteral("pictures")] = false;
    return state;
}

void MdsMapView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    m_showsNames->setChecked(state[QStringLiteral("names")].toBool(true));
    m_showsPictures->setChecked(state[QStringLiteral("pictures")].toBool(true));
}

QJsonObject MdsMapView::zoom() const
{
    const std::vector<MapSight>& sights = m_wantedSights.empty() ? m_canvas->sights() : m_wantedSights;
    if (std::all_of(sights.begin(), sights.end(), [](const MapSight& one) { return one == MapSight(); }))
        return {};
    QJsonArray parts;
    for (const MapSight& sight : sights)
        parts << QJsonArray {sight.centre.x(), sight.centre.y(), sight.zoom};
    return {{QStringLiteral("parts"), parts}};
}

void MdsMapView::setZoom(const QJsonObject& zoom)
{
    std::vector<MapSight> sights;
    for (const QJsonValue& part : zoom[QStringLiteral("parts")].toArray()) {
        const QJsonArray numbers = part.toArray();
        MapSight sight;
        if (numbers.size() == 3)
            sight = {{numbers[0].toDouble(), numbers[1].toDouble()}, numbers[2].toDouble(1)};
        sights.push_back(heldSight(sight));
    }
    if (m_shown.empty())
        m_wantedSights = std::move(sights);
    else
        m_canvas->setSights(std::move(sights));
}

void MdsMapView::resetZoom()
{
    m_canvas->setSights({});
}

void MdsMapView::zoomIn()
{
    m_canvas->zoomBy(1.25);
}

void MdsMapView::zoomOut()
{
    m_canvas->zoomBy(1 / 1.25);
}

} // namespace learnscope
