// The part of ConfusionView that says what it shows, and keeps it.
#include "widgets/plots/confusionview.h"

#include "core/data/selectionexpression.h"
#include "widgets/plots/confusioncanvas.h"
#include "widgets/plots/similaritymodel.h"

#include <QComboBox>
#include <QJsonArray>

#include <algorithm>

namespace learnscope {

namespace {
const auto phaseKey = QStringLiteral("phase");
const auto epochsKey = QStringLiteral("epochs");
const auto cellsKey = QStringLiteral("cells");
const auto similarityKey = QStringLiteral("similarity");
const auto countsName = QStringLiteral("counts");

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}
} // namespace

QString ConfusionView::epochsText() const
{
    if (m_choice.epochs.empty())
        return {};
    const QString chosen = QString::fromStdString(numbersText(m_choice.epochs));
    return m_choice.epochs.size() == 1 ? tr("epoch %1").arg(chosen) : tr("epochs %1").arg(chosen);
}

QString ConfusionView::subtitle() const
{
    const QString numbers = m_choice.counts ? tr("counts") : tr("shares of answers");
    const QString epochs = epochsText();
    const QString shown = epochs.isEmpty()
        ? tr("%1, %2 by class, pooled over runs").arg(phaseText(m_choice.phase), numbers)
        : tr("%1, only %2, %3 by class, pooled over runs").arg(phaseText(m_choice.phase), epochs, numbers);
    const QString clause = matchingClause(matched());
    return clause.isEmpty() ? shown : clause + QStringLiteral("; ") + shown;
}

QString ConfusionView::details() const
{
    const std::vector<MatchedPair> pairs = matched();
    return pairs.empty() ? QString() : matchingText(*analysis(), pairs);
}

QString ConfusionView::emptyHint() const
{
    if (const QString restricted = restrictionHint(); !restricted.isEmpty())
        return restricted;
    if (!curves() || curves()->observers.empty())
        return tr("Open trial tables, or drop them here, to see what is taken for what.");
    if (!analysis())
        return tr("The statistics are being computed.");
    const QString phase = phaseText(m_choice.phase);
    return m_canvas->grid().allEpochs.empty()
        ? tr("The chosen runs have no %1 trials: switch to the other phase.").arg(phase)
        : tr("There are no %1 trials in %2: choose other epochs.").arg(phase, epochsText());
}

QString ConfusionView::toText() const
{
    const ConfusionGrid& grid = m_canvas->grid();
    QString text =
        QStringLiteral("observer\tphase\tepoch\tshown\tanswered\tcount\ttrials\tshare\tlow\thigh\n");
    for (const ConfusionGrid::Row& row : grid.rows)
        for (const ConfusionCell& cell : row.confusion->cells) {
            if (cell.phase != grid.phase
                || !std::binary_search(grid.epochs.begin(), grid.epochs.end(), cell.epoch))
                continue;
            const auto& band = cell.answers.band();
            text += row.label + QLatin1Char('\t') + phaseText(cell.phase) + QLatin1Char('\t')
                + QString::number(cell.epoch) + QLatin1Char('\t')
                + QString::fromStdString(row.labels[cell.truth]) + QLatin1Char('\t')
                + QString::fromStdString(row.labels[cell.prediction]) + QLatin1Char('\t')
                + QString::number(cell.answers.counted()) + QLatin1Char('\t')
                + QString::number(cell.answers.trials()) + QLatin1Char('\t')
                + QString::number(cell.answers.share(), 'f', 6) + QLatin1Char('\t')
                + (band ? QString::number(band->low, 'f', 6) : QString()) + QLatin1Char('\t')
                + (band ? QString::number(band->high, 'f', 6) : QString()) + QLatin1Char('\n');
        }
    if (m_similarities->rowCount() > 0)
        text += QLatin1Char('\n') + m_measure->currentText() + QLatin1Char('\n') + m_similarities->toTsv();
    if (const QString matching = details(); !matching.isEmpty())
        text += QLatin1Char('\n') + matching + QLatin1Char('\n');
    return text;
}

void ConfusionView::updateAccessibleText()
{
    setAccessibleName(title());
    const QString restricted = isOnlySelected() ? restriction() + QStringLiteral(". ") : QString();
    const ConfusionGrid& grid = m_canvas->grid();
    if (const auto& cursor = m_canvas->cursorCell(); cursor && grid.isCell(*cursor))
        setAccessibleDescription(grid.describe(*cursor));
    else if (grid.empty())
        setAccessibleDescription(restricted + m_canvas->hint());
    else
        setAccessibleDescription(tr("%1. %2 observers, %3 epochs. Arrow keys read the cells.")
                                     .arg(restricted + subtitle())
                                     .arg(grid.rows.size())
                                     .arg(grid.epochs.size()));
}

QJsonObject ConfusionView::state() const
{
    QJsonObject state = PlotView::state();
    if (m_choice.phase != ConfusionChoice().phase)
        state[phaseKey] = text(toString(m_choice.phase));
    if (!m_choice.epochs.empty()) {
        QJsonArray epochs;
        for (const std::int32_t epoch : m_choice.epochs)
            epochs << epoch;
        state[epochsKey] = epochs;
    }
    if (m_choice.counts)
        state[cellsKey] = countsName;
    if (m_choice.similarity)
        state[similarityKey] = text(toString(*m_choice.similarity));
    return state;
}

void ConfusionView::setState(const QJsonObject& state)
{
    ConfusionChoice choice;
    if (state[phaseKey].toString() == text(toString(Phase::Train)))
        choice.phase = Phase::Train;
    for (const QJsonValue& epoch : state[epochsKey].toArray())
        if (epoch.toDouble(.5) == epoch.toInt())
            choice.epochs.push_back(epoch.toInt());
    std::sort(choice.epochs.begin(), choice.epochs.end());
    choice.epochs.erase(std::unique(choice.epochs.begin(), choice.epochs.end()), choice.epochs.end());
    choice.counts = state[cellsKey].toString() == countsName;
    for (const ConfusionMeasure measure : confusionMeasures())
        if (state[similarityKey].toString() == text(toString(measure)))
            choice.similarity = measure;
    PlotView::setState(state);
    setChoice(choice);
}

} // namespace learnscope
