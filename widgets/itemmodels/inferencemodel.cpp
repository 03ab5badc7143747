#include "widgets/itemmodels/inferencemodel.h"

#include "core/inference/inferencetables.h"

#include <QFont>

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString number(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("\u2013");
    // A minus sign as wide as a digit.
    return QString::number(value, 'f', 3).replace(u'-', QChar(0x2212));
}

/// With a minus sign between what is subtracted, which no name can be taken for.
QString comparison(const InferenceRow& row)
{
    return QString::fromStdString(row.comparison).replace(QStringLiteral(" - "), QStringLiteral(" \u2212 "));
}

QString interval(const std::optional<Interval>& interval)
{
    return interval ? QStringLiteral("%1 to %2").arg(number(interval->low), number(interval->high))
                    : QStringLiteral("\u2013");
}

QString effect(const std::optional<EffectSize>& effect)
{
    if (!effect)
        return QStringLiteral("\u2013");
    return effect->interval ? QStringLiteral("%1 (%2)").arg(number(effect->value), interval(effect->interval))
                            : number(effect->value);
}

QString probability(double p)
{
    return std::isnan(p) ? QStringLiteral("\u2013") : QString::fromStdString(probabilityText(p));
}

double sortValue(double value)
{
    return std::isnan(value) ? std::numeric_limits<double>::infinity() : value;
}

double sortValue(const std::optional<EffectSize>& effect)
{
    return effect ? effect->value : std::numeric_limits<double>::infinity();
}

QString runs(const InferenceRow& row)
{
    return row.secondRuns > 0 ? QStringLiteral("%1 and %2").arg(row.firstRuns).arg(row.secondRuns)
                              : QString::number(row.firstRuns);
}

QString textOf(const InferenceRow& row, int column)
{
    switch (column) {
    case InferenceModel::ComparisonColumn:
        return comparison(row);
    case InferenceModel::QuantityColumn:
        return QString::fromStdString(row.quantity);
    case InferenceModel::EpochColumn:
        return row.epoch ? QString::number(*row.epoch) : InferenceModel::tr("all");
    case InferenceModel::GeneraliseColumn:
        return words(toString(row.generalise));
    case InferenceModel::EstimateColumn:
        return number(row.estimate);
    case InferenceModel::IntervalColumn:
        return interval(row.interval);
    case InferenceModel::ProbabilityColumn:
        return probability(row.p);
    case InferenceModel::CorrectedColumn:
        return probability(row.correctedP);
    case InferenceModel::MaximumColumn:
        return probability(row.maximumP);
    case InferenceModel::EffectColumn:
        return effect(row.hedgesG);
    case InferenceModel::DeltaColumn:
        return effect(row.cliffsDelta);
    case InferenceModel::OddsColumn:
        return effect(row.oddsRatio);
    case InferenceModel::RunsColumn:
        return runs(row);
    case InferenceModel::ImagesColumn:
        return QString::number(row.images);
    case InferenceModel::NoteColumn:
        return QString::fromStdString(row.note);
    default:
        return {};
    }
}

QVariant sortKey(const InferenceRow& row, int column)
{
    switch (column) {
    case InferenceModel::EpochColumn:
        return row.epoch.value_or(std::numeric_limits<std::int32_t>::max());
    case InferenceModel::EstimateColumn:
    case InferenceModel::IntervalColumn:
    case InferenceModel::PictureColumn:
        return sortValue(row.estimate);
    case InferenceModel::ProbabilityColumn:
        return sortValue(row.p);
    case InferenceModel::CorrectedColumn:
        return sortValue(row.correctedP);
    case InferenceModel::MaximumColumn:
        return sortValue(row.maximumP);
    case InferenceModel::EffectColumn:
        return sortValue(row.hedgesG);
    case InferenceModel::DeltaColumn:
        return sortValue(row.cliffsDelta);
    case InferenceModel::OddsColumn:
        return sortValue(row.oddsRatio);
    case InferenceModel::RunsColumn:
        return static_cast<qulonglong>(row.firstRuns);
    case InferenceModel::ImagesColumn:
        return static_cast<qulonglong>(row.images);
    default:
        return textOf(row, column);
    }
}

/// The row in one sentence, for a hover and for who listens.
QString sentence(const InferenceRow& row)
{
    QString text = InferenceModel::tr("%1, %2: %3, interval %4")
                       .arg(comparison(row), QString::fromStdString(row.quantity), number(row.estimate),
                            interval(row.interval));
    if (!row.test.empty())
        text += InferenceModel::tr("; %1, p = %2, corrected %3")
                    .arg(QString::fromStdString(row.test), probability(row.p), probability(row.correctedP));
    if (row.undefinedDraws > 0)
        text += InferenceModel::tr("; %L1 draws without a value left out").arg(row.undefinedDraws);
    if (!row.note.empty())
        text += QStringLiteral("; ") + QString::fromStdString(row.note);
    return text;
}

bool isNumber(int column)
{
    return column >= InferenceModel::EstimateColumn && column < InferenceModel::NoteColumn
        && column != InferenceModel::PictureColumn;
}
} // namespace

void InferenceModel::setResult(std::shared_ptr<const InferenceResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

std::pair<double, double> InferenceModel::range(int row) const
{
    double low = 0;
    double high = 0;
    const std::string& quantity = m_result->rows[static_cast<std::size_t>(row)].quantity;
    for (const InferenceRow& other : m_result->rows) {
        if (other.quantity != quantity || std::isnan(other.estimate))
            continue;
        low = std::min({low, other.estimate, other.interval ? other.interval->low : other.estimate});
        high = std::max({high, other.estimate, other.interval ? other.interval->high : other.estimate});
    }
    return {low, high};
}

int InferenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : static_cast<int>(m_result->rows.size());
}

int InferenceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InferenceModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_result)
        return {};
    const InferenceRow& row = m_result->rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case Qt::ToolTipRole:
        return sentence(row);
    case Qt::AccessibleTextRole:
        return index.column() == PictureColumn ? sentence(row) : textOf(row, index.column());
    case Qt::TextAlignmentRole:
        return isNumber(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                        : QVariant(int(Qt::AlignLeft | Qt::AlignVCenter));
    case Qt::FontRole: // what stands after correction is told by weight, not by colour
        if (index.column() == CorrectedColumn && row.correctedP <= 1 - m_result->options.level) {
            QFont font;
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    case SortRole:
        return sortKey(row, index.column());
    case EstimateRole:
        return row.estimate;
    case LowRole:
        return row.interval ? QVariant(row.interval->low) : QVariant();
    case AxisLowRole:
        return range(index.row()).first;
    case AxisHighRole:
        return range(index.row()).second;
    case HighRole:
        return row.interval ? QVariant(row.interval->high) : QVariant();
    default:
        return {};
    }
}

QVariant InferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumber(section) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role == Qt::ToolTipRole && section == MaximumColumn)
        return tr("Corrected for the epochs of one comparison by the maximum over them");
    if (role != Qt::DisplayRole)
        return {};
    const QString headers[] = {tr("Comparison"),
                               tr("Of what"),
                               tr("Epoch"),
                               tr("For new"),
                               tr("Estimate"),
                               m_result ? tr("%1 % interval").arg(m_result->options.level * 100)
                                        : tr("Interval"),
                               tr("Estimate and interval"),
                               tr("p"),
                               tr("p corrected"),
                               tr("p max"),
                               tr("Hedges\u2019 g"),
                               tr("Cliff\u2019s delta"),
                               tr("Odds ratio"),
                               tr("Runs"),
                               tr("Images"),
                               tr("Note")};
    return headers[section];
}

} // namespace learnscope
