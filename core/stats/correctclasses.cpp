#include "core/stats/correctclasses.h"

#include "core/base/vectorclones.h"

#include <bit>
#include <map>
#include <set>

namespace learnscope {

namespace {
constexpr std::size_t tileSize = DrawTile::size;

/// Adds a run's counts to each image on which it is right.
LEARNSCOPE_VECTOR_CLONES
void addRun(const std::uint64_t* correctBits, std::size_t words, const std::uint16_t* counts,
            std::uint32_t* rightOn)
{
    std::uint32_t wide[tileSize];
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        wide[draw] = counts[draw];
    for (std::size_t word = 0; word < words; ++word)
        for (std::uint64_t bits = correctBits[word]; bits != 0; bits &= bits - 1) {
            const std::size_t image = 64 * word + static_cast<std::size_t>(std::countr_zero(bits));
            std::uint32_t* const into = rightOn + image * tileSize;
            for (std::size_t draw = 0; draw < tileSize; ++draw)
                into[draw] += wide[draw];
        }
}

LEARNSCOPE_VECTOR_CLONES
void sumOfProducts(const double* first, const double* second, std::size_t images, double* sums)
{
    double sum[tileSize] = {};
    for (std::size_t image = 0; image < images; ++image)
        for (std::size_t draw = 0; draw < tileSize; ++draw)
            sum[draw] += first[image * tileSize + draw] * second[image * tileSize + draw];
    for (std::size_t draw = 0; draw < tileSize; ++draw)
        sums[draw] = sum[draw];
}
} // namespace

CorrectClasses::CorrectClasses(const AnswerGroup& group)
    : m_images(group.images)
    , m_within(group.within)
    , m_first(classesOf(group.first))
{
    if (!m_within)
        m_second = classesOf(group.second);
}

double CorrectClasses::workPerDraw(const AnswerGroup& group)
{
    const double first = static_cast<double>(classCount(group.first));
    const double second = group.within ? first / 2 : static_cast<double>(classCount(group.second));
    const double runs =
        static_cast<double>(group.within ? group.first.size() : group.first.size() + group.second.size());
    return static_cast<double>(group.images) * (runs + first * second);
}

double CorrectClasses::memory(const AnswerGroup& group)
{
    const std::size_t classes = classCount(group.first) + (group.within ? 0 : classCount(group.second));
    return static_cast<double>(classes * group.images * tileSize * sizeof(double));
}

std::size_t CorrectClasses::classCount(const std::vector<const AnswerSheets::Sheet*>& sheets)
{
    std::set<std::size_t> correct;
    for (const AnswerSheets::Sheet* sheet : sheets)
        correct.insert(sheet->correct);
    return correct.size();
}

std::vector<CorrectClasses::Class>
CorrectClasses::classesOf(const std::vector<const AnswerSheets::Sheet*>& sheets)
{
    std::map<std::size_t, Class> byCorrect;
    for (const AnswerSheets::Sheet* sheet : sheets)
        byCorrect[sheet->correct].sheets.push_back(sheet);
    std::vector<Class> classes;
    for (auto& [correct, found] : byCorrect) {
        found.correct = correct;
        classes.push_back(std::move(found));
    }
    return classes;
}

std::vector<CorrectClasses::Drawn> CorrectClasses::drawnFrom(const std::vector<Class>& classes,
                                                             const DrawTile& tile) const
{
    std::vector<Drawn> drawn;
    std::vector<std::uint32_t> rightOn(m_images * tileSize);
    for (const Class& from : classes) {
        Drawn& into = drawn.emplace_back();
        into.correct = from.correct;
        rightOn.assign(rightOn.size(), 0);
        for (const AnswerSheets::Sheet* sheet : from.sheets) {
            const auto counts = tile.counts(sheet->run);
            for (std::size_t draw = 0; draw < tileSize; ++draw) {
                into.runs[draw] += counts[draw];
                into.squares[draw] += counts[draw] * counts[draw];
            }
            addRun(sheet->correctBits.data(), sheet->correctBits.size(), tile.wholeCounts(sheet->run).data(),
                   rightOn.data());
        }
        into.rightOn.assign(rightOn.begin(), rightOn.end());
    }
    return drawn;
}

void CorrectClasses::addClasses(const Drawn& first, const Drawn& second, bool isSame, PairSums& sums) const
{
    const double n = static_cast<double>(m_images);
    const double k = static_cast<double>(first.correct);
    const double l = static_cast<double>(second.correct);
    const double expected = k * l + (n - k) * (n - l); // n^2 times the expected agreement
    const double room = n * n - expected;
    const bool isInformative = k > 0 && k < n && l > 0 && l < n;
    DrawTile::Sums bothRight;
    sumOfProducts(first.rightOn.data(), second.rightOn.data(), m_images, bothRight.data());
    for (std::size_t draw = 0; draw < tileSize; ++draw) {
        double pairs = first.runs[draw] * second.runs[draw];
        double agreements = 2 * bothRight[draw] + pairs * (n - k - l);
        if (isSame) { // each pair is in there twice, and each run beside itself
            agreements = (agreements - n * first.squares[draw]) / 2;
            pairs = (pairs - first.squares[draw]) / 2;
        }
        sums.pairs[draw] += pairs;
        sums.agreement[draw] += agreements / n;
        if (isInformative) {
            sums.defined[draw] += pairs;
            sums.kappa[draw] += (n * agreements - pairs * expected) / room;
        }
    }
}

void CorrectClasses::add(const DrawTile& first, const DrawTile& second, PairSums& sums) const
{
    const std::vector<Drawn> firstDrawn = drawnFrom(m_first, first);
    if (m_within) {
        for (std::size_t one = 0; one < firstDrawn.size(); ++one)
            for (std::size_t other = one; other < firstDrawn.size(); ++other)
                addClasses(firstDrawn[one], firstDrawn[other], one == other, sums);
        return;
    }
    const std::vector<Drawn> secondDrawn = drawnFrom(m_second, second);
    for (const Drawn& one : firstDrawn)
        for (const Drawn& other : secondDrawn)
            addClasses(one, other, false, sums);
}

} // namespace learnscope
