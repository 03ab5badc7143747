#include "widgets/observers/observerpanel.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/observers/observerdelegate.h"
#include "widgets/observers/observerfilter.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QTreeView>
#include <QVBoxLayout>

#include <map>
#include <set>

namespace learnscope {

ObserverPanel::ObserverPanel(ObserverModel& observers, SelectionModel& selection, QWidget* parent)
    : QWidget(parent)
    , m_observers(observers)
    , m_selection(selection)
    , m_filter(new ObserverFilter(this))
    , m_filterLine(new QLineEdit(this))
    , m_tree(new QTreeView(this))
    , m_nothing(new QLabel(this))
{
    setObjectName(QStringLiteral("panel"));
    m_filterLine->setPlaceholderText(tr("Filter"));
    m_filterLine->setClearButtonEnabled(true);
    m_filterLine->setAccessibleName(tr("Filter observers"));
    m_filterLine->setToolTip(tr("Show only what contains this text. Checks stay as they are."));
    m_filterLine->installEventFilter(this);

    m_filter->setSourceModel(&observers);
    m_filter->setSelection(&selection);
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new ObserverDelegate(m_tree));
    m_tree->setAccessibleName(tr("Observers"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true); // thousands are not measured one by one
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setMinimumSectionSize(24);
    m_tree->header()->setResizeContentsPrecision(0); // of rows in view: there may be thousands
    m_tree->header()->setSectionResizeMode(ObserverModel::NameColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(ObserverModel::ValueColumn, QHeaderView::ResizeToContents);
    m_tree->installEventFilter(this);

    m_nothing->setObjectName(QStringLiteral("muted"));
    m_nothing->setWordWrap(true);
    m_nothing->setContentsMargins(12, 4, 12, 4);
    m_nothing->hide();

    auto* line = new QVBoxLayout;
    line->setContentsMargins(12, 4, 12, 8);
    line->addWidget(m_filterLine);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);

    connect(m_filterLine, &QLineEdit::textChanged, this, &ObserverPanel::filterChanged);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ObserverPanel::currentChanged);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ObserverPanel::followTree);
    connect(&selection, &SelectionModel::selectionChanged, this, &ObserverPanel::followSelection);
    connect(&observers, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex& where, int first, int last) {
                if (!where.isValid()) {
                    expandPeople(first, last);
                    QMetaObject::invokeMethod(this, &ObserverPanel::foldWhereTight, Qt::QueuedConnection);
                }
                updateNothingFound();
            });
    connect(&observers, &QAbstractItemModel::rowsRemoved, this, &ObserverPanel::updateNothingFound);
    connect(&observers, &QAbstractItemModel::modelReset, this, &ObserverPanel::updateNothingFound);
    expandPeople(0, observers.observerCount() - 1);
}

void ObserverPanel::expandPeople(int first, int last)
{
    for (int place = first; place <= last; ++place)
        if (m_observers.observer(place).kind == ObserverKind::Human)
            m_tree->expand(m_filter->mapFromSource(m_observers.index(place, 0)));
}

void ObserverPanel::foldWhereTight()
{
    int rows = m_filter->rowCount();
    for (int place = 0; place < m_filter->rowCount(); ++place)
        if (const QModelIndex group = m_filter->index(place, 0); m_tree->isExpanded(group))
            rows += m_filter->rowCount(group);
    if (rows * m_tree->sizeHintForRow(0) > m_tree->viewport()->height())
        m_tree->collapseAll();
}

int ObserverPanel::currentPlace() const
{
    return m_observers.placeOf(m_filter->mapToSource(m_tree->currentIndex()));
}

std::optional<std::int32_t> ObserverPanel::currentRun() const
{
    const QVariant run = m_tree->currentIndex().siblingAtColumn(0).data(ObserverModel::RunRole);
    return run.isValid() ? std::optional<std::int32_t>(run.toInt()) : std::nullopt;
}

void ObserverPanel::focusFilter()
{
    m_filterLine->setFocus(Qt::ShortcutFocusReason);
    m_filterLine->selectAll();
}

void ObserverPanel::renameCurrent()
{
    const int place = currentPlace();
    if (place < 0)
        return;
    const QModelIndex row = m_filter->mapFromSource(m_observers.index(place, ObserverModel::NameColumn));
    m_tree->setCurrentIndex(row);
    m_tree->edit(row);
}

void ObserverPanel::filterChanged(const QString& text)
{
    {
        // A row that is filtered away loses the tree's highlight, but what is selected stays selected.
        const QScopedValueRollback<bool> guard(m_following, true);
        m_filter->setText(text);
    }
    if (m_filter->isActive())
        for (int place = 0; place < m_observers.observerCount(); ++place)
            if (const QModelIndex group = m_observers.index(place, 0); !m_filter->fits(group))
                m_tree->expand(m_filter->mapFromSource(group)); // it is there because of its runs
    updateNothingFound();
    followSelection();
}

void ObserverPanel::updateNothingFound()
{
    const bool nothing = m_filter->rowCount() == 0 && m_observers.observerCount() > 0;
    m_nothing->setVisible(nothing);
    if (nothing)
        m_nothing->setText(tr("No observer matches “%1”.").arg(m_filterLine->text()));
}

TrialSelection ObserverPanel::chosenTrials() const
{
    std::map<int, std::vector<std::int32_t>> runs; // by the observer's place
    std::set<int> wholes;
    for (const QModelIndex& index : m_tree->selectionModel()->selectedRows()) {
        const int place = m_observers.placeOf(m_filter->mapToSource(index));
        const QVariant run = index.data(ObserverModel::RunRole);
        if (run.isValid())
            runs[place].push_back(run.toInt());
        else
            wholes.insert(place);
    }
    TrialSelection chosen;
    for (const int place : wholes)
        chosen = unionOf(std::move(chosen), trialsOf(m_observers.observer(place).name));
    for (auto& [place, numbers] : runs) {
        TrialSelection some = trialsOf(m_observers.observer(place).name);
        some.clauses.front().runs = ValueSet<std::int32_t>::only(std::move(numbers));
        chosen = unionOf(std::move(chosen), some);
    }
    return chosen;
}

void ObserverPanel::followTree()
{
    if (m_following)
        return;
    const QScopedValueRollback<bool> guard(m_following, true);
    m_selection.select(chosenTrials());
}

void ObserverPanel::followSelection()
{
    if (m_following)
        return;
    const QScopedValueRollback<bool> guard(m_following, true);
    const QItemSelection rows = rowsOfSelection();
    auto* chosen = m_tree->selectionModel();
    if (rows.isEmpty()) {
        chosen->clearSelection();
        return;
    }
    const QModelIndex current = m_tree->currentIndex();
    if (!rows.contains(current))
        m_tree->setCurrentIndex(rows.front().topLeft());
    chosen->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QItemSelection ObserverPanel::rowsOfSelection() const
{
    QItemSelection rows;
    for (const TrialClause& clause : m_selection.selection().clauses) {
        if (clause.observers.excluded)
            continue;
        for (const std::string& name : clause.observers.values) {
            const int place = m_observers.placeOf(name);
            const QModelIndex group =
                place < 0 ? QModelIndex() : m_filter->mapFromSource(m_observers.index(place, 0));
            if (group.isValid() && clause.runs.isAny())
                rows.select(group, group);
            else if (group.isValid())
                addRows(clause.runs, group, rows);
        }
    }
    return rows;
}

void ObserverPanel::addRows(const ValueSet<std::int32_t>& runs, const QModelIndex& group,
                            QItemSelection& rows) const
{
    QModelIndex first;
    QModelIndex last;
    for (int run = 0; run <= m_filter->rowCount(group); ++run) { // rows that follow each other are one range
        const QModelIndex child = m_filter->index(run, 0, group);
        if (child.isValid() && runs.contains(child.data(ObserverModel::RunRole).toInt())) {
            first = first.isValid() ? first : child;
            last = child;
        } else if (first.isValid()) {
            rows.select(first, last);
            first = {};
        }
    }
}

bool ObserverPanel::eventFilter(QObject* watched, QEvent* event)
{
    // Escape belongs to the filter line while one types there, not to the window.
    if (watched == m_filterLine && event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_filterLine && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            m_filterLine->clear();
            m_tree->setFocus();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            m_tree->setFocus();
            return true;
        }
    }
    if (watched == m_tree && event->type() == QEvent::ContextMenu) {
        auto* menu = static_cast<QContextMenuEvent*>(event);
        if (currentPlace() < 0)
            return true;
        const QRect row = m_tree->visualRect(m_tree->currentIndex());
        Q_EMIT contextMenuRequested(menu->reason() == QContextMenuEvent::Mouse
                                        ? menu->globalPos()
                                        : m_tree->viewport()->mapToGlobal(row.center()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace learnscope
