// What DimensionsView says and keeps.
#include "widgets/matrices/dimensionmodel.h"
#include "widgets/matrices/dimensionsview.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace learnscope {

namespace {
const auto embeddingKey = QStringLiteral("embedding");
const auto sortKey = QStringLiteral("sort");
const auto descendingKey = QStringLiteral("descending");
} // namespace

// In words

QString DimensionsView::subtitle() const
{
    const auto& summaries = m_dimensions->summaries();
    if (!summaries || !embedding())
        return {};
    return tr("%1: %L2 dimensions of %L3 items; mean, share of the variance, top %4 items")
        .arg(QString::fromStdString(embedding()->input.label))
        .arg(summaries->dimensions.size())
        .arg(summaries->items)
        .arg(topItems);
}

QString DimensionsView::details() const
{
    if (!m_dimensions->summaries() || !embedding())
        return {};
    QString words =
        tr("Variance is the dimension's share of the summed variances (n \u2212 1) of all dimensions. "
           "Histograms go from the dimension's smallest to its largest value. Values that are not "
           "finite are left out.");
    if (const std::string& note = representations()->groups[embedding()->group].note; !note.empty())
        words += QLatin1Char('\n') + asSentence(note);
    return words;
}

QString DimensionsView::toText() const
{
    return m_hint.isEmpty() ? m_dimensions->toTsv() : m_hint;
}

void DimensionsView::updateAccessibleText()
{
    setAccessibleName(title());
    setAccessibleDescription(
        m_hint.isEmpty()
            ? tr("%1. Tables; Return selects an item or orders items by a dimension.").arg(subtitle())
            : m_hint);
}

// State

QJsonObject DimensionsView::state() const
{
    QJsonObject state = RepresentationView::state();
    if (!m_wanted.empty())
        state[embeddingKey] = QString::fromStdString(m_wanted);
    const QHeaderView* header = m_table->horizontalHeader();
    if (header->sortIndicatorSection() != DimensionModel::NameColumn)
        state[sortKey] = header->sortIndicatorSection();
    if (header->sortIndicatorOrder() == Qt::DescendingOrder)
        state[descendingKey] = true;
    return state;
}

void DimensionsView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    m_table->sortByColumn(std::max(0, state[sortKey].toInt()),
                          state[descendingKey].toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    setEmbedding(state[embeddingKey].toString().toStdString());
}

} // namespace learnscope
