#include "widgets/plots/confusiongrid.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

ConfusionGrid::Matrix matrixOf(const Confusion& confusion, Phase phase, std::int32_t epoch)
{
    ConfusionGrid::Matrix matrix;
    const std::size_t labels = confusion.labels.size();
    matrix.counts = confusion.matrix(phase, epoch);
    matrix.shown.resize(labels);
    bool hasTrials = false;
    for (std::size_t row = 0; row < labels; ++row)
        for (std::size_t column = 0; column < labels; ++column) {
            matrix.shown[row] += matrix.counts[row * labels + column];
            hasTrials = hasTrials || matrix.counts[row * labels + column] > 0;
        }
    if (!hasTrials)
        matrix.counts.clear();
    return matrix;
}

const ConfusionCell* cellOf(const Confusion& confusion, Phase phase, std::int32_t epoch, std::uint32_t truth,
                            std::uint32_t prediction)
{
    const auto found =
        std::find_if(confusion.cells.begin(), confusion.cells.end(), [&](const ConfusionCell& cell) {
            return cell.phase == phase && cell.epoch == epoch && cell.truth == truth
                && cell.prediction == prediction;
        });
    return found == confusion.cells.end() ? nullptr : &*found;
}
} // namespace

double ConfusionGrid::Matrix::share(std::size_t cell, std::size_t labels) const
{
    const std::uint64_t trials = shown[cell / labels];
    return trials > 0 ? static_cast<double>(counts[cell]) / static_cast<double>(trials)
                      : std::numeric_limits<double>::quiet_NaN();
}

const ConfusionGrid::Matrix& ConfusionGrid::matrix(int row, int column) const
{
    return rows[static_cast<std::size_t>(row)].matrices[static_cast<std::size_t>(column)];
}

bool ConfusionGrid::isCell(const ConfusionPlace& place) const
{
    if (place.row < 0 || place.row >= int(rows.size()) || place.column < 0
        || place.column >= int(epochs.size()))
        return false;
    const int labels = labelsOf(place.row);
    return !matrix(place.row, place.column).counts.empty() && place.truth >= 0 && place.truth < labels
        && place.prediction >= 0 && place.prediction < labels;
}

TrialSelection ConfusionGrid::trialsOf(int row, int column) const
{
    return learnscope::trialsOf(rows[static_cast<std::size_t>(row)].observer, {},
                                epochs[static_cast<std::size_t>(column)], phase);
}

TrialSelection ConfusionGrid::trialsOf(const ConfusionPlace& place) const
{
    TrialSelection selection = trialsOf(place.row, place.column);
    const Row& row = rows[static_cast<std::size_t>(place.row)];
    TrialClause& clause = selection.clauses.front();
    clause.truths = ValueSet<std::string>::only({row.labels[static_cast<std::size_t>(place.truth)]});
    clause.predictions =
        ValueSet<std::string>::only({row.labels[static_cast<std::size_t>(place.prediction)]});
    return selection;
}

QString ConfusionGrid::describe(const ConfusionPlace& place) const
{
    const Row& row = rows[static_cast<std::size_t>(place.row)];
    const Matrix& cells = matrix(place.row, place.column);
    const std::size_t labels = row.labels.size();
    const std::size_t cell =
        static_cast<std::size_t>(place.truth) * labels + static_cast<std::size_t>(place.prediction);
    QString words = text("%1, epoch %2: shown %3, answered %4, %L5 of %L6")
                        .arg(row.label)
                        .arg(epochs[static_cast<std::size_t>(place.column)])
                        .arg(QString::fromStdString(row.labels[static_cast<std::size_t>(place.truth)]),
                             QString::fromStdString(row.labels[static_cast<std::size_t>(place.prediction)]))
                        .arg(cells.counts[cell])
                        .arg(cells.shown[static_cast<std::size_t>(place.truth)]);
    const double share = cells.share(cell, labels);
    return std::isnan(share) ? words : words + QStringLiteral(" (%1 %)").arg(share * 100, 0, 'f', 1);
}

std::vector<ReadoutRow> ConfusionGrid::rowsAt(const ConfusionPlace& place) const
{
    std::vector<ReadoutRow> list;
    if (!isCell(place))
        return list;
    const Row& pointed = rows[static_cast<std::size_t>(place.row)];
    const std::string& truth = pointed.labels[static_cast<std::size_t>(place.truth)];
    const std::string& prediction = pointed.labels[static_cast<std::size_t>(place.prediction)];
    const std::int32_t epoch = epochs[static_cast<std::size_t>(place.column)];
    for (const Row& row : rows) {
        const auto find = [&](const std::string& label) {
            return std::lower_bound(row.labels.begin(), row.labels.end(), label);
        };
        const auto shown = find(truth);
        const auto answered = find(prediction);
        const Matrix& cells = row.matrices[static_cast<std::size_t>(place.column)];
        if (shown == row.labels.end() || *shown != truth || answered == row.labels.end()
            || *answered != prediction || cells.counts.empty())
            continue;
        const auto truthPlace = static_cast<std::size_t>(shown - row.labels.begin());
        const auto answerPlace = static_cast<std::size_t>(answered - row.labels.begin());
        ReadoutRow line;
        line.observer = row.label;
        line.phase =
            QString::fromStdString(truth) + QStringLiteral(" \u2192 ") + QString::fromStdString(prediction);
        line.x = epoch;
        line.mean = cells.share(truthPlace * row.labels.size() + answerPlace, row.labels.size());
        line.isUndefined = std::isnan(line.mean);
        line.n = static_cast<qint64>(cells.shown[truthPlace]);
        line.style = row.style;
        if (const ConfusionCell* cell =
                cellOf(*row.confusion, phase, epoch, static_cast<std::uint32_t>(truthPlace),
                       static_cast<std::uint32_t>(answerPlace));
            cell && cell->answers.band()) {
            line.low = cell->answers.band()->low;
            line.high = cell->answers.band()->high;
        }
        list.push_back(std::move(line));
    }
    return list;
}

ConfusionGrid confusionGrid(const CurveSet& curves, const Analysis& analysis, Phase phase,
                            const std::vector<std::int32_t>& epochs, const std::set<std::string>& hidden,
                            const ChartNaming& naming)
{
    ConfusionGrid grid;
    grid.phase = phase;
    std::set<std::int32_t> all;
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const ConfusionCell& cell : observer.confusion.cells)
            if (cell.phase == phase && !hidden.contains(observer.curves.observer.name))
                all.insert(cell.epoch);
    grid.allEpochs.assign(all.begin(), all.end());
    std::copy_if(all.begin(), all.end(), std::back_inserter(grid.epochs), [&](std::int32_t epoch) {
        return epochs.empty() || std::binary_search(epochs.begin(), epochs.end(), epoch);
    });
    for (const ObserverCurves& drawn : curves.observers) {
        const auto [label, style] = naming(drawn.observer); // for all: unknown networks are counted
        const auto found = std::find_if(analysis.observers.begin(), analysis.observers.end(),
                                        [&](const ObserverAnalysis& observer) {
                                            return observer.curves.observer.name == drawn.observer.name;
                                        });
        if (found == analysis.observers.end() || hidden.contains(drawn.observer.name))
            continue;
        ConfusionGrid::Row& row = grid.rows.emplace_back();
        row.observer = drawn.observer.name;
        row.label = label;
        row.style = style;
        row.labels = found->confusion.labels;
        row.confusion = &found->confusion;
        for (const std::int32_t epoch : grid.epochs)
            row.matrices.push_back(matrixOf(found->confusion, phase, epoch));
    }
    return grid;
}

} // namespace learnscope
