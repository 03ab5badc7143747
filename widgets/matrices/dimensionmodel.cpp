#include "widgets/matrices/dimensionmodel.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString numberText(double value, int digits = 4)
{
    return std::isnan(value) ? QString()
                             : QString::number(value, 'g', digits).replace(QLatin1Char('-'), QChar(0x2212));
}

QString plain(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', 7);
}
} // namespace

void DimensionModel::setContent(std::shared_ptr<const DimensionSummaries> summaries, RowNames columnNames,
                                Naming nameOf)
{
    beginResetModel();
    m_summaries = std::move(summaries);
    m_columnNames = std::move(columnNames);
    m_nameOf = std::move(nameOf);
    m_itemColumns = 0;
    if (m_summaries)
        for (const DimensionSummary& one : m_summaries->dimensions)
            m_itemColumns = std::max(m_itemColumns, static_cast<int>(one.top.size()));
    endResetModel();
}

void DimensionModel::setMarks(std::shared_ptr<const ItemSet> selected, const std::string& current)
{
    m_selected = std::move(selected);
    m_current = current;
    if (rowCount() > 0 && m_itemColumns > 0)
        Q_EMIT dataChanged(index(0, FirstItemColumn), index(rowCount() - 1, columnCount() - 1),
                           {SelectedRole, CurrentRole});
}

QString DimensionModel::dimensionName(std::size_t dimension) const
{
    const QString number = QString::number(dimension + 1);
    return m_columnNames.empty()
        ? number
        : number + QStringLiteral(": ") + QString::fromStdString(m_columnNames[dimension]);
}

double DimensionModel::shareOf(const DimensionSummary& one) const
{
    return m_summaries->varianceSum > 0 ? one.variance / m_summaries->varianceSum : std::nan("");
}

int DimensionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_summaries ? 0 : static_cast<int>(m_summaries->dimensions.size());
}

int DimensionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstItemColumn + m_itemColumns;
}

const RankedItem* DimensionModel::itemAt(const QModelIndex& index) const
{
    const auto& top = m_summaries->dimensions[std::size_t(index.row())].top;
    const int rank = index.column() - FirstItemColumn;
    return rank >= 0 && rank < static_cast<int>(top.size()) ? &top[std::size_t(rank)] : nullptr;
}

QVariant DimensionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DimensionSummary& one = m_summaries->dimensions[std::size_t(index.row())];
    if (role == DimensionRole)
        return index.row();
    if (const RankedItem* item = itemAt(index)) {
        const std::string name = m_nameOf(item->place);
        switch (role) {
        case Qt::DisplayRole:
        case ItemRole:
            return QString::fromStdString(name);
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1: %2").arg(QString::fromStdString(name),
                                                numberText(double {item->value}));
        case SortRole:
            return double {item->value};
        case SelectedRole:
            return m_selected && m_selected->contains(name);
        case CurrentRole:
            return !m_current.empty() && name == m_current;
        default:
            return {};
        }
    }
    if (role == Qt::TextAlignmentRole)
        return int(
            (index.column() == MeanColumn || index.column() == ShareColumn ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    const bool isText = role == Qt::DisplayRole;
    switch (index.column()) {
    case NameColumn:
        return isText          ? QVariant(dimensionName(std::size_t(index.row())))
            : role == SortRole ? QVariant(double(index.row()))
                               : QVariant();
    case MeanColumn:
        return isText ? QVariant(numberText(one.mean)) : role == SortRole ? QVariant(one.mean) : QVariant();
    case ShareColumn:
        return isText
            ? QVariant(std::isnan(shareOf(one)) ? QString() : tr("%1 %").arg(100 * shareOf(one), 0, 'f', 1))
            : role == SortRole ? QVariant(one.variance)
                               : QVariant();
    case HistogramColumn:
        break;
    default:
        return {};
    }
    if (role == SortRole)
        return one.maximum;
    if (role == HistogramRole) {
        QList<double> shares;
        const double most = std::max<double>(
            1, one.histogram.empty() ? 0 : *std::max_element(one.histogram.begin(), one.histogram.end()));
        for (const std::uint32_t count : one.histogram)
            shares << count / most;
        return QVariant::fromValue(shares);
    }
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return tr("from %1 to %2").arg(numberText(one.minimum), numberText(one.maximum));
    return {};
}

QVariant DimensionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0)
        return {};
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case MeanColumn:
            return tr("The mean over all items");
        case ShareColumn:
            return tr("Its share of the summed variances (n \u2212 1) of all dimensions");
        case HistogramColumn:
            return tr("Numbers of items from the smallest to the largest value; sorted by the largest");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Dimension");
    case MeanColumn:
        return tr("Mean");
    case ShareColumn:
        return tr("Variance");
    case HistogramColumn:
        return tr("Items by value");
    default:
        return tr("Top %1").arg(section - FirstItemColumn + 1);
    }
}

QString DimensionModel::toTsv() const
{
    QString text = QStringLiteral("dimension\tmean\tvariance\tvariance share\tminimum\tmaximum\ttop items\n");
    for (int row = 0; row < rowCount(); ++row) {
        const DimensionSummary& one = m_summaries->dimensions[std::size_t(row)];
        text += dimensionName(std::size_t(row));
        for (const double value : {one.mean, one.variance, shareOf(one), one.minimum, one.maximum})
            text += QLatin1Char('\t') + plain(value);
        for (const RankedItem& item : one.top)
            text += QLatin1Char('\t') + QString::fromStdString(m_nameOf(item.place)) + QStringLiteral(" (")
                + plain(double {item.value}) + QLatin1Char(')');
        text += QLatin1Char('\n');
    }
    return text;
}

// Filter

DimensionFilter::DimensionFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(DimensionModel::SortRole);
}

void DimensionFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool DimensionFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_text.isEmpty())
        return true;
    const QAbstractItemModel& model = *sourceModel();
    bool isNumber = false;
    const int number = m_text.toInt(&isNumber);
    if (isNumber) // "4" is dimension 4, and not 14 too
        return row + 1 == number;
    const auto holds = [&](int column) {
        return model.index(row, column, parent).data().toString().contains(m_text, Qt::CaseInsensitive);
    };
    if (holds(DimensionModel::NameColumn))
        return true;
    for (int column = DimensionModel::FirstItemColumn; column < model.columnCount(parent); ++column)
        if (holds(column))
            return true;
    return false;
}

bool DimensionFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const double one = left.data(sortRole()).toDouble();
    const double other = right.data(sortRole()).toDouble();
    if (std::isnan(one) || std::isnan(other)) // without a value last, in either order
        return sortOrder() == Qt::AscendingOrder ? !std::isnan(one) && std::isnan(other)
                                                 : std::isnan(one) && !std::isnan(other);
    return one < other;
}

// Loadings

void LoadingModel::setLoadings(std::vector<ItemLoading> loadings, std::function<QString(std::size_t)> nameOf)
{
    beginResetModel();
    m_loadings = std::move(loadings);
    m_nameOf = std::move(nameOf);
    m_longest = 0;
    for (const ItemLoading& one : m_loadings)
        if (std::isfinite(one.value))
            m_longest = std::max(m_longest, std::abs(double {one.value}));
    endResetModel();
}

int LoadingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_loadings.size());
}

int LoadingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LoadingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ItemLoading& one = m_loadings[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? m_nameOf(one.dimension) : numberText(double {one.value});
    case Qt::TextAlignmentRole:
        return int((index.column() == NameColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case ShareRole:
        return std::isfinite(one.value) && m_longest > 0 ? one.value / m_longest : 0.;
    case DimensionRole:
        return static_cast<int>(one.dimension);
    default:
        return {};
    }
}

QVariant LoadingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Dimension") : tr("Value");
}

} // namespace learnscope
