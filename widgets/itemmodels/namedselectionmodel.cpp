#include "widgets/itemmodels/namedselectionmodel.h"

#include <algorithm>

namespace learnscope {

void NamedSelectionModel::setSelections(std::vector<NamedSelection> selections)
{
    if (selections == m_selections)
        return;
    beginResetModel();
    m_selections = std::move(selections);
    m_counts.assign(m_selections.size(), {});
    endResetModel();
    Q_EMIT selectionsChanged();
}

std::string NamedSelectionModel::freeName(const std::string& wanted, int except) const
{
    const auto isTaken = [&](const std::string& name) {
        for (int row = 0; row < rowCount(); ++row)
            if (row != except && m_selections[std::size_t(row)].name == name)
                return true;
        return false;
    };
    std::string name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + " (" + std::to_string(number) + ')';
    return name;
}

int NamedSelectionModel::add(NamedSelection selection)
{
    const int row = rowCount();
    selection.name = freeName(selection.name);
    beginInsertRows({}, row, row);
    m_selections.push_back(std::move(selection));
    m_counts.emplace_back();
    endInsertRows();
    Q_EMIT selectionsChanged();
    return row;
}

void NamedSelectionModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_selections.erase(m_selections.begin() + row);
    m_counts.erase(m_counts.begin() + row);
    endRemoveRows();
    Q_EMIT selectionsChanged();
}

void NamedSelectionModel::setCounts(const std::vector<std::uint64_t>& counts)
{
    if (counts.empty() || counts.size() != m_counts.size())
        return;
    m_counts.assign(counts.begin(), counts.end());
    Q_EMIT dataChanged(index(0, TrialsColumn), index(rowCount() - 1, TrialsColumn));
}

void NamedSelectionModel::setNamings(ObserverNamings namings)
{
    m_namings = std::move(namings);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, WhatColumn), index(rowCount() - 1, WhatColumn));
}

int NamedSelectionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_selections.size());
}

int NamedSelectionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NamedSelectionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == TrialsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const bool isText = role == Qt::DisplayRole || role == Qt::EditRole;
    if (!isText && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(m_selections[row].name);
    case TrialsColumn:
        return m_counts[row] ? QVariant(tr("%L1").arg(*m_counts[row])) : QVariant(QStringLiteral("\u2026"));
    default:
        return QString::fromStdString(describe(m_selections[row].selection, m_namings));
    }
}

bool NamedSelectionModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const std::string wanted = value.toString().trimmed().toStdString();
    if (!index.isValid() || role != Qt::EditRole || index.column() != NameColumn || wanted.empty())
        return false;
    std::string& name = m_selections[std::size_t(index.row())].name;
    if (wanted == name)
        return true;
    name = freeName(wanted, index.row());
    Q_EMIT dataChanged(index, index);
    Q_EMIT selectionsChanged();
    return true;
}

Qt::ItemFlags NamedSelectionModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

QVariant NamedSelectionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == TrialsColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case TrialsColumn:
        return tr("Trials");
    default:
        return tr("What is selected");
    }
}

} // namespace learnscope
