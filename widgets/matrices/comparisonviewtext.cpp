#include "widgets/matrices/comparisonview.h"
#include "widgets/matrices/likenesscanvas.h"
#include "widgets/matrices/likenesstestmodel.h"
#include "widgets/matrices/measuretitles.h"
#include "widgets/plots/chartspec.h"

#include <QCheckBox>

#include <cmath>

namespace learnscope {

namespace {
QString number(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', 9);
}
} // namespace

QString ComparisonView::subtitle() const
{
    const LikenessPanels& panels = m_canvas->panels();
    if (panels.empty())
        return {};
    const ModelComparisonOptions options = representationOptions().likeness;
    return tr("%1, %2 intervals over %3, %L4 draws")
        .arg(matrixMeasureTitle(options.measure), levelText(options.level),
             bootstrapUnitTitle(panels.panels.front().unit))
        .arg(options.draws);
}

QString ComparisonView::details() const
{
    const LikenessPanels& panels = m_canvas->panels();
    if (panels.empty())
        return {};
    QStringList sentences;
    for (const LikenessPanel& panel : panels.panels) {
        sentences << tr("%1, compared with %2.")
                         .arg(panel.counts,
                              QStringList(panel.references.begin(), panel.references.end()).join(tr(", ")));
        if (panel.references.size() < 3)
            sentences << tr("A noise ceiling needs three or more references.");
        if (panel.references.size() < 2)
            sentences << tr("With a single reference, intervals and tests hold for other items only.");
    }
    return (sentences + panels.notes).join(QLatin1Char('\n'));
}

QString ComparisonView::testsText() const
{
    const LikenessPanels& panels = m_canvas->panels();
    if (panels.empty())
        return {};
    LikenessTestCounts all;
    for (const LikenessPanel& panel : panels.panels) {
        const LikenessTestCounts counts = testCounts(*panel.comparison);
        all.likeness += counts.likeness;
        all.belowCeiling += counts.belowCeiling;
        all.differences += counts.differences;
    }
    const Correction correction = representationOptions().likeness.correction;
    QString words = correction == Correction::None
        ? tr("Not corrected: ")
        : tr("Corrected (%1) for ").arg(correctionTitle(correction));
    QStringList kinds {all.likeness == 1 ? tr("1 test against 0")
                                         : tr("%L1 tests against 0").arg(all.likeness)};
    if (all.belowCeiling > 0)
        kinds << tr("%L1 against the noise ceiling").arg(all.belowCeiling);
    if (all.differences > 0)
        kinds << (all.differences == 1 ? tr("1 difference") : tr("%L1 differences").arg(all.differences));
    return words + kinds.join(tr(", "));
}

QString ComparisonView::toText() const
{
    const LikenessPanels& panels = m_canvas->panels();
    QString text =
        QStringLiteral("model\treference\tmeasure\tlikeness\tlow\thigh\titems\tpairs\tmasked pairs\n");
    const QString measure = QString::fromUtf8(toString(representationOptions().likeness.measure).data());
    for (const LikenessPanel& panel : panels.panels) {
        const ModelComparison& comparison = *panel.comparison;
        const auto add = [&](const QString& model, const QString& reference, double value,
                             const std::optional<Interval>& interval) {
            text += QStringList {model,
                                 reference,
                                 measure,
                                 number(value),
                                 interval ? number(interval->low) : QString(),
                                 interval ? number(interval->high) : QString(),
                                 QString::number(comparison.items),
                                 QString::number(comparison.pairs),
                                 QString::number(comparison.maskedPairs)}
                        .join(QLatin1Char('\t'))
                + QLatin1Char('\n');
        };
        for (std::size_t row = 0; row < panel.order.size(); ++row) {
            const ModelLikeness& likeness = panel.likenessAt(row);
            add(panel.labelAt(row), tr("mean"), likeness.likeness.estimate, likeness.likeness.interval);
            for (std::size_t reference = 0; reference < panel.references.size(); ++reference)
                add(panel.labelAt(row), panel.references[reference], likeness.values[reference], {});
        }
        if (comparison.ceiling)
            add(tr("noise ceiling"), tr("mean"), qQNaN(),
                Interval {comparison.ceiling->lower, comparison.ceiling->upper});
    }
    if (panels.empty())
        return text;
    text += QLatin1Char('\n') + testsText() + QLatin1Char('\n') + m_tests->toTsv();
    for (const QString& note : panels.notes)
        text += QLatin1Char('\n') + note;
    return text;
}

void ComparisonView::updateAccessibleText()
{
    setAccessibleName(title());
    const LikenessPanels& panels = m_canvas->panels();
    if (panels.empty())
        setAccessibleDescription(panels.hint);
    else if (m_canvas->marked())
        setAccessibleDescription(describe(*m_canvas->marked()));
    else
        setAccessibleDescription(
            tr("%1. %2. Up and Down read the bars.").arg(subtitle(), panels.panels.front().counts));
}

QJsonObject ComparisonView::state() const
{
    QJsonObject state = RepresentationView::state();
    if (order() == LikenessOrder::AsListed)
        state[QStringLiteral("order")] = QStringLiteral("as-listed");
    if (!m_showsTests->isChecked())
        state[QStringLiteral("tests")] = false;
    return state;
}

void ComparisonView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    setOrder(state[QStringLiteral("order")].toString() == QStringLiteral("as-listed")
                 ? LikenessOrder::AsListed
                 : LikenessOrder::ByValue);
    setTestsShown(state[QStringLiteral("tests")].toBool(true));
}

QJsonObject ComparisonView::zoom() const
{
    return m_canvas->zoom() == 1 ? QJsonObject() : QJsonObject {{QStringLiteral("rows"), m_canvas->zoom()}};
}

void ComparisonView::setZoom(const QJsonObject& zoom)
{
    m_canvas->setZoom(zoom[QStringLiteral("rows")].toDouble(1));
}

void ComparisonView::resetZoom()
{
    m_canvas->setZoom(1);
}

void ComparisonView::zoomIn()
{
    m_canvas->setZoom(m_canvas->zoom() * 1.25);
}

void ComparisonView::zoomOut()
{
    m_canvas->setZoom(m_canvas->zoom() / 1.25);
}

} // namespace learnscope
