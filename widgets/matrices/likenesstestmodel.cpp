#include "widgets/matrices/likenesstestmodel.h"

#include "widgets/plots/chartspec.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString probabilityText(double value)
{
    return value < .0001 ? QStringLiteral("< 0.0001") : valueText(value, 4);
}

/// The second less the first.
LikenessTest reversed(LikenessTest test)
{
    test.estimate = -test.estimate;
    if (test.interval)
        test.interval = Interval {-test.interval->high, -test.interval->low};
    return test;
}
} // namespace

void LikenessTestModel::setPanels(const LikenessPanels& panels)
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t panel = 0; panel < panels.panels.size(); ++panel)
        addPanel(panels, panel);
    endResetModel();
}

void LikenessTestModel::addPanel(const LikenessPanels& panels, std::size_t panel)
{
    const LikenessPanel& shown = panels.panels[panel];
    const LikenessTestCounts counts = testCounts(*shown.comparison);
    const auto label = [&](std::size_t row) {
        return panels.panels.size() == 1 ? shown.labelAt(row)
                                         : tr("%1 (group %2)").arg(shown.labelAt(row)).arg(shown.group + 1);
    };
    std::vector<std::size_t> rowOf(shown.order.size());
    for (std::size_t row = 0; row < shown.order.size(); ++row) {
        rowOf[shown.order[row]] = row;
        m_rows.push_back(
            {label(row), {panel, row}, std::nullopt, shown.likenessAt(row).likeness, counts.likeness});
    }
    for (std::size_t row = 0; row < shown.order.size(); ++row)
        if (shown.likenessAt(row).belowCeiling)
            m_rows.push_back({tr("%1 − noise ceiling").arg(label(row)),
                              {panel, row},
                              std::nullopt,
                              *shown.likenessAt(row).belowCeiling,
                              counts.belowCeiling});
    std::vector<Row> differences;
    for (const ModelDifference& difference : shown.comparison->differences) {
        const std::size_t first = rowOf[difference.first];
        const std::size_t second = rowOf[difference.second];
        const std::size_t upper = std::min(first, second);
        const std::size_t lower = std::max(first, second);
        differences.push_back({tr("%1 − %2").arg(label(upper), label(lower)),
                               {panel, upper},
                               lower,
                               first < second ? difference.difference : reversed(difference.difference),
                               counts.differences});
    }
    std::sort(differences.begin(), differences.end(), [](const Row& a, const Row& b) {
        return std::pair(a.place.row, *a.other) < std::pair(b.place.row, *b.other);
    });
    std::move(differences.begin(), differences.end(), std::back_inserter(m_rows));
}

bool LikenessTestModel::concerns(int row, const LikenessPlace& place) const
{
    const Row& one = m_rows[static_cast<std::size_t>(row)];
    return one.place == place || (one.place.panel == place.panel && one.other == place.row);
}

int LikenessTestModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LikenessTestModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double LikenessTestModel::number(const Row& row, int column)
{
    switch (column) {
    case EstimateColumn:
        return row.test.estimate;
    case LowColumn:
        return row.test.interval ? row.test.interval->low : qQNaN();
    case HighColumn:
        return row.test.interval ? row.test.interval->high : qQNaN();
    case ProbabilityColumn:
        return row.test.probability;
    case CorrectedColumn:
        return row.test.correctedProbability;
    default:
        return row.tests;
    }
}

QVariant LikenessTestModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((column == TestColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    if (column == TestColumn)
        return row.name;
    if (column == TestsColumn)
        return row.tests;
    const double value = number(row, column);
    if (std::isnan(value))
        return column == EstimateColumn ? tr("undefined") : tr("n/a");
    return column == ProbabilityColumn || column == CorrectedColumn ? probabilityText(value)
                                                                    : valueText(value, 3);
}

QVariant LikenessTestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    static const char* const titles[] = {
        QT_TR_NOOP("Tested"), QT_TR_NOOP("Estimate"),    QT_TR_NOOP("Low"),  QT_TR_NOOP("High"),
        QT_TR_NOOP("p"),      QT_TR_NOOP("Corrected p"), QT_TR_NOOP("Tests")};
    static const char* const toolTips[] = {
        QT_TR_NOOP("A model's mean likeness to the references, or a difference, which is tested against 0"),
        "",
        QT_TR_NOOP("Lower end of the interval"),
        QT_TR_NOOP("Upper end of the interval"),
        QT_TR_NOOP("Two-sided, against 0"),
        QT_TR_NOOP("p, corrected for the number of tests of the same kind"),
        QT_TR_NOOP("How many tests of the same kind there are")};
    if (section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(titles[section]);
    if (role == Qt::ToolTipRole && *toolTips[section])
        return tr(toolTips[section]);
    return {};
}

QString LikenessTestModel::toTsv() const
{
    QString text;
    for (int column = 0; column < ColumnCount; ++column)
        text += (column == 0 ? QString() : QStringLiteral("\t"))
            + headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toLower();
    text += QLatin1Char('\n');
    for (const Row& row : m_rows) {
        text += row.name;
        for (int column = EstimateColumn; column < TestsColumn; ++column) {
            const double value = number(row, column);
            text += QLatin1Char('\t') + (std::isnan(value) ? QString() : QString::number(value, 'g', 9));
        }
        text += QLatin1Char('\t') + QString::number(row.tests) + QLatin1Char('\n');
    }
    return text;
}

} // namespace learnscope
