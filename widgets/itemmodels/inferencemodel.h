#pragma once

#include "core/inference/inferenceresult.h"

#include <QAbstractTableModel>

#include <memory>

namespace learnscope {

/// The rows of an answered question. GUI thread.
class InferenceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        ComparisonColumn,
        QuantityColumn,
        EpochColumn,
        GeneraliseColumn,
        EstimateColumn,
        IntervalColumn,
        PictureColumn, ///< estimate and interval on an axis
        ProbabilityColumn,
        CorrectedColumn,
        MaximumColumn,
        EffectColumn, ///< Hedges' g with its interval
        DeltaColumn, ///< Cliff's delta with its interval
        OddsColumn, ///< odds ratio with its interval
        RunsColumn,
        ImagesColumn,
        NoteColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, ///< numbers as numbers; what is not defined comes last
        EstimateRole, ///< double
        LowRole, ///< double; invalid without an interval
        HighRole,
        AxisLowRole, ///< double: see range()
        AxisHighRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const InferenceResult> result); ///< null: no rows
    const std::shared_ptr<const InferenceResult>& result() const noexcept { return m_result; }
    /// The span that all estimates and intervals of rows with the same quantity need, 0 within it.
    std::pair<double, double> range(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const InferenceResult> m_result;
};

} // namespace learnscope
