#include "widgets/matrices/likenesspanels.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("ComparisonView", source);
}

/// "Names differ." of "names differ".
QString sentence(const std::string& words)
{
    QString said = QString::fromStdString(words).trimmed();
    if (said.isEmpty())
        return said;
    said[0] = said[0].toUpper();
    return said.endsWith(QLatin1Char('.')) ? said : said + QLatin1Char('.');
}

void addNote(QStringList& notes, const std::string& words)
{
    const QString said = sentence(words);
    if (!said.isEmpty() && !notes.contains(said))
        notes << said;
}

std::vector<std::size_t> orderOf(const ModelComparison& comparison, LikenessOrder wanted)
{
    std::vector<std::size_t> order(comparison.models.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    if (wanted == LikenessOrder::ByValue)
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const double first = comparison.models[a].likeness.estimate;
            const double second = comparison.models[b].likeness.estimate;
            return std::isnan(second) ? !std::isnan(first) : first > second;
        });
    return order;
}

QString countsText(const ModelComparison& comparison)
{
    QString words = text("%L1 items, %L2 pairs").arg(comparison.items).arg(comparison.pairs);
    if (comparison.maskedPairs > 0)
        words += text(", %L1 masked pairs left out").arg(comparison.maskedPairs);
    return words;
}

LikenessPanel panelOf(const RepresentationSet& set, std::size_t place, LikenessOrder order)
{
    const ShownGroup& group = set.groups[place];
    LikenessPanel panel;
    panel.group = place;
    panel.comparison = &group.likeness->comparison;
    panel.order = orderOf(*panel.comparison, order);
    const auto labels = [&](const std::vector<std::size_t>& members) {
        std::vector<QString> all;
        for (const std::size_t member : members)
            all.push_back(QString::fromStdString(set.shown[member].input.label));
        return all;
    };
    panel.models = labels(group.likeness->models);
    panel.references = labels(group.likeness->references);
    panel.unit = panel.references.size() < 2 ? BootstrapUnit::Items : set.options.likeness.unit;
    panel.counts = countsText(*panel.comparison);
    return panel;
}

void widen(Interval& range, double value)
{
    if (!std::isfinite(value))
        return;
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
}

void widen(Interval& range, const ModelComparison& comparison)
{
    for (const ModelLikeness& model : comparison.models) {
        widen(range, model.likeness.estimate);
        for (const double value : model.values)
            widen(range, value);
        // Student's interval of few items is wider than likenesses can be.
        if (model.likeness.interval) {
            widen(range, std::clamp(model.likeness.interval->low, -1., 1.));
            widen(range, std::clamp(model.likeness.interval->high, -1., 1.));
        }
    }
    if (comparison.ceiling) {
        widen(range, comparison.ceiling->lower);
        widen(range, comparison.ceiling->upper);
    }
}

QString hintOf(const RepresentationSet* set, const QStringList& notes)
{
    if (!set || set->shown.empty())
        return text("Open representations of the same items, or drop them here, to compare them.");
    if (!set->options.parts.likenesses)
        return text("The comparison is being computed.");
    const bool anyPair = std::any_of(set->groups.begin(), set->groups.end(),
                                     [](const ShownGroup& group) { return group.members.size() > 1; });
    if (!anyPair)
        return set->shown.size() == 1
            ? text("Open another representation of the same items to compare this one with.")
            : text("No two of these representations are of the same items.");
    return notes.isEmpty() ? text("Nothing can be compared.") : notes.join(QLatin1Char(' '));
}
} // namespace

LikenessPanels likenessPanels(std::shared_ptr<const RepresentationSet> set, LikenessOrder order)
{
    LikenessPanels panels;
    panels.set = std::move(set);
    if (panels.set)
        for (std::size_t place = 0; place < panels.set->groups.size(); ++place) {
            const ShownGroup& group = panels.set->groups[place];
            if (group.members.size() > 1) {
                addNote(panels.notes, group.likenessProblem);
                addNote(panels.notes, group.note);
            }
            if (!group.likeness)
                continue;
            panels.panels.push_back(panelOf(*panels.set, place, order));
            widen(panels.range, group.likeness->comparison);
            addNote(panels.notes, group.likeness->comparison.note);
        }
    if (panels.panels.empty())
        panels.hint = hintOf(panels.set.get(), panels.notes);
    return panels;
}

LikenessTestCounts testCounts(const ModelComparison& comparison)
{
    LikenessTestCounts counts;
    for (const ModelLikeness& model : comparison.models) {
        counts.likeness += !std::isnan(model.likeness.probability);
        counts.belowCeiling += model.belowCeiling && !std::isnan(model.belowCeiling->probability);
    }
    for (const ModelDifference& difference : comparison.differences)
        counts.differences += !std::isnan(difference.difference.probability);
    return counts;
}

} // namespace learnscope
