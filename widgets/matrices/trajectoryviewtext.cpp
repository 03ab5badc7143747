// What TrajectoryView says and keeps.
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/measuretitles.h"
#include "widgets/matrices/trajectoryview.h"
#include "widgets/plots/chartspec.h"

#include <QJsonArray>

#include <algorithm>
#include <charconv>

namespace learnscope {

namespace {
const auto phaseKey = QStringLiteral("phase");
const auto referenceKey = QStringLiteral("reference");
const auto measureKey = QStringLiteral("measure");
const auto sightKey = QStringLiteral("map");

void append(std::string& text, double number)
{
    text += '\t';
    if (std::isnan(number))
        return;
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, 6);
    text.append(digits, end.ptr);
}
} // namespace

QString TrajectoryView::measureText() const
{
    return m_choice.measure ? matrixMeasureTitle(*m_choice.measure) : tr("Distance");
}

QString TrajectoryView::comparisonTitle() const
{
    return m_choice.measure ? tr("%1 with %2").arg(measureText(), labelOf(m_trajectory->reference))
                            : tr("Distance to %1").arg(labelOf(m_trajectory->reference));
}

QString TrajectoryView::comparisonProblem(const TrajectoryPicture& picture) const
{
    const QString reference = labelOf(m_trajectory->reference);
    if (m_trajectory->observers.size() < 2)
        return tr("Open another observer to compare with %1.").arg(reference);
    bool anyCommon = false;
    for (const TrajectoryCurve& curve : picture.curves)
        for (const TrajectoryMark& mark : curve.marks) {
            if (!std::isnan(picture.compared(mark)))
                return {};
            anyCommon = anyCommon || !std::isnan(mark.distance);
        }
    if (!anyCommon)
        return tr("Nothing that is shown has an epoch and two classes in common with %1.").arg(reference);
    return tr("%1 is not defined: there are too few pairs of classes, or a matrix is the same for all of "
              "them. "
              "The distance is defined.")
        .arg(measureText());
}

QString TrajectoryView::hint() const
{
    if (const QString restricted = restrictionHint(); !restricted.isEmpty())
        return restricted;
    if (!curves() || curves()->observers.empty())
        return tr("Open trial tables, or drop them here, to see how confusions move over learning.");
    if (!m_problem.isEmpty())
        return m_problem;
    if (m_trajectory)
        return tr("All observers are hidden here.");
    return tr("The statistics are being computed.");
}

QString TrajectoryView::subtitle() const
{
    if (!m_trajectory)
        return {};
    QString words = tr("%1, pooled over runs").arg(phaseText(m_trajectory->options.phase));
    if (m_trajectory->mapProblem.empty())
        words += tr(", stress %1").arg(m_trajectory->stress, 0, 'f', 3);
    return words;
}

QString TrajectoryView::details() const
{
    if (!m_trajectory)
        return {};
    QStringList sentences;
    sentences << tr("Two classes are as unlike as they are seldom taken for each other. The distance of two "
                    "confusions is the root mean squared difference of that, over the pairs of classes that "
                    "both have.");
    if (m_trajectory->mapProblem.empty())
        sentences << tr(
            "The map places epochs by metric scaling so that distances on it tell these distances; "
            "stress is Kruskal's stress-1. The bar in its corner is a distance of that size.");
    sentences << tr("Accuracy is the share of right answers among the trials of each matrix.");
    return sentences.join(QLatin1Char('\n'));
}

void TrajectoryView::point(const std::optional<TrajectoryPlace>& place)
{
    const auto& shown = place ? place : m_canvas->cursorPlace();
    std::vector<ReadoutRow> rows;
    ItemCard card;
    if (shown) {
        const TrajectoryPicture& picture = m_canvas->picture();
        const TrajectoryCurve& curve = picture.curves[shown->curve];
        const TrajectoryMark& mark = m_canvas->markAt(*shown);
        const auto add = [&](const QString& name, double value) {
            ReadoutRow row;
            row.observer = curve.label;
            row.phase = name;
            row.x = mark.epoch;
            row.mean = value;
            row.isUndefined = std::isnan(value);
            row.n = static_cast<qint64>(mark.trials);
            row.style = curve.style;
            rows.push_back(std::move(row));
            card.lines << tr("%1 %2").arg(name, std::isnan(value) ? tr("not defined") : valueText(value, 3));
        };
        card.title = tr("%1, epoch %2").arg(curve.label).arg(mark.epoch);
        add(tr("accuracy"), mark.accuracy);
        if (mark.pairs > 0 || !std::isnan(mark.distance)) {
            const QString reference = labelOf(m_trajectory->reference);
            add(tr("distance to %1").arg(reference), mark.distance);
            if (m_choice.measure)
                add(tr("%1 with %2").arg(measureText(), reference), mark.likeness);
        }
        card.lines << trialsText(mark.trials);
    }
    m_canvas->setCard(card);
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

QString TrajectoryView::toText() const
{
    const TrajectoryPicture& picture = m_canvas->picture();
    if (picture.curves.empty())
        return m_canvas->hint();
    std::string text = "observer\tphase\tepoch\ttrials\taccuracy\tx\ty\tdistance to "
        + labelOf(m_trajectory->reference).toStdString();
    if (m_choice.measure)
        text += '\t' + comparisonTitle().toStdString();
    text += "\tpairs of classes\tselected\n";
    for (const TrajectoryCurve& curve : picture.curves)
        for (const TrajectoryMark& mark : curve.marks) {
            text += curve.label.toStdString() + '\t' + std::string(toString(m_trajectory->options.phase))
                + '\t' + std::to_string(mark.epoch) + '\t' + std::to_string(mark.trials);
            for (const double number : {mark.accuracy, mark.at.x(), mark.at.y(), mark.distance})
                append(text, number);
            if (m_choice.measure)
                append(text, mark.likeness);
            text += '\t' + std::to_string(mark.pairs) + (mark.isSelected ? "\tyes\n" : "\tno\n");
        }
    for (const QString& problem : {picture.mapProblem, picture.comparisonProblem})
        if (!problem.isEmpty())
            text += problem.toStdString() + '\n';
    return QString::fromStdString(text);
}

void TrajectoryView::updateAccessibleText()
{
    setAccessibleName(title());
    const TrajectoryPicture& picture = m_canvas->picture();
    QStringList words;
    if (picture.curves.empty()) {
        words << m_canvas->hint();
    } else if (const auto& cursor = m_canvas->cursorPlace()) {
        const TrajectoryMark& mark = m_canvas->markAt(*cursor);
        words << tr("%1, epoch %2%3: accuracy %4.")
                     .arg(picture.curves[cursor->curve].label)
                     .arg(mark.epoch)
                     .arg(mark.isSelected ? tr(", selected") : QString(), valueText(mark.accuracy, 3));
        if (!std::isnan(picture.compared(mark)))
            words << tr("%1: %2.").arg(picture.comparisonTitle, valueText(picture.compared(mark), 3));
    } else {
        words
            << tr("%1. Arrow keys move from epoch to epoch and from observer to observer, Return selects the "
                  "trials of one.")
                   .arg(subtitle());
        words << picture.mapProblem << picture.comparisonProblem;
    }
    words.removeAll(QString());
    if (const QString restricted = restriction(); !restricted.isEmpty())
        words << restricted + QLatin1Char('.');
    setAccessibleDescription(words.join(QLatin1Char(' ')));
}

// State

QJsonObject TrajectoryView::state() const
{
    QJsonObject state = PlotView::state();
    if (m_choice.phase != Phase::Test)
        state[phaseKey] = QStringLiteral("train");
    if (!m_choice.reference.empty())
        state[referenceKey] = QString::fromStdString(m_choice.reference);
    if (m_choice.measure)
        state[measureKey] = QString::fromStdString(std::string(toString(*m_choice.measure)));
    return state;
}

void TrajectoryView::setState(const QJsonObject& state)
{
    PlotView::setState(state);
    TrajectoryChoice choice;
    if (state[phaseKey].toString() == QLatin1String("train"))
        choice.phase = Phase::Train;
    choice.reference = state[referenceKey].toString().toStdString();
    choice.measure = matrixMeasureFromName(state[measureKey].toString().toStdString());
    setChoice(choice);
}

QJsonObject TrajectoryView::zoom() const
{
    const MapSight& sight = m_canvas->sight();
    if (sight == MapSight())
        return {};
    return {{sightKey, QJsonArray {sight.centre.x(), sight.centre.y(), sight.zoom}}};
}

void TrajectoryView::setZoom(const QJsonObject& zoom)
{
    const QJsonArray numbers = zoom[sightKey].toArray();
    m_canvas->setSight(numbers.size() == 3
                           ? MapSight {{numbers[0].toDouble(), numbers[1].toDouble()}, numbers[2].toDouble(1)}
                           : MapSight());
}

void TrajectoryView::resetZoom()
{
    m_canvas->setSight({});
}

void TrajectoryView::zoomIn()
{
    m_canvas->zoomBy(1.25);
}

void TrajectoryView::zoomOut()
{
    m_canvas->zoomBy(1 / 1.25);
}

} // namespace learnscope
