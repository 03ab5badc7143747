#include "widgets/plots/similaritymodel.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

void SimilarityModel::setContent(std::shared_ptr<const Analysis> analysis, Phase phase,
                                 const std::vector<std::int32_t>& epochs, ConfusionMeasure measure,
                                 const ChartNaming& naming)
{
    beginResetModel();
    m_analysis = std::move(analysis);
    m_measure = measure;
    m_rows.clear();
    if (m_analysis) {
        std::vector<QString> labels;
        for (const ObserverAnalysis& observer : m_analysis->observers)
            labels.push_back(naming(observer.curves.observer).first);
        for (const ObserverLikeness& likeness : m_analysis->likenesses)
            for (const ConfusionComparison& epoch : likeness.epochs)
                if (epoch.phase == phase
                    && (epochs.empty() || std::binary_search(epochs.begin(), epochs.end(), epoch.epoch)))
                    m_rows.push_back({labels[likeness.first], labels[likeness.second], &epoch});
    }
    endResetModel();
}

int SimilarityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SimilarityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const ConfusionSimilarity& SimilarityModel::similarityOf(const Row& row) const
{
    return row.epoch->similarities[static_cast<std::size_t>(m_measure)];
}

double SimilarityModel::number(const Row& row, int column) const
{
    const ConfusionSimilarity& similarity = similarityOf(row);
    switch (column) {
    case ValueColumn:
        return similarity.value;
    case LowColumn:
        return similarity.interval ? similarity.interval->low : qQNaN();
    case HighColumn:
        return similarity.interval ? similarity.interval->high : qQNaN();
    case ExchangedColumn:
        return similarity.exchangedProbability.value_or(qQNaN());
    case ChanceColumn:
        return similarity.chanceProbability.value_or(qQNaN());
    case FirstEntropyColumn:
        return row.epoch->firstEntropy;
    case SecondEntropyColumn:
        return row.epoch->secondEntropy;
    default:
        return qQNaN();
    }
}

QVariant SimilarityModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((column < EpochColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    if (column == FirstColumn)
        return row.first;
    if (column == SecondColumn)
        return row.second;
    if (column == EpochColumn)
        return row.epoch->epoch;
    const double value = number(row, column);
    if (!std::isnan(value))
        return valueText(value, column == ExchangedColumn || column == ChanceColumn ? 4 : 3);
    return column == ValueColumn ? tr("n/a") : QString();
}

QVariant SimilarityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole) {
        if (section == ExchangedColumn)
            return tr(
                "Probability of being this unlike or more so, if both were one observer: runs dealt anew");
        if (section == ChanceColumn)
            return tr(
                "Probability of being this alike or more so, if it did not matter which wrong answer is "
                "given: wrong answers permuted within each class");
        if (section == FirstEntropyColumn || section == SecondEntropyColumn)
            return tr("Entropy of the responses, in bits");
        return {};
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FirstColumn:
        return tr("Observer");
    case SecondColumn:
        return tr("Compared with");
    case EpochColumn:
        return tr("Epoch");
    case ValueColumn:
        return tr("Similarity");
    case LowColumn:
        return tr("Low");
    case HighColumn:
        return tr("High");
    case ExchangedColumn:
        return tr("p (same)");
    case ChanceColumn:
        return tr("p (chance)");
    case FirstEntropyColumn:
        return tr("Entropy");
    case SecondEntropyColumn:
        return tr("Other's");
    default:
        return {};
    }
}

QString SimilarityModel::toTsv() const
{
    QString text;
    for (int column = 0; column < ColumnCount; ++column)
        text += (column == 0 ? QString() : QStringLiteral("\t"))
            + headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toLower();
    text += QLatin1Char('\n');
    for (const Row& row : m_rows) {
        text += row.first + QLatin1Char('\t') + row.second + QLatin1Char('\t')
            + QString::number(row.epoch->epoch);
        for (int column = ValueColumn; column < ColumnCount; ++column) {
            const double value = number(row, column);
            text += QLatin1Char('\t') + (std::isnan(value) ? QString() : QString::number(value, 'f', 6));
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace learnscope
