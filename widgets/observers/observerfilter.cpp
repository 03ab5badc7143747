#include "widgets/observers/observerfilter.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"

namespace learnscope {

ObserverFilter::ObserverFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void ObserverFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void ObserverFilter::setSelection(SelectionModel* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = selection;
    if (m_selection)
        connect(m_selection, &SelectionModel::selectedTrialsChanged, this, &ObserverFilter::marksChanged);
}

void ObserverFilter::marksChanged()
{
    const QList<int> roles {SelectedTrialsRole, Qt::AccessibleDescriptionRole};
    if (const int observers = rowCount(); observers > 0)
        Q_EMIT dataChanged(index(0, 0), index(observers - 1, 0), roles);
    for (int place = 0; place < rowCount(); ++place)
        if (const QModelIndex group = index(place, 0); rowCount(group) > 0)
            Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group), roles);
}

QVariant ObserverFilter::data(const QModelIndex& index, int role) const
{
    if (role == SelectedTrialsRole)
        return selectedTrials(index);
    if (role == Qt::AccessibleDescriptionRole)
        if (const std::uint32_t trials = selectedTrials(index))
            return tr("%L1 selected trials").arg(trials);
    return QSortFilterProxyModel::data(index, role);
}

std::uint32_t ObserverFilter::selectedTrials(const QModelIndex& index) const
{
    const auto* observers = qobject_cast<const ObserverModel*>(sourceModel());
    if (!observers || !index.isValid() || !m_selection || !m_selection->selectedTrials())
        return 0;
    const int place = observers->placeOf(mapToSource(index));
    const SelectedObserver* selected =
        place < 0 ? nullptr : m_selection->selectedTrials()->find(observers->observer(place).name);
    if (!selected)
        return 0;
    const QVariant run = index.data(ObserverModel::RunRole);
    return run.isValid() ? selected->trialsOfRun(run.toInt()) : selected->count.trials;
}

bool ObserverFilter::fits(const QModelIndex& sourceIndex) const
{
    return sourceIndex.data().toString().contains(m_text, Qt::CaseInsensitive);
}

bool ObserverFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return m_text.isEmpty() || fits(sourceModel()->index(row, 0, parent));
}

} // namespace learnscope
