#pragma once

#include "widgets/common/observerstyle.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace learnscope {

/// One value under the crosshair.
struct ReadoutRow
{
    QString observer; ///< as shown; for one run with its name: "ResNet-50, run 3"
    QString phase; ///< "train", "test" or what else the value is: "train − test", "ΔG, epochs 2 to 5"
    std::optional<double> x; ///< the epoch, in most plots; nothing for a value over several, such as a lag
    double mean = 0; ///< NaN where there is none
    std::optional<double> low; ///< of the band; nothing where there is none
    std::optional<double> high;
    qint64 n = 0; ///< runs behind the mean; for one run, its trials
    ObserverStyle style;
    QString xText = {}; ///< shown instead of the number x: "−30°"
    bool isUndefined = false; ///< there should be a mean, but it has no value: said in words

    bool operator==(const ReadoutRow&) const = default;
};

/// What the columns of a read-out hold: it differs from plot to plot.
struct ReadoutTitles
{
    QString phase; ///< empty: "Phase"
    QString x; ///< empty: "Epoch"
    QString mean; ///< empty: "Mean"
    QString countToolTip; ///< empty: for runs
    int decimals = 3; ///< of values as shown; copies have three more

    bool operator==(const ReadoutTitles&) const = default;
};

/// What stands under the crosshair of a plot, a row per curve: sortable, copied as tab-separated text, and
/// kept while it is pinned. GUI thread.
class ReadoutModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        ObserverColumn,
        PhaseColumn,
        XColumn,
        MeanColumn,
        LowColumn,
        HighColumn,
        CountColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,
        ColorRole,
        MarkerRole
    }; ///< SortRole: a number where the column holds numbers

    using QAbstractTableModel::QAbstractTableModel;

    /// Does nothing while the read-out is pinned. The order of the last sort() is kept.
    void setRows(std::vector<ReadoutRow> rows);
    const std::vector<ReadoutRow>& rows() const noexcept { return m_given; } ///< as the plot lists them

    bool isPinned() const noexcept { return m_pinned; }
    void setPinned(bool pinned);

    void setTitles(const ReadoutTitles& titles);
    const ReadoutTitles& titles() const noexcept { return m_titles; }

    /// Header (titles in lower case) and rows; numbers with six decimals or more and a point in any locale,
    /// empty fields where nothing is.
    QString toTsv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Stable; values that are missing come last in either order. Column -1: as the plot lists them.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

Q_SIGNALS:
    void pinnedChanged(bool pinned);

private:
    std::vector<std::size_t> sortedOrder() const; // places in m_given
    QString title(int column) const;

    std::vector<ReadoutRow> m_given; // as the plot lists them
    std::vector<std::size_t> m_order; // of m_given, as shown
    ReadoutTitles m_titles;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_pinned = false;
};

} // namespace learnscope
