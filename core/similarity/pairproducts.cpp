#include "core/similarity/pairproducts.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

namespace learnscope {

namespace {
/// Rows and columns of one product.
struct TileSize
{
    std::size_t rows;
    std::size_t columns;
};

/// Rows that are wide cost most, and the more rows are multiplied at once the less often they are rearranged;
/// of narrow ones the result stays in the processor's second cache. The same for any number of threads.
TileSize tileSizeFor(std::size_t columns)
{
    constexpr std::size_t wide = 512;
    return columns >= wide ? TileSize {448, 2048} : TileSize {192, 512};
}

/// Memory whose numbers are not set to anything.
template<typename T>
class Scratch
{
public:
    T* atLeast(std::size_t count)
    {
        if (m_count < count) {
            m_values.reset(); // not both at a time
            m_values.reset(new T[count]);
            m_count = count;
        }
        return m_values.get();
    }
    T* get() const { return m_values.get(); }

private:
    std::unique_ptr<T[]> m_values;
    std::size_t m_count = 0;
};

/// How many prepared rows are held in each of the two panels; all of them where they fit.
std::size_t panelRows(std::size_t rows, std::size_t columns, std::size_t numberSize,
                      const PairOptions& options)
{
    const std::uint64_t bytesPerRow = std::uint64_t {columns} * numberSize;
    if (rows * bytesPerRow <= options.memory)
        return rows;
    const TileSize tile = tileSizeFor(columns);
    std::uint64_t fit = options.memory / 2 / bytesPerRow;
    if (fit > tile.columns)
        fit = fit / tile.columns * tile.columns;
    constexpr std::size_t fewest = 192;
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(fit, std::min(fewest, rows), rows));
}

struct Stretch
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
};

template<typename T>
struct Panel
{
    Stretch rows;
    Scratch<T> values; ///< the threads that fill it are the first to touch it

    T* row(std::size_t wanted, std::size_t columns) const
    {
        return values.get() + (wanted - rows.begin) * columns;
    }
    std::span<const T> part(Stretch wanted, std::size_t columns) const
    {
        return {row(wanted.begin, columns), wanted.size() * columns};
    }
};

template<typename T>
void fillPanel(Panel<T>& panel, Stretch rows, const PreparedRows<T>& source, unsigned threads)
{
    panel.rows = rows;
    panel.values.atLeast(rows.size() * source.columns);
    constexpr std::size_t together = 32;
    parallelFor((rows.size() + together - 1) / together, threads, [&](std::size_t block) {
        const std::size_t end = std::min(rows.size(), (block + 1) * together);
        for (std::size_t row = block * together; row < end; ++row)
            source.fill(rows.begin + row,
                        std::span(panel.row(rows.begin + row, source.columns), source.columns));
    });
}

struct Tile
{
    Stretch rows;
    Stretch columns;

    bool isOnDiagonal() const { return rows.begin == columns.begin; }
};

/// What stands above the diagonal of the product of two panels, the largest tiles first.
std::vector<Tile> tilesOf(Stretch rows, Stretch columns, TileSize size)
{
    std::vector<Tile> tiles;
    for (std::size_t row = rows.begin; row < rows.end; row += size.rows) {
        const Stretch tile {row, std::min(rows.end, row + size.rows)};
        std::size_t column = columns.begin;
        if (column <= row) { // one and the same panel
            tiles.push_back({tile, tile});
            column = tile.end;
        }
        for (; column < columns.end; column += size.columns)
            tiles.push_back({tile, {column, std::min(columns.end, column + size.columns)}});
    }
    return tiles;
}
} // namespace

template<typename T>
Result<void> forPairProducts(const PreparedRows<T>& rows, const PairOptions& options,
                             const UseProducts<T>& use, JobContext& context)
{
    const TileSize size = tileSizeFor(rows.columns);
    const std::size_t held = panelRows(rows.rows, rows.columns, sizeof(T), options);
    const std::size_t panels = (rows.rows + held - 1) / held;
    const auto panelAt = [&](std::size_t panel) {
        return Stretch {panel * held, std::min(rows.rows, (panel + 1) * held)};
    };
    Panel<T> first;
    Panel<T> second;
    std::atomic<std::uint64_t> done = 0;
    const double all = .5 * static_cast<double>(rows.rows) * static_cast<double>(rows.rows);
    for (std::size_t row = 0; row < panels; ++row) {
        fillPanel(first, panelAt(row), rows, options.threads);
        for (std::size_t column = row; column < panels; ++column) {
            if (column != row)
                fillPanel(second, panelAt(column), rows, options.threads);
            const Panel<T>& other = column == row ? first : second;
            const std::vector<Tile> tiles = tilesOf(first.rows, other.rows, size);
            parallelFor(tiles.size(), options.threads, [&](std::size_t index) {
                if (context.isCancelled())
                    return;
                const Tile& tile = tiles[index];
                const std::size_t stride = tile.columns.size();
                // Kept from tile to tile: to take such memory anew costs more than to write it.
                thread_local Scratch<T> scratch;
                T* const products = scratch.atLeast(tile.rows.size() * stride);
                if (tile.isOnDiagonal())
                    multiplyByThemselves(first.part(tile.rows, rows.columns), rows.columns, products, stride);
                else
                    multiplyRows(first.part(tile.rows, rows.columns), other.part(tile.columns, rows.columns),
                                 rows.columns, products, stride);
                for (std::size_t i = tile.rows.begin; i < tile.rows.end; ++i) {
                    const std::size_t begin = std::max(i + 1, tile.columns.begin);
                    if (begin >= tile.columns.end)
                        continue;
                    use(i, begin,
                        std::span<const T>(products + (i - tile.rows.begin) * stride
                                               + (begin - tile.columns.begin),
                                           tile.columns.end - begin));
                }
                done += tile.rows.size() * tile.columns.size();
                context.report(std::min(1., static_cast<double>(done) / all), "comparing rows");
            });
            if (context.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
        }
    }
    return {};
}

template Result<void> forPairProducts(const PreparedRows<float>&, const PairOptions&,
                                      const UseProducts<float>&, JobContext&);
template Result<void> forPairProducts(const PreparedRows<double>&, const PairOptions&,
                                      const UseProducts<double>&, JobContext&);

std::uint64_t pairProductMemory(std::size_t rows, std::size_t columns, std::size_t numberSize,
                                const PairOptions& options)
{
    const std::size_t held = panelRows(rows, columns, numberSize, options);
    const std::uint64_t panels = held < rows ? 2 : 1;
    return panels * held * columns * numberSize;
}

} // namespace learnscope
