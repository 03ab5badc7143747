#pragma once

#include "core/similarity/topitems.h"
#include "widgets/itemmodels/itemselectionmodel.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <functional>
#include <memory>
#include <string>

namespace learnscope {

/// The dimensions of an embedding, a row each: how items are spread along it, and its top items in columns of
/// their own. GUI thread.
class DimensionModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, MeanColumn, ShareColumn, HistogramColumn, FirstItemColumn };
    enum Role {
        SortRole = Qt::UserRole, ///< a number
        HistogramRole, ///< QList<double>: shares of the fullest bin
        ItemRole, ///< the item's name, in columns of items
        SelectedRole, ///< bool
        CurrentRole, ///< bool
        DimensionRole, ///< its number from 0 on
    };
    using Naming = std::function<std::string(std::size_t place)>;

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: empty. @p nameOf says what an item is called.
    void setContent(std::shared_ptr<const DimensionSummaries> summaries, RowNames columnNames, Naming nameOf);
    const std::shared_ptr<const DimensionSummaries>& summaries() const noexcept { return m_summaries; }
    void setMarks(std::shared_ptr<const ItemSet> selected, const std::string& current);
    QString dimensionName(std::size_t dimension) const; ///< "3", "3: animal"
    /// All that is shown, as tab-separated text with a header.
    QString toTsv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const RankedItem* itemAt(const QModelIndex& index) const; ///< null where there is none
    double shareOf(const DimensionSummary& one) const; ///< of the variance, 0 to 1

    std::shared_ptr<const DimensionSummaries> m_summaries;
    RowNames m_columnNames;
    Naming m_nameOf;
    std::shared_ptr<const ItemSet> m_selected;
    std::string m_current;
    int m_itemColumns = 0;
};

/// Sorted by numbers, and only the dimensions whose name or top items hold a text.
class DimensionFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit DimensionFilter(QObject* parent = nullptr);
    void setText(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QString m_text;
};

/// The dimensions on which one item lies highest, a row each. GUI thread.
class LoadingModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< of the longest bar, -1 to 1
        DimensionRole, ///< its number from 0 on
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setLoadings(std::vector<ItemLoading> loadings, std::function<QString(std::size_t)> nameOf);
    const std::vector<ItemLoading>& loadings() const noexcept { return m_loadings; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<ItemLoading> m_loadings;
    std::function<QString(std::size_t)> m_nameOf;
    double m_longest = 1;
};

} // namespace learnscope
