#include "core/similarity/squareddistances.h"

#include "core/base/parallel.h"
#include "core/similarity/rowsums.h"

#include <vector>

namespace learnscope {

namespace {
/// Below this share of both rows' squares less than ten of the sixteen digits would be left.
constexpr double smallShare = 1e-6;

std::vector<double> squaresOf(const PreparedRows<double>& rows, unsigned threads)
{
    std::vector<double> squares(rows.rows);
    constexpr std::size_t together = 32;
    parallelFor((rows.rows + together - 1) / together, threads, [&](std::size_t block) {
        std::vector<double> row(rows.columns);
        for (std::size_t index = block * together; index < std::min(rows.rows, (block + 1) * together);
             ++index) {
            rows.fill(index, row);
            squares[index] = squaresAbout(std::span<const double>(row), 0);
        }
    });
    return squares;
}
} // namespace

Result<void> forSquaredDistances(const PreparedRows<double>& rows, const PairOptions& options,
                                 const UseDistances& use, JobContext& context)
{
    const std::vector<double> squares = squaresOf(rows, options.threads);
    return forPairProducts<double>(
        rows, options,
        [&](std::size_t row, std::size_t firstColumn, std::span<const double> products) {
            thread_local std::vector<double> distances;
            distances.resize(products.size());
            bool anySmall = false;
            for (std::size_t index = 0; index < products.size(); ++index) {
                const double both = squares[row] + squares[firstColumn + index];
                distances[index] = both - 2 * products[index];
                anySmall |= distances[index] < smallShare * both;
            }
            if (anySmall) {
                std::vector<double> first(rows.columns);
                std::vector<double> second(rows.columns);
                rows.fill(row, first);
                for (std::size_t index = 0; index < products.size(); ++index) {
                    if (!(distances[index] < smallShare * (squares[row] + squares[firstColumn + index])))
                        continue;
                    rows.fill(firstColumn + index, second);
                    distances[index] = squaredDifferences(first, second);
                }
            }
            use(row, firstColumn, distances);
        },
        context);
}

} // namespace learnscope
