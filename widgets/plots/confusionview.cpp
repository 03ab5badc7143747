#include "widgets/plots/confusionview.h"

#include "widgets/common/flowlayout.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/confusioncanvas.h"
#include "widgets/plots/epochbox.h"
#include "widgets/plots/rulemenu.h"
#include "widgets/plots/similaritymodel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int tableHeight = 132; // a header and four rows
}

ConfusionView::ConfusionView(ViewKind kind, QWidget* parent)
    : PlotView(parent)
    , m_kind(kind)
    , m_canvas(new ConfusionCanvas(this))
    , m_similarities(new SimilarityModel(this))
    , m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeSwitches());
    layout->addWidget(m_canvas, 1);
    layout->addWidget(m_showsTable, 0, Qt::AlignLeft);
    layout->addWidget(m_measure, 0, Qt::AlignLeft);
    layout->addWidget(m_table);
    setUpTable(*m_table);
    m_table->setModel(m_similarities);
    m_table->setFixedHeight(tableHeight);
    m_table->setAccessibleName(tr("Similarity of confusion matrices"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->hide();
    setMinimumSize(220, 160);
    readout()->setTitles(
        {tr("Shown \u2192 answered"), {}, tr("Share"), tr("Trials in which the class was shown"), 3});

    connect(m_canvas, &ConfusionCanvas::cellHovered, this, &ConfusionView::point);
    connect(m_canvas, &ConfusionCanvas::cellClicked, this,
            [this](const ConfusionPlace& place, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                m_canvas->setCursorCell(place);
                select(place, modifiers);
            });
    connect(m_canvas, &ConfusionCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (selection())
            selection()->clear();
    });
    curvesChanged();
}

ConfusionView::~ConfusionView() = default;

QWidget* ConfusionView::makeSwitches()
{
    auto* row = new QWidget(this);
    const auto box = [&](const QString& name, const QStringList& texts) {
        auto* combo = new QComboBox(row);
        combo->addItems(texts);
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        return combo;
    };
    m_phase = box(tr("Phase of the trials"), {tr("Test"), tr("Train")});
    m_epochs = new EpochBox(row);
    m_numbers = box(tr("Numbers in cells"), {tr("Row shares"), tr("Counts")});
    m_measure = box(tr("Measure of similarity"), {}); // placed above the table
    for (const ConfusionMeasure one : confusionMeasures())
        m_measure->addItem(QString::fromUtf8(titleOf(one).data(), qsizetype(titleOf(one).size())));
    // Its texts are long: it has a row of its own, above the table, and the width of the longest there.
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_measure->setMinimumWidth(m_measure->fontMetrics().averageCharWidth() * 14);
    m_measure->setObjectName(QStringLiteral("measure"));
    m_measure->hide();
    m_showsTable = new QCheckBox(tr("Similarity"), row);
    m_showsTable->setToolTip(tr("Show how alike the observers' confusions are"));
    auto* layout = new FlowLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_phase);
    layout->addWidget(m_epochs);
    layout->addWidget(m_numbers);
    connectSwitches();
    return row;
}

void ConfusionView::connectSwitches()
{
    const auto edit = [this](auto change) {
        return [this, change](auto value) {
            ConfusionChoice choice = m_choice;
            change(choice, value);
            setChoice(choice);
        };
    };
    connect(m_phase, &QComboBox::currentIndexChanged, this, edit([](ConfusionChoice& choice, int index) {
                choice.phase = index == 1 ? Phase::Train : Phase::Test;
            }));
    connect(m_epochs, &EpochBox::edited, this,
            edit([](ConfusionChoice& choice, const std::vector<std::int32_t>& epochs) {
                choice.epochs = epochs;
            }));
    connect(m_numbers, &QComboBox::currentIndexChanged, this,
            edit([](ConfusionChoice& choice, int index) { choice.counts = index == 1; }));
    connect(m_measure, &QComboBox::currentIndexChanged, this,
            edit([this](ConfusionChoice& choice, int) { choice.similarity = measure(); }));
    connect(m_showsTable, &QCheckBox::toggled, this, edit([this](ConfusionChoice& choice, bool shown) {
                choice.similarity = shown ? std::optional(measure()) : std::nullopt;
            }));
}

ConfusionMeasure ConfusionView::measure() const
{
    return confusionMeasures()[static_cast<std::size_t>(std::max(0, m_measure->currentIndex()))];
}

void ConfusionView::setChoice(const ConfusionChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    showChoice();
    m_canvas->setCounts(m_choice.counts);
    rebuild();
    Q_EMIT captionChanged();
    Q_EMIT stateChanged();
}

void ConfusionView::showChoice()
{
    const QSignalBlocker phase(m_phase);
    const QSignalBlocker numbers(m_numbers);
    const QSignalBlocker measure(m_measure);
    const QSignalBlocker table(m_showsTable);
    m_phase->setCurrentIndex(m_choice.phase == Phase::Train ? 1 : 0);
    m_epochs->setChosen(m_choice.epochs);
    m_numbers->setCurrentIndex(m_choice.counts ? 1 : 0);
    const bool comparing = m_choice.similarity.has_value();
    if (comparing) // otherwise it stays what is chosen next time
        m_measure->setCurrentIndex(static_cast<int>(*m_choice.similarity));
    m_showsTable->setChecked(comparing);
    m_table->setVisible(comparing);
    m_measure->setVisible(comparing);
}

std::vector<MatchedPair> ConfusionView::matched() const
{
    return analysis() && m_choice.similarity && m_choice.phase == Phase::Test
        ? matchedPairs(*analysis(), AnalysisPart::Likenesses)
        : std::vector<MatchedPair>();
}

ChartNaming ConfusionView::naming() const
{
    return [this, unknown = 0](const Observer& observer) mutable {
        const int place = observers() ? observers()->placeOf(observer.name) : -1;
        if (place >= 0)
            return std::pair(QString::fromStdString(observers()->observer(place).label),
                             observers()->style(place));
        return std::pair(QString::fromStdString(observer.label), styleFor(observer, unknown++));
    };
}

void ConfusionView::addRuleActions(QMenu& menu)
{
    addBandRules({menu, rules(), [this](const AnalysisOptions& wanted) { Q_EMIT rulesRequested(wanted); },
                  this, analysis().get()});
    PlotView::addRuleActions(menu);
}

void ConfusionView::curvesChanged()
{
    rebuild();
}

void ConfusionView::lookChanged()
{
    if (hiddenObservers() != m_hiddenThen)
        rebuild();
    showSelection();
    m_canvas->viewport()->update();
}

void ConfusionView::showSelection()
{
    if (selection() && !isOnlySelected())
        m_canvas->setSelection(selection()->selection(),
                               selection()->isPending() ? nullptr : selection()->selectedTrials());
    else
        m_canvas->setSelection({}, nullptr);
}

void ConfusionView::rebuild()
{
    ConfusionGrid grid;
    if (curves() && analysis())
        grid = confusionGrid(*curves(), *analysis(), m_choice.phase, m_choice.epochs, hiddenObservers(),
                             naming());
    m_epochs->setAvailable(grid.allEpochs);
    m_hiddenThen = hiddenObservers();
    m_canvas->setGrid(std::move(grid));
    m_canvas->setHint(emptyHint());
    showSelection();
    refreshSimilarities();
    readout()->setRows(m_canvas->cursorCell() ? m_canvas->grid().rowsAt(*m_canvas->cursorCell())
                                              : std::vector<ReadoutRow> {});
    updateAccessibleText();
}

void ConfusionView::refreshSimilarities()
{
    m_similarities->setContent(curves() && !curves()->observers.empty() ? analysis() : nullptr,
                               m_choice.phase, m_choice.epochs, measure(), naming());
}

void ConfusionView::point(const std::optional<ConfusionPlace>& place)
{
    const auto& shown = place ? place : m_canvas->cursorCell();
    m_canvas->viewport()->setToolTip(place ? m_canvas->grid().describe(*place) : QString());
    readout()->setRows(shown ? m_canvas->grid().rowsAt(*shown) : std::vector<ReadoutRow> {});
    Q_EMIT hovered();
}

void ConfusionView::select(const ConfusionPlace& place, Qt::KeyboardModifiers modifiers)
{
    if (selection())
        selection()->select(m_canvas->grid().trialsOf(place), selectingFor(modifiers));
}

std::optional<ConfusionPlace> ConfusionView::neighbourOf(const ConfusionPlace& place, int down, int right,
                                                         bool byMatrix) const
{
    const ConfusionGrid& grid = m_canvas->grid();
    const int labels = grid.labelsOf(place.row);
    ConfusionPlace next = place;
    if (!byMatrix) {
        next.truth += down;
        next.prediction += right;
        if (grid.isCell(next))
            return next;
    }
    // On into the next matrix that way; those without trials are passed by.
    const int across = m_canvas->across();
    const int rows = down * across + (across > 1 ? right : 0);
    const int columns = across > 1 ? 0 : right;
    for (next.row += rows, next.column += columns; next.row >= 0 && next.row < int(grid.rows.size())
         && next.column >= 0 && next.column < int(grid.epochs.size());
         next.row += rows, next.column += columns) {
        const int others = grid.labelsOf(next.row);
        const auto entered = [&](int at) {
            return at < 0 ? others - 1 : at >= labels ? 0 : std::min(at, others - 1);
        };
        ConfusionPlace cell = next;
        cell.truth = entered(next.truth);
        cell.prediction = entered(next.prediction);
        if (grid.isCell(cell))
            return cell;
    }
    return {};
}

void ConfusionView::moveCursor(int down, int right, bool byMatrix)
{
    const ConfusionGrid& grid = m_canvas->grid();
    std::optional<ConfusionPlace> place;
    if (m_canvas->cursorCell())
        place = neighbourOf(*m_canvas->cursorCell(), down, right, byMatrix);
    else
        for (int row = 0; row < int(grid.rows.size()) && !place; ++row)
            for (int column = 0; column < int(grid.epochs.size()) && !place; ++column)
                if (grid.isCell({row, column, 0, 0}))
                    place = ConfusionPlace {row, column, 0, 0};
    if (!place)
        return;
    m_canvas->setCursorCell(place);
    point(std::nullopt);
    updateAccessibleText();
}

void ConfusionView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    const auto& cursor = m_canvas->cursorCell();
    if (cursor && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return select(*cursor, event->modifiers());
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        PlotView::keyPressEvent(event);
        return;
    }
    const bool byMatrix = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(0, -1, byMatrix);
    case Qt::Key_Right:
        return moveCursor(0, 1, byMatrix);
    case Qt::Key_Up:
        return moveCursor(-1, 0, byMatrix);
    case Qt::Key_Down:
        return moveCursor(1, 0, byMatrix);
    case Qt::Key_Escape:
        if (cursor || (selection() && !selection()->selection().empty())) {
            m_canvas->setCursorCell({});
            if (selection())
                selection()->clear();
            point(std::nullopt);
            updateAccessibleText();
            return;
        }
        break;
    default:
        break;
    }
    PlotView::keyPressEvent(event);
}

void ConfusionView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* const menu = makeContextMenu(!m_canvas->grid().empty());
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                            : mapToGlobal(rect().center()));
    event->accept();
}

void ConfusionView::resetZoom()
{
    m_canvas->setZoom(1);
}

void ConfusionView::zoomIn()
{
    m_canvas->setZoom(m_canvas->zoom() * 1.25);
}

void ConfusionView::zoomOut()
{
    m_canvas->setZoom(m_canvas->zoom() / 1.25);
}

} // namespace learnscope
