#include "core/similarity/nearestitems.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

std::vector<NearItem> nearestItems(const ShownRepresentation& shown, std::size_t place, std::size_t count)
{
    std::vector<NearItem> near;
    if (!shown.pyramid || place >= shown.rows.size())
        return near;
    const auto take = [&](std::size_t other, double value) {
        if (other != place && !std::isnan(value))
            near.push_back({other, value});
    };
    near.reserve(shown.rows.size());
    if (shown.matrix) {
        for (std::size_t other = 0; other < shown.rows.size(); ++other)
            take(other, shown.matrix->at(shown.rows[place], shown.rows[other]));
    } else {
        const auto row = shown.pyramid->tile(0, {place, place + 1}, {0, shown.rows.size()});
        for (std::size_t other = 0; other < row.size(); ++other)
            take(other, double {row[other]});
    }
    const bool isSimilarity = shown.meaning.kind == SimilarityMatrix::Kind::Similarity;
    const auto isNearer = [isSimilarity](const NearItem& one, const NearItem& other) {
        if (one.value != other.value)
            return isSimilarity ? one.value > other.value : one.value < other.value;
        return one.place < other.place;
    };
    const auto end = near.begin() + static_cast<std::ptrdiff_t>(std::min(count, near.size()));
    std::partial_sort(near.begin(), end, near.end(), isNearer);
    near.erase(end, near.end());
    return near;
}

} // namespace learnscope
