#pragma once

#include "core/data/trialselectionjson.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace learnscope {

/// The selections that were saved under a name, and how many trials of what is open each holds. Names are
/// unique: one that is taken gets a number, "late errors (2)". GUI thread.
class NamedSelectionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, TrialsColumn, WhatColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    const std::vector<NamedSelection>& selections() const noexcept { return m_selections; }
    void setSelections(std::vector<NamedSelection> selections); ///< all of them, as from a workspace file
    int add(NamedSelection selection); ///< its row
    void remove(int row);
    /// One count for each selection.
    void setCounts(const std::vector<std::uint64_t>& counts);
    /// How observers are called in the descriptions.
    void setNamings(ObserverNamings namings);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void selectionsChanged(); ///< something was added, renamed or removed

private:
    std::string freeName(const std::string& wanted, int except = -1) const;

    std::vector<NamedSelection> m_selections;
    std::vector<std::optional<std::uint64_t>> m_counts; ///< nothing: not counted yet
    ObserverNamings m_namings = knownObserverNaming;
};

} // namespace learnscope
