#include "core/probing/tripletloss.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace learnscope {

namespace {
constexpr std::size_t parts = 64; // of which losses are summed apart, however many threads there are
}

template<typename Real>
TripletLoss<Real>::TripletLoss(std::span<const Triplet> triplets)
{
    std::uint32_t most = 0;
    for (const Triplet& triplet : triplets)
        most = std::max({most, triplet.first, triplet.second, triplet.oddOne});
    std::vector<std::uint32_t> numbers(std::size_t {most} + 1, 0);
    for (const Triplet& triplet : triplets)
        for (const std::uint32_t object : {triplet.first, triplet.second, triplet.oddOne})
            numbers[object] = 1;
    for (std::uint32_t object = 0; object < numbers.size(); ++object)
        if (numbers[object] != 0) {
            numbers[object] = static_cast<std::uint32_t>(m_objects.size());
            m_objects.push_back(object);
        }
    const auto count = static_cast<std::uint32_t>(m_objects.size());
    const auto place = [&](std::uint32_t one, std::uint32_t other) {
        const auto [low, high] = std::minmax(numbers[one], numbers[other]);
        return low * count + high;
    };
    m_triplets.reserve(triplets.size());
    for (const Triplet& triplet : triplets)
        m_triplets.push_back({place(triplet.first, triplet.second), place(triplet.first, triplet.oddOne),
                              place(triplet.second, triplet.oddOne)});
    std::sort(m_triplets.begin(), m_triplets.end(), [](const Pairs& one, const Pairs& other) {
        return std::tie(one.kept, one.first, one.second) < std::tie(other.kept, other.first, other.second);
    });
}

template<typename Real>
auto TripletLoss<Real>::part(std::size_t index, std::size_t count) const -> std::span<const Pairs>
{
    const std::size_t begin = m_triplets.size() * index / count;
    const std::size_t end = m_triplets.size() * (index + 1) / count;
    return std::span(m_triplets).subspan(begin, end - begin);
}

template<typename Real>
auto TripletLoss<Real>::sumOver(std::span<const Pairs> triplets, const Real* similarities,
                                Real* gradient) const -> Sums
{
    Sums sums;
    const Real share = Real(1) / static_cast<Real>(m_triplets.size());
    for (const Pairs& pairs : triplets) {
        const Real kept = similarities[pairs.kept];
        const Real first = similarities[pairs.first];
        const Real second = similarities[pairs.second];
        const Real largest = std::max({kept, first, second});
        const Real ofKept = std::exp(kept - largest);
        const Real ofFirst = std::exp(first - largest);
        const Real ofSecond = std::exp(second - largest);
        const Real all = ofKept + ofFirst + ofSecond;
        sums.loss += double {std::log(all) - (kept - largest)};
        sums.correct += kept > first && kept > second ? 1 : 0;
        if (gradient != nullptr) {
            const Real scale = share / all;
            gradient[pairs.kept] -= (ofFirst + ofSecond) * scale;
            gradient[pairs.first] += ofFirst * scale;
            gradient[pairs.second] += ofSecond * scale;
        }
    }
    return sums;
}

template<typename Real>
auto TripletLoss<Real>::valueOf(std::span<const Sums> sums) const -> Value
{
    Value value;
    for (const Sums& one : sums) {
        value.loss += one.loss;
        value.correct += one.correct;
    }
    value.loss = m_triplets.empty() ? std::numeric_limits<double>::quiet_NaN()
                                    : value.loss / double(m_triplets.size());
    return value;
}

template<typename Real>
auto TripletLoss<Real>::evaluate(std::span<const Real> similarities, unsigned threads) const -> Value
{
    std::vector<Sums> sums(parts);
    parallelFor(parts, threads, [&](std::size_t index) {
        sums[index] = sumOver(part(index, parts), similarities.data(), nullptr);
    });
    return valueOf(sums);
}

template<typename Real>
auto TripletLoss<Real>::evaluate(std::span<const Real> similarities, std::span<Real> gradient,
                                 unsigned threads) const -> Value
{
    // Each thread has its own matrix of sums; the first one has that of the result.
    const std::size_t workers = std::min<std::size_t>(threadCount(threads), parts);
    std::vector<std::vector<Real>> others(workers - 1);
    std::vector<Sums> sums(parts);
    parallelFor(workers, threads, [&](std::size_t worker) {
        if (worker > 0)
            others[worker - 1].resize(gradient.size());
        else
            std::fill(gradient.begin(), gradient.end(), Real(0));
        Real* const own = worker > 0 ? others[worker - 1].data() : gradient.data();
        for (std::size_t index = parts * worker / workers; index < parts * (worker + 1) / workers; ++index)
            sums[index] = sumOver(part(index, parts), similarities.data(), own);
    });
    constexpr std::size_t stretch = 1 << 16;
    parallelFor((gradient.size() + stretch - 1) / stretch, threads, [&](std::size_t index) {
        const std::size_t begin = index * stretch;
        const std::size_t end = std::min(begin + stretch, gradient.size());
        for (const std::vector<Real>& other : others)
            for (std::size_t place = begin; place < end; ++place)
                gradient[place] += other[place];
    });
    return valueOf(sums);
}

template class TripletLoss<float>;
template class TripletLoss<double>;

} // namespace learnscope
