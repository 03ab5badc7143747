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
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new ObserverDelegate(m_tree));
    m_tree->setAccessibleName(tr("Observers"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(false);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setMinimumSectionSize(24);
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
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ObserverPanel::followTree);
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

void ObserverPanel::followTree()
{
    Q_EMIT currentChanged();
    const int place = currentPlace();
    // A tree that gets the focus goes to its first row, but nobody has selected that.
    if (m_following || place < 0 || !m_tree->selectionModel()->isSelected(m_tree->currentIndex()))
        return;
    const QScopedValueRollback<bool> guard(m_following, true);
    m_selection.select(trialsOf(m_observers.observer(place).name, currentRun()));
}

void ObserverPanel::followSelection()
{
    if (m_following)
        return;
    const QScopedValueRollback<bool> guard(m_following, true);
    const QModelIndex row = rowOfSelection();
    const QModelIndex shown = m_filter->mapFromSource(row);
    if (!shown.isValid())
        m_tree->selectionModel()->clearSelection();
    else if (shown != m_tree->currentIndex() || !m_tree->selectionModel()->hasSelection())
        m_tree->setCurrentIndex(shown);
}

QModelIndex ObserverPanel::rowOfSelection() const
{
    const TrialSelection& selection = m_selection.selection();
    if (selection.clauses.size() != 1)
        return {};
    const TrialClause& clause = selection.clauses.front();
    const int place = clause.observers.excluded || clause.observers.values.size() != 1
        ? -1
        : m_observers.placeOf(clause.observers.values.front());
    if (place < 0)
        return {};
    const QModelIndex group = m_observers.index(place, 0);
    if (clause.runs.excluded || clause.runs.values.size() != 1)
        return group;
    for (int run = 0; run < m_observers.rowCount(group); ++run)
        if (const QModelIndex child = m_observers.index(run, 0, group);
            child.data(ObserverModel::RunRole).toInt() == clause.runs.values.front())
            return child;
    return group;
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
