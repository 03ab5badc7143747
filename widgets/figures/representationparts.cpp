#include "widgets/figures/representationparts.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace learnscope {

std::vector<std::size_t> shownRepresentations(const FigureRequest& request, const FigureInput& input)
{
    const auto& names = request.filter.observers;
    const auto& all = input.representations->shown;
    std::vector<std::size_t> shown;
    for (std::size_t index = 0; index < all.size(); ++index)
        if (all[index].problem.empty()
            && (names.empty() || std::find(names.begin(), names.end(), all[index].input.name) != names.end()))
            shown.push_back(index);
    if (!names.empty())
        std::stable_sort(shown.begin(), shown.end(), [&](std::size_t one, std::size_t other) {
            return std::find(names.begin(), names.end(), all[one].input.name)
                < std::find(names.begin(), names.end(), all[other].input.name);
        });
    return shown;
}

ObserverStyle styleOfRepresentation(const FigureInput& input, std::size_t index)
{
    Observer observer;
    const RepresentationInput& one = input.representations->shown[index].input;
    observer.name = one.name;
    observer.kind = one.isReference ? ObserverKind::Human : ObserverKind::Network;
    return styleFor(observer, static_cast<int>(index));
}

QString labelOfRepresentation(const FigureInput& input, std::size_t index)
{
    return QString::fromStdString(input.representations->shown[index].input.label);
}

std::string describeRepresentation(const FigureInput& input, std::size_t index)
{
    const ShownRepresentation& shown = input.representations->shown[index];
    std::string text = shown.input.label + " (" + groupedDigits(shown.rows.size()) + " items";
    if (!shown.meaning.measure.empty())
        text += ", " + shown.meaning.measure;
    if (const std::uint64_t masked = shown.distribution.masked(); masked > 0)
        text += ", " + groupedDigits(masked) + " pairs without a value";
    return text + ")";
}

std::string orderSentence(const FigureInput& input, std::size_t group)
{
    const RepresentationSet& set = *input.representations;
    const ShownGroup& shown = set.groups[group];
    const ItemOrderRule& rule = set.options.order;
    const std::string leader = set.shown[shown.leader].input.label;
    std::string text;
    if (!shown.orderProblem.empty())
        text = " Items in the order of the file: " + shown.orderProblem + ".";
    else if (rule.by == ItemOrdering::Name)
        text = " Items by name.";
    else if (rule.by == ItemOrdering::Column)
        text = " Items by feature " + std::to_string(rule.column + 1) + " of " + leader + ".";
    else if (rule.by == ItemOrdering::Clusters)
        text = " Items by clusters of " + leader + " (" + std::string(toString(rule.linkage))
            + " linkage, optimal leaf order).";
    else
        text = " Items in the order of the file.";
    if (!shown.note.empty())
        text += " " + shown.note;
    return text;
}

std::string groupedDigits(std::uint64_t count)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(count)).toStdString();
}

std::string shortText(double value)
{
    if (std::isnan(value))
        return "not defined";
    QString text = QString::number(value, 'g', 3);
    return text.replace(QLatin1Char('-'), QChar(0x2212)).toStdString();
}

} // namespace learnscope
