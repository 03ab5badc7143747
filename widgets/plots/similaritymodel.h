#pragma once

#include "core/stats/analysis.h"
#include "widgets/plots/chartspec.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <memory>
#include <vector>

namespace learnscope {

/// How alike the confusions of pairs of observers are, a row for each pair and epoch of one phase. GUI
/// thread.
class SimilarityModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        FirstColumn,
        SecondColumn,
        EpochColumn,
        ValueColumn,
        LowColumn,
        HighColumn,
        ExchangedColumn,
        ChanceColumn,
        FirstEntropyColumn,
        SecondEntropyColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// @p analysis may be null. @p epochs: ascending; empty: all. Labels are taken from @p naming at once.
    void setContent(std::shared_ptr<const Analysis> analysis, Phase phase,
                    const std::vector<std::int32_t>& epochs, ConfusionMeasure measure,
                    const ChartNaming& naming);
    /// With a header, six decimals and empty fields where nothing is; numbers with a point in any locale.
    QString toTsv() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString first;
        QString second;
        const ConfusionComparison* epoch = nullptr; ///< of m_analysis
    };
    const ConfusionSimilarity& similarityOf(const Row& row) const;
    double number(const Row& row, int column) const; ///< NaN where nothing is

    std::shared_ptr<const Analysis> m_analysis;
    ConfusionMeasure m_measure = ConfusionMeasure::Pearson;
    std::vector<Row> m_rows;
};

} // namespace learnscope
