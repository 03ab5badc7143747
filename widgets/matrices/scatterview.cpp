#include "widgets/matrices/scatterview.h"

#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/representationmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/pairlistmodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int listHeight = 150; // a header and five rows
bool isDissimilarity(const ShownRepresentation& shown)
{
    return shown.meaning.kind == SimilarityMatrix::Kind::Dissimilarity;
}
} // namespace

ScatterView::ScatterView(QWidget* parent)
    : RepresentationView(parent)
    , m_canvas(new ScatterCanvas(this))
    , m_list(new PairListModel(this))
    , m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeSwitches());
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_table);
    setUpTable(*m_table);
    m_table->setModel(m_list);
    m_table->setFixedHeight(listHeight);
    m_table->setAccessibleName(tr("Most alike pairs of the cell"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->hide();
    setMinimumSize(240, 200);
    readout()->setTitles({tr("Cell"), {}, tr("Middle"), tr("Pairs of items in the cell"), 3});
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        const ListedPair& pair = m_list->pairs()[std::size_t(index.row())];
        if (!items())
            return;
        items()->setCurrent(index.column() == PairListModel::OtherColumn ? pair.other : pair.one);
        items()->select({pair.one, pair.other});
    });
    connect(m_canvas, &ScatterCanvas::cellHovered, this, &ScatterView::point);
    connect(m_canvas, &ScatterCanvas::cellClicked, this,
            [this](const DensityCell& cell, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                choose(cell, selectingFor(modifiers));
            });
    connect(m_canvas, &ScatterCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (items())
            items()->clear();
    });
    connect(m_canvas, &ScatterCanvas::menuRequested, this, &ScatterView::showMenu);
    connect(m_canvas, &ScatterCanvas::areaChanged, this, &ScatterView::startDensity);
    representationsChanged();
}

ScatterView::~ScatterView()
{
    for (auto* watcher : {&m_counting, &m_binning, &m_listing})
        cancel(*watcher);
}

void ScatterView::cancel(QPointer<QFutureWatcherBase>& watcher)
{
    if (watcher)
        watcher->cancel();
    watcher.clear();
}

QWidget* ScatterView::makeSwitches()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    const QString names[2] = {tr("Across"), tr("Up")};
    for (int which = 0; which < 2; ++which) {
        auto* label = new QLabel(names[which], row);
        m_boxes[which] = new QComboBox(row);
        m_boxes[which]->setAccessibleName(names[which]);
        m_boxes[which]->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_boxes[which]->setMinimumContentsLength(14);
        label->setBuddy(m_boxes[which]);
        layout->addWidget(label);
        layout->addWidget(m_boxes[which]);
        connect(m_boxes[which], &QComboBox::activated, this, [this] {
            std::string chosen[2];
            for (int one = 0; one < 2; ++one)
                chosen[one] = m_boxes[one]->currentData().toString().toStdString();
            setCompared(chosen[0], chosen[1]);
            Q_EMIT stateChanged();
        });
    }
    layout->addStretch(1);
    return row;
}

// What is compared

void ScatterView::setCompared(const std::string& first, const std::string& second)
{
    if (first == m_wanted[0] && second == m_wanted[1])
        return;
    m_wanted[0] = first;
    m_wanted[1] = second;
    representationsChanged();
}

const ShownRepresentation* ScatterView::compared(int which) const
{
    return m_compared[which] && representations() ? &representations()->shown[*m_compared[which]] : nullptr;
}

std::vector<std::size_t> ScatterView::drawnRepresentations() const
{
    return m_compared[0] && m_compared[1] ? std::vector {*m_compared[0], *m_compared[1]}
                                          : std::vector<std::size_t>();
}

QString ScatterView::nameOf(int which) const
{
    const ShownRepresentation& shown = *compared(which);
    const auto measure = pairMeasureFromName(shown.meaning.measure);
    const QString meaning = measure      ? pairMeasureTitle(*measure)
        : !shown.meaning.measure.empty() ? QString::fromStdString(shown.meaning.measure)
        : isDissimilarity(shown)         ? tr("dissimilarity")
                                         : tr("similarity");
    return tr("%1: %2").arg(QString::fromStdString(shown.input.label), meaning);
}

void ScatterView::fillSwitches()
{
    const RepresentationSet* set = representations().get();
    for (int which = 0; which < 2; ++which) {
        m_boxes[which]->clear();
        m_compared[which].reset();
        for (std::size_t index = 0; set && index < set->shown.size(); ++index) {
            const RepresentationInput& input = set->shown[index].input;
            m_boxes[which]->addItem(QString::fromStdString(input.label), QString::fromStdString(input.name));
            if (input.name == m_wanted[which])
                m_compared[which] = index;
        }
    }
    if (set && !(m_compared[0] && m_compared[1])) {
        // The first two of one group; beside one that was chosen, another of its group.
        for (const ShownGroup& group : set->groups)
            if (group.members.size() > 1 && !m_compared[0] && !m_compared[1]) {
                m_compared[0] = group.members[0];
                m_compared[1] = group.members[1];
            }
        for (int which = 0; which < 2; ++which)
            if (!m_compared[which] && m_compared[1 - which])
                for (const std::size_t member : set->groupOf(*m_compared[1 - which]).members)
                    if (!m_compared[which] && member != *m_compared[1 - which])
                        m_compared[which] = member;
    }
    for (int which = 0; which < 2; ++which)
        m_boxes[which]->setCurrentIndex(m_compared[which] ? static_cast<int>(*m_compared[which]) : -1);
}

void ScatterView::representationsChanged()
{
    fillSwitches();
    const RepresentationSet* set = representations().get();
    if (!set || set->shown.empty())
        return showNothing(tr("Open two representations of the same items to compare their pairs."));
    if (!m_compared[0] || !m_compared[1])
        return showNothing(
            tr("No two open representations are of the same items: open another of these items."));
    if (compared(0)->group != compared(1)->group)
        return showNothing(tr("%1 and %2 are not of the same items: choose two that are.")
                               .arg(QString::fromStdString(compared(0)->input.label),
                                    QString::fromStdString(compared(1)->input.label)));
    startValues();
}

void ScatterView::showNothing(const QString& hint)
{
    cancel(m_counting);
    cancel(m_binning);
    cancel(m_listing);
    m_values = nullptr;
    m_selectedPairs = 0;
    m_canvas->setDensity(nullptr, hint);
    m_list->setPairs({}, {}, {});
    m_table->hide();
    readout()->setRows({});
    updateAccessibleText();
    Q_EMIT captionChanged();
}

// Jobs

void ScatterView::startValues()
{
    if (!m_wantedArea && m_values && m_canvas->density() && m_canvas->area() != wholeArea(*m_values))
        m_wantedArea = m_canvas->area();
    showNothing(tr("The pairs are being counted."));
    if (!runner())
        return;
    const ShownRepresentation first = *compared(0); // shares what is large
    const ShownRepresentation second = *compared(1);
    const unsigned threads = representationOptions().threads;
    QPointer<ScatterView> self(this);
    m_counting = runner()->start<PairValues>(
        tr("Pairs of %1 and %2")
            .arg(QString::fromStdString(first.input.label), QString::fromStdString(second.input.label)),
        [first, second, threads](JobContext& context) { return pairValues(first, second, threads, context); },
        [self](const JobResult<PairValues>& result) {
            if (self)
                self->takeValues(result);
            return result ? JobEnd {} : JobEnd {JobModel::State::Failed, asSentence(result.error().message)};
        },
        JobRunner::Listing::WhenLong);
}

void ScatterView::takeValues(const JobResult<PairValues>& result)
{
    m_counting.clear();
    if (!result) {
        if (result.error().kind != Error::Kind::Cancelled)
            showNothing(asSentence(result.error().message));
        return;
    }
    m_values = *result;
    m_canvas->setTitles(nameOf(0), nameOf(1));
    const PairArea whole = wholeArea(*m_values);
    m_canvas->setWholeArea(whole);
    const PairArea before = m_canvas->area();
    m_canvas->setArea(m_wantedArea.value_or(whole));
    m_wantedArea.reset();
    if (m_canvas->area() == before) // else it has begun
        startDensity();
    refreshPoints();
    updateAccessibleText();
    Q_EMIT captionChanged();
}

void ScatterView::startDensity()
{
    cancel(m_binning);
    if (!m_values || !runner())
        return;
    const auto values = m_values;
    const PairArea area = m_canvas->area();
    const unsigned threads = representationOptions().threads;
    QPointer<ScatterView> self(this);
    m_binning = runner()->start<PairDensity>(
        tr("Density of pairs"),
        [values, area, threads](JobContext& context) {
            return densityOf(*values, area, bins, threads, context);
        },
        [self, values](const JobResult<PairDensity>& result) {
            if (!result)
                return result.error().kind == Error::Kind::Cancelled
                    ? JobEnd {JobModel::State::Cancelled}
                    : JobEnd {JobModel::State::Failed, asSentence(result.error().message)};
            if (self && self->m_values == values) {
                self->m_binning.clear();
                self->m_canvas->setDensity(*result, {});
                self->point({});
                self->updateAccessibleText();
            }
            return JobEnd {};
        },
        JobRunner::Listing::WhenLong);
}

void ScatterView::choose(const DensityCell& cell, Selecting how)
{
    m_canvas->setCursorCell(cell);
    point(cell);
    updateAccessibleText();
    cancel(m_listing);
    if (!m_values || !runner() || !m_canvas->density())
        return;
    const auto values = m_values;
    const auto density = m_canvas->density();
    const bool fromLeast = isDissimilarity(*compared(0));
    QPointer<ScatterView> self(this);
    m_listing = runner()->start<std::vector<PairAt>>(
        tr("Pairs of a cell"),
        [values, density, cell, fromLeast](JobContext& context) {
            return strongestPairs(*values, *density, std::size_t(cell.first), std::size_t(cell.second),
                                  mostListed, fromLeast, context);
        },
        [self, values, how](const JobResult<std::vector<PairAt>>& result) {
            if (result && self && self->m_values == values) {
                self->m_listing.clear();
                self->takePairs(**result, how);
            }
            return result ? JobEnd {} : JobEnd {JobModel::State::Cancelled};
        },
        JobRunner::Listing::WhenLong);
}

void ScatterView::takePairs(const std::vector<PairAt>& pairs, Selecting how)
{
    const ShownGroup& group = representations()->groups[compared(0)->group];
    std::vector<ListedPair> listed;
    std::vector<std::string> chosen;
    for (const PairAt& pair : pairs) {
        listed.push_back(
            {group.itemAt(pair.row), group.itemAt(pair.column), double {pair.first}, double {pair.second}});
        chosen.push_back(listed.back().one);
        chosen.push_back(listed.back().other);
    }
    m_list->setPairs(std::move(listed), nameOf(0), nameOf(1));
    m_table->show();
    if (items() && !chosen.empty()) {
        items()->setCurrent(chosen.front());
        items()->select(chosen, how);
    }
}

// What is selected and pointed at

void ScatterView::refreshPoints()
{
    m_selectedPairs = 0;
    QVector<QPointF> points;
    if (m_values && items() && !items()->items().empty()) {
        const std::vector<std::uint8_t> marks =
            marksOf(*representations()->groupOf(*m_compared[0]).index, items()->items());
        std::vector<std::size_t> selected;
        for (std::size_t place = 0; place < marks.size(); ++place)
            if (marks[place])
                selected.push_back(place);
        const auto add = [&](std::size_t row, std::size_t column) {
            const std::size_t pair =
                row * (2 * m_values->items - row - 1) / 2 + column - row - 1; // row is below column
            const QPointF at(double {m_values->first[pair]}, double {m_values->second[pair]});
            if (std::isnan(at.x()))
                return;
            points.append(at);
        };
        const auto isRoom = [&] { return std::size_t(points.size()) < mostPoints; };
        if (selected.size() == 1) {
            const std::size_t one = selected.front();
            m_selectedPairs = m_values->items - 1;
            for (std::size_t other = 0; other < m_values->items && isRoom(); ++other)
                if (other != one)
                    add(std::min(one, other), std::max(one, other));
        } else if (!selected.empty()) {
            m_selectedPairs = selected.size() * (selected.size() - 1) / 2;
            for (std::size_t one = 0; one < selected.size() && isRoom(); ++one)
                for (std::size_t other = one + 1; other < selected.size() && isRoom(); ++other)
                    add(selected[one], selected[other]);
        }
    }
    m_canvas->setPoints(points);
}

void ScatterView::itemsChanged()
{
    if (!m_canvas)
        return;
    refreshPoints();
    updateAccessibleText();
    Q_EMIT captionChanged();
}

void ScatterView::lookChanged()
{
    m_canvas->refreshLook();
}

void ScatterView::moveCursor(int right, int up)
{
    const PairDensity* density = m_canvas->density().get();
    if (!density)
        return;
    DensityCell cell;
    const auto last = static_cast<int>(density->bins) - 1;
    if (m_canvas->cursorCell()) {
        cell = *m_canvas->cursorCell();
        cell = {std::clamp(cell.first + right, 0, last), std::clamp(cell.second + up, 0, last)};
    } else {
        // The densest one.
        const auto most = std::max_element(density->counts.begin(), density->counts.end());
        const auto place = static_cast<int>(most - density->counts.begin());
        cell = {place % (last + 1), place / (last + 1)};
    }
    m_canvas->setCursorCell(cell);
    point({});
    updateAccessibleText();
}

bool ScatterView::hasSomethingToClear() const
{
    return m_canvas->cursorCell() || RepresentationView::hasSomethingToClear();
}

void ScatterView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    const auto cursor = m_canvas->cursorCell();
    if (cursor && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return choose(*cursor, selectingFor(event->modifiers()));
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        RepresentationView::keyPressEvent(event);
        return;
    }
    const int step = event->modifiers() & Qt::ShiftModifier ? 8 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(-step, 0);
    case Qt::Key_Right:
        return moveCursor(step, 0);
    case Qt::Key_Up:
        return moveCursor(0, step);
    case Qt::Key_Down:
        return moveCursor(0, -step);
    case Qt::Key_Escape:
        if (hasSomethingToClear()) {
            m_canvas->setCursorCell({});
            m_table->hide();
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

void ScatterView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(m_canvas->density() != nullptr);
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

} // namespace learnscope
