#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <string>
#include <vector>

namespace learnscope {

/// Two items and what two representations say of them.
struct ListedPair
{
    std::string one;
    std::string other;
    double first = 0;
    double second = 0;
};

/// Pairs of items, one to a row. GUI thread.
class PairListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { OneColumn, OtherColumn, FirstColumn, SecondColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setPairs(std::vector<ListedPair> pairs, const QString& first, const QString& second);
    const std::vector<ListedPair>& pairs() const noexcept { return m_pairs; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ListedPair> m_pairs;
    QString m_first;
    QString m_second;
};

} // namespace learnscope
