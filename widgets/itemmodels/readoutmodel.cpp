#include "widgets/itemmodels/readoutmodel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
QVariant sortValue(const ReadoutRow& row, int column)
{
    const auto number = [](std::optional<double> value) {
        return value && std::isfinite(*value) ? QVariant(*value) : QVariant();
    };
    switch (column) {
    case ReadoutModel::ObserverColumn:
        return row.observer;
    case ReadoutModel::PhaseColumn:
        return row.phase;
    case ReadoutModel::XColumn:
        return number(row.x);
    case ReadoutModel::MeanColumn:
        return number(row.mean);
    case ReadoutModel::LowColumn:
        return number(row.low);
    case ReadoutModel::HighColumn:
        return number(row.high);
    case ReadoutModel::CountColumn:
        return row.n;
    default:
        return {};
    }
}

bool isText(int column)
{
    return column == ReadoutModel::ObserverColumn || column == ReadoutModel::PhaseColumn;
}

QString shownText(const ReadoutRow& row, int column, int decimals)
{
    const QVariant value = sortValue(row, column);
    if (column == ReadoutModel::MeanColumn && row.isUndefined)
        return ReadoutModel::tr("undefined");
    const bool isFraction = column >= ReadoutModel::MeanColumn && column <= ReadoutModel::HighColumn;
    return isFraction && value.isValid() ? QString::number(value.toDouble(), 'f', decimals)
                                         : value.toString();
}
} // namespace

void ReadoutModel::setRows(std::vector<ReadoutRow> rows)
{
    if (m_pinned || rows == m_given)
        return;
    // Rows that stay are changed, not replaced: a view keeps its selection and place while the mouse moves.
    const std::size_t before = m_order.size();
    const std::size_t after = rows.size();
    if (after < before) {
        beginRemoveRows({}, static_cast<int>(after), static_cast<int>(before) - 1);
        m_order.resize(after);
        endRemoveRows();
    } else if (after > before) {
        beginInsertRows({}, static_cast<int>(before), static_cast<int>(after) - 1);
        m_given.insert(m_given.end(), rows.begin() + static_cast<std::ptrdiff_t>(before), rows.end());
        for (std::size_t row = before; row < after; ++row)
            m_order.push_back(row);
        endInsertRows();
    }
    m_given = std::move(rows);
    m_order = sortedOrder();
    if (after > 0)
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(after) - 1, ColumnCount - 1));
}

void ReadoutModel::setTitles(const ReadoutTitles& titles)
{
    if (titles == m_titles)
        return;
    m_titles = titles;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ReadoutModel::setPinned(bool pinned)
{
    if (pinned == m_pinned)
        return;
    m_pinned = pinned;
    Q_EMIT pinnedChanged(pinned);
}

QString ReadoutModel::toTsv() const
{
    QString text;
    for (int column = 0; column < ColumnCount; ++column)
        text += title(column).toLower() + QLatin1Char(column + 1 < ColumnCount ? '\t' : '\n');
    for (const std::size_t row : m_order)
        for (int column = 0; column < ColumnCount; ++column) {
            QString field = shownText(m_given[row], column, m_titles.decimals + 3);
            field.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
            text += field + QLatin1Char(column + 1 < ColumnCount ? '\t' : '\n');
        }
    return text;
}

int ReadoutModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int ReadoutModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReadoutModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ReadoutRow& row = m_given[m_order[std::size_t(index.row())]];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == XColumn && !row.xText.isEmpty()
            ? row.xText
            : shownText(row, index.column(), m_titles.decimals);
    case Qt::TextAlignmentRole:
        return QVariant((isText(index.column()) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case SortRole:
        return sortValue(row, index.column());
    case ColorRole:
        return row.style.color;
    case MarkerRole:
        return static_cast<int>(row.style.marker);
    default:
        return {};
    }
}

QVariant ReadoutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == CountColumn)
        return m_titles.countToolTip.isEmpty() ? tr("Runs behind the mean; for one run, its trials")
                                               : m_titles.countToolTip;
    return role == Qt::DisplayRole ? QVariant(title(section)) : QVariant();
}

QString ReadoutModel::title(int column) const
{
    const auto own = [](const QString& title, const QString& usual) {
        return title.isEmpty() ? usual : title;
    };
    const QString titles[] = {tr("Observer"),
                              own(m_titles.phase, tr("Phase")),
                              own(m_titles.x, tr("Epoch")),
                              own(m_titles.mean, tr("Mean")),
                              tr("Low"),
                              tr("High"),
                              tr("n")};
    return titles[column];
}

void ReadoutModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::size_t> before = m_order;
    m_order = sortedOrder();
    const QModelIndexList persistent = persistentIndexList();
    for (const QModelIndex& old : persistent) {
        const auto now = std::find(m_order.begin(), m_order.end(), before[std::size_t(old.row())]);
        changePersistentIndex(old, index(static_cast<int>(now - m_order.begin()), old.column()));
    }
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

std::vector<std::size_t> ReadoutModel::sortedOrder() const
{
    std::vector<std::size_t> order(m_given.size());
    std::iota(order.begin(), order.end(), 0U);
    if (m_sortColumn < 0)
        return order;
    const auto isLess = [this](const QVariant& x, const QVariant& y) {
        return isText(m_sortColumn) ? x.toString().localeAwareCompare(y.toString()) < 0
                                    : x.toDouble() < y.toDouble();
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        const QVariant a = sortValue(m_given[left], m_sortColumn);
        const QVariant b = sortValue(m_given[right], m_sortColumn);
        if (!a.isValid() || !b.isValid())
            return a.isValid() && !b.isValid();
        return m_sortOrder == Qt::AscendingOrder ? isLess(a, b) : isLess(b, a);
    });
    return order;
}

} // namespace learnscope
