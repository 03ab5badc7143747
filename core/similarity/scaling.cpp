#include "core/similarity/scaling.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/similarity/blas.h"
#include "core/similarity/completedissimilarities.h"
#include "core/similarity/isotonic.h"
#include "core/similarity/ranking.h"
#include "core/similarity/rowsums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
constexpr std::array<std::pair<ScalingMethod, std::string_view>, 3> methodNames {{
    {ScalingMethod::Classical, "classical"},
    {ScalingMethod::Metric, "metric"},
    {ScalingMethod::NonMetric, "non-metric"},
}};

using Points = std::vector<double>;

/// Rows that one thread does at a time; sums are added up block by block, so that threads change nothing.
constexpr std::size_t together = 32;

double distanceBetween(const Points& points, std::size_t dimensions, std::size_t a, std::size_t b)
{
    double squares = 0;
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
        const double difference = points[a * dimensions + axis] - points[b * dimensions + axis];
        squares += difference * difference;
    }
    return std::sqrt(squares);
}

std::size_t placeOf(std::size_t items, std::size_t row)
{
    return row * (2 * items - row - 1) / 2;
}

std::vector<double> triangleOf(const CompleteDissimilarities& distances)
{
    std::vector<double> triangle;
    triangle.reserve(distances.size() * (distances.size() - 1) / 2);
    for (std::size_t row = 0; row + 1 < distances.size(); ++row)
        triangle.insert(triangle.end(), distances.row(row) + row + 1, distances.row(row) + distances.size());
    return triangle;
}

/// Distances on the map of all pairs, row by row.
void measure(const Points& points, std::size_t dimensions, std::size_t items, unsigned threads,
             std::vector<double>& distances)
{
    distances.resize(items * (items - 1) / 2);
    parallelFor((items + together - 1) / together, threads, [&](std::size_t block) {
        for (std::size_t row = block * together; row < std::min(items, (block + 1) * together); ++row) {
            double* out = distances.data() + placeOf(items, row);
            for (std::size_t column = row + 1; column < items; ++column)
                *out++ = distanceBetween(points, dimensions, row, column);
        }
    });
}

double stressOf(std::span<const double> distances, std::span<const double> wanted)
{
    const double squares = squaresAbout(distances, 0);
    return squares > 0 ? std::sqrt(squaredDifferences(distances, wanted) / squares) : 1;
}

/// Guttman's transform: where every point would stand for the distances to be the wanted ones, on average.
Points guttman(const Points& points, std::size_t dimensions, std::size_t items,
               std::span<const double> distances, std::span<const double> wanted, unsigned threads)
{
    Points moved(points.size());
    parallelFor((items + together - 1) / together, threads, [&](std::size_t block) {
        for (std::size_t item = block * together; item < std::min(items, (block + 1) * together); ++item) {
            double* out = moved.data() + item * dimensions;
            for (std::size_t other = 0; other < items; ++other) {
                if (other == item)
                    continue;
                const std::size_t pair = other < item ? placeOf(items, other) + item - other - 1
                                                      : placeOf(items, item) + other - item - 1;
                const double ratio = distances[pair] > 0 ? wanted[pair] / distances[pair] : 0;
                for (std::size_t axis = 0; axis < dimensions; ++axis)
                    out[axis] +=
                        ratio * (points[item * dimensions + axis] - points[other * dimensions + axis]);
            }
            for (std::size_t axis = 0; axis < dimensions; ++axis)
                out[axis] /= static_cast<double>(items);
        }
    });
    return moved;
}

/// Classical scaling and what its eigenvalues say.
struct Classical
{
    Points points;
    double positiveShare = 0;
    double explainedShare = 0;
};

Result<Classical> classicalPoints(const CompleteDissimilarities& distances, std::size_t dimensions)
{
    const std::size_t items = distances.size();
    std::vector<double> centred(items * items);
    std::vector<double> means(items);
    for (std::size_t row = 0; row < items; ++row)
        means[row] = squaresAbout(std::span(distances.row(row), items), 0) / static_cast<double>(items);
    const double grand = sumOf(std::span<const double>(means)) / static_cast<double>(items);
    for (std::size_t row = 0; row < items; ++row)
        for (std::size_t column = 0; column < items; ++column) {
            const double distance = distances.at(row, column);
            centred[row * items + column] = -.5 * (distance * distance - means[row] - means[column] + grand);
        }
    const Eigen eigen = largestEigenvectors(centred, items, dimensions);
    if (eigen.values.empty())
        return failure(Error::Kind::Internal, "the eigenvalues of the dissimilarities were not found");
    Classical result {Points(items * dimensions)};
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
        const double length = std::sqrt(std::max(0., eigen.values[axis]));
        const double* vector = eigen.vectors.data() + axis * items;
        // Eigenvectors have no sign of their own: the farthest point is on the positive side.
        const double* farthest = std::max_element(
            vector, vector + items, [](double a, double b) { return std::abs(a) < std::abs(b) - 1e-12; });
        const double sign = *farthest < 0 ? -length : length;
        for (std::size_t item = 0; item < items; ++item)
            result.points[item * dimensions + axis] = sign * vector[item];
    }
    double positive = 0;
    double absolute = 0;
    double shown = 0;
    for (std::size_t index = 0; index < eigen.values.size(); ++index) {
        positive += std::max(0., eigen.values[index]);
        absolute += std::abs(eigen.values[index]);
        shown += index < dimensions ? std::max(0., eigen.values[index]) : 0;
    }
    result.positiveShare = absolute > 0 ? positive / absolute : NAN;
    result.explainedShare = positive > 0 ? shown / positive : NAN;
    return result;
}

Points randomPoints(std::size_t items, std::size_t dimensions, double size, Random random)
{
    Points points(items * dimensions);
    for (double& coordinate : points)
        coordinate = (random.uniform() - .5) * size;
    return points;
}

/// What distances on a non-metric map should be: in the order of the dissimilarities, as large together as
/// there are pairs.
class WantedDistances
{
public:
    WantedDistances(std::vector<double> dissimilarities, bool onlyRanks)
        : m_dissimilarities(std::move(dissimilarities))
    {
        if (onlyRanks)
            m_order = ascendingOrder(m_dissimilarities);
    }

    std::span<const double> forMap(std::span<const double> distances)
    {
        if (m_order.empty())
            return m_dissimilarities;
        m_wanted = isotonicFit(m_dissimilarities, m_order, distances);
        const double squares = squaresAbout(std::span<const double>(m_wanted), 0);
        const double factor = squares > 0 ? std::sqrt(static_cast<double>(m_wanted.size()) / squares) : 1;
        for (double& wanted : m_wanted)
            wanted *= factor;
        return m_wanted;
    }

    double stress(std::span<const double> distances) const
    {
        if (m_order.empty())
            return stressOf(distances, m_dissimilarities);
        return stressOf(distances, isotonicFit(m_dissimilarities, m_order, distances));
    }

private:
    std::vector<double> m_dissimilarities;
    std::vector<std::uint32_t> m_order; ///< of non-metric maps
    std::vector<double> m_wanted;
};

/// Majorisation from one start.
ItemMap settle(Points start, std::size_t items, WantedDistances& wanted, const ScalingOptions& options,
               double done, double share, JobContext& context)
{
    ItemMap map;
    map.points = std::move(start);
    map.settled = false;
    std::vector<double> distances;
    measure(map.points, options.dimensions, items, options.threads, distances);
    map.stress = wanted.stress(distances);
    while (map.iterations < options.iterations && !context.isCancelled()) {
        map.points = guttman(map.points, options.dimensions, items, distances, wanted.forMap(distances),
                             options.threads);
        measure(map.points, options.dimensions, items, options.threads, distances);
        const double stress = wanted.stress(distances);
        ++map.iterations;
        const bool unchanged = map.stress - stress <= options.tolerance * map.stress;
        map.stress = stress;
        context.report(done + share * map.iterations / options.iterations, "placing items");
        if (unchanged) {
            map.settled = true;
            break;
        }
    }
    return map;
}

/// About the mean and along the principal axes, so that maps of the same distances look alike.
void turnToPrincipalAxes(Points& points, std::size_t dimensions)
{
    const std::size_t items = points.size() / dimensions;
    std::vector<double> scatter(dimensions * dimensions);
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
        double mean = 0;
        for (std::size_t item = 0; item < items; ++item)
            mean += points[item * dimensions + axis] / static_cast<double>(items);
        for (std::size_t item = 0; item < items; ++item)
            points[item * dimensions + axis] -= mean;
    }
    for (std::size_t item = 0; item < items; ++item)
        for (std::size_t a = 0; a < dimensions; ++a)
            for (std::size_t b = 0; b < dimensions; ++b)
                scatter[a * dimensions + b] += points[item * dimensions + a] * points[item * dimensions + b];
    const Eigen eigen = largestEigenvectors(scatter, dimensions, dimensions);
    if (eigen.values.empty())
        return;
    for (std::size_t item = 0; item < items; ++item) {
        std::vector<double> turned(dimensions);
        for (std::size_t axis = 0; axis < dimensions; ++axis)
            for (std::size_t old = 0; old < dimensions; ++old)
                turned[axis] += eigen.vectors[axis * dimensions + old] * points[item * dimensions + old];
        std::copy(turned.begin(), turned.end(),
                  points.begin() + static_cast<std::ptrdiff_t>(item * dimensions));
    }
}

ItemMap bestOfStarts(const Classical& classical, WantedDistances& wanted, std::size_t items,
                     const ScalingOptions& options, JobContext& context)
{
    const double size = 4
        * std::sqrt(squaresAbout(std::span<const double>(classical.points), 0) / static_cast<double>(items));
    const double share = 1. / (1 + options.randomStarts);
    ItemMap best;
    for (int start = 0; start <= options.randomStarts && !context.isCancelled(); ++start) {
        Points points = start == 0 ? classical.points
                                   : randomPoints(items, options.dimensions, size > 0 ? size : 1,
                                                  Random(options.seed, static_cast<std::uint64_t>(start)));
        ItemMap map = settle(std::move(points), items, wanted, options, share * start, share, context);
        if (start == 0 || map.stress < best.stress)
            best = std::move(map);
    }
    turnToPrincipalAxes(best.points, options.dimensions);
    return best;
}
} // namespace

std::string_view toString(ScalingMethod method)
{
    return std::find_if(methodNames.begin(), methodNames.end(),
                        [&](const auto& entry) { return entry.first == method; })
        ->second;
}

std::optional<ScalingMethod> scalingMethodFromName(std::string_view name)
{
    for (const auto& [method, text] : methodNames)
        if (text == name)
            return method;
    return std::nullopt;
}

Result<ItemMap> scaledMap(const SimilarityMatrix& matrix, const ScalingOptions& options, JobContext& context)
{
    context.report(0, "placing items");
    const auto distances = completeDissimilarities(matrix, "maps", 3, options.memory);
    if (!distances)
        return tl::unexpected(distances.error());
    const std::size_t items = distances->size();
    if (options.dimensions < 1 || options.dimensions >= items)
        return failure(Error::Kind::Usage,
                       "a map of " + std::to_string(items) + " items has 1 to " + std::to_string(items - 1)
                           + " dimensions");
    const auto classical = classicalPoints(*distances, options.dimensions);
    if (!classical)
        return tl::unexpected(classical.error());
    WantedDistances wanted(triangleOf(*distances), options.method == ScalingMethod::NonMetric);
    ItemMap map;
    if (options.method == ScalingMethod::Classical) {
        map.points = classical->points;
        std::vector<double> onMap;
        measure(map.points, options.dimensions, items, options.threads, onMap);
        map.stress = wanted.stress(onMap);
    } else {
        map = bestOfStarts(*classical, wanted, items, options, context);
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    map.items = distances->items;
    map.withoutValue = distances->withoutValue;
    map.dimensions = options.dimensions;
    map.positiveShare = classical->positiveShare;
    map.explainedShare = classical->explainedShare;
    return map;
}

Result<AlignedPoints> alignedPoints(std::span<const double> target, std::span<const double> points,
                                    std::size_t dimensions)
{
    if (target.size() != points.size() || dimensions == 0 || points.size() % dimensions != 0
        || points.empty())
        return failure(Error::Kind::Mismatch, "maps to be aligned must have the same points and dimensions");
    const std::size_t items = points.size() / dimensions;
    const auto centre = [&](std::span<const double> of) {
        std::vector<double> mean(dimensions);
        for (std::size_t index = 0; index < of.size(); ++index)
            mean[index % dimensions] += of[index] / static_cast<double>(items);
        return mean;
    };
    const std::vector<double> to = centre(target);
    const std::vector<double> from = centre(points);
    std::vector<double> cross(dimensions * dimensions); // points' target
    double targetSquares = 0;
    double squares = 0;
    for (std::size_t item = 0; item < items; ++item)
        for (std::size_t a = 0; a < dimensions; ++a) {
            const double x = points[item * dimensions + a] - from[a];
            squares += x * x;
            const double y = target[item * dimensions + a] - to[a];
            targetSquares += y * y;
            for (std::size_t b = 0; b < dimensions; ++b)
                cross[a * dimensions + b] += x * (target[item * dimensions + b] - to[b]);
        }
    // Means are rounded, so that what is left of equal points is not quite 0.
    constexpr double rounding = 1e-24;
    if (!(squares > rounding * squaresAbout(points, 0))
        || !(targetSquares > rounding * squaresAbout(target, 0)))
        return failure(Error::Kind::Usage, "all points of a map are in the same place");
    SingularValues decomposed;
    if (!singularValues(cross, dimensions, decomposed))
        return failure(Error::Kind::Internal, "the rotation of the map was not found");
    const double trace = sumOf(std::span<const double>(decomposed.values));
    AlignedPoints aligned {std::vector<double>(points.size()),
                           std::max(0., 1 - trace * trace / (squares * targetSquares))};
    std::vector<double> rotation(dimensions * dimensions);
    for (std::size_t a = 0; a < dimensions; ++a)
        for (std::size_t b = 0; b < dimensions; ++b)
            for (std::size_t k = 0; k < dimensions; ++k)
                rotation[a * dimensions + b] +=
                    decomposed.left[a * dimensions + k] * decomposed.right[k * dimensions + b];
    for (std::size_t item = 0; item < items; ++item)
        for (std::size_t b = 0; b < dimensions; ++b) {
            double sum = 0;
            for (std::size_t a = 0; a < dimensions; ++a)
                sum += (points[item * dimensions + a] - from[a]) * rotation[a * dimensions + b];
            aligned.points[item * dimensions + b] = to[b] + trace / squares * sum;
        }
    return aligned;
}

} // namespace learnscope
