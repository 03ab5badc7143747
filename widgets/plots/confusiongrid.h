#pragma once

#include "core/data/trialselection.h"
#include "core/stats/analysis.h"
#include "widgets/plots/chartspec.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace learnscope {

/// One cell of one matrix.
struct ConfusionPlace
{
    int row = 0; ///< of the grid: the observer
    int column = 0; ///< of the grid: the epoch
    int truth = 0;
    int prediction = 0;

    bool operator==(const ConfusionPlace&) const = default;
};

/// The matrices of all observers (rows) and epochs (columns) in one phase, as values.
struct ConfusionGrid
{
    struct Matrix
    {
        std::vector<std::uint64_t> counts; ///< empty: no trials
        std::vector<std::uint64_t> shown; ///< of each class

        double share(std::size_t cell, std::size_t labels) const; ///< NaN where the class was not shown
    };
    struct Row
    {
        std::string observer;
        QString label;
        ObserverStyle style;
        std::vector<std::string> labels; ///< the classes
        std::vector<Matrix> matrices; ///< one for each epoch
        const Confusion* confusion = nullptr; ///< lives as long as the analysis
    };

    Phase phase = Phase::Test;
    std::vector<std::int32_t> epochs; ///< shown
    std::vector<std::int32_t> allEpochs; ///< that have trials
    std::vector<Row> rows;

    bool empty() const { return rows.empty() || epochs.empty(); }
    int labelsOf(int row) const
    {
        return static_cast<int>(rows[static_cast<std::size_t>(row)].labels.size());
    }
    const Matrix& matrix(int row, int column) const;
    bool isCell(const ConfusionPlace& place) const; ///< there is one, with trials
    TrialSelection trialsOf(const ConfusionPlace& place) const;
    TrialSelection trialsOf(int row, int column) const; ///< of a whole matrix
    /// "Humans, epoch 3: shown p, answered q, 12 of 119 (10.1 %)"
    QString describe(const ConfusionPlace& place) const;
    /// What a read-out says: the same cell of every observer.
    std::vector<ReadoutRow> rowsAt(const ConfusionPlace& place) const;
};

/// @p epochs: those to be shown, ascending; empty: all. @p hidden: observers left out.
ConfusionGrid confusionGrid(const CurveSet& curves, const Analysis& analysis, Phase phase,
                            const std::vector<std::int32_t>& epochs, const std::set<std::string>& hidden,
                            const ChartNaming& naming);

} // namespace learnscope
