#include "core/base/csvtext.h"
#include "core/similarity/matrixmeasure.h"
#include "widgets/common/heatscale.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int bins = 96; // along each axis

/// Two matrices and their common pairs.
struct PairsDrawn
{
    std::size_t first = 0;
    std::size_t second = 0;
    ComparedPairs pairs;
};

/// The first two of one group whose matrices are formed.
Result<PairsDrawn> pairsOf(const FigureRequest& request, const FigureInput& input)
{
    const auto& shown = input.representations->shown;
    const std::vector<std::size_t> asked = shownRepresentations(request, input);
    for (std::size_t a = 0; a < asked.size(); ++a)
        for (std::size_t b = a + 1; b < asked.size(); ++b) {
            const ShownRepresentation& first = shown[asked[a]];
            const ShownRepresentation& second = shown[asked[b]];
            if (first.group != second.group || !first.matrix || !second.matrix)
                continue;
            auto pairs = comparedPairs(*first.matrix, *second.matrix);
            if (!pairs)
                return tl::unexpected(pairs.error());
            return PairsDrawn {asked[a], asked[b], std::move(*pairs)};
        }
    return failure(Error::Kind::Mismatch,
                   "there is nothing to draw: two whole matrices of the same items are needed");
}

Axis axisOf(const std::vector<double>& values, const FigureInput& input, std::size_t index)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const ShownRepresentation& shown = input.representations->shown[index];
    QString title = labelOfRepresentation(input, index);
    if (!shown.meaning.measure.empty())
        title += QStringLiteral(" (") + QString::fromStdString(shown.meaning.measure) + QLatin1Char(')');
    return niceAxis(*low, *high > *low ? *high : *low + 1, 6, title);
}

/// How many pairs lie in each cell, row by row from the top.
struct Density
{
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>(std::size_t(bins) * bins);
    std::uint32_t most = 0;
};

int binOf(double value, const Axis& axis)
{
    const double place = (value - axis.low) / (axis.high - axis.low) * bins;
    return std::clamp(static_cast<int>(place), 0, bins - 1);
}

Density densityOf(const ComparedPairs& pairs, const Axis& x, const Axis& y)
{
    Density density;
    for (std::size_t pair = 0; pair < pairs.first.size(); ++pair) {
        const int row = bins - 1 - binOf(pairs.second[pair], y);
        std::uint32_t& count =
            density.counts[std::size_t(row) * bins + std::size_t(binOf(pairs.first[pair], x))];
        density.most = std::max(density.most, ++count);
    }
    return density;
}

/// Counts on a logarithmic scale, so that both the crowd and what is rare are seen.
double shadeOf(std::uint32_t count, std::uint32_t most)
{
    return most <= 1 ? 1 : .12 + .88 * std::log(double(count)) / std::log(double(most));
}

QImage imageOf(const Density& density)
{
    const HeatScale scale(HeatScale::Kind::Light);
    QImage image(bins, bins, QImage::Format_RGB32);
    for (int row = 0; row < bins; ++row)
        for (int column = 0; column < bins; ++column) {
            const std::uint32_t count = density.counts[std::size_t(row) * bins + std::size_t(column)];
            image.setPixelColor(column, row,
                                count == 0 ? QColor(Qt::white) : scale.at(shadeOf(count, density.most)));
        }
    return image;
}

void addDensityKey(FigureScene& scene, const QRectF& area, std::uint32_t most, double font)
{
    constexpr int steps = 64;
    const HeatScale scale(HeatScale::Kind::Light);
    QImage image(1, steps, QImage::Format_RGB32);
    for (int step = 0; step < steps; ++step)
        image.setPixelColor(0, steps - 1 - step, scale.at(.12 + .88 * step / double(steps - 1)));
    scene.items.push_back({SceneImage {image, area}, {}, QStringLiteral("key"), SceneRole::Key});
    const double base = fontExtent(font).capHeight / 2;
    for (std::uint64_t count = 1; count <= most; count *= 10) {
        const double share = most > 1 ? std::log(double(count)) / std::log(double(most)) : 1;
        addText(scene,
                {QString::fromStdString(groupedDigits(count)),
                 {area.right() + .8 * font / 7, area.bottom() - share * area.height() + base},
                 font * .85},
                QStringLiteral("key"), SceneRole::Key);
    }
    addText(scene, {QStringLiteral("pairs"), {area.left(), area.top() - .9 * font / 7}, font * .85},
            QStringLiteral("key"), SceneRole::Key);
}
} // namespace

Result<FigureScene> pairScatterFigure(const FigureRequest& request, const FigureInput& input)
{
    auto drawn = pairsOf(request, input);
    if (!drawn)
        return tl::unexpected(drawn.error());
    const double font = request.fontSize;
    const double scale = font / 7;
    const AxesLook look = ourAxes(font);
    Axis x = axisOf(drawn->pairs.first, input, drawn->first);
    const Axis y = axisOf(drawn->pairs.second, input, drawn->second);
    FigureScene scene;
    scene.width = request.width > 0 ? request.width : 85;
    const double left = gridPageMargin + yAxisWidth(y, look);
    const double keyWidth = 2.2 * scale + textWidth(QStringLiteral("100,000"), font * .85) + 2.6 * scale;
    const double across = scene.width - left - keyWidth - gridPageMargin;
    const double top = gridPageMargin + scale * 2;
    const double below = xAxisHeight(look) + gridPageMargin;
    scene.height = request.height > 0 ? request.height : top + below + across;
    const QRectF area(left, top, across, scene.height - top - below);
    if (across < 15 || area.height() < 15)
        return tooSmall(scene, left + keyWidth + gridPageMargin + 15, top + below + 15);
    setNiceTicks(x, std::max(2, int(across / (10 * scale))));
    const ScenePanel panel {QStringLiteral("pairs"), area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    const Density density = densityOf(drawn->pairs, x, y);
    scene.items.push_back({SceneImage {imageOf(density), area}, {}, QStringLiteral("pairs")});
    addAxes(scene, panel, x, y, look);
    const QRectF key(area.right() + 2.2 * scale, area.top() + lineHeight(font), 2.2 * scale,
                     std::min(area.height() - lineHeight(font), 30 * scale));
    addDensityKey(scene, key, density.most, font);

    const std::uint64_t pairs = drawn->pairs.first.size();
    const std::uint64_t leftOut = drawn->pairs.leftOut;
    const std::string note = drawn->pairs.common.note;
    const auto value = [&](MatrixMeasure measure) {
        const auto statistic =
            MatrixStatistic::make(measure, drawn->pairs, input.representations->options.threads);
        return statistic ? shortText(statistic->value()) : std::string("not defined");
    };
    scene.caption = "All pairs of items: " + describeRepresentation(input, drawn->first) + " against "
        + describeRepresentation(input, drawn->second) + ". " + groupedDigits(pairs)
        + " pairs, shades by how many lie in a cell (logarithmic). Pearson r = "
        + value(MatrixMeasure::Pearson) + ", Spearman rho = " + value(MatrixMeasure::Spearman) + ".";
    if (leftOut > 0)
        scene.caption += " " + groupedDigits(leftOut) + " pairs without a value are left out.";
    if (!note.empty())
        scene.caption += " " + note + ".";
    return scene;
}

std::string pairScatterData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"first_low", "first_high", "second_low", "second_high", "pairs"};
    const auto drawn = pairsOf(request, input);
    if (!drawn)
        return csv.text();
    const Axis x = axisOf(drawn->pairs.first, input, drawn->first);
    const Axis y = axisOf(drawn->pairs.second, input, drawn->second);
    const Density density = densityOf(drawn->pairs, x, y);
    const double across = (x.high - x.low) / bins;
    const double up = (y.high - y.low) / bins;
    for (int row = bins - 1; row >= 0; --row)
        for (int column = 0; column < bins; ++column) {
            const std::uint32_t count = density.counts[std::size_t(row) * bins + std::size_t(column)];
            if (count == 0)
                continue;
            const double low = y.low + up * double(bins - 1 - row);
            csv.add(x.low + across * column).add(x.low + across * (column + 1)).add(low).add(low + up);
            csv.add(std::uint64_t {count}).endRow();
        }
    return csv.text();
}

} // namespace learnscope
