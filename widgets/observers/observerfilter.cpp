#include "widgets/observers/observerfilter.h"

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

bool ObserverFilter::fits(const QModelIndex& sourceIndex) const
{
    return sourceIndex.data().toString().contains(m_text, Qt::CaseInsensitive);
}

bool ObserverFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return m_text.isEmpty() || fits(sourceModel()->index(row, 0, parent));
}

} // namespace learnscope
