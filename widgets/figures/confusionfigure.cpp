#include "core/base/csvtext.h"
#include "core/data/selectionexpression.h"
#include "widgets/common/heatscale.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/matchednote.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace learnscope {

namespace {
constexpr double margin = 2; // mm
constexpr double gap = 2.2; // mm between matrices at 7 pt
constexpr double smallestMatrix = 6; // mm
constexpr double readableMatrix = 9; // mm at 7 pt: with fewer, epochs are left out

Phase phaseOf(const FigureRequest& request)
{
    return request.filter.phase.value_or(Phase::Test);
}

bool isShown(const FigureInput& input, std::size_t place)
{
    const std::string& name = input.analysis->observers[place].curves.observer.name;
    return std::any_of(input.curves.observers.begin(), input.curves.observers.end(),
                       [&](const ObserverCurves& curves) { return curves.observer.name == name; });
}

const Confusion* confusionOf(const FigureInput& input, std::size_t observer)
{
    const std::string& name = input.curves.observers[observer].observer.name;
    for (const ObserverAnalysis& analysis : input.analysis->observers)
        if (analysis.curves.observer.name == name)
            return &analysis.confusion;
    return nullptr;
}

bool isAsked(const FigureRequest& request, std::int32_t epoch)
{
    const std::vector<std::int32_t>& asked = request.filter.epochs;
    return asked.empty() || std::binary_search(asked.begin(), asked.end(), epoch);
}

/// What is laid out: observers in rows, epochs in columns.
struct Grid
{
    std::vector<std::int32_t> epochs; ///< those drawn
    std::size_t allEpochs = 0;
    double font = 7;
    double matrix = 20; ///< mm, side of one
    double step = 22; ///< mm, from one to the next
    double left = 0;
    double top = 0;
    double right = 0; ///< of the last matrix
    HeatScale scale {HeatScale::Kind::Light};
    bool counts = false;
};

std::vector<std::int32_t> epochsOf(const FigureRequest& request, const FigureInput& input)
{
    std::set<std::int32_t> epochs;
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer)
        if (const Confusion* confusion = confusionOf(input, observer))
            for (const ConfusionCell& cell : confusion->cells)
                if (cell.phase == phaseOf(request) && isAsked(request, cell.epoch))
                    epochs.insert(cell.epoch);
    return {epochs.begin(), epochs.end()};
}

/// As many as fit, evenly, the first and the last among them.
std::vector<std::int32_t> thinned(const std::vector<std::int32_t>& epochs, std::size_t most)
{
    if (epochs.size() <= most)
        return epochs;
    std::vector<std::int32_t> kept;
    for (std::size_t place = 0; place < most; ++place)
        kept.push_back(epochs[most == 1 ? epochs.size() - 1 : place * (epochs.size() - 1) / (most - 1)]);
    return kept;
}

double widestLabel(const FigureInput& input, double font)
{
    double width = 0;
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer)
        if (const Confusion* confusion = confusionOf(input, observer))
            for (const std::string& label : confusion->labels)
                width = std::max(width, textWidth(QString::fromStdString(label), font));
    return width;
}

constexpr double barWidth = 2.4; // mm at 7 pt

Grid layOut(const FigureRequest& request, const FigureInput& input)
{
    Grid grid;
    grid.font = request.fontSize;
    grid.counts = request.counts;
    grid.epochs = epochsOf(request, input);
    const double scale = grid.font / 7;
    const double line = lineHeight(grid.font);
    // Observer and "Shown", turned, and the classes stand at the left; the colour scale at the right.
    grid.left = margin + 2.3 * line + std::min(widestLabel(input, grid.font), 12 * scale) + scale;
    grid.top = margin + 1.35 * line;
    const double bar =
        gap * scale + barWidth * scale + textWidth(QStringLiteral("0.5"), grid.font) + 1.2 * line + 2 * scale;
    const double width = request.width - grid.left - bar - margin;
    grid.allEpochs = grid.epochs.size();
    const double most = (width + gap * scale) / (readableMatrix * scale + gap * scale);
    grid.epochs = thinned(grid.epochs, std::size_t(std::max(1., most)));
    grid.step = (width + gap * scale) / double(std::max<std::size_t>(1, grid.epochs.size()));
    grid.matrix = std::min(grid.step - gap * scale, 40 * scale);
    grid.step = grid.matrix + gap * scale;
    if (request.height > 0) {
        const double rows = double(input.curves.observers.size());
        const double room = request.height - grid.top - 2.5 * line - margin;
        grid.matrix = std::min(grid.matrix, room / rows - gap * scale);
        grid.step = grid.matrix + gap * scale;
    }
    grid.right = grid.left + grid.step * double(grid.epochs.size()) - gap * scale;
    return grid;
}

void text(FigureScene& scene, const QString& content, QPointF at, double size, const QColor& color,
          SceneText::Anchor anchor = SceneText::Anchor::Middle, double turned = 0, bool bold = false)
{
    addText(scene, {content, at, size, color, bold, anchor, turned}, QStringLiteral("labels"));
}

QString cellText(std::uint64_t count, double share, bool counts)
{
    if (counts)
        return QString::number(count);
    const QString full = QString::number(share, 'f', 2);
    return full.startsWith(u'0') ? full.mid(1) : full; // ".87", as shares are printed
}

void addMatrix(FigureScene& scene, const Grid& grid, const Confusion& confusion, Phase phase,
               std::int32_t epoch, const QRectF& area, const QString& name)
{
    const std::size_t labels = confusion.labels.size();
    const std::vector<std::uint64_t> counts = confusion.matrix(phase, epoch);
    const double side = area.width() / double(labels);
    const double size = std::min(grid.font, side / 1.9 / millimetresPerPoint);
    const FontExtent extent = fontExtent(size);
    for (std::size_t row = 0; row < labels; ++row) {
        std::uint64_t shown = 0;
        for (std::size_t column = 0; column < labels; ++column)
            shown += counts[row * labels + column];
        for (std::size_t column = 0; column < labels; ++column) {
            const QRectF cell(area.left() + side * double(column), area.top() + side * double(row), side,
                              side);
            const std::uint64_t count = counts[row * labels + column];
            const double share = shown > 0 ? double(count) / double(shown) : 0;
            const QColor fill = shown > 0 ? grid.scale.at(share) : QColor(0xeeeeee);
            scene.items.push_back(
                {ScenePolygon {
                     {cell.topLeft(), cell.topRight(), cell.bottomRight(), cell.bottomLeft()}, fill, 1},
                 {},
                 name});
            const QString written = cellText(count, share, grid.counts);
            if (shown > 0 && size >= 4 && textWidth(written, size) <= side * .92)
                text(scene, written, cell.center() + QPointF(0, extent.capHeight / 2), size,
                     grid.scale.inkAt(share));
        }
    }
    scene.items.push_back(
        {SceneLine {{area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft(), area.topLeft()},
                    QColor(0x8a909c),
                    .5},
         {},
         name});
}

/// The names of the classes at one side; as many as have room.
void addLabels(FigureScene& scene, const Grid& grid, const std::vector<std::string>& labels,
               const QRectF& area, bool aside)
{
    const double side = area.width() / double(labels.size());
    const double size = std::min(grid.font, grid.font * side / lineHeight(grid.font));
    if (size < 4)
        return;
    const FontExtent extent = fontExtent(size);
    const QColor ink(0x3c414b);
    for (std::size_t place = 0; place < labels.size(); ++place) {
        const QString label = QString::fromStdString(labels[place]);
        const double at = side * (double(place) + .5);
        if (aside)
            text(scene, elided(label, 12 * grid.font / 7, size, false),
                 {area.left() - .8, area.top() + at + extent.capHeight / 2}, size, ink,
                 SceneText::Anchor::End);
        else
            text(scene, elided(label, side, size, false),
                 {area.left() + at, area.bottom() + .6 + extent.ascent}, size, ink);
    }
}

void addScaleBar(FigureScene& scene, const Grid& grid, double height)
{
    const double scale = grid.font / 7;
    const QRectF bar(grid.right + gap * scale, grid.top, barWidth * scale, height);
    constexpr int steps = 64;
    for (int step = 0; step < steps; ++step) {
        const double top = bar.bottom() - bar.height() * (step + 1) / steps;
        // A little overlap, so that no seams show.
        const double bottom = std::min(bar.bottom(), bar.bottom() - bar.height() * step / steps + .1);
        scene.items.push_back(
            {ScenePolygon {
                 {{bar.left(), top}, {bar.right(), top}, {bar.right(), bottom}, {bar.left(), bottom}},
                 grid.scale.at((step + .5) / steps),
                 1},
             {},
             QStringLiteral("scale")});
    }
    const FontExtent extent = fontExtent(grid.font);
    for (const double tick : {0., .5, 1.}) {
        const double at = bar.bottom() - bar.height() * tick;
        text(scene, tick == .5 ? QStringLiteral("0.5") : QString::number(tick),
             {bar.right() + .8 * scale, at + extent.capHeight / 2}, grid.font, QColor(0x3c414b),
             SceneText::Anchor::Start);
    }
    // What it is stands beside it, as far as it has room.
    const QString title = elided(QStringLiteral("Share of class"), height, grid.font, false);
    text(scene, title,
         {bar.right() + 1.4 * scale + textWidth(QStringLiteral("0.5"), grid.font) + extent.ascent,
          bar.center().y()},
         grid.font, QColor(0x1b1e24), SceneText::Anchor::Middle, -90);
}

Result<FigureScene> draw(const FigureRequest& request, const FigureInput& input)
{
    Grid grid = layOut(request, input);
    FigureScene scene {request.width, request.height};
    if (grid.epochs.empty())
        return failure(
            Error::Kind::Mismatch,
            "there is nothing to draw: no observer has " + std::string(toString(phaseOf(request))) + " trials"
                + (request.filter.epochs.empty() ? std::string()
                                                 : " in epochs " + numbersText(request.filter.epochs)));
    const double line = lineHeight(grid.font);
    const double rows = double(input.curves.observers.size());
    const double bottom = 2.5 * line + margin;
    if (request.height <= 0)
        scene.height = grid.top + rows * grid.step + bottom;
    if (grid.matrix < smallestMatrix)
        return tooSmall(scene, request.width + (smallestMatrix - grid.matrix) * double(grid.epochs.size()),
                        grid.top + rows * (smallestMatrix + grid.step - grid.matrix) + bottom);
    const QColor ink(0x1b1e24);
    const FontExtent extent = fontExtent(grid.font);
    const QString longest = QStringLiteral("Epoch %1").arg(grid.epochs.back());
    for (std::size_t column = 0; column < grid.epochs.size(); ++column) {
        const bool isShort = textWidth(longest, grid.font) > grid.step - .5;
        text(scene,
             isShort ? QString::number(grid.epochs[column])
                     : QStringLiteral("Epoch %1").arg(grid.epochs[column]),
             {grid.left + grid.step * double(column) + grid.matrix / 2, grid.top - .45 * line}, grid.font,
             ink);
    }
    if (grid.epochs.size() < grid.allEpochs)
        scene.notes.push_back(std::to_string(grid.epochs.size()) + " of " + std::to_string(grid.allEpochs)
                              + " epochs are drawn; a wider page holds more");
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer) {
        const Confusion* confusion = confusionOf(input, observer);
        const double top = grid.top + grid.step * double(observer);
        const Observer& who = input.curves.observers[observer].observer;
        text(scene, elided(labelOf(who), grid.step, grid.font, true),
             {margin + extent.ascent, top + grid.matrix / 2}, grid.font,
             readableOnWhite(styleOf(input, observer).color), SceneText::Anchor::Middle, -90, true);
        if (!confusion)
            continue;
        for (std::size_t column = 0; column < grid.epochs.size(); ++column) {
            const std::int32_t epoch = grid.epochs[column];
            const QRectF area(grid.left + grid.step * double(column), top, grid.matrix, grid.matrix);
            const QString name =
                QString::fromStdString(who.name) + QStringLiteral(" epoch ") + QString::number(epoch);
            scene.panels.push_back(
                {name, area, 0, double(confusion->labels.size()), 0, double(confusion->labels.size())});
            addMatrix(scene, grid, *confusion, phaseOf(request), epoch, area, name);
            if (column == 0)
                addLabels(scene, grid, confusion->labels, area, true);
            if (observer + 1 == input.curves.observers.size())
                addLabels(scene, grid, confusion->labels, area, false);
        }
    }
    const double middle = grid.top + (rows * grid.step) / 2;
    text(scene, QStringLiteral("Shown"), {margin + line * 1.25 + extent.ascent, middle}, grid.font, ink,
         SceneText::Anchor::Middle, -90);
    text(scene, QStringLiteral("Answered"),
         {std::max((grid.left + grid.right) / 2,
                   margin + textWidth(QStringLiteral("Answered"), grid.font) / 2),
          grid.top + rows * grid.step + 2.2 * line},
         grid.font, ink);
    addScaleBar(scene, grid, std::min(rows * grid.step, 2 * grid.step) - (grid.step - grid.matrix));
    return scene;
}
} // namespace

Result<FigureScene> confusionFigure(const FigureRequest& asked, const FigureInput& input)
{
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = 183;
    return draw(request, input);
}

std::string confusionCaption(const FigureRequest& request, const FigureInput& input)
{
    std::string text = "Confusion of classes in " + std::string(toString(phaseOf(request)))
        + " trials, pooled over participants or runs: classes shown in rows, answers in columns. Colour: "
          "share "
          "of the trials in which the class was shown; numbers: "
        + (request.counts ? "counts. " : "the same. ");
    for (const ObserverLikeness& likeness : input.analysis->likenesses) {
        if (!isShown(input, likeness.first) || !isShown(input, likeness.second))
            continue;
        const auto last = std::find_if(
            likeness.epochs.rbegin(), likeness.epochs.rend(), [&](const ConfusionComparison& epoch) {
                return epoch.phase == phaseOf(request) && isAsked(request, epoch.epoch);
            });
        if (last == likeness.epochs.rend())
            continue;
        const ConfusionSimilarity& pearson = last->similarities.front();
        const auto label = [&](std::size_t observer) {
            return labelOf(input.analysis->observers[observer].curves.observer).toStdString();
        };
        text += "Pearson r of off-diagonal shares, " + label(likeness.first) + " and "
            + label(likeness.second) + ", epoch " + std::to_string(last->epoch) + ": "
            + (std::isnan(pearson.value) ? "not defined"
                                         : QString::number(pearson.value, 'f', 2).toStdString());
        if (pearson.interval)
            text += QStringLiteral(" [%1, %2]")
                        .arg(pearson.interval->low, 0, 'f', 2)
                        .arg(pearson.interval->high, 0, 'f', 2)
                        .toStdString();
        text += ". ";
    }
    return text;
}

std::string confusionData(const FigureRequest& request, const FigureInput& input)
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    CsvText csv {"element", "observer", "label", "other", "phase", "epoch", "ground_truth",  "prediction",
                 "measure", "count",    "shown", "value", "low",   "high",  "matched_trials"};
    const auto interval = [&](const std::optional<Interval>& band, const std::string& matched) {
        csv.add(band ? band->low : none).add(band ? band->high : none).add(matched).endRow();
    };
    for (std::size_t observer = 0; observer < input.curves.observers.size(); ++observer)
        if (const Confusion* confusion = confusionOf(input, observer))
            for (const ConfusionCell& cell : confusion->cells) {
                if (cell.phase != phaseOf(request) || !isAsked(request, cell.epoch))
                    continue;
                const Observer& who = input.curves.observers[observer].observer;
                csv.add("cell").add(who.name).add(labelOf(who).toStdString()).add("");
                csv.add(toString(cell.phase)).add(cell.epoch);
                csv.add(confusion->labels[cell.truth]).add(confusion->labels[cell.prediction]).add("share");
                csv.add(cell.answers.counted()).add(cell.answers.trials()).add(cell.answers.share());
                interval(cell.answers.band(), {});
            }
    for (const ObserverLikeness& likeness : input.analysis->likenesses)
        for (const ConfusionComparison& epoch : likeness.epochs) {
            if (!isShown(input, likeness.first) || !isShown(input, likeness.second))
                break;
            if (epoch.phase != phaseOf(request) || !isAsked(request, epoch.epoch))
                continue;
            const Observer& first = input.analysis->observers[likeness.first].curves.observer;
            const Observer& second = input.analysis->observers[likeness.second].curves.observer;
            const std::string matched = phaseOf(request) == Phase::Test
                ? matchedTrials(FigureKind::Confusion, input, first.name, second.name)
                : std::string();
            for (const ConfusionSimilarity& similarity : epoch.similarities) {
                csv.add("similarity").add(first.name).add(labelOf(first).toStdString()).add(second.name);
                csv.add(toString(epoch.phase)).add(epoch.epoch).add("").add("");
                csv.add(toString(similarity.measure)).add("").add("").add(similarity.value);
                interval(similarity.interval, matched);
            }
        }
    return csv.text();
}

} // namespace learnscope
