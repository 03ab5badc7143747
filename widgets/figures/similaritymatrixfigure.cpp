#include "core/base/csvtext.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"
#include "widgets/matrixpictures/shownlayers.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int mostPixels = 1400; ///< along a side: more than 400 dpi on a column's width
constexpr QRgb maskedColor = 0xffc9ced6;
constexpr double smallestMatrix = 12; // mm
constexpr double gapX = 4; // mm between matrices at 7 pt
const QColor labelInk(0x3c414b);

/// A matrix, or the difference of two, that is drawn.
struct MatrixDrawn
{
    std::size_t index = 0; ///< of the representation, or of the minuend
    std::optional<std::size_t> subtrahend;
    std::shared_ptr<const MatrixLayer> layer;
    bool byRank = false;

    const ShownGroup& group(const FigureInput& input) const { return input.representations->groupOf(index); }
};

QString headingOf(const FigureInput& input, const MatrixDrawn& drawn)
{
    const QString label = labelOfRepresentation(input, drawn.index);
    return drawn.subtrahend
        ? QStringLiteral("%1 \u2212 %2").arg(label, labelOfRepresentation(input, *drawn.subtrahend))
        : label;
}

std::optional<std::size_t> placeOf(const FigureInput& input, const std::string& name)
{
    const auto& shown = input.representations->shown;
    for (std::size_t index = 0; index < shown.size(); ++index)
        if (shown[index].input.name == name)
            return index;
    return {};
}

Result<MatrixDrawn> differenceDrawn(const FigureRequest& request, const FigureInput& input,
                                    const LayerLook& look)
{
    const auto first = placeOf(input, request.difference->first);
    const auto second = placeOf(input, request.difference->second);
    const auto& shown = input.representations->shown;
    if (!first || !second || *first == *second || shown[*first].group != shown[*second].group
        || !shown[*first].pyramid || !shown[*second].pyramid)
        return failure(Error::Kind::Mismatch,
                       "a difference needs two matrices of the same items, found '"
                           + request.difference->first + "' and '" + request.difference->second + "'");
    ShownDifference difference = differenceOf(shown[*first], shown[*second], request.coloring);
    const double limit = MatrixLayer::differenceLimit(*shown[*first].pyramid, difference.subtraction);
    const bool byRank = difference.byRank;
    return MatrixDrawn {*first, second, layerOf(shown[*first], std::move(difference), limit, look), byRank};
}

Result<std::vector<MatrixDrawn>> matricesOf(const FigureRequest& request, const FigureInput& input)
{
    const LayerLook look {request.coloring, request.colors, false, {maskedColor, maskedColor, 1}};
    std::vector<MatrixDrawn> matrices;
    for (const ShownGroup& group : input.representations->groups)
        for (const std::size_t index : shownRepresentations(request, input))
            if (&input.representations->groupOf(index) == &group)
                if (auto layer = layerOf(*input.representations, index, look))
                    matrices.push_back(
                        {index, {}, std::move(layer), request.coloring == MatrixColoring::Ranks});
    if (request.difference) {
        auto difference = differenceDrawn(request, input, look);
        if (!difference)
            return tl::unexpected(difference.error());
        matrices.push_back(std::move(*difference));
    }
    if (!matrices.empty())
        return matrices;
    std::string reason = "there is no matrix to draw";
    for (const ShownRepresentation& shown : input.representations->shown)
        if (!shown.problem.empty())
            reason = shown.input.label + ": " + shown.problem;
    return failure(Error::Kind::Mismatch, reason);
}

/// A pixel for each pair, or for several where there are more than can be printed.
double pixelsPerItem(const MatrixDrawn& drawn)
{
    return std::min(1., double(mostPixels) / double(drawn.layer->items()));
}

QRect allPixels(const MatrixDrawn& drawn)
{
    const int extent = MatrixLayer::extent(drawn.layer->items(), pixelsPerItem(drawn));
    return {0, 0, extent, extent};
}

/// Where everything stands. All panels are squares of one size.
struct MatrixGrid
{
    std::size_t columns = 1;
    double left = 0; ///< of the first square
    double top = 0;
    double side = 0;
    double stepX = 0;
    double stepY = 0;
    double labels = 0; ///< mm of the longest name; 0: they are not written
    double beside = 0; ///< mm left of a square and below it, for names
    double labelSize = 6; ///< pt
    double scale = 1; ///< 1 at 7 pt
    double height = 0; ///< of the page

    QRectF area(std::size_t place) const
    {
        return {left + double(place % columns) * stepX, top + double(place / columns) * stepY, side, side};
    }
};

/// Whether names of the items have room beside a square of that many mm.
bool hasNames(const ShownGroup& group, double side, double labelSize)
{
    constexpr std::size_t mostNames = 200; // more never have room on a page
    return group.items <= mostNames && side / double(group.items) >= lineHeight(labelSize) * .8;
}

/// What names take beside the squares, where any have room.
double labelRoom(const FigureInput& input, const std::vector<MatrixDrawn>& matrices, double side,
                 double labelSize)
{
    double widest = 0;
    for (const MatrixDrawn& drawn : matrices) {
        const ShownGroup& group = drawn.group(input);
        for (std::size_t place = 0; hasNames(group, side, labelSize) && place < group.items; ++place)
            widest = std::max(widest, textWidth(QString::fromStdString(group.itemAt(place)), labelSize));
    }
    return std::min(widest, side * .4);
}

MatrixGrid gridOf(const FigureRequest& request, const FigureInput& input,
                  const std::vector<MatrixDrawn>& matrices, double width)
{
    const double font = request.fontSize;
    MatrixGrid grid;
    grid.scale = font / 7;
    grid.labelSize = font * .85;
    const double gap = gapX * grid.scale;
    const double across = width - 2 * gridPageMargin;
    const double wanted = 38 * grid.scale;
    grid.columns =
        std::min(matrices.size(), std::size_t(std::max(1., std::floor((across + gap) / (wanted + gap)))));
    const std::size_t rows = (matrices.size() + grid.columns - 1) / grid.columns;
    grid.columns = (matrices.size() + rows - 1) / rows;
    const double heading = lineHeight(font) * 1.35;
    const double key = 2 * grid.scale + 1.6 * grid.scale + 2 * lineHeight(grid.labelSize);
    const auto fit = [&](double labels) {
        grid.labels = labels;
        grid.beside = labels > 0 ? std::max(labels, lineHeight(grid.labelSize)) + grid.scale : 0;
        grid.side = (across - gap * double(grid.columns - 1)) / double(grid.columns) - grid.beside;
        if (request.height > 0)
            grid.side = std::min(grid.side,
                                 (request.height - 2 * gridPageMargin - grid.scale * 3 * double(rows - 1))
                                         / double(rows)
                                     - heading - key - grid.beside);
        grid.left = gridPageMargin + grid.beside;
        grid.top = gridPageMargin + heading;
        grid.stepX = grid.side + grid.beside + gap;
        grid.stepY = grid.side + grid.beside + heading + key + grid.scale * 3;
        grid.height = request.height > 0 ? request.height
                                         : 2 * gridPageMargin + double(rows) * grid.stepY - grid.scale * 3;
    };
    fit(0);
    fit(labelRoom(input, matrices, grid.side * .8, grid.labelSize));
    return grid;
}

void addNames(FigureScene& scene, const MatrixGrid& grid, const ShownGroup& group, const QRectF& area)
{
    if (grid.labels <= 0 || !hasNames(group, area.height(), grid.labelSize))
        return;
    const double step = area.height() / double(group.items);
    const double toMiddle = fontExtent(grid.labelSize).capHeight / 2;
    for (std::size_t place = 0; place < group.items; ++place) {
        const QString name =
            elided(QString::fromStdString(group.itemAt(place)), grid.labels, grid.labelSize, false);
        const double middle = (double(place) + .5) * step + toMiddle;
        addText(scene,
                {name,
                 {area.left() - .6 * grid.scale, area.top() + middle},
                 grid.labelSize,
                 labelInk,
                 false,
                 SceneText::Anchor::End},
                QStringLiteral("labels"));
        SceneText below {name,
                         {area.left() + middle, area.bottom() + .6 * grid.scale},
                         grid.labelSize,
                         labelInk,
                         false,
                         SceneText::Anchor::End,
                         -90};
        if (grid.labels < step) { // upright names have room side by side
            below.position = {area.left() + (double(place) + .5) * step,
                              area.bottom() + .6 * grid.scale + fontExtent(grid.labelSize).ascent};
            below.anchor = SceneText::Anchor::Middle;
            below.rotation = 0;
        }
        addText(scene, below, QStringLiteral("labels"));
    }
}

void addClusterLines(FigureScene& scene, const ShownGroup& group, const QRectF& area, double scale)
{
    const auto name = QStringLiteral("clusters");
    const double step = area.width() / double(group.items);
    for (const std::size_t start : group.clusterStarts)
        for (const bool isAcross : {false, true}) {
            const double at = step * double(start);
            const QPointF from =
                isAcross ? QPointF(area.left(), area.top() + at) : QPointF(area.left() + at, area.top());
            const QPointF to = isAcross ? QPointF(area.right(), from.y()) : QPointF(from.x(), area.bottom());
            scene.items.push_back({SceneLine {{from, to}, Qt::white, .7 * scale}, {}, name});
            scene.items.push_back({SceneLine {{from, to}, QColor(0x1b1e24), .3 * scale}, {}, name});
        }
}

/// The colours from one end of the scale to the other, numbers below, and what they are.
void addScale(FigureScene& scene, const MatrixGrid& grid, const MatrixScale& scale, const QRectF& area)
{
    constexpr int steps = 128;
    const auto name = QStringLiteral("scale");
    QImage image(steps, 1, QImage::Format_RGB32);
    for (int step = 0; step < steps; ++step)
        image.setPixel(step, 0,
                       scale.colorOfNumber(scale.low() + (scale.high() - scale.low()) * step / (steps - 1.)));
    const double top = area.bottom() + grid.beside + 2 * grid.scale;
    const QRectF bar(area.left(), top, area.width(), 1.6 * grid.scale);
    scene.items.push_back({SceneImage {image, bar}, {}, name, SceneRole::Key});
    const FontExtent extent = fontExtent(grid.labelSize);
    double baseline = bar.bottom() + .4 * grid.scale + extent.ascent;
    for (const MatrixScale::Tick& tick :
         scale.ticks(std::clamp(int(area.width() / (9 * grid.scale)), 2, 5))) {
        const double share = (tick.number - scale.low()) / (scale.high() - scale.low());
        const double half = textWidth(tick.text, grid.labelSize) / 2;
        const double x = std::clamp(bar.left() + share * bar.width(), bar.left() + half, bar.right() - half);
        addText(scene, {tick.text, {x, baseline}, grid.labelSize, labelInk, false, SceneText::Anchor::Middle},
                name, SceneRole::Key);
    }
    baseline += lineHeight(grid.labelSize);
    QString text = scale.text();
    if (!scale.lowText().isEmpty()) {
        const QString both =
            QStringLiteral("%1 \u2190 %2 \u2192 %3").arg(scale.lowText(), text, scale.highText());
        text = textWidth(both, grid.labelSize) <= area.width() ? both : text;
    }
    addText(scene,
            {elided(text, area.width(), grid.labelSize, false),
             {area.center().x(), baseline},
             grid.labelSize,
             labelInk,
             false,
             SceneText::Anchor::Middle},
            name, SceneRole::Key);
}

void addMatrix(FigureScene& scene, const MatrixGrid& grid, const FigureInput& input, const MatrixDrawn& drawn,
               std::size_t place, double font)
{
    const QRectF area = grid.area(place);
    const ShownGroup& group = drawn.group(input);
    const QString heading = headingOf(input, drawn);
    const auto items = double(group.items);
    scene.panels.push_back({heading, area, 0, items, items, 0});
    scene.items.push_back(
        {SceneImage {drawn.layer->picture(pixelsPerItem(drawn), allPixels(drawn)), area}, {}, heading});
    addClusterLines(scene, group, area, grid.scale);
    addNames(scene, grid, group, area);
    addText(scene,
            {elided(heading, area.width(), font, true),
             {area.left(), area.top() - lineHeight(font) * .4},
             font,
             QColor(0x1b1e24),
             true},
            QStringLiteral("headings"));
    addScale(scene, grid, drawn.layer->scale(), area);
}

std::string captionOf(const FigureRequest& request, const FigureInput& input,
                      const std::vector<MatrixDrawn>& matrices)
{
    std::string caption = "Similarity matrices:";
    std::vector<std::size_t> groups;
    bool isReduced = false;
    for (const MatrixDrawn& drawn : matrices) {
        caption += (&drawn == &matrices.front() ? " " : "; ");
        caption += drawn.subtrahend
            ? headingOf(input, drawn).toStdString() + " (" + drawn.layer->scale().text().toStdString() + "; "
                + differenceColorsText(input.representations->shown[drawn.index]).toStdString() + ")"
            : describeRepresentation(input, drawn.index);
        isReduced = isReduced || pixelsPerItem(drawn) < 1;
        const std::size_t group = input.representations->shown[drawn.index].group;
        if (std::find(groups.begin(), groups.end(), group) == groups.end())
            groups.push_back(group);
    }
    caption += ". Colours tell ";
    caption += request.coloring == MatrixColoring::Ranks ? "the rank of each pair among all"
        : request.coloring == MatrixColoring::Values     ? "values, from the smallest to the largest"
                                                         : "values, from the 1st to the 99th percentile";
    caption += ".";
    for (const std::size_t group : groups)
        caption += orderSentence(input, group);
    if (std::any_of(groups.begin(), groups.end(), [&](std::size_t group) {
            return !input.representations->groups[group].clusterStarts.empty();
        }))
        caption += " Lines part clusters.";
    if (isReduced)
        caption += " Each point is the mean of neighbouring pairs.";
    if (std::any_of(matrices.begin(), matrices.end(), [&](const MatrixDrawn& drawn) {
            return input.representations->shown[drawn.index].distribution.masked() > 0;
        }))
        caption += " Grey: no value.";
    return caption;
}

/// What the pixels from @p pixel cover: an item's name, or places from 1 on.
std::string itemsAt(const ShownGroup& group, double perItem, int pixel)
{
    if (perItem >= 1)
        return group.itemAt(static_cast<std::size_t>(pixel));
    const auto first = static_cast<std::size_t>(pixel / perItem);
    const auto last = std::min(group.items, static_cast<std::size_t>(std::ceil((pixel + 1) / perItem)));
    return std::to_string(first + 1) + " to " + std::to_string(last);
}
} // namespace

Result<FigureScene> similarityMatrixFigure(const FigureRequest& request, const FigureInput& input)
{
    const auto matrices = matricesOf(request, input);
    if (!matrices)
        return tl::unexpected(matrices.error());
    FigureScene scene;
    scene.width = request.width > 0 ? request.width : matrices->size() > 1 ? 183 : 85;
    const MatrixGrid grid = gridOf(request, input, *matrices, scene.width);
    scene.height = grid.height;
    if (grid.side < smallestMatrix || grid.height > 1000)
        return tooSmall(scene, scene.width + (smallestMatrix - grid.side) * double(grid.columns),
                        grid.height + std::max(0., smallestMatrix - grid.side));
    for (std::size_t place = 0; place < matrices->size(); ++place)
        addMatrix(scene, grid, input, (*matrices)[place], place, request.fontSize);
    scene.caption = captionOf(request, input, *matrices);
    return scene;
}

std::string similarityMatrixData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"matrix", "row", "column", "coloured", "number"};
    const auto matrices = matricesOf(request, input);
    if (!matrices)
        return csv.text();
    for (const MatrixDrawn& drawn : *matrices) {
        const ShownGroup& group = drawn.group(input);
        const std::string heading = headingOf(input, drawn).toStdString();
        const std::string coloured = std::string(drawn.subtrahend ? "difference of " : "")
            + (drawn.byRank ? "rank" : "value") + (drawn.subtrahend ? "s" : "");
        const double perItem = pixelsPerItem(drawn);
        const QRect pixels = allPixels(drawn);
        const std::vector<double> numbers = drawn.layer->numbers(perItem, pixels);
        for (int row = 0; row < pixels.height(); ++row)
            for (int column = row + (perItem >= 1 ? 1 : 0); column < pixels.width(); ++column) {
                csv.add(heading).add(itemsAt(group, perItem, row)).add(itemsAt(group, perItem, column));
                csv.add(coloured);
                csv.add(numbers[std::size_t(row) * std::size_t(pixels.width()) + std::size_t(column)])
                    .endRow();
            }
    }
    return csv.text();
}

} // namespace learnscope
