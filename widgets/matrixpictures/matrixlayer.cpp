#include "widgets/matrixpictures/matrixlayer.h"

#include "core/base/random.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace learnscope {

namespace {
std::uint64_t nextId()
{
    static std::atomic<std::uint64_t> last {0};
    return ++last;
}

/// Blocks of a level and how much of each lies in one pixel; at most three.
struct PixelBlocks
{
    std::size_t first = 0; ///< from the first block of the tile
    std::array<float, 3> shares {};
    std::size_t count = 0;
};

/// What the pixels from @p begin on cover of one level.
struct Coverage
{
    BlockRange blocks;
    std::vector<PixelBlocks> pixels;
};

/// @p pixelsPerBlock is more than half a pixel, or any size at level 0.
Coverage coverageOf(int begin, int count, double pixelsPerBlock, std::size_t blockCount, bool isSingle)
{
    Coverage coverage;
    coverage.pixels.resize(static_cast<std::size_t>(count));
    const auto last = blockCount - 1;
    const auto blockAt = [&](double pixel) {
        return std::min(static_cast<std::size_t>(std::max(0., pixel / pixelsPerBlock)), last);
    };
    coverage.blocks = {blockAt(begin), 0};
    for (int place = 0; place < count; ++place) {
        PixelBlocks& pixel = coverage.pixels[static_cast<std::size_t>(place)];
        const double left = double(begin) + place;
        const std::size_t first = blockAt(isSingle ? left + .5 : left);
        pixel.first = first;
        if (isSingle) {
            pixel.shares[pixel.count++] = 1;
        } else {
            const double from = left / pixelsPerBlock;
            const double to = (left + 1) / pixelsPerBlock;
            for (std::size_t block = first; block <= last && pixel.count < 3 && double(block) < to; ++block) {
                const double share = std::min(to, double(block) + 1) - std::max(from, double(block));
                if (share < 1e-6 && pixel.count > 0)
                    break; // only within rounding
                pixel.shares[pixel.count++] = static_cast<float>(std::max(share, 1e-6));
            }
        }
        coverage.blocks.end = std::max(coverage.blocks.end, first + pixel.count);
    }
    // With one block a pixel, the first pixel may begin at the one after.
    coverage.blocks.begin = coverage.pixels.front().first;
    for (PixelBlocks& pixel : coverage.pixels)
        pixel.first -= coverage.blocks.begin;
    return coverage;
}

float meanOf(const std::vector<float>& tile, std::size_t stride, const PixelBlocks& row,
             const PixelBlocks& column)
{
    if (row.count == 1 && column.count == 1)
        return tile[row.first * stride + column.first];
    float sum = 0;
    float weights = 0;
    for (std::size_t down = 0; down < row.count; ++down)
        for (std::size_t right = 0; right < column.count; ++right) {
            const float value = tile[(row.first + down) * stride + column.first + right];
            if (std::isnan(value))
                continue;
            const float weight = row.shares[down] * column.shares[right];
            sum += weight * value;
            weights += weight;
        }
    return weights > 0 ? sum / weights : std::nanf("");
}

/// The values of @p pyramid at @p pixels.
std::vector<float> resampled(const RowPyramid& pyramid, double pixelsPerItem, const QRect& pixels)
{
    const bool isSingle = pixelsPerItem >= 1;
    const std::size_t level = isSingle ? 0 : pyramid.levelFor(1 / pixelsPerItem);
    const double pixelsPerBlock = std::ldexp(pixelsPerItem, static_cast<int>(level));
    const std::size_t blocks = pyramid.blockCount(level);
    const Coverage rows = coverageOf(pixels.top(), pixels.height(), pixelsPerBlock, blocks, isSingle);
    const Coverage columns = coverageOf(pixels.left(), pixels.width(), pixelsPerBlock, blocks, isSingle);
    const std::vector<float> tile = pyramid.tile(level, rows.blocks, columns.blocks);
    std::vector<float> values;
    values.reserve(rows.pixels.size() * columns.pixels.size());
    for (const PixelBlocks& row : rows.pixels)
        for (const PixelBlocks& column : columns.pixels)
            values.push_back(meanOf(tile, columns.blocks.size(), row, column));
    return values;
}

double subtracted(double minuend, double subtrahend, const MatrixLayer::Subtraction& subtraction)
{
    if (!subtraction.minuendRanks)
        return minuend - subtrahend;
    const double taken = subtraction.subtrahendRanks->rankOf(subtrahend);
    return subtraction.minuendRanks->rankOf(minuend) - (subtraction.flips ? 1 - taken : taken);
}
} // namespace

MatrixLayer::MatrixLayer(RowPyramid pyramid, MatrixScale scale, Masked masked)
    : m_pyramid(std::move(pyramid))
    , m_scale(std::move(scale))
    , m_masked(masked)
    , m_id(nextId())
{
}

MatrixLayer::MatrixLayer(RowPyramid pyramid, Subtraction subtraction, MatrixScale scale, Masked masked)
    : m_pyramid(std::move(pyramid))
    , m_subtraction(std::move(subtraction))
    , m_scale(std::move(scale))
    , m_masked(masked)
    , m_id(nextId())
{
}

int MatrixLayer::extent(std::size_t items, double pixelsPerItem)
{
    return std::max(1, static_cast<int>(std::lround(double(items) * pixelsPerItem)));
}

std::vector<double> MatrixLayer::numbers(double pixelsPerItem, const QRect& pixels) const
{
    const std::vector<float> values = resampled(m_pyramid, pixelsPerItem, pixels);
    std::vector<double> numbers(values.size());
    if (m_subtraction) {
        const std::vector<float> others = resampled(m_subtraction->pyramid, pixelsPerItem, pixels);
        for (std::size_t place = 0; place < values.size(); ++place)
            numbers[place] = subtracted(double {values[place]}, double {others[place]}, *m_subtraction);
        return numbers;
    }
    for (std::size_t place = 0; place < values.size(); ++place)
        numbers[place] = m_scale.numberOf(double {values[place]});
    return numbers;
}

QImage MatrixLayer::picture(double pixelsPerItem, const QRect& pixels) const
{
    const std::vector<double> shown = numbers(pixelsPerItem, pixels);
    QImage image(pixels.size(), QImage::Format_RGB32);
    const int period = 6 * m_masked.width;
    for (int row = 0; row < pixels.height(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        const double* from = shown.data() + std::size_t(row) * std::size_t(pixels.width());
        for (int column = 0; column < pixels.width(); ++column) {
            if (!std::isnan(from[column]))
                line[column] = m_scale.colorOfNumber(from[column]);
            else // lines that go on from picture to picture
                line[column] = (pixels.left() + column + pixels.top() + row) % period < m_masked.width
                    ? m_masked.hatch
                    : m_masked.paper;
        }
    }
    return image;
}

double MatrixLayer::differenceLimit(const RowPyramid& minuend, const Subtraction& subtraction)
{
    constexpr std::size_t side = 64;
    constexpr int squares = 24;
    const std::size_t items = minuend.size();
    Random random(1);
    std::vector<double> sizes;
    for (int square = 0; square < squares; ++square) {
        const auto range = [&] {
            const std::size_t begin =
                items > side ? random.below(static_cast<std::uint32_t>(items - side + 1)) : 0;
            return BlockRange {begin, std::min(begin + side, items)};
        };
        const BlockRange rows = range();
        const BlockRange columns = range();
        const std::vector<float> values = minuend.tile(0, rows, columns);
        const std::vector<float> others = subtraction.pyramid.tile(0, rows, columns);
        for (std::size_t place = 0; place < values.size(); ++place) {
            const double size =
                std::abs(subtracted(double {values[place]}, double {others[place]}, subtraction));
            if (std::isfinite(size))
                sizes.push_back(size);
        }
        if (items <= side)
            break; // that was all of it
    }
    if (sizes.empty())
        return 0;
    const auto place = sizes.begin() + static_cast<std::ptrdiff_t>(.99 * double(sizes.size() - 1));
    std::nth_element(sizes.begin(), place, sizes.end());
    return *place;
}

} // namespace learnscope
