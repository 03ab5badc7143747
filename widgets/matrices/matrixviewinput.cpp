// What users do with a MatrixView: see matrixview.h.
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/matrixview.h"
#include "widgets/matrices/paircard.h"
#include "widgets/stimuli/pictureloader.h"

#include <QActionGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace learnscope {

namespace {
constexpr double zoomStep = 1.5;
constexpr double itemsAroundFound = 40; // seen at once when an item was searched for
constexpr std::array<std::size_t, 6> clusterCounts = {2, 4, 8, 16, 32, 64};

QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}
} // namespace

// Menus

void MatrixView::fillColorMenu(QMenu& menu)
{
    const auto add = [&](QActionGroup* group, const QString& text, bool checked, auto act) {
        QAction* action = menu.addAction(text, this, act);
        action->setCheckable(true);
        action->setChecked(checked);
        group->addAction(action);
    };
    menu.addSection(tr("Coloured by"));
    auto* what = new QActionGroup(&menu);
    for (const auto& [text, coloring] :
         {std::pair(tr("Rank among all pairs"), MatrixColoring::Ranks),
          std::pair(tr("Value, smallest to largest"), MatrixColoring::Values),
          std::pair(tr("Value, 1st to 99th percentile"), MatrixColoring::Percentiles)})
        add(what, text, m_switches.coloring == coloring,
            [this, coloring = coloring] { setColoring(coloring); });
    menu.addSection(tr("Colours"));
    auto* how = new QActionGroup(&menu);
    for (const auto& [text, colors] :
         {std::pair(tr("Viridis"), MatrixColors::Viridis), std::pair(tr("Blues"), MatrixColors::Blues),
          std::pair(tr("Blue to red about the middle"), MatrixColors::Diverging)})
        add(how, text, m_switches.colors == colors, [this, colors = colors] { setColors(colors); });
}

void MatrixView::fillDifferenceMenu(QMenu& menu)
{
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& text,
                         const std::optional<std::pair<std::string, std::string>>& names) {
        QAction* action = menu.addAction(text, this, [this, names] { setDifference(names); });
        action->setCheckable(true);
        action->setChecked(m_switches.difference == names);
        group->addAction(action);
    };
    add(tr("None"), std::nullopt);
    const auto& set = representations();
    const std::vector<std::size_t> shown = shownMatrices();
    for (const std::size_t one : shown)
        for (const std::size_t other : shown)
            if (one != other && set->shown[one].group == set->shown[other].group && set->shown[one].pyramid
                && set->shown[other].pyramid)
                add(menuText(QStringLiteral("%1 \u2212 %2")
                                 .arg(QString::fromStdString(set->shown[one].input.label),
                                      QString::fromStdString(set->shown[other].input.label))),
                    std::pair(set->shown[one].input.name, set->shown[other].input.name));
}

void MatrixView::fillMatrixMenu(QMenu& menu)
{
    const auto& set = representations();
    if (!set)
        return;
    const std::vector<std::size_t> shown = shownMatrices();
    for (std::size_t one = 0; one < set->shown.size(); ++one) {
        const std::string name = set->shown[one].input.name;
        const bool isShown = std::find(shown.begin(), shown.end(), one) != shown.end();
        QAction* action =
            menu.addAction(menuText(QString::fromStdString(set->shown[one].input.label)), this, [=, this] {
                Switches switches = m_switches;
                // Those that had no room are hidden, so that what is chosen has some.
                for (std::size_t other = 0; other < set->shown.size(); ++other)
                    if (std::find(shown.begin(), shown.end(), other) == shown.end())
                        switches.hidden.insert(set->shown[other].input.name);
                if (isShown)
                    switches.hidden.insert(name);
                else
                    switches.hidden.erase(name);
                setSwitches(std::move(switches));
            });
        action->setCheckable(true);
        action->setChecked(isShown);
        action->setEnabled(isShown || shown.size() < mostMatrices);
    }
    if (shown.size() >= mostMatrices && set->shown.size() > mostMatrices)
        menu.addAction(tr("Up to %1 are shown: hide one to show another").arg(mostMatrices))
            ->setEnabled(false);
}

void MatrixView::addClusterCounts(QMenu& menu)
{
    const RepresentationOptions options = representationOptions();
    if (options.order.by != ItemOrdering::Clusters)
        return;
    menu.addSection(tr("Clusters marked"));
    auto* group = new QActionGroup(&menu);
    const auto add = [&](const QString& text, std::size_t count) {
        QAction* action = menu.addAction(text, this, [this, count] {
            RepresentationOptions changed = representationOptions();
            changed.order.clusters = count;
            Q_EMIT representationOptionsRequested(changed);
        });
        action->setCheckable(true);
        action->setChecked(options.order.clusters == count || (count == 0 && options.order.clusters < 2));
        group->addAction(action);
    };
    add(tr("None"), 0);
    std::set<std::size_t> counts(clusterCounts.begin(), clusterCounts.end());
    if (options.order.clusters >= 2) // of any cut that was dragged or typed
        counts.insert(options.order.clusters);
    for (const std::size_t count : counts)
        add(QString::number(count), count);
}

void MatrixView::addRuleActions(QMenu& menu)
{
    addOrderActions(menu);
    addClusterCounts(menu);
}

void MatrixView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_canvas->panels().empty());
    menu->addSeparator();
    if (const auto pair = activePair()) {
        const ShownGroup& group = representations()->groups[pair->group];
        const BlockRange cluster = clusterOf(pair->group, pair->row);
        const QString item = menuText(QString::fromStdString(group.itemAt(pair->row)));
        menu->addAction(tr("Select %1").arg(item), this,
                        [this, pair = *pair] { select(pair.group, pair.row, {}); });
        QAction* chosen = menu->addAction(tr("Select cluster of %1").arg(item), this,
                                          [this, pair = *pair] { selectCluster(pair.group, pair.row, {}); });
        QAction* zoomed =
            menu->addAction(tr("Zoom to cluster"), this, [this, pair = *pair] { zoomToCluster(pair); });
        for (QAction* action : {chosen, zoomed})
            action->setEnabled(cluster.size() > 0);
    }
    fillColorMenu(*menu->addMenu(tr("Colours")));
    fillDifferenceMenu(*menu->addMenu(tr("Difference")));
    fillMatrixMenu(*menu->addMenu(tr("Matrices")));
    addRuleActions(*menu->addMenu(tr("Order of items")));
    QAction* nearest = menu->addAction(tr("Nearest items"), this, &MatrixView::setNeighboursShown);
    nearest->setCheckable(true);
    nearest->setChecked(m_switches.neighbours);
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

// Pointing

std::size_t MatrixView::activeGroup() const
{
    if (m_hovered)
        return m_hovered->group;
    if (m_canvas->cursorPair())
        return m_canvas->cursorPair()->group;
    return m_canvas->panels().empty() ? 0 : m_canvas->panels().front().group;
}

std::optional<MatrixPair> MatrixView::activePair() const
{
    return m_hovered ? m_hovered : m_canvas->cursorPair();
}

void MatrixView::hover(const std::optional<MatrixPair>& pair, const QPoint& position)
{
    m_hovered = pair;
    if (pair)
        showCard(*pair, position);
    else
        m_card->hide();
    point(activePair());
}

void MatrixView::point(const std::optional<MatrixPair>& pair)
{
    std::vector<ReadoutRow> rows;
    if (pair && representations()) {
        const ShownGroup& group = representations()->groups[pair->group];
        const QString names = QStringLiteral("%1 \u2013 %2")
                                  .arg(QString::fromStdString(group.itemAt(pair->row)),
                                       QString::fromStdString(group.itemAt(pair->column)));
        for (const auto& [label, value] : valuesOf(*pair)) {
            ReadoutRow row;
            row.observer = label;
            row.phase = names;
            row.xText = QStringLiteral("%1, %2").arg(pair->row + 1).arg(pair->column + 1);
            row.mean = value;
            row.isUndefined = std::isnan(value);
            row.n = row.isUndefined ? 0 : 1;
            rows.push_back(std::move(row));
        }
    }
    readout()->setRows(std::move(rows));
    updateAccessibleText();
    Q_EMIT hovered();
}

void MatrixView::showCard(const MatrixPair& pair, const QPoint& position)
{
    const ShownGroup& group = representations()->groups[pair.group];
    PairCard::Content content;
    const std::array places = {pair.row, pair.column};
    for (std::size_t one = 0; one < places.size(); ++one) {
        const std::string item = group.itemAt(places[one]);
        content.names[one] = QString::fromStdString(item);
        const std::string file = pictures().empty() ? std::string() : pictures().fileOf(item);
        if (file.empty())
            continue;
        content.hasPictures = true;
        const int side = static_cast<int>(std::lround(PairCard::pictureSide * devicePixelRatioF()));
        content.pictures[one] = m_pictures->request({QString::fromStdString(file), side});
    }
    for (const auto& [label, value] : valuesOf(pair))
        content.values.emplace_back(label, std::isnan(value) ? tr("masked") : QString::number(value, 'f', 4));
    m_card->setContent(std::move(content));
    m_card->showAt(m_canvas->mapTo(this, position));
}

// Selecting

void MatrixView::select(std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers)
{
    if (!items() || !representations())
        return;
    const std::string item = representations()->groups[group].itemAt(place);
    items()->select({item}, selectingFor(modifiers));
    items()->setCurrent(item);
}

void MatrixView::selectBlock(const MatrixBlock& block, Qt::KeyboardModifiers modifiers)
{
    if (!items() || !representations())
        return;
    const ShownGroup& group = representations()->groups[block.group];
    std::vector<std::string> chosen;
    chosen.reserve(block.rows.size() + block.columns.size());
    for (std::size_t place = block.rows.begin; place < block.rows.end; ++place)
        chosen.push_back(group.itemAt(place));
    for (std::size_t place = block.columns.begin; place < block.columns.end; ++place)
        if (place < block.rows.begin || place >= block.rows.end)
            chosen.push_back(group.itemAt(place));
    items()->select(chosen, selectingFor(modifiers));
}

BlockRange MatrixView::clusterOf(std::size_t group, std::size_t place) const
{
    const ShownGroup& shown = representations()->groups[group];
    if (shown.clusterStarts.empty())
        return {};
    const auto after = std::upper_bound(shown.clusterStarts.begin(), shown.clusterStarts.end(), place);
    return {after == shown.clusterStarts.begin() ? 0 : *(after - 1),
            after == shown.clusterStarts.end() ? shown.items : *after};
}

void MatrixView::selectCluster(std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers)
{
    if (const BlockRange cluster = clusterOf(group, place); cluster.size() > 0)
        selectBlock({group, cluster, {}}, modifiers);
}

void MatrixView::zoomToCluster(const MatrixPair& pair)
{
    const BlockRange rows = clusterOf(pair.group, pair.row);
    const BlockRange columns = clusterOf(pair.group, pair.column);
    const std::size_t count = representations()->groups[pair.group].items;
    const MatrixSight to = sightOf(count, rows.begin, rows.end, columns.begin, columns.end);
    const bool isThere = m_canvas->sight(pair.group) == to;
    m_canvas->setSight(pair.group, rows.size() == 0 || isThere ? MatrixSight() : to);
}

bool MatrixView::goTo(const QString& item)
{
    const auto& set = representations();
    if (!set || item.isEmpty())
        return false;
    std::vector<std::size_t> groups {activeGroup()};
    for (std::size_t group = 0; group < set->groups.size(); ++group)
        if (group != groups.front())
            groups.push_back(group);
    for (const std::size_t group : groups) {
        const ShownGroup& shown = set->groups[group];
        for (std::size_t place = 0; place < shown.items; ++place)
            if (item.compare(QString::fromStdString(shown.itemAt(place)), Qt::CaseInsensitive) == 0) {
                const auto count = double(shown.items);
                const double middle = (double(place) + .5) / count;
                m_canvas->setSight(
                    group, {std::max(m_canvas->sight(group).zoom, count / itemsAroundFound), middle, middle});
                m_canvas->setCursorPair(MatrixPair {group, place, place});
                select(group, place, {});
                point(m_canvas->cursorPair());
                return true;
            }
    }
    return false;
}

// Keys

void MatrixView::moveCursor(int down, int right, int step)
{
    if (m_canvas->panels().empty())
        return;
    const auto moved = [step](std::size_t place, int by, std::size_t count) {
        return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
            static_cast<std::ptrdiff_t>(place) + by * step, 0, static_cast<std::ptrdiff_t>(count) - 1));
    };
    std::optional<MatrixPair> pair = m_canvas->cursorPair();
    if (pair) {
        const std::size_t count = representations()->groups[pair->group].items;
        pair->row = moved(pair->row, down, count);
        pair->column = moved(pair->column, right, count);
    } else {
        const std::size_t group = activeGroup();
        const auto count = double(representations()->groups[group].items);
        const MatrixSight sight = m_canvas->sight(group);
        pair = MatrixPair {group, static_cast<std::size_t>(sight.row * count),
                           static_cast<std::size_t>(sight.column * count)};
    }
    m_hovered.reset();
    m_card->hide();
    m_canvas->setCursorPair(pair);
    m_canvas->reveal(*pair);
    if (m_blockCorner && m_blockCorner->group == pair->group)
        m_canvas->setBlock(MatrixBlock {
            pair->group,
            {std::min(m_blockCorner->row, pair->row), std::max(m_blockCorner->row, pair->row) + 1},
            {std::min(m_blockCorner->column, pair->column),
             std::max(m_blockCorner->column, pair->column) + 1}});
    point(pair);
}

void MatrixView::moveToMatrix(int by)
{
    // Matrices of one group share the cursor, so that the next one with other items is meant.
    std::vector<std::size_t> groups;
    for (const MatrixPanel& panel : m_canvas->panels())
        if (panel.layer && (groups.empty() || groups.back() != panel.group))
            groups.push_back(panel.group);
    if (groups.size() < 2)
        return;
    const auto now = std::find(groups.begin(), groups.end(), activeGroup()) - groups.begin();
    const auto count = static_cast<std::ptrdiff_t>(groups.size());
    const std::size_t next = groups[static_cast<std::size_t>((now + by + count) % count)];
    m_hovered.reset();
    m_canvas->setCursorPair(MatrixPair {next, 0, 0});
    m_canvas->reveal(*m_canvas->cursorPair());
    point(m_canvas->cursorPair());
}

void MatrixView::beginBlock()
{
    m_blockCorner = m_canvas->cursorPair();
    if (!m_blockCorner)
        return;
    const MatrixPair& corner = *m_blockCorner;
    m_canvas->setBlock(
        MatrixBlock {corner.group, {corner.row, corner.row + 1}, {corner.column, corner.column + 1}});
}

bool MatrixView::hasSomethingToClear() const
{
    return m_blockCorner || m_canvas->cursorPair() || RepresentationView::hasSomethingToClear();
}

bool MatrixView::escape()
{
    if (m_blockCorner) {
        m_blockCorner.reset();
        m_canvas->setBlock({});
        return true;
    }
    if (!hasSomethingToClear())
        return false;
    m_canvas->setCursorPair({});
    if (items())
        items()->clear();
    point({});
    return true;
}

void MatrixView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    const auto& cursor = m_canvas->cursorPair();
    const bool isControl = event->modifiers() & Qt::ControlModifier;
    if (cursor && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_blockCorner && m_blockCorner->group == cursor->group) {
            const std::size_t rows = std::min(m_blockCorner->row, cursor->row);
            const std::size_t columns = std::min(m_blockCorner->column, cursor->column);
            selectBlock({cursor->group,
                         {rows, std::max(m_blockCorner->row, cursor->row) + 1},
                         {columns, std::max(m_blockCorner->column, cursor->column) + 1}},
                        event->modifiers());
            m_blockCorner.reset();
            return m_canvas->setBlock({});
        }
        return select(cursor->group, cursor->row, event->modifiers());
    }
    if (isControl && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right))
        return moveToMatrix(event->key() == Qt::Key_Left ? -1 : 1);
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        RepresentationView::keyPressEvent(event);
        return;
    }
    const int step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(0, -1, step);
    case Qt::Key_Right:
        return moveCursor(0, 1, step);
    case Qt::Key_Up:
        return moveCursor(-1, 0, step);
    case Qt::Key_Down:
        return moveCursor(1, 0, step);
    case Qt::Key_B:
        return beginBlock();
    case Qt::Key_C:
        if (cursor)
            selectCluster(cursor->group, cursor->row, event->modifiers() & ~Qt::ShiftModifier);
        return;
    case Qt::Key_Z:
        if (cursor)
            zoomToCluster(*cursor);
        return;
    case Qt::Key_F:
        m_search->setFocus(Qt::ShortcutFocusReason);
        return m_search->selectAll();
    case Qt::Key_N:
        return setNeighboursShown(!m_switches.neighbours);
    case Qt::Key_Escape:
        if (escape())
            return;
        break;
    default:
        break;
    }
    RepresentationView::keyPressEvent(event);
}

void MatrixView::resetZoom()
{
    if (!representations())
        return;
    for (std::size_t group = 0; group < representations()->groups.size(); ++group)
        m_canvas->setSight(group, {});
}

void MatrixView::zoomIn()
{
    m_canvas->zoomBy(zoomStep, activeGroup());
}

void MatrixView::zoomOut()
{
    m_canvas->zoomBy(1 / zoomStep, activeGroup());
}

} // namespace learnscope
