#include "core/stats/imageresampler.h"

#include "core/base/vectorclones.h"

#include <bit>
#include <limits>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;
using Counts = DrawTile::WholeSums;
constexpr std::size_t tileSize = DrawTile::size;
typedef std::uint16_t WholeLanes __attribute__((vector_size(32)));
typedef std::uint16_t WholeLanesInMemory __attribute__((vector_size(32), aligned(2), may_alias));

/// How often the images whose bits are set are drawn. Written with vector types because the accumulator must
/// stay in a register.
LEARNSCOPE_VECTOR_CLONES
void sumWhereSet(const std::uint64_t* first, const std::uint64_t* second, std::size_t words,
                 const std::uint16_t* times, std::uint16_t* sums)
{
    static_assert(tileSize == 16);
    WholeLanes sum = {};
    const auto* const at = reinterpret_cast<const WholeLanesInMemory*>(times);
    for (std::size_t word = 0; word < words; ++word)
        for (std::uint64_t bits = first[word] ^ (second ? second[word] : 0); bits != 0; bits &= bits - 1)
            sum += at[64 * word + static_cast<std::size_t>(std::countr_zero(bits))];
    *reinterpret_cast<WholeLanesInMemory*>(sums) = sum;
}

/// Adds one pair's kappa to the sums of the draws in which it is informative.
LEARNSCOPE_VECTOR_CLONES
void addKappas(const std::uint16_t* trials, const std::uint16_t* correct, const std::uint16_t* otherCorrect,
               const std::uint16_t* differing, const double* times, const double* otherTimes, double* kappas,
               double* pairs)
{
    for (std::size_t draw = 0; draw < tileSize; ++draw) {
        const double n = trials[draw];
        const double k = correct[draw];
        const double l = otherCorrect[draw];
        const double expected = k * l + (n - k) * (n - l); // n^2 times the expected agreement
        const bool counts = (k > 0) & (k < n) & (l > 0) & (l < n);
        const double room = counts ? n * n - expected : 1;
        const double weight = counts ? times[draw] * otherTimes[draw] : 0;
        kappas[draw] += weight * (n * (n - differing[draw]) - expected) / room;
        pairs[draw] += weight;
    }
}
} // namespace

ImageResampler::ImageResampler(const AnswerEpoch& epoch)
    : m_epoch(epoch)
    , m_images(epoch.images)
{
}

double ImageResampler::workPerDraw(const AnswerEpoch& epoch)
{
    double work = static_cast<double>(epoch.images);
    for (const AnswerGroup& group : epoch.groups)
        // About half the answers of a pair differ; kappa itself takes as long as ten additions.
        work += static_cast<double>(group.pairs()) * (static_cast<double>(group.images) / 2 + 10);
    return work;
}

bool ImageResampler::canResample(const AnswerEpoch& epoch)
{
    return epoch.images <= std::numeric_limits<std::uint16_t>::max();
}

std::vector<Counts> ImageResampler::correctOf(const std::vector<const Sheet*>& sheets) const
{
    std::vector<Counts> correct(sheets.size());
    for (std::size_t run = 0; run < sheets.size(); ++run)
        sumWhereSet(sheets[run]->correctBits.data(), nullptr, sheets[run]->correctBits.size(),
                    m_times.front().data(), correct[run].data());
    return correct;
}

void ImageResampler::addGroup(const AnswerGroup& group, const DrawTile& first, const DrawTile& second,
                              Sums& sums)
{
    m_times.resize(group.images);
    Counts trials {};
    for (std::size_t image = 0; image < group.images; ++image) {
        const auto counts = m_images.wholeCounts(group.places[image]);
        for (std::size_t draw = 0; draw < tileSize; ++draw) {
            m_times[image][draw] = counts[draw];
            trials[draw] = static_cast<std::uint16_t>(trials[draw] + counts[draw]);
        }
    }
    const std::vector<Counts> correct = correctOf(group.first);
    const std::vector<Counts> otherCorrect = group.within ? correct : correctOf(group.second);
    Counts differing;
    for (std::size_t one = 0; one < group.first.size(); ++one)
        for (std::size_t other = group.within ? one + 1 : 0; other < group.second.size(); ++other) {
            const Sheet& sheet = *group.first[one];
            const Sheet& otherSheet = *group.second[other];
            sumWhereSet(sheet.correctBits.data(), otherSheet.correctBits.data(), sheet.correctBits.size(),
                        m_times.front().data(), differing.data());
            addKappas(trials.data(), correct[one].data(), otherCorrect[other].data(), differing.data(),
                      first.counts(sheet.run).data(), second.counts(otherSheet.run).data(), sums.kappa.data(),
                      sums.pairs.data());
        }
}

void ImageResampler::resample(const DrawTile& first, const DrawTile& second, DrawTile::Streams& streams,
                              DrawTile::Sums& kappas)
{
    m_images.draw(streams);
    Sums sums;
    for (const AnswerGroup& group : m_epoch.groups)
        addGroup(group, first, second, sums);
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        kappas[draw] = sums.kappa[draw] / sums.pairs[draw]; // 0 / 0 is NaN
}

} // namespace learnscope
