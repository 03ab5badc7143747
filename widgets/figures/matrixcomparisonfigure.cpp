#include "core/base/csvtext.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace learnscope {

namespace {
constexpr QColor ceilingColor {0xd5, 0xd9, 0xe0};

/// The groups that are compared.
std::vector<const ShownGroup*> groupsOf(const FigureInput& input)
{
    std::vector<const ShownGroup*> groups;
    for (const ShownGroup& group : input.representations->groups)
        if (group.likeness)
            groups.push_back(&group);
    return groups;
}

/// Models of a group from the most alike on.
std::vector<std::size_t> byLikeness(const ModelComparison& comparison)
{
    std::vector<std::size_t> order(comparison.models.size());
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return comparison.models[a].likeness.estimate > comparison.models[b].likeness.estimate;
    });
    return order;
}

void widen(double& low, double& high, double value)
{
    if (std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
}

std::pair<double, double> rangeOf(const std::vector<const ShownGroup*>& groups)
{
    double low = 0;
    double high = .05;
    for (const ShownGroup* group : groups) {
        const ModelComparison& comparison = group->likeness->comparison;
        for (const ModelLikeness& model : comparison.models) {
            widen(low, high, model.likeness.estimate);
            for (const double value : model.values)
                widen(low, high, value);
            if (model.likeness.interval) {
                widen(low, high, model.likeness.interval->low);
                widen(low, high, model.likeness.interval->high);
            }
        }
        if (comparison.ceiling)
            widen(low, high, comparison.ceiling->upper);
    }
    return {low, high};
}

/// Stars of a corrected p-value: one below .05, two below .01, three below .001.
QString starsOf(double probability)
{
    const int stars = probability < .001 ? 3 : probability < .01 ? 2 : probability < .05 ? 1 : 0;
    return QString(stars, QLatin1Char('*'));
}

/// One group's rows: bars from 0, with the references' own values as points.
class Rows
{
public:
    Rows(FigureScene& scene, const FigureInput& input, const ScenePanel& panel, double scale)
        : m_scene(scene)
        , m_input(input)
        , m_panel(panel)
        , m_scale(scale)
    {
    }

    void addCeiling(const NoiseCeiling& ceiling, double top, double bottom)
    {
        const double left = x(ceiling.lower);
        const double right = std::max(x(ceiling.upper), left + .3);
        m_scene.items.push_back(
            {ScenePolygon {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}, ceilingColor},
             {},
             QStringLiteral("noise ceiling")});
    }

    void addModel(std::size_t index, const ModelLikeness& model, double middle, double height)
    {
        const QColor color = styleOfRepresentation(m_input, index).color;
        const QString name = labelOfRepresentation(m_input, index);
        const double value = model.likeness.estimate;
        if (std::isfinite(value)) {
            const double half = height * .32;
            m_scene.items.push_back({ScenePolygon {{{x(0), middle - half},
                                                    {x(value), middle - half},
                                                    {x(value), middle + half},
                                                    {x(0), middle + half}},
                                                   color,
                                                   .75},
                                     {},
                                     name});
        }
        for (std::size_t reference = 0; model.values.size() > 1 && reference < model.values.size();
             ++reference)
            if (std::isfinite(model.values[reference])) {
                // Spread a little, always alike, so that equal ones are seen.
                const double off = (double(reference % 5) - 2) * height * .06;
                m_scene.items.push_back({SceneMarker {Marker::Circle,
                                                      {x(model.values[reference]), middle + off},
                                                      1.9 * m_scale,
                                                      Qt::white,
                                                      1,
                                                      readableOnWhite(color),
                                                      .5 * m_scale},
                                         {},
                                         name});
            }
        if (model.likeness.interval)
            addWhisker(*model.likeness.interval, middle, height, name);
    }

private:
    double x(double value) const { return m_panel.map(value, 0).x(); }

    void addWhisker(const Interval& interval, double middle, double height, const QString& name)
    {
        const double cap = height * .12;
        const QColor ink(0x1b1e24);
        const double width = .7 * m_scale;
        const auto line = [&](QPointF from, QPointF to) {
            m_scene.items.push_back({SceneLine {{from, to}, ink, width}, {}, name});
        };
        line({x(interval.low), middle}, {x(interval.high), middle});
        line({x(interval.low), middle - cap}, {x(interval.low), middle + cap});
        line({x(interval.high), middle - cap}, {x(interval.high), middle + cap});
    }

    FigureScene& m_scene;
    const FigureInput& m_input;
    const ScenePanel& m_panel;
    double m_scale;
};

std::string groupSentence(const FigureInput& input, const ShownGroup& group)
{
    const RepresentationSet& set = *input.representations;
    const ModelComparison& comparison = group.likeness->comparison;
    std::string text = " References: ";
    for (std::size_t place = 0; place < group.likeness->references.size(); ++place)
        text += (place ? "; " : "") + describeRepresentation(input, group.likeness->references[place]);
    text += ". " + groupedDigits(comparison.items) + " items, " + groupedDigits(comparison.pairs) + " pairs";
    if (comparison.maskedPairs > 0)
        text += ", " + groupedDigits(comparison.maskedPairs) + " left out without a value";
    text += ". ";
    if (comparison.ceiling)
        text += "Grey: noise ceiling, " + shortText(comparison.ceiling->lower) + " to "
            + shortText(comparison.ceiling->upper) + ". ";
    text += "Stars: " + std::to_string(comparison.models.size()) + " tests against 0, corrected by "
        + std::string(toString(set.options.likeness.correction)) + " (* p < .05, ** p < .01, *** p < .001).";
    if (!comparison.note.empty())
        text += " " + comparison.note;
    return text;
}
} // namespace

Result<FigureScene> matrixComparisonFigure(const FigureRequest& request, const FigureInput& input)
{
    const auto groups = groupsOf(input);
    if (groups.empty()) {
        std::string reason = "there is nothing to compare";
        for (const ShownGroup& group : input.representations->groups)
            if (!group.likenessProblem.empty())
                reason = group.likenessProblem;
        return failure(Error::Kind::Mismatch, reason);
    }
    const double font = request.fontSize;
    const double scale = font / 7;
    const AxesLook look = ourAxes(font);
    const ModelComparisonOptions& options = input.representations->options.likeness;
    std::size_t rows = 0;
    double labels = 0;
    for (const ShownGroup* group : groups)
        for (const std::size_t index : group->likeness->models) {
            ++rows;
            labels = std::max(labels, textWidth(labelOfRepresentation(input, index), font));
        }
    FigureScene scene;
    scene.width = request.width > 0 ? request.width : 85;
    labels = std::min(labels, scene.width * .4);
    const double gap = lineHeight(font) * .6;
    const double top = gridPageMargin + scale;
    const double below = xAxisHeight(look) + gridPageMargin;
    const double between = gap * double(groups.size() - 1);
    const double row =
        request.height > 0 ? (request.height - top - below - between) / double(rows) : 4.6 * scale;
    scene.height = request.height > 0 ? request.height : top + below + between + row * double(rows);
    const double left = gridPageMargin + labels + 1.2 * scale;
    const double right = textWidth(QStringLiteral("***"), font) + gridPageMargin + scale;
    const QRectF area(left, top, scene.width - left - right, scene.height - top - below);
    if (area.width() < 15 || row < lineHeight(font) * .8)
        return tooSmall(scene, left + right + 15,
                        top + below + between + lineHeight(font) * .8 * double(rows));
    const auto [low, high] = rangeOf(groups);
    Axis x = niceAxis(low, high, std::max(2, int(area.width() / (9 * scale))),
                      QString::fromStdString(std::string(toString(options.measure))));
    const ScenePanel panel {QStringLiteral("likeness"), area, x.low, x.high, 0, 1};
    scene.panels.push_back(panel);
    Rows drawn(scene, input, panel, scale);
    double y = area.top();
    for (const ShownGroup* group : groups) {
        const ModelComparison& comparison = group->likeness->comparison;
        if (comparison.ceiling)
            drawn.addCeiling(*comparison.ceiling, y, y + row * double(comparison.models.size()));
        for (const std::size_t model : byLikeness(comparison)) {
            const std::size_t index = group->likeness->models[model];
            const double middle = y + row / 2;
            drawn.addModel(index, comparison.models[model], middle, row);
            const double base = middle + fontExtent(font).capHeight / 2;
            addText(scene,
                    {elided(labelOfRepresentation(input, index), labels, font, false),
                     {left - 1.2 * scale, base},
                     font,
                     QColor(0x1b1e24),
                     false,
                     SceneText::Anchor::End},
                    QStringLiteral("labels"), SceneRole::YLabels);
            addText(scene,
                    {starsOf(comparison.models[model].likeness.correctedProbability),
                     {area.right() + scale * .6, base + .6 * scale},
                     font},
                    QStringLiteral("tests"));
            y += row;
        }
        y += gap;
    }
    AxesParts parts;
    parts.yLabels = parts.yTitle = false;
    addAxes(scene, panel, x, Axis {}, look, parts);
    scene.caption = "Likeness of matrices (" + std::string(toString(options.measure)) + ") to "
        + (groups.front()->likeness->references.size() > 1 ? "each reference (points) and on average (bars)"
                                                           : "the reference")
        + ", with " + std::to_string(std::lround(options.level * 100)) + " % intervals of "
        + std::to_string(options.draws) + " bootstraps over "
        + (groups.front()->likeness->references.size() > 1 ? std::string(toString(options.unit)) : "items")
        + ", seed " + std::to_string(options.seed) + ".";
    for (const ShownGroup* group : groups)
        scene.caption += groupSentence(input, *group);
    return scene;
}

std::string matrixComparisonData(const FigureRequest&, const FigureInput& input)
{
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    CsvText csv {"model", "reference",   "measure",     "value",        "low",   "high",
                 "p",     "p_corrected", "ceiling_low", "ceiling_high", "items", "pairs"};
    const auto& shown = input.representations->shown;
    for (const ShownGroup* group : groupsOf(input)) {
        const ModelComparison& comparison = group->likeness->comparison;
        const auto add = [&](std::size_t model, const std::string& reference, double value,
                             const LikenessTest* test) {
            csv.add(shown[group->likeness->models[model]].input.label).add(reference);
            csv.add(toString(input.representations->options.likeness.measure)).add(value);
            csv.add(test && test->interval ? test->interval->low : nothing);
            csv.add(test && test->interval ? test->interval->high : nothing);
            csv.add(test ? test->probability : nothing).add(test ? test->correctedProbability : nothing);
            csv.add(comparison.ceiling ? comparison.ceiling->lower : nothing);
            csv.add(comparison.ceiling ? comparison.ceiling->upper : nothing);
            csv.add(std::uint64_t {comparison.items}).add(comparison.pairs).endRow();
        };
        for (std::size_t model = 0; model < comparison.models.size(); ++model) {
            const ModelLikeness& one = comparison.models[model];
            add(model, "mean", one.likeness.estimate, &one.likeness);
            for (std::size_t reference = 0; reference < one.values.size(); ++reference)
                add(model, shown[group->likeness->references[reference]].input.label, one.values[reference],
                    nullptr);
        }
    }
    return csv.text();
}

} // namespace learnscope
