#include "widgets/matrices/pairlistmodel.h"

namespace learnscope {

void PairListModel::setPairs(std::vector<ListedPair> pairs, const QString& first, const QString& second)
{
    beginResetModel();
    m_pairs = std::move(pairs);
    m_first = first;
    m_second = second;
    endResetModel();
}

int PairListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_pairs.size());
}

int PairListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PairListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ListedPair& pair = m_pairs[static_cast<std::size_t>(index.row())];
    const bool isNumber = index.column() >= FirstColumn;
    if (role == Qt::TextAlignmentRole)
        return int((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case OneColumn:
        return QString::fromStdString(pair.one);
    case OtherColumn:
        return QString::fromStdString(pair.other);
    case FirstColumn:
        return QString::number(pair.first, 'g', 4);
    case SecondColumn:
        return QString::number(pair.second, 'g', 4);
    }
    return {};
}

QVariant PairListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case OneColumn:
        return tr("Item");
    case OtherColumn:
        return tr("Other item");
    case FirstColumn:
        return m_first;
    case SecondColumn:
        return m_second;
    }
    return {};
}

} // namespace learnscope
