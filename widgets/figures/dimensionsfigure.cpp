#include "core/base/csvtext.h"
#include "core/similarity/topitems.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
constexpr std::size_t mostDimensions = 50; // where no height says how many fit
constexpr std::size_t topItems = 8;
const QColor ink(0x1b1e24);
const QColor quietInk(0x3c414b);

/// An embedding and what there is to say of its columns.
struct DimensionsDrawn
{
    std::size_t index = 0; ///< of the representation
    const Embedding* features = nullptr;
    DimensionSummaries summaries;
    std::vector<std::size_t> order; ///< of dimensions: the largest share of the variance first

    double shareOf(std::size_t dimension) const
    {
        return summaries.varianceSum > 0 ? summaries.dimensions[dimension].variance / summaries.varianceSum
                                         : std::nan("");
    }
    QString nameOf(std::size_t dimension) const
    {
        const QString number = QString::number(dimension + 1);
        return features->columnNames().empty()
            ? number
            : QStringLiteral("%1 %2").arg(number, QString::fromStdString(features->columnNames()[dimension]));
    }
};

/// The first that has features.
Result<DimensionsDrawn> dimensionsOf(const FigureRequest& request, const FigureInput& input)
{
    for (const std::size_t index : shownRepresentations(request, input)) {
        const ShownRepresentation& shown = input.representations->shown[index];
        const auto* features = std::get_if<Embedding>(&shown.input.value);
        if (features == nullptr)
            continue;
        auto summaries = summarisedDimensions(*features, shown.rows, {.top = topItems});
        if (!summaries)
            return tl::unexpected(summaries.error());
        DimensionsDrawn drawn {index, features, std::move(*summaries), {}};
        drawn.order.resize(drawn.summaries.dimensions.size());
        std::iota(drawn.order.begin(), drawn.order.end(), std::size_t {0});
        std::stable_sort(drawn.order.begin(), drawn.order.end(), [&](std::size_t one, std::size_t other) {
            const double first = drawn.summaries.dimensions[one].variance;
            const double second = drawn.summaries.dimensions[other].variance;
            return std::isnan(second) ? !std::isnan(first) : first > second;
        });
        return drawn;
    }
    return failure(Error::Kind::Mismatch, "there are no dimensions to draw: an embedding is needed");
}

/// Columns of the table, in mm from the left.
struct Columns
{
    double name = 0;
    double nameWidth = 0;
    double share = 0;
    double shareWidth = 0;
    double spread = 0;
    double spreadWidth = 0;
    double items = 0;
    double itemsWidth = 0;
};

Columns columnsOf(const DimensionsDrawn& drawn, std::size_t rows, double width, double font)
{
    const double scale = font / 7;
    Columns columns;
    columns.name = gridPageMargin;
    columns.nameWidth = textWidth(QStringLiteral("Dimension"), font, true);
    for (std::size_t row = 0; row < rows; ++row)
        columns.nameWidth = std::max(columns.nameWidth, textWidth(drawn.nameOf(drawn.order[row]), font));
    columns.nameWidth = std::min(columns.nameWidth, width * .25);
    columns.share = columns.name + columns.nameWidth + 3 * scale;
    columns.shareWidth = 18 * scale;
    columns.spread = columns.share + columns.shareWidth + 3 * scale;
    columns.spreadWidth = 20 * scale;
    columns.items = columns.spread + columns.spreadWidth + 3 * scale;
    columns.itemsWidth = width - gridPageMargin - columns.items;
    return columns;
}

void addBar(FigureScene& scene, const QRectF& area, const QColor& fill, const QString& name)
{
    scene.items.push_back(
        {ScenePolygon {{area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()}, fill, 1},
         {},
         name});
}

/// How items are spread, from the lowest to the highest value.
void addHistogram(FigureScene& scene, const DimensionSummary& one, const QRectF& area, const QColor& fill)
{
    if (one.histogram.empty() || one.values == 0)
        return;
    const double most = *std::max_element(one.histogram.begin(), one.histogram.end());
    ScenePolygon polygon {{area.bottomLeft()}, fill, 1};
    const double step = area.width() / double(one.histogram.size());
    for (std::size_t bin = 0; bin < one.histogram.size(); ++bin) {
        // The square root, so that few items are seen beside the many at zero.
        const double y = area.bottom() - area.height() * std::sqrt(one.histogram[bin] / most);
        polygon.points.push_back({area.left() + step * double(bin), y});
        polygon.points.push_back({area.left() + step * double(bin + 1), y});
    }
    polygon.points.push_back(area.bottomRight());
    scene.items.push_back({std::move(polygon), {}, QStringLiteral("spread")});
}

/// As many whole names as fit.
QString itemsText(const DimensionsDrawn& drawn, const FigureInput& input, const DimensionSummary& one,
                  double width, double font)
{
    const ShownGroup& group = input.representations->groupOf(drawn.index);
    QString text;
    for (const RankedItem& item : one.top) {
        const QString name = QString::fromStdString(group.itemAt(item.place));
        const QString longer = text.isEmpty() ? name : text + QStringLiteral(", ") + name;
        if (textWidth(longer, font) > width)
            return text.isEmpty() ? elided(name, width, font, false) : text;
        text = longer;
    }
    return text;
}

void addHeader(FigureScene& scene, const Columns& columns, double baseline, double font)
{
    const auto add = [&](const QString& text, double x, double width) {
        addText(scene, {elided(text, width, font, true), {x, baseline}, font, ink, true},
                QStringLiteral("headings"));
    };
    add(QStringLiteral("Dimension"), columns.name, columns.nameWidth);
    add(QStringLiteral("Variance"), columns.share, columns.spread - columns.share);
    add(QStringLiteral("Spread"), columns.spread, columns.spreadWidth);
    add(QStringLiteral("Highest items"), columns.items, columns.itemsWidth);
}

void addRow(FigureScene& scene, const DimensionsDrawn& drawn, const FigureInput& input,
            const Columns& columns, std::size_t dimension, const QRectF& area, double font)
{
    const DimensionSummary& one = drawn.summaries.dimensions[dimension];
    const QColor color = styleOfRepresentation(input, drawn.index).color;
    const double baseline = area.center().y() + fontExtent(font).capHeight / 2;
    const auto text = [&](const QString& what, double x, const QColor& inkOf) {
        addText(scene, {what, {x, baseline}, font, inkOf}, QStringLiteral("labels"));
    };
    text(elided(drawn.nameOf(dimension), columns.nameWidth, font, false), columns.name, quietInk);
    const double share = drawn.shareOf(dimension);
    const double largest = drawn.shareOf(drawn.order.front());
    const double textRoom = textWidth(QStringLiteral("00.0 %"), font) + .8 * font / 7;
    if (share > 0) {
        const double length = (columns.shareWidth - textRoom) * share / largest;
        addBar(scene, {columns.share, area.top() + area.height() * .15, length, area.height() * .7}, color,
               QStringLiteral("variance"));
        text(QStringLiteral("%1 %").arg(100 * share, 0, 'f', 1), columns.share + length + .8 * font / 7,
             quietInk);
    }
    addHistogram(scene, one,
                 {columns.spread, area.top() + area.height() * .1, columns.spreadWidth, area.height() * .8},
                 QColor(0x8a93a3));
    text(itemsText(drawn, input, one, columns.itemsWidth, font), columns.items, ink);
}
} // namespace

Result<FigureScene> dimensionsFigure(const FigureRequest& request, const FigureInput& input)
{
    const auto drawn = dimensionsOf(request, input);
    if (!drawn)
        return tl::unexpected(drawn.error());
    const double font = request.fontSize;
    const double rowHeight = lineHeight(font) * 1.25;
    const double top = gridPageMargin + 2 * lineHeight(font) * 1.35;
    const std::size_t all = drawn->order.size();
    FigureScene scene;
    scene.width = request.width > 0 ? request.width : 183;
    std::size_t rows = std::min(all, mostDimensions);
    if (request.height > 0)
        rows = std::min(
            all, std::size_t(std::max(0., std::floor((request.height - top - gridPageMargin) / rowHeight))));
    scene.height = request.height > 0 ? request.height : top + double(rows) * rowHeight + gridPageMargin;
    const Columns columns = columnsOf(*drawn, rows, scene.width, font);
    const double least = 15 * font / 7;
    if (columns.itemsWidth < least || rows == 0)
        return tooSmall(scene, scene.width + std::max(0., least - columns.itemsWidth),
                        top + rowHeight + gridPageMargin);
    const double baseline = gridPageMargin + fontExtent(font).ascent;
    addText(scene, {labelOfRepresentation(input, drawn->index), {gridPageMargin, baseline}, font, ink, true},
            QStringLiteral("headings"));
    addHeader(scene, columns, baseline + lineHeight(font) * 1.35, font);
    const QRectF table(gridPageMargin, top, scene.width - 2 * gridPageMargin, double(rows) * rowHeight);
    scene.panels.push_back({labelOfRepresentation(input, drawn->index), table, 0, 1, double(rows) + .5, .5});
    for (std::size_t row = 0; row < rows; ++row)
        addRow(scene, *drawn, input, columns, drawn->order[row],
               {table.left(), top + double(row) * rowHeight, table.width(), rowHeight}, font);
    scene.caption = "Dimensions of " + describeRepresentation(input, drawn->index)
        + " by their share of the variance of all " + groupedDigits(all)
        + ": how many items lie from the lowest to the highest value (heights by square roots), and the "
          "highest "
          "items.";
    if (rows < all)
        scene.caption += " " + groupedDigits(rows) + " of them are shown.";
    return scene;
}

std::string dimensionsData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"dimension", "name",    "mean", "variance", "share_of_variance",
                 "minimum",   "maximum", "rank", "item",     "value"};
    const auto drawn = dimensionsOf(request, input);
    if (!drawn)
        return csv.text();
    const ShownGroup& group = input.representations->groupOf(drawn->index);
    for (const std::size_t dimension : drawn->order) {
        const DimensionSummary& one = drawn->summaries.dimensions[dimension];
        for (std::size_t rank = 0; rank < one.top.size(); ++rank) {
            csv.add(std::uint64_t {dimension + 1});
            csv.add(drawn->features->columnNames().empty() ? std::string()
                                                           : drawn->features->columnNames()[dimension]);
            csv.add(one.mean).add(one.variance).add(drawn->shareOf(dimension)).add(one.minimum);
            csv.add(one.maximum).add(std::uint64_t {rank + 1}).add(group.itemAt(one.top[rank].place));
            csv.add(double {one.top[rank].value}).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
