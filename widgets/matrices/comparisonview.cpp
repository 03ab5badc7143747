#include "widgets/matrices/comparisonview.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/likenesscanvas.h"
#include "widgets/matrices/likenesstestmodel.h"
#include "widgets/matrices/measuretitles.h"
#include "widgets/plots/chartspec.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelection>
#include <QKeyEvent>
#include <QMenu>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace learnscope {

namespace {
constexpr int tableHeight = 132; // a header and four rows
constexpr std::array units = {BootstrapUnit::Items, BootstrapUnit::Observers, BootstrapUnit::Both};
constexpr std::array corrections = {Correction::Holm, Correction::BenjaminiHochberg, Correction::None};

template<typename T, typename Range>
int placeIn(const Range& range, T value)
{
    return static_cast<int>(std::find(range.begin(), range.end(), value) - range.begin());
}

/// Greys out an entry and says why.
void setProblem(QComboBox& box, int index, const QString& problem)
{
    auto* model = qobject_cast<QStandardItemModel*>(box.model());
    QStandardItem* item = model->item(index);
    item->setEnabled(problem.isEmpty());
    item->setToolTip(problem);
    item->setAccessibleDescription(problem);
}
} // namespace

ComparisonView::ComparisonView(QWidget* parent)
    : RepresentationView(parent)
    , m_canvas(new LikenessCanvas(this))
    , m_tests(new LikenessTestModel(this))
    , m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeSwitches());
    layout->addWidget(m_canvas, 1);
    auto* below = new QHBoxLayout;
    m_showsTests = new QCheckBox(tr("Tests"), this);
    m_showsTests->setChecked(true);
    m_showsTests->setToolTip(tr("Show every test with its interval and p-values"));
    m_testsNote = new ElidedLabel({}, this);
    m_testsNote->setObjectName(QStringLiteral("muted"));
    below->addWidget(m_showsTests);
    below->addWidget(m_testsNote, 1);
    layout->addLayout(below);
    setUpTable(*m_table);
    m_table->setModel(m_tests);
    m_table->setFixedHeight(tableHeight);
    m_table->setAccessibleName(tr("Tests of likenesses"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMinimumSectionSize(48);
    m_table->horizontalHeader()->setSectionResizeMode(LikenessTestModel::TestColumn, QHeaderView::Stretch);
    layout->addWidget(m_table);
    setMinimumSize(220, 200);
    readout()->setTitles({tr("With"), tr("Items"), tr("Likeness"), tr("Pairs of items behind the value"), 3});
    connectSwitches();
    connect(m_canvas, &LikenessCanvas::barHovered, this, &ComparisonView::hover);
    connect(m_canvas, &LikenessCanvas::barClicked, this, [this](const LikenessPlace& place) {
        setFocus(Qt::MouseFocusReason);
        mark(place);
    });
    connect(m_canvas, &LikenessCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        mark({});
    });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        m_canvas->setMarked(m_tests->placeOf(index.row()));
        hover({}, {});
    });
    rebuild();
}

ComparisonView::~ComparisonView() = default;

QWidget* ComparisonView::makeSwitches()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    const auto box = [&](const char* objectName, const QString& name) {
        auto* combo = new QComboBox(row);
        combo->setObjectName(QLatin1String(objectName));
        combo->setAccessibleName(name);
        combo->setToolTip(name);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(4);
        combo->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        layout->addWidget(combo, 1);
        return combo;
    };
    m_measure = box("measure", tr("Measure of how alike matrices are"));
    for (const MatrixMeasure measure : allMatrixMeasures())
        m_measure->addItem(matrixMeasureTitle(measure));
    m_unit = box("unit", tr("What intervals and tests are to hold for"));
    m_unit->addItems({tr("Items"), tr("Observers"), tr("Both")});
    m_correction = box("correction", tr("Correction for the number of tests"));
    for (const Correction correction : corrections)
        m_correction->addItem(correctionTitle(correction));
    m_correction->setItemText(placeIn(corrections, Correction::None), tr("No correction"));
    m_order = box("order", tr("Order of bars"));
    m_order->addItems({tr("By value"), tr("As listed")});
    for (QComboBox* combo : {m_measure, m_unit, m_correction, m_order})
        combo->setMaximumWidth(combo->fontMetrics().horizontalAdvance(QStringLiteral("Whitened correlation"))
                               + 48);
    return row;
}

void ComparisonView::connectSwitches()
{
    connect(m_measure, &QComboBox::activated, this, [this](int index) {
        ModelComparisonOptions options = representationOptions().likeness;
        options.measure = allMatrixMeasures()[static_cast<std::size_t>(index)];
        request(options);
    });
    connect(m_unit, &QComboBox::activated, this, [this](int index) {
        ModelComparisonOptions options = representationOptions().likeness;
        options.unit = units[static_cast<std::size_t>(index)];
        request(options);
    });
    connect(m_correction, &QComboBox::activated, this, [this](int index) {
        ModelComparisonOptions options = representationOptions().likeness;
        options.correction = corrections[static_cast<std::size_t>(index)];
        request(options);
    });
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        rebuild();
        Q_EMIT captionChanged();
        Q_EMIT stateChanged();
    });
    connect(m_showsTests, &QCheckBox::toggled, this, [this](bool shown) {
        m_table->setVisible(shown);
        m_testsNote->setVisible(shown);
        Q_EMIT stateChanged();
    });
}

void ComparisonView::request(const ModelComparisonOptions& options)
{
    RepresentationOptions wanted = representationOptions();
    if (wanted.likeness == options)
        return;
    wanted.likeness = options;
    Q_EMIT representationOptionsRequested(wanted);
}

QString ComparisonView::problemOf(MatrixMeasure measure) const
{
    const auto& panels = m_canvas->panels().panels;
    const bool anyMasked = std::any_of(panels.begin(), panels.end(), [](const LikenessPanel& panel) {
        return panel.comparison->maskedPairs > 0;
    });
    return isWhitened(measure) && anyMasked ? tr("Needs all pairs, and some are masked") : QString();
}

QString ComparisonView::problemOf(BootstrapUnit unit) const
{
    const auto& panels = m_canvas->panels().panels;
    const bool anySeveral = panels.empty()
        || std::any_of(panels.begin(), panels.end(),
                       [](const LikenessPanel& panel) { return panel.references.size() > 1; });
    return unit != BootstrapUnit::Items && !anySeveral
        ? tr("A claim about other observers needs two or more references")
        : QString();
}

void ComparisonView::refreshSwitches()
{
    const ModelComparisonOptions options = representationOptions().likeness;
    m_measure->setCurrentIndex(placeIn(allMatrixMeasures(), options.measure));
    m_correction->setCurrentIndex(placeIn(corrections, options.correction));
    for (std::size_t place = 0; place < allMatrixMeasures().size(); ++place)
        setProblem(*m_measure, static_cast<int>(place), problemOf(allMatrixMeasures()[place]));
    for (std::size_t place = 0; place < units.size(); ++place)
        setProblem(*m_unit, static_cast<int>(place), problemOf(units[place]));
    // With a single reference items alone are drawn, whatever was asked for.
    const bool isPossible = problemOf(options.unit).isEmpty();
    m_unit->setCurrentIndex(placeIn(units, isPossible ? options.unit : BootstrapUnit::Items));
    const bool hasAny = representations() && !representations()->shown.empty();
    for (QComboBox* combo : {m_measure, m_unit, m_correction, m_order})
        combo->setEnabled(hasAny);
}

void ComparisonView::addRuleActions(QMenu& menu)
{
    const ModelComparisonOptions now = representationOptions().likeness;
    const auto add = [&](QActionGroup* group, const QString& text, bool checked, const QString& problem,
                         auto change) {
        QAction* action = menu.addAction(text, this, [this, change] {
            ModelComparisonOptions options = representationOptions().likeness;
            change(options);
            request(options);
        });
        action->setCheckable(true);
        action->setChecked(checked);
        action->setEnabled(problem.isEmpty());
        action->setToolTip(problem);
        group->addAction(action);
    };
    menu.addSection(tr("Measure"));
    auto* measures = new QActionGroup(&menu);
    for (const MatrixMeasure measure : allMatrixMeasures())
        add(measures, matrixMeasureTitle(measure), now.measure == measure, problemOf(measure),
            [measure](ModelComparisonOptions& options) { options.measure = measure; });
    menu.addSection(tr("Intervals and tests hold for"));
    auto* unitActions = new QActionGroup(&menu);
    for (std::size_t place = 0; place < units.size(); ++place)
        add(unitActions, m_unit->itemText(static_cast<int>(place)),
            m_unit->currentIndex() == static_cast<int>(place), problemOf(units[place]),
            [unit = units[place]](ModelComparisonOptions& options) { options.unit = unit; });
    menu.addSection(tr("Correction for the number of tests"));
    auto* correctionActions = new QActionGroup(&menu);
    for (std::size_t place = 0; place < corrections.size(); ++place)
        add(correctionActions, m_correction->itemText(static_cast<int>(place)),
            now.correction == corrections[place], {},
            [correction = corrections[place]](ModelComparisonOptions& options) {
                options.correction = correction;
            });
}

LikenessOrder ComparisonView::order() const
{
    return m_order->currentIndex() == 1 ? LikenessOrder::AsListed : LikenessOrder::ByValue;
}

void ComparisonView::setOrder(LikenessOrder order)
{
    m_order->setCurrentIndex(order == LikenessOrder::AsListed ? 1 : 0);
}

void ComparisonView::setTestsShown(bool shown)
{
    m_showsTests->setChecked(shown);
}

void ComparisonView::representationsChanged()
{
    rebuild();
}

void ComparisonView::lookChanged()
{
    rebuild();
}

void ComparisonView::rebuild()
{
    // A bar stays marked where its model still is, whatever its place.
    QString markedName;
    const LikenessPanels& old = m_canvas->panels();
    if (const auto& last = m_canvas->marked(); last && old.has(*last))
        markedName = old.panels[last->panel].labelAt(last->row);
    LikenessPanels panels = likenessPanels(representations(), order());
    std::optional<LikenessPlace> marked;
    for (std::size_t panel = 0; panel < panels.panels.size() && !markedName.isEmpty(); ++panel)
        for (std::size_t row = 0; row < panels.panels[panel].order.size(); ++row)
            if (panels.panels[panel].labelAt(row) == markedName)
                marked = LikenessPlace {panel, row};
    m_tests->setPanels(panels);
    m_canvas->setPanels(std::move(panels), matrixMeasureTitle(representationOptions().likeness.measure));
    m_testsNote->setText(testsText());
    refreshSwitches();
    mark(marked);
}

void ComparisonView::mark(const std::optional<LikenessPlace>& place)
{
    m_canvas->setMarked(place);
    QItemSelection rows;
    for (int row = 0; place && row < m_tests->rowCount(); ++row)
        if (m_tests->concerns(row, *place))
            rows.select(m_tests->index(row, 0), m_tests->index(row, LikenessTestModel::ColumnCount - 1));
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    hover({}, {});
}

void ComparisonView::hover(const std::optional<LikenessPlace>& place, const QPointF& position)
{
    const auto& shown = place ? place : m_canvas->marked();
    readout()->setRows(shown ? rowsOf(*shown) : std::vector<ReadoutRow> {});
    QString toolTip;
    if (place) {
        toolTip = describe(*place);
        if (const auto reference = m_canvas->referenceAt(*place, position)) {
            const LikenessPanel& panel = m_canvas->panels().panels[place->panel];
            toolTip = tr("%1 with %2: %3")
                          .arg(panel.labelAt(place->row), panel.references[*reference],
                               valueText(panel.likenessAt(place->row).values[*reference], 3));
        }
    }
    m_canvas->viewport()->setToolTip(toolTip);
    updateAccessibleText();
    Q_EMIT hovered();
}

std::vector<ReadoutRow> ComparisonView::rowsOf(const LikenessPlace& place) const
{
    const LikenessPanel& panel = m_canvas->panels().panels[place.panel];
    const ModelLikeness& likeness = panel.likenessAt(place.row);
    const auto row = [&](const QString& with, double value) {
        ReadoutRow one;
        one.observer = panel.labelAt(place.row);
        one.phase = with;
        one.x = double(panel.comparison->items);
        one.mean = value;
        one.n = static_cast<qint64>(panel.comparison->pairs);
        one.isUndefined = std::isnan(value);
        one.style = {Theme::of(this).accent};
        return one;
    };
    std::vector<ReadoutRow> rows;
    rows.push_back(row(panel.references.size() == 1 ? panel.references.front() : tr("mean"),
                       likeness.likeness.estimate));
    if (likeness.likeness.interval) {
        rows.back().low = likeness.likeness.interval->low;
        rows.back().high = likeness.likeness.interval->high;
    }
    for (std::size_t reference = 0; panel.references.size() > 1 && reference < panel.references.size();
         ++reference)
        rows.push_back(row(panel.references[reference], likeness.values[reference]));
    return rows;
}

QString ComparisonView::describe(const LikenessPlace& place) const
{
    const LikenessPanel& panel = m_canvas->panels().panels[place.panel];
    const ModelLikeness& likeness = panel.likenessAt(place.row);
    QString words = tr("%1: %2").arg(panel.labelAt(place.row), valueText(likeness.likeness.estimate, 3));
    if (likeness.likeness.interval)
        words += tr(" [%1, %2]")
                     .arg(valueText(likeness.likeness.interval->low, 3),
                          valueText(likeness.likeness.interval->high, 3));
    if (std::isfinite(likeness.likeness.correctedProbability))
        words += tr(", against 0: p = %1").arg(valueText(likeness.likeness.correctedProbability, 4));
    if (likeness.belowCeiling && std::isfinite(likeness.belowCeiling->correctedProbability))
        words += tr(", against the noise ceiling: p = %1")
                     .arg(valueText(likeness.belowCeiling->correctedProbability, 4));
    return words;
}

void ComparisonView::moveMark(int by)
{
    std::vector<LikenessPlace> places;
    const LikenessPanels& panels = m_canvas->panels();
    for (std::size_t panel = 0; panel < panels.panels.size(); ++panel)
        for (std::size_t row = 0; row < panels.panels[panel].order.size(); ++row)
            places.push_back({panel, row});
    if (places.empty())
        return;
    const int last = static_cast<int>(places.size()) - 1;
    int at = by > 0 ? -1 : last + 1;
    if (m_canvas->marked())
        at = placeIn(places, *m_canvas->marked());
    mark(places[static_cast<std::size_t>(std::clamp(at + by, 0, last))]);
}

bool ComparisonView::hasSomethingToClear() const
{
    return m_canvas->marked().has_value();
}

void ComparisonView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        PlotView::keyPressEvent(event);
        return;
    }
    constexpr int everything = 1 << 20;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Left:
        return moveMark(-1);
    case Qt::Key_Down:
    case Qt::Key_Right:
        return moveMark(1);
    case Qt::Key_Home:
        return moveMark(-everything);
    case Qt::Key_End:
        return moveMark(everything);
    case Qt::Key_Escape:
        if (m_canvas->marked())
            return mark({});
        break;
    default:
        break;
    }
    PlotView::keyPressEvent(event);
}

void ComparisonView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* const menu = makeContextMenu(!m_canvas->panels().empty());
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(event->reason() == QContextMenuEvent::Mouse ? event->globalPos()
                                                            : mapToGlobal(rect().center()));
    event->accept();
}

} // namespace learnscope
