#include "core/data/triplets.h"

#include <algorithm>

namespace learnscope {

namespace {
std::string toText(const Triplet& triplet)
{
    return std::to_string(triplet.first) + ' ' + std::to_string(triplet.second) + ' '
        + std::to_string(triplet.oddOne);
}
} // namespace

Result<Triplets> Triplets::make(std::size_t objectCount, SharedValues<Triplet> triplets, RowNames objectNames,
                                ArraySource source)
{
    if (!objectNames.empty() && objectNames.size() != objectCount)
        return failure(Error::Kind::Mismatch,
                       std::to_string(objectNames.size()) + " names of objects; expected "
                           + std::to_string(objectCount) + ", one for each");
    const std::span<const Triplet> all = triplets.span();
    for (std::size_t index = 0; index < all.size(); ++index) {
        const Triplet& triplet = all[index];
        const std::uint32_t largest = std::max({triplet.first, triplet.second, triplet.oddOne});
        if (largest >= objectCount)
            return failure(Error::Kind::OutOfRange,
                           "triplet " + std::to_string(index) + " (" + toText(triplet) + ") names object "
                               + std::to_string(largest) + "; expected numbers below "
                               + std::to_string(objectCount) + ", the number of objects");
        if (triplet.first == triplet.second || triplet.first == triplet.oddOne
            || triplet.second == triplet.oddOne)
            return failure(Error::Kind::OutOfRange,
                           "triplet " + std::to_string(index) + " (" + toText(triplet)
                               + ") names an object twice; expected three different ones");
    }
    Triplets result;
    result.m_objectCount = objectCount;
    result.m_triplets = std::move(triplets);
    result.m_objectNames = std::move(objectNames);
    result.m_source = std::move(source);
    return result;
}

} // namespace learnscope
