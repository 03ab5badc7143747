#include "core/similarity/confusiontrajectory.h"

#include <cmath>
#include <string>

namespace learnscope {

Result<ConfusionTrajectory> confusionTrajectory(std::span<const std::vector<ConfusionRdm>> observers,
                                                Phase phase, const ScalingOptions& options,
                                                JobContext& context)
{
    ConfusionTrajectory trajectory;
    trajectory.phase = phase;
    trajectory.dimensions = options.dimensions;
    std::vector<const ConfusionRdm*> matrices;
    for (std::size_t observer = 0; observer < observers.size(); ++observer)
        for (const ConfusionRdm& matrix : observers[observer])
            if (matrix.phase == phase) {
                matrices.push_back(&matrix);
                trajectory.points.push_back({observer, matrix.epoch, matrix.accuracy, {}});
            }
    if (matrices.size() < 3)
        return failure(Error::Kind::Usage,
                       "a trajectory needs confusions of 3 or more epochs; there are "
                           + std::to_string(matrices.size()));
    std::vector<double> distances;
    for (std::size_t a = 0; a < matrices.size(); ++a)
        for (std::size_t b = a + 1; b < matrices.size(); ++b) {
            distances.push_back(confusionDistance(*matrices[a], *matrices[b]));
            if (std::isnan(distances.back()))
                return failure(Error::Kind::Usage,
                               "a trajectory needs classes that all have; two observers share no pair of "
                               "classes that both were shown");
        }
    const auto square = SimilarityMatrix::fromCondensed(
        matrices.size(), SharedValues<double>(std::move(distances)),
        {SimilarityMatrix::Kind::Dissimilarity, "root mean squared difference"});
    if (!square)
        return tl::unexpected(square.error());
    const auto map = scaledMap(*square, options, context);
    if (!map)
        return tl::unexpected(map.error());
    for (std::size_t point = 0; point < map->items.size(); ++point) {
        const auto begin = map->points.begin() + static_cast<std::ptrdiff_t>(point * map->dimensions);
        trajectory.points[map->items[point]].at.assign(begin,
                                                       begin + static_cast<std::ptrdiff_t>(map->dimensions));
    }
    trajectory.stress = map->stress;
    trajectory.settled = map->settled;
    return trajectory;
}

} // namespace learnscope
