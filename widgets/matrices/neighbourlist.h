#pragma once

#include "core/similarity/nearestitems.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QTableView;

namespace learnscope {

/// What is nearest to one item by each of several matrices: a column for each, the nearest first. GUI thread.
class NeighbourModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { NameRole = Qt::UserRole, ValueRole };

    /// A neighbour as it is shown.
    struct Cell
    {
        std::string name;
        double value = 0;
    };
    struct Column
    {
        QString title;
        std::vector<Cell> cells;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(std::vector<Column> columns);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const Cell* cellAt(const QModelIndex& index) const;

    std::vector<Column> m_columns;
};

/// The list beside the matrices. A click on an item, or Return, chooses it. GUI thread.
class NeighbourList : public QWidget
{
    Q_OBJECT
public:
    explicit NeighbourList(QWidget* parent = nullptr);

    NeighbourModel* model() const noexcept { return m_model; }
    QTableView* table() const noexcept { return m_table; }
    void setHeading(const QString& text);

Q_SIGNALS:
    void itemChosen(const std::string& name, Qt::KeyboardModifiers modifiers);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    NeighbourModel* m_model;
    QLabel* m_heading;
    QTableView* m_table;
};

} // namespace learnscope
