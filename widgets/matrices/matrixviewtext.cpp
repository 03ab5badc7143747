// What a MatrixView says of itself and what of it is kept: see matrixview.h.
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/matrixview.h"

#include <QJsonArray>
#include <QLocale>

#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
const auto coloringKey = QStringLiteral("coloring");
const auto colorsKey = QStringLiteral("colors");
const auto differenceKey = QStringLiteral("difference");
const auto hiddenKey = QStringLiteral("hiddenMatrices");
const auto neighboursKey = QStringLiteral("neighbours");
const auto sightsKey = QStringLiteral("sights");
/// So many numbers are written as text while the window waits: some milliseconds, also where each takes a
/// product of 2,048 features.
constexpr std::size_t mostValues = 4000;

void addSentence(QString& text, const std::string& sentence)
{
    if (sentence.empty())
        return;
    QString added = QString::fromStdString(sentence);
    added[0] = added[0].toUpper();
    if (!added.endsWith(QLatin1Char('.')))
        added += QLatin1Char('.');
    text += (text.isEmpty() ? QString() : QStringLiteral(" ")) + added;
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}
} // namespace

QString MatrixView::orderText() const
{
    const ItemOrderRule& order = representationOptions().order;
    switch (order.by) {
    case ItemOrdering::AsGiven:
        return tr("order of the file");
    case ItemOrdering::Name:
        return tr("ordered by name");
    case ItemOrdering::Column:
        return tr("ordered by feature %1").arg(order.column + 1);
    case ItemOrdering::Clusters:
        break;
    }
    return tr("ordered by clusters");
}

QString MatrixView::subtitle() const
{
    if (m_canvas->panels().empty())
        return {};
    const QString what = m_switches.coloring == MatrixColoring::Ranks ? tr("ranks")
        : m_switches.coloring == MatrixColoring::Values               ? tr("values")
                                                                      : tr("values, 1st to 99th percentile");
    return what + QStringLiteral(", ") + orderText();
}

QString MatrixView::details() const
{
    QString text;
    if (!representations())
        return text;
    for (const ShownGroup& group : representations()->groups) {
        addSentence(text, group.note);
        addSentence(text, group.orderProblem);
    }
    for (const ShownRepresentation& shown : representations()->shown) {
        const std::string label = shown.input.label + ": ";
        if (!shown.problem.empty())
            addSentence(text, label + shown.problem);
        if (!shown.note.empty())
            addSentence(text, label + shown.note);
    }
    return text;
}

std::vector<std::pair<QString, double>> MatrixView::valuesOf(const MatrixPair& pair) const
{
    std::vector<std::pair<QString, double>> values;
    const auto& set = representations();
    if (!set)
        return values;
    for (const std::size_t one : shownMatrices())
        if (set->shown[one].group == pair.group && set->shown[one].pyramid)
            values.emplace_back(QString::fromStdString(set->shown[one].input.label),
                                set->shown[one].at(pair.row, pair.column));
    const auto difference = differing();
    if (!difference || set->shown[difference->first].group != pair.group)
        return values;
    const ShownRepresentation& minuend = set->shown[difference->first];
    const ShownRepresentation& subtrahend = set->shown[difference->second];
    if (minuend.meaning == subtrahend.meaning)
        values.emplace_back(tr("difference"),
                            minuend.at(pair.row, pair.column) - subtrahend.at(pair.row, pair.column));
    return values;
}

QString MatrixView::describe(const MatrixPair& pair) const
{
    const ShownGroup& group = representations()->groups[pair.group];
    QStringList parts;
    for (const auto& [label, value] : valuesOf(pair))
        parts << QStringLiteral("%1 %2").arg(
            label, std::isnan(value) ? tr("masked") : QLocale().toString(value, 'f', 4));
    return tr("%1 and %2: %3")
        .arg(QString::fromStdString(group.itemAt(pair.row)),
             QString::fromStdString(group.itemAt(pair.column)), parts.join(QStringLiteral(", ")));
}

void MatrixView::updateAccessibleText()
{
    setAccessibleName(title());
    m_canvas->setAccessibleName(title());
    QString text;
    if (m_canvas->panels().empty())
        text = m_canvas->hint();
    else if (const auto pair = activePair())
        text = describe(*pair);
    else
        text = tr("%1. %2 matrices. Arrow keys read pairs of items.")
                   .arg(subtitle())
                   .arg(m_canvas->panels().size());
    setAccessibleDescription(text);
    m_canvas->setAccessibleDescription(text);
}

QString MatrixView::toText() const
{
    const auto& set = representations();
    if (m_canvas->panels().empty())
        return m_canvas->hint() + QLatin1Char('\n');
    const std::size_t group = activeGroup();
    const ShownGroup& shown = set->groups[group];
    std::vector<std::size_t> members;
    for (const std::size_t one : shownMatrices())
        if (set->shown[one].group == group && set->shown[one].pyramid)
            members.push_back(one);
    std::vector<std::size_t> places;
    for (const BlockRange& range : m_canvas->selectedOf(group))
        for (std::size_t place = range.begin; place < range.end; ++place)
            places.push_back(place);
    if (places.size() < 2) {
        places.resize(shown.items);
        std::iota(places.begin(), places.end(), std::size_t {0});
    }
    const std::size_t pairs = places.size() * (places.size() - 1) / 2;
    if (members.empty() || pairs * members.size() > mostValues) {
        QString text =
            tr("%1 values of %2 pairs are more than are copied (%3): select fewer items, or save the "
               "matrix with the command line (rdm).\n")
                .arg(QLocale().toString(qulonglong(pairs * members.size())),
                     QLocale().toString(qulonglong(pairs)), QLocale().toString(qulonglong(mostValues)));
        text += tr("matrix\tmeasure\titems\tpairs\tmasked\tsmallest\tmedian\tlargest\n");
        for (const ShownRepresentation& one : set->shown)
            text += QStringLiteral("%1\t%2\t%3\t%4\t%5\t%6\t%7\t%8\n")
                        .arg(QString::fromStdString(one.input.label), meaningText(one.meaning))
                        .arg(one.rows.size())
                        .arg(one.distribution.values())
                        .arg(one.distribution.masked())
                        .arg(one.distribution.minimum(), 0, 'g', 9)
                        .arg(one.distribution.quantile(.5), 0, 'g', 9)
                        .arg(one.distribution.maximum(), 0, 'g', 9);
        return text;
    }
    QString text = tr("row\tcolumn");
    for (const std::size_t one : members)
        text += QLatin1Char('\t') + QString::fromStdString(set->shown[one].input.label);
    text += QLatin1Char('\n');
    for (std::size_t row = 0; row < places.size(); ++row)
        for (std::size_t column = row + 1; column < places.size(); ++column) {
            text += QString::fromStdString(shown.itemAt(places[row])) + QLatin1Char('\t')
                + QString::fromStdString(shown.itemAt(places[column]));
            for (const std::size_t one : members) {
                const double value = set->shown[one].at(places[row], places[column]);
                text += QLatin1Char('\t') + (std::isnan(value) ? QString() : QString::number(value, 'g', 9));
            }
            text += QLatin1Char('\n');
        }
    return text;
}

// What is kept

QJsonObject MatrixView::state() const
{
    QJsonObject state = RepresentationView::state();
    const Switches first;
    if (m_switches.coloring != first.coloring)
        state[coloringKey] = text(toString(m_switches.coloring));
    if (m_switches.colors != first.colors)
        state[colorsKey] = text(toString(m_switches.colors));
    if (m_switches.difference)
        state[differenceKey] = QJsonArray {QString::fromStdString(m_switches.difference->first),
                                           QString::fromStdString(m_switches.difference->second)};
    if (!m_switches.hidden.empty()) {
        QJsonArray names;
        for (const std::string& name : m_switches.hidden)
            names << QString::fromStdString(name);
        state[hiddenKey] = names;
    }
    if (m_switches.neighbours)
        state[neighboursKey] = true;
    return state;
}

void MatrixView::setState(const QJsonObject& state)
{
    Switches switches;
    switches.coloring =
        matrixColoringFromName(state[coloringKey].toString().toStdString()).value_or(switches.coloring);
    switches.colors =
        matrixColorsFromName(state[colorsKey].toString().toStdString()).value_or(switches.colors);
    const QJsonArray names = state[differenceKey].toArray();
    if (names.size() == 2)
        switches.difference = std::pair(names[0].toString().toStdString(), names[1].toString().toStdString());
    for (const QJsonValue& name : state[hiddenKey].toArray())
        switches.hidden.insert(name.toString().toStdString());
    switches.hidden.erase(std::string());
    switches.neighbours = state[neighboursKey].toBool();
    RepresentationView::setState(state);
    setSwitches(std::move(switches));
}

QJsonObject MatrixView::zoom() const
{
    if (!representations())
        return m_pendingZoom;
    QJsonArray sights;
    bool isWhole = true;
    for (std::size_t group = 0; group < representations()->groups.size(); ++group) {
        const MatrixSight sight = m_canvas->sight(group);
        isWhole = isWhole && sight == MatrixSight();
        sights << QJsonArray {sight.zoom, sight.row, sight.column};
    }
    return isWhole ? QJsonObject() : QJsonObject {{sightsKey, sights}};
}

void MatrixView::setZoom(const QJsonObject& zoom)
{
    if (!representations() || representations()->groups.empty()) {
        m_pendingZoom = zoom;
        return;
    }
    const QJsonArray sights = zoom[sightsKey].toArray();
    for (std::size_t group = 0; group < representations()->groups.size(); ++group) {
        const QJsonArray sight = sights.at(static_cast<qsizetype>(group)).toArray();
        m_canvas->setSight(group,
                           sight.size() == 3 ? MatrixSight {sight[0].toDouble(1), sight[1].toDouble(.5),
                                                            sight[2].toDouble(.5)}
                                             : MatrixSight());
    }
}

} // namespace learnscope
