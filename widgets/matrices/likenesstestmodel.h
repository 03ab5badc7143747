#pragma once

#include "widgets/matrices/likenesspanels.h"

#include <QAbstractTableModel>

#include <optional>
#include <utility>
#include <vector>

namespace learnscope {

/// Every test of comparisons, a row each: models against 0, against the noise ceiling and against each other.
/// GUI thread.
class LikenessTestModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        TestColumn,
        EstimateColumn,
        LowColumn,
        HighColumn,
        ProbabilityColumn,
        CorrectedColumn,
        TestsColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setPanels(const LikenessPanels& panels);
    /// The bar that a test is of, the first of two; and whether it has to do with a bar.
    LikenessPlace placeOf(int row) const { return m_rows[static_cast<std::size_t>(row)].place; }
    bool concerns(int row, const LikenessPlace& place) const;

    QString toTsv() const; ///< header and rows; full precision, empty where there is no number

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        LikenessPlace place;
        std::optional<std::size_t> other; ///< row of the other bar
        LikenessTest test;
        int tests = 0; ///< of the same kind, for whose number it was corrected
    };
    void addPanel(const LikenessPanels& panels, std::size_t panel);
    static double number(const Row& row, int column);

    std::vector<Row> m_rows;
};

} // namespace learnscope
