#include "core/stats/answercomparison.h"

#include "core/base/parallel.h"
#include "core/stats/answergroup.h"
#include "core/stats/correctclasses.h"
#include "core/stats/drawtile.h"
#include "core/stats/pairtable.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <variant>

namespace learnscope {

namespace {
constexpr double mostPairsKept = 8e6; // 128 MB
constexpr double mostClassMemory = 64e6; // bytes for each thread

/// Classes need few operations for many runs, pairs for few.
bool suitsClasses(const AnswerGroup& group)
{
    return CorrectClasses::workPerDraw(group) < PairTable::workPerDraw(group)
        && CorrectClasses::memory(group) < mostClassMemory;
}

/// The sums of all pairs of a group, once each.
PairTotals totalsOf(const AnswerGroup& group, std::size_t firstRuns, std::size_t secondRuns, unsigned threads,
                    const JobContext& context)
{
    if (!suitsClasses(group))
        return pairTotals(group, threads, context);
    DrawTile first(firstRuns);
    DrawTile second(secondRuns);
    first.takeAllOnce();
    second.takeAllOnce();
    PairSums sums;
    CorrectClasses(group).add(first, second, sums);
    return {sums.agreement.front(), sums.kappa.front()};
}

/// What is compared, and in what numbers of runs drawn.
struct Comparison
{
    std::vector<AnswerEpoch> epochs;
    std::size_t firstRuns;
    std::size_t secondRuns;
    bool within;
};

ConsistencyPoint pointOf(const AnswerEpoch& epoch, const Comparison& comparison, unsigned threads,
                         const JobContext& context)
{
    ConsistencyPoint point;
    point.epoch = epoch.epoch;
    PairTotals sum;
    for (const AnswerGroup& group : epoch.groups) {
        const PairTotals totals =
            totalsOf(group, comparison.firstRuns, comparison.secondRuns, threads, context);
        sum.agreement += totals.agreement;
        sum.kappa += totals.kappa;
        point.pairs += group.pairs();
        point.undefined += group.undefined();
        point.uninformative += group.uninformative();
        point.trials += group.pairs() * group.images;
    }
    const std::uint64_t defined = point.pairs - point.undefined;
    point.observedAgreement = sum.agreement / static_cast<double>(point.pairs);
    point.kappa =
        defined > 0 ? sum.kappa / static_cast<double>(defined) : std::numeric_limits<double>::quiet_NaN();
    return point;
}

bool canHaveBands(const Comparison& comparison, int draws)
{
    double work = 0;
    double pairsKept = 0;
    for (const AnswerEpoch& epoch : comparison.epochs)
        for (const AnswerGroup& group : epoch.groups) {
            const bool inClasses = suitsClasses(group);
            work += inClasses ? CorrectClasses::workPerDraw(group) : PairTable::workPerDraw(group);
            pairsKept += inClasses ? 0 : static_cast<double>(group.pairs());
        }
    return work * draws <= mostConsistencyBandWork && pairsKept <= mostPairsKept;
}

/// Resamples the means of one epoch.
class EpochResampler
{
public:
    EpochResampler(const AnswerEpoch& epoch, std::size_t secondRuns)
    {
        for (const AnswerGroup& group : epoch.groups) {
            if (suitsClasses(group))
                m_groups.emplace_back(CorrectClasses(group));
            else
                m_groups.emplace_back(PairTable(group, secondRuns));
        }
    }

    /// Gives the means of the first @p size draws of the tiles; NaN without pairs.
    void resample(const DrawTile& first, const DrawTile& second, double* agreements, double* kappas,
                  std::size_t size) const
    {
        PairSums sums;
        for (const auto& group : m_groups)
            std::visit([&](const auto& made) { made.add(first, second, sums); }, group);
        for (std::size_t draw = 0; draw < size; ++draw) {
            agreements[draw] = sums.agreement[draw] / sums.pairs[draw];
            kappas[draw] = sums.kappa[draw] / sums.defined[draw];
        }
    }

private:
    std::vector<std::variant<PairTable, CorrectClasses>> m_groups;
};

void addBands(std::vector<ConsistencyPoint>& points, const Comparison& comparison,
              const BootstrapOptions& options, double level, JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    std::vector<EpochResampler> epochs;
    for (const AnswerEpoch& epoch : comparison.epochs)
        epochs.emplace_back(epoch, comparison.secondRuns);
    std::vector<std::vector<double>> agreements(epochs.size(), std::vector<double>(draws));
    std::vector<std::vector<double>> kappas = agreements;
    constexpr std::size_t blockSize = 16 * DrawTile::size;
    const std::size_t blocks = (draws + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        DrawTile first(comparison.firstRuns);
        DrawTile other(comparison.within ? 0 : comparison.secondRuns);
        const DrawTile& second = comparison.within ? first : other;
        const std::size_t end = std::min(draws, (block + 1) * blockSize);
        for (std::size_t at = block * blockSize; at < end && !context.isCancelled(); at += DrawTile::size) {
            DrawTile::Streams streams = DrawTile::streams(options.seed, at);
            first.draw(streams);
            if (!comparison.within)
                other.draw(streams);
            for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
                epochs[epoch].resample(first, second, agreements[epoch].data() + at,
                                       kappas[epoch].data() + at, std::min(DrawTile::size, end - at));
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "resampling runs");
    });
    if (context.isCancelled())
        return;
    for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
        if (ConsistencyPoint& point = points[epoch]; point.pairs > 1) {
            point.agreementBand = percentileInterval(agreements[epoch], level);
            point.kappaBand = percentileInterval(kappas[epoch], level);
        }
}
} // namespace

Result<std::vector<ConsistencyPoint>> compareAnswers(const AnswerSheets& first, const AnswerSheets* second,
                                                     const BootstrapOptions& options, double level,
                                                     JobContext& context)
{
    const AnswerSheets& other = second ? *second : first;
    const Comparison comparison {answerEpochs(first, other), first.runs(), other.runs(), !second};
    std::vector<ConsistencyPoint> points;
    for (const AnswerEpoch& epoch : comparison.epochs) {
        if (context.isCancelled())
            break;
        points.push_back(pointOf(epoch, comparison, options.threads, context));
    }
    if (options.draws > 0 && !context.isCancelled()) {
        if (canHaveBands(comparison, options.draws))
            addBands(points, comparison, options, level, context);
        else
            for (ConsistencyPoint& point : points)
                point.bandsLeftOut = point.pairs > 1;
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return points;
}

} // namespace learnscope
