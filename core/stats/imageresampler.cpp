#include "core/stats/imageresampler.h"

#include "core/base/vectorclones.h"

#include <limits>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;
using Counts = DrawTile::WholeSums;
constexpr std::size_t tileSize = DrawTile::size;
// NOLINTBEGIN(modernize-use-using): the attributes need it
typedef double Lanes __attribute__((vector_size(32)));
// To be named, not deduced: auto loses the alignment.
typedef double LanesInMemory __attribute__((vector_size(32), aligned(8), may_alias));
typedef std::uint16_t WholeLanes __attribute__((vector_size(32)));
typedef std::uint16_t WholeLanesInMemory __attribute__((vector_size(32), aligned(2), may_alias));
// NOLINTEND(modernize-use-using)

/// How often the images whose bits are set are drawn, four at a time: @p nibbles holds the sums of all
/// choices of four images, @p count times. Written with vector types because the accumulator must stay in a
/// register.
LEARNSCOPE_VECTOR_CLONES
void sumWhereSet(const std::uint64_t* first, const std::uint64_t* second, std::size_t count,
                 const std::array<Counts, 16>* nibbles, double* sums)
{
    static_assert(tileSize == 16);
    WholeLanes sum = {};
    const WholeLanesInMemory* at = reinterpret_cast<const WholeLanesInMemory*>(nibbles);
    for (; count > 0; ++first) {
        std::uint64_t bits = second ? *first ^ *second++ : *first;
        const std::size_t here = count < 16 ? count : 16;
        for (std::size_t nibble = 0; nibble < here; ++nibble, bits >>= 4, at += 16)
            sum += at[bits & 15];
        count -= here;
    }
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        sums[draw] = sum[draw];
}

/// The sum of times * differing / room over @p runs, where room is n^2 less n^2 times the agreement that is
/// expected of a run with @p right and @p wrong answers and the other: kappa is 1 - n * differing / room. Two
/// other runs share a division, which takes longest.
LEARNSCOPE_VECTOR_CLONES
void sumOfDifferences(const double* right, const double* wrong, const double* otherRight,
                      const double* otherWrong, const double* times, const double* differing,
                      std::size_t runs, double* sums)
{
    constexpr std::size_t parts = tileSize / 4;
    const LanesInMemory* const isRight = reinterpret_cast<const LanesInMemory*>(right);
    const LanesInMemory* const isWrong = reinterpret_cast<const LanesInMemory*>(wrong);
    const LanesInMemory* const othersRight = reinterpret_cast<const LanesInMemory*>(otherRight);
    const LanesInMemory* const othersWrong = reinterpret_cast<const LanesInMemory*>(otherWrong);
    const LanesInMemory* const drawn = reinterpret_cast<const LanesInMemory*>(times);
    const LanesInMemory* const differs = reinterpret_cast<const LanesInMemory*>(differing);
    for (std::size_t part = 0; part < parts; ++part) {
        Lanes sum = {};
        std::size_t at = part;
        for (std::size_t pairs = runs / 2; pairs > 0; --pairs, at += 2 * parts) {
            const std::size_t next = at + parts;
            const Lanes room = isRight[part] * othersWrong[at] + isWrong[part] * othersRight[at];
            const Lanes nextRoom = isRight[part] * othersWrong[next] + isWrong[part] * othersRight[next];
            sum +=
                (drawn[at] * differs[at] * nextRoom + drawn[next] * differs[next] * room) / (room * nextRoom);
        }
        if (runs % 2 == 1)
            sum +=
                drawn[at] * differs[at] / (isRight[part] * othersWrong[at] + isWrong[part] * othersRight[at]);
        reinterpret_cast<LanesInMemory*>(sums)[part] = sum;
    }
}
} // namespace

ImageResampler::ImageResampler(const AnswerEpoch& epoch)
    : m_epoch(epoch)
    , m_times(epoch.images)
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

void ImageResampler::drawImages(DrawTile::Streams& streams)
{
    std::fill(m_times.begin(), m_times.end(), Counts {});
    const auto images = static_cast<std::uint32_t>(m_times.size());
    for (std::size_t draw = 0; draw < tileSize; ++draw) {
        Random random = streams[draw];
        for (std::uint32_t pick = 0; pick < images; ++pick)
            ++m_times[random.below(images)][draw];
        streams[draw] = random;
    }
}

Counts ImageResampler::countNibbles(const AnswerGroup& group)
{
    Counts trials {};
    m_nibbles.resize((group.images + 3) / 4);
    for (std::size_t first = 0; first < group.images; first += 4) {
        std::array<Counts, 16>& sums = m_nibbles[first / 4];
        sums[0] = {};
        for (std::size_t bit = 0; bit < 4; ++bit) {
            const std::size_t image = first + bit;
            const Counts times = image < group.images ? m_times[group.places[image]] : Counts {};
            const std::size_t choices = std::size_t(1) << bit;
            for (std::size_t choice = 0; choice < choices; ++choice)
                for (std::size_t draw = 0; draw < tileSize; ++draw)
                    sums[choices + choice][draw] =
                        static_cast<std::uint16_t>(sums[choice][draw] + times[draw]);
        }
        for (std::size_t draw = 0; draw < tileSize; ++draw)
            trials[draw] = static_cast<std::uint16_t>(trials[draw] + sums[15][draw]);
    }
    return trials;
}

void ImageResampler::takeRuns(const std::vector<const Sheet*>& sheets, const DrawTile& tile,
                              const Counts& trials, DrawnRuns& runs) const
{
    runs.right.resize(sheets.size());
    runs.wrong.resize(sheets.size());
    runs.times.resize(sheets.size());
    for (std::size_t run = 0; run < sheets.size(); ++run) {
        DrawTile::Sums& right = runs.right[run];
        sumWhereSet(sheets[run]->correctBits.data(), nullptr, m_nibbles.size(), m_nibbles.data(),
                    right.data());
        const auto times = tile.counts(sheets[run]->run);
        for (std::size_t draw = 0; draw < tileSize; ++draw) {
            const double wrong = trials[draw] - right[draw];
            const bool says = right[draw] > 0 && wrong > 0;
            right[draw] = says ? right[draw] : 1;
            runs.wrong[run][draw] = says ? wrong : 1;
            runs.times[run][draw] = says ? times[draw] : 0;
        }
    }
}

void ImageResampler::addGroup(const AnswerGroup& group, const DrawTile& first, const DrawTile& second,
                              Sums& sums)
{
    const Counts trials = countNibbles(group);
    takeRuns(group.first, first, trials, m_first);
    if (!group.within)
        takeRuns(group.second, second, trials, m_second);
    const DrawnRuns& others = group.within ? m_first : m_second;
    m_differing.resize(group.second.size());
    DrawTile::Sums pairs {}; // that one run has with the others, were it drawn once
    for (const DrawTile::Sums& times : others.times)
        for (std::size_t draw = 0; draw < tileSize; ++draw)
            pairs[draw] += times[draw];
    DrawTile::Sums differences;
    for (std::size_t one = 0; one < group.first.size(); ++one) {
        const DrawTile::Sums& times = m_first.times[one];
        const std::size_t begin = group.within ? one + 1 : 0;
        const std::size_t end = group.second.size();
        if (group.within)
            for (std::size_t draw = 0; draw < tileSize; ++draw)
                pairs[draw] -= times[draw];
        if (begin == end)
            break;
        for (std::size_t other = begin; other < end; ++other)
            sumWhereSet(group.first[one]->correctBits.data(), group.second[other]->correctBits.data(),
                        m_nibbles.size(), m_nibbles.data(), m_differing[other].data());
        sumOfDifferences(m_first.right[one].data(), m_first.wrong[one].data(), others.right[begin].data(),
                         others.wrong[begin].data(), others.times[begin].data(), m_differing[begin].data(),
                         end - begin, differences.data());
        for (std::size_t draw = 0; draw < tileSize; ++draw) {
            sums.kappa[draw] += times[draw] * (pairs[draw] - trials[draw] * differences[draw]);
            sums.pairs[draw] += times[draw] * pairs[draw];
        }
    }
}

void ImageResampler::resample(const DrawTile& first, const DrawTile& second, DrawTile::Sums& kappas)
{
    Sums sums;
    for (const AnswerGroup& group : m_epoch.groups)
        addGroup(group, first, second, sums);
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        kappas[draw] = sums.kappa[draw] / sums.pairs[draw]; // 0 / 0 is NaN
}

} // namespace learnscope
