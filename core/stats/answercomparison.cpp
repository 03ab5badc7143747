#include "core/stats/answercomparison.h"

#include "core/base/parallel.h"
#include "core/stats/drawtile.h"
#include "core/stats/errorconsistency.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <map>

namespace learnscope {

namespace {
using Sheet = AnswerSheets::Sheet;

/// One run of the first observer beside all runs of the second that saw the same images: one entry for each
/// run of the second, 0 where there is nothing to compare.
struct Row
{
    std::size_t run = 0; ///< of the first observer
    std::vector<double> comparable; ///< 1 where the images are the same
    std::vector<double> agreement;
    std::vector<double> defined; ///< 1 where there is a kappa
    std::vector<double> kappa;
};

struct Epoch
{
    ConsistencyPoint point;
    std::vector<Row> rows;
};

AnswerPair answerPair(const Sheet& first, const Sheet& second)
{
    std::uint64_t differing = 0;
    for (std::size_t word = 0; word < first.correctBits.size(); ++word)
        differing +=
            static_cast<std::uint64_t>(std::popcount(first.correctBits[word] ^ second.correctBits[word]));
    return {first.images, first.correct, second.correct, first.images - differing};
}

/// For each image list of @p first the number of the same list in @p second, or one that does not occur.
std::vector<std::size_t> matchLists(const AnswerSheets& first, const AnswerSheets& second)
{
    const auto less = [](const auto* left, const auto* right) { return *left < *right; };
    std::map<const std::vector<std::string>*, std::size_t, decltype(less)> numbers(less);
    for (std::size_t list = 0; list < second.imageLists(); ++list)
        numbers.emplace(&second.images(list), list);
    std::vector<std::size_t> matches;
    for (std::size_t list = 0; list < first.imageLists(); ++list) {
        const auto match = numbers.find(&first.images(list));
        matches.push_back(match == numbers.end() ? second.imageLists() : match->second);
    }
    return matches;
}

void addPair(Row& row, ConsistencyPoint& point, const Sheet& first, const Sheet& second)
{
    const AnswerPair answers = answerPair(first, second);
    const double kappa = errorConsistencyKappa(answers);
    const bool isDefined = !std::isnan(kappa);
    const auto constant = [](const Sheet& sheet) {
        return sheet.correct == 0 || sheet.correct == sheet.images;
    };
    ++point.pairs;
    point.undefined += !isDefined;
    point.uninformative += isDefined && (constant(first) || constant(second));
    point.trials += answers.trials;
    row.comparable[second.run] = 1;
    row.agreement[second.run] = static_cast<double>(answers.agreements) / static_cast<double>(answers.trials);
    row.defined[second.run] = isDefined;
    row.kappa[second.run] = isDefined ? kappa : 0;
}

void addMeans(Epoch& epoch)
{
    double agreement = 0;
    double kappa = 0;
    for (const Row& row : epoch.rows)
        for (std::size_t run = 0; run < row.kappa.size(); ++run) {
            agreement += row.agreement[run];
            kappa += row.kappa[run];
        }
    ConsistencyPoint& point = epoch.point;
    const std::uint64_t defined = point.pairs - point.undefined;
    point.observedAgreement = agreement / static_cast<double>(point.pairs);
    point.kappa =
        defined > 0 ? kappa / static_cast<double>(defined) : std::numeric_limits<double>::quiet_NaN();
}

/// All comparisons, epoch by epoch. @p within: of one observer's runs, each pair once.
std::vector<Epoch> compareEpochs(const AnswerSheets& first, const AnswerSheets& second, bool within,
                                 const JobContext& context)
{
    const std::vector<std::size_t> matches = matchLists(first, second);
    // Both are sorted by epoch.
    std::vector<Epoch> epochs;
    auto secondBegin = second.sheets().begin();
    for (auto at = first.sheets().begin(); at != first.sheets().end() && !context.isCancelled(); ++at) {
        while (secondBegin != second.sheets().end() && secondBegin->epoch < at->epoch)
            ++secondBegin;
        Row row;
        ConsistencyPoint* point = nullptr;
        for (auto other = secondBegin; other != second.sheets().end() && other->epoch == at->epoch; ++other) {
            if (other->imageList != matches[at->imageList] || (within && other->run <= at->run))
                continue;
            if (!point) {
                if (epochs.empty() || epochs.back().point.epoch != at->epoch)
                    epochs.emplace_back().point.epoch = at->epoch;
                point = &epochs.back().point;
                const std::vector<double> none(second.runs());
                row = {at->run, none, none, none, none};
            }
            addPair(row, *point, *at, *other);
        }
        if (point)
            epochs.back().rows.push_back(std::move(row));
    }
    for (Epoch& epoch : epochs)
        addMeans(epoch);
    return epochs;
}

/// The means of one epoch in the draws of a tile.
class EpochResampler
{
public:
    EpochResampler(const DrawTile& first, const DrawTile& second)
        : m_first(first)
        , m_second(second)
    {
    }

    void resample(const Epoch& epoch, double* agreements, double* kappas, std::size_t size)
    {
        DrawTile::Sums pairs {};
        DrawTile::Sums agreement {};
        DrawTile::Sums defined {};
        DrawTile::Sums kappa {};
        const Row* previous = nullptr;
        for (const Row& row : epoch.rows) {
            // Most runs are compared with the same others.
            if (!previous || previous->comparable != row.comparable)
                m_second.weightedSums(row.comparable, m_comparable);
            if (!previous || previous->defined != row.defined)
                m_second.weightedSums(row.defined, m_defined);
            m_second.weightedSums(row.agreement, m_agreement);
            m_second.weightedSums(row.kappa, m_kappa);
            const auto counts = m_first.counts(row.run);
            for (std::size_t draw = 0; draw < DrawTile::size; ++draw) {
                pairs[draw] += counts[draw] * m_comparable[draw];
                agreement[draw] += counts[draw] * m_agreement[draw];
                defined[draw] += counts[draw] * m_defined[draw];
                kappa[draw] += counts[draw] * m_kappa[draw];
            }
            previous = &row;
        }
        for (std::size_t draw = 0; draw < size; ++draw) {
            agreements[draw] = agreement[draw] / pairs[draw]; // NaN without pairs
            kappas[draw] = kappa[draw] / defined[draw];
        }
    }

private:
    const DrawTile& m_first;
    const DrawTile& m_second;
    DrawTile::Sums m_comparable;
    DrawTile::Sums m_agreement;
    DrawTile::Sums m_defined;
    DrawTile::Sums m_kappa;
};

void addBands(std::vector<Epoch>& epochs, std::size_t firstRuns, std::size_t secondRuns, bool within,
              const BootstrapOptions& options, double level, JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    std::vector<std::vector<double>> agreements(epochs.size(), std::vector<double>(draws));
    std::vector<std::vector<double>> kappas = agreements;
    constexpr std::size_t blockSize = 16 * DrawTile::size;
    const std::size_t blocks = (draws + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        DrawTile first(firstRuns);
        DrawTile second(secondRuns);
        EpochResampler resampler(first, within ? first : second);
        const std::size_t end = std::min(draws, (block + 1) * blockSize);
        for (std::size_t at = block * blockSize; at < end && !context.isCancelled(); at += DrawTile::size) {
            DrawTile::Streams streams = DrawTile::streams(options.seed, at);
            first.draw(streams);
            if (!within)
                second.draw(streams);
            for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
                resampler.resample(epochs[epoch], agreements[epoch].data() + at, kappas[epoch].data() + at,
                                   std::min(DrawTile::size, end - at));
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "resampling runs");
    });
    if (context.isCancelled())
        return;
    for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
        if (ConsistencyPoint& point = epochs[epoch].point; point.pairs > 1) {
            point.agreementBand = percentileInterval(agreements[epoch], level);
            point.kappaBand = percentileInterval(kappas[epoch], level);
        }
}
} // namespace

Result<std::vector<ConsistencyPoint>> compareAnswers(const AnswerSheets& first, const AnswerSheets* second,
                                                     const BootstrapOptions& options, double level,
                                                     JobContext& context)
{
    const bool within = !second;
    const AnswerSheets& other = within ? first : *second;
    std::vector<Epoch> epochs = compareEpochs(first, other, within, context);
    if (options.draws > 0)
        addBands(epochs, first.runs(), other.runs(), within, options, level, context);
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    std::vector<ConsistencyPoint> points;
    for (const Epoch& epoch : epochs)
        points.push_back(epoch.point);
    return points;
}

} // namespace learnscope
