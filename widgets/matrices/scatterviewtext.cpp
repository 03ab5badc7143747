// What ScatterView says and keeps.
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/scatterview.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
const QString stateKeys[2] = {QStringLiteral("across"), QStringLiteral("up")};

QString number(double value)
{
    return std::isnan(value) ? ScatterView::tr("not defined")
                             : QString::number(value, 'f', 3).replace(QLatin1Char('-'), QChar(0x2212));
}

void append(std::string& text, double value, char end)
{
    char digits[32];
    text.append(digits,
                std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 6).ptr);
    text += end;
}
} // namespace

QString ScatterView::rangeText(double low, double high)
{
    // As many digits as tell the ends apart.
    const double step = std::max(std::abs(high - low), 1e-12);
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(step))), 0, 9);
    return tr("%1 to %2").arg(low, 0, 'f', decimals).arg(high, 0, 'f', decimals);
}

// In words

void ScatterView::point(const std::optional<DensityCell>& cell)
{
    const auto& shown = cell ? cell : m_canvas->cursorCell();
    std::vector<ReadoutRow> rows;
    ItemCard card;
    if (shown && m_canvas->density() && m_values) {
        const PairDensity& density = *m_canvas->density();
        const PairArea area = density.cell(std::size_t(shown->first), std::size_t(shown->second));
        const std::uint32_t count = density.at(std::size_t(shown->first), std::size_t(shown->second));
        card.title = tr("%Ln pair(s)", nullptr, static_cast<int>(count));
        const double ends[2][2] = {{area.firstLow, area.firstHigh}, {area.secondLow, area.secondHigh}};
        for (int which = 0; which < 2; ++which) {
            card.lines << tr("%1 %2").arg(QString::fromStdString(compared(which)->input.label),
                                          rangeText(ends[which][0], ends[which][1]));
            ReadoutRow row;
            row.observer = QString::fromStdString(compared(which)->input.label);
            row.phase = which == 0 ? tr("across") : tr("up");
            row.mean = (ends[which][0] + ends[which][1]) / 2;
            row.low = ends[which][0];
            row.high = ends[which][1];
            row.n = count;
            row.style = {Theme::of(this).accent, Marker::Circle};
            rows.push_back(std::move(row));
        }
    }
    m_canvas->setCard(card);
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

QString ScatterView::subtitle() const
{
    if (!m_values)
        return {};
    QString words = tr("%1 and %2: %3 pairs, Pearson %4, Spearman %5")
                        .arg(QString::fromStdString(compared(0)->input.label),
                             QString::fromStdString(compared(1)->input.label),
                             QLocale().toString(static_cast<qulonglong>(m_values->pairs)),
                             number(m_values->pearson), number(m_values->spearman));
    if (m_selectedPairs > 0)
        words += tr("; %Ln selected", nullptr, static_cast<int>(m_selectedPairs));
    return words;
}

QString ScatterView::details() const
{
    if (!m_values)
        return {};
    QStringList sentences;
    sentences
        << tr("Colours are the numbers of pairs in %1 x %1 cells of what is seen, on a logarithmic scale. "
              "Both coefficients are of all pairs.")
               .arg(bins);
    if (m_values->masked > 0)
        sentences << tr("%L1 pairs without a value in both are left out.").arg(m_values->masked);
    if (m_selectedPairs > 0)
        sentences << (m_selectedPairs > mostPoints
                          ? tr("Points are the first %L1 of %L2 pairs of selected items.")
                                .arg(mostPoints)
                                .arg(m_selectedPairs)
                          : tr("Points are the pairs of selected items."));
    sentences << tr("A click lists the %1 most alike pairs of a cell by %2 and selects their items.")
                     .arg(mostListed)
                     .arg(QString::fromStdString(compared(0)->input.label));
    if (const std::string& note = representations()->groups[compared(0)->group].note; !note.empty())
        sentences << asSentence(note);
    return sentences.join(QLatin1Char('\n'));
}

QString ScatterView::toText() const
{
    const PairDensity* density = m_canvas->density().get();
    if (!m_values || !density)
        return m_canvas->hint();
    const std::string names[2] = {nameOf(0).toStdString(), nameOf(1).toStdString()};
    std::string text = subtitle().toStdString() + "\n\n";
    for (const std::string& name : names)
        text += name + ", low\t" + name + ", high\t";
    text += "pairs\n";
    for (std::size_t first = 0; first < density->bins; ++first)
        for (std::size_t second = 0; second < density->bins; ++second) {
            const std::uint32_t count = density->at(first, second);
            if (count == 0)
                continue;
            const PairArea cell = density->cell(first, second);
            for (const double end : {cell.firstLow, cell.firstHigh, cell.secondLow, cell.secondHigh})
                append(text, end, '\t');
            append(text, count, '\n');
        }
    return QString::fromStdString(text);
}

void ScatterView::updateAccessibleText()
{
    setAccessibleName(title());
    const PairDensity* density = m_canvas->density().get();
    if (!m_values || !density) {
        setAccessibleDescription(m_canvas->hint());
        return;
    }
    if (const auto& cursor = m_canvas->cursorCell()) {
        const PairArea cell = density->cell(std::size_t(cursor->first), std::size_t(cursor->second));
        setAccessibleDescription(
            tr("%Ln pair(s); %1 %2, %3 %4.", nullptr,
               static_cast<int>(density->at(std::size_t(cursor->first), std::size_t(cursor->second))))
                .arg(QString::fromStdString(compared(0)->input.label),
                     rangeText(cell.firstLow, cell.firstHigh),
                     QString::fromStdString(compared(1)->input.label),
                     rangeText(cell.secondLow, cell.secondHigh)));
        return;
    }
    setAccessibleDescription(
        tr("%1. Arrow keys read the cells, Return lists and selects the pairs of one.").arg(subtitle()));
}

// State

QJsonObject ScatterView::state() const
{
    QJsonObject state = RepresentationView::state();
    for (int which = 0; which < 2; ++which)
        if (!m_wanted[which].empty())
            state[stateKeys[which]] = QString::fromStdString(m_wanted[which]);
    return state;
}

void ScatterView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    setCompared(state[stateKeys[0]].toString().toStdString(), state[stateKeys[1]].toString().toStdString());
}

QJsonObject ScatterView::zoom() const
{
    const std::optional<PairArea> area = m_wantedArea          ? m_wantedArea
        : m_values && m_canvas->area() != wholeArea(*m_values) ? std::optional(m_canvas->area())
                                                               : std::nullopt;
    if (!area)
        return {};
    return {{QStringLiteral("across"), QJsonArray {area->firstLow, area->firstHigh}},
            {QStringLiteral("up"), QJsonArray {area->secondLow, area->secondHigh}}};
}

void ScatterView::setZoom(const QJsonObject& zoom)
{
    const QJsonArray across = zoom[QStringLiteral("across")].toArray();
    const QJsonArray up = zoom[QStringLiteral("up")].toArray();
    const PairArea area {across[0].toDouble(), across[1].toDouble(), up[0].toDouble(), up[1].toDouble()};
    const bool isArea = across.size() == 2 && up.size() == 2 && area.firstLow < area.firstHigh
        && area.secondLow < area.secondHigh;
    if (!m_values)
        m_wantedArea = isArea ? std::optional(area) : std::nullopt;
    else
        m_canvas->setArea(isArea ? area : wholeArea(*m_values));
}

void ScatterView::resetZoom()
{
    if (m_values)
        m_canvas->setArea(wholeArea(*m_values));
}

void ScatterView::zoomIn()
{
    if (m_values)
        m_canvas->zoomBy(1.25);
}

void ScatterView::zoomOut()
{
    if (m_values)
        m_canvas->zoomBy(1 / 1.25);
}

} // namespace learnscope
