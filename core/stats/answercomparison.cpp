#include "core/stats/answercomparison.h"

#include "core/base/parallel.h"
#include "core/stats/answergroup.h"
#include "core/stats/correctclasses.h"
#include "core/stats/drawtile.h"
#include "core/stats/errorconsistency.h"
#include "core/stats/imageresampler.h"
#include "core/stats/pairtable.h"
#include "core/stats/twofactorvariance.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <variant>

namespace learnscope {

namespace {
constexpr double mostPairsKept = 8e6; // 128 MB
constexpr double mostClassMemory = 64e6; // bytes for each thread
/// Draws of images alone, for a standard deviation that is known to 2 %.
constexpr std::size_t imageDraws = 2000;

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
    std::vector<AnswerEpoch> epochs; ///< with pairs
    std::size_t firstRuns;
    std::size_t secondRuns;
    bool within;
};

/// How many runs have each number of right answers, but for those that are always right or wrong.
std::map<std::uint64_t, std::uint64_t> countsByCorrect(const std::vector<const AnswerSheets::Sheet*>& sheets)
{
    std::map<std::uint64_t, std::uint64_t> counts;
    for (const AnswerSheets::Sheet* sheet : sheets)
        if (sheet->correct > 0 && sheet->correct < sheet->images)
            ++counts[sheet->correct];
    return counts;
}

void add(Interval& sum, const Interval& value, double times)
{
    sum.low += times * value.low;
    sum.high += times * value.high;
}

/// Adds what the accuracies of the group's informative pairs allow. They depend on the numbers of right
/// answers alone, of which there are few.
void addBounds(ConsistencyBounds& sum, const AnswerGroup& group)
{
    const auto first = countsByCorrect(group.first);
    const auto second = group.within ? first : countsByCorrect(group.second);
    for (const auto& [correct, runs] : first)
        for (const auto& [otherCorrect, otherRuns] : second) {
            if (group.within && otherCorrect < correct)
                continue;
            const double pairs = group.within && otherCorrect == correct
                ? static_cast<double>(runs * (runs - 1)) / 2
                : static_cast<double>(runs * otherRuns);
            if (pairs == 0)
                continue;
            const ConsistencyBounds bounds = consistencyBounds({group.images, correct, otherCorrect, 0});
            add(sum.attainable, bounds.attainable, pairs);
            add(sum.chance, bounds.chance, pairs);
        }
}

Interval divided(const Interval& sum, double count)
{
    return {sum.low / count, sum.high / count};
}

ConsistencyPoint pointOf(const AnswerEpoch& epoch, const Comparison& comparison, unsigned threads,
                         const JobContext& context)
{
    ConsistencyPoint point;
    point.epoch = epoch.epoch;
    point.unmatchedPairs = epoch.unmatchedPairs;
    point.leftOutPairs = epoch.leftOutPairs;
    point.fewestImages = epoch.images;
    PairTotals sum;
    ConsistencyBounds bounds;
    for (const AnswerGroup& group : epoch.groups) {
        const PairTotals totals =
            totalsOf(group, comparison.firstRuns, comparison.secondRuns, threads, context);
        sum.agreement += totals.agreement;
        sum.kappa += totals.kappa;
        addBounds(bounds, group);
        point.pairs += group.pairs();
        point.undefined += group.undefined();
        point.uninformative += group.uninformative();
        point.partialPairs += group.partial ? group.pairs() : 0;
        point.trials += group.pairs() * group.images;
        point.fewestImages = std::min(point.fewestImages, group.images);
        point.mostImages = std::max(point.mostImages, group.images);
    }
    point.observedAgreement = sum.agreement / static_cast<double>(point.pairs);
    const double informative = static_cast<double>(point.informativePairs());
    point.kappa = informative > 0 ? sum.kappa / informative : std::numeric_limits<double>::quiet_NaN();
    if (informative > 0) {
        point.attainable = divided(bounds.attainable, informative);
        point.chance = divided(bounds.chance, informative);
    }
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

bool canHaveIntervals(const Comparison& comparison, int draws)
{
    double work = 0;
    for (const AnswerEpoch& epoch : comparison.epochs) {
        work += ImageResampler::workPerDraw(epoch);
        if (!ImageResampler::canResample(epoch))
            return false;
    }
    return work * draws <= mostConsistencyBandWork;
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

/// Runs @p work(tiles of the two observers, their streams, number of the first draw) for all draws.
template<typename MakeWork>
void forAllDraws(const Comparison& comparison, const BootstrapOptions& options, JobContext& context,
                 const MakeWork& makeWork)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    constexpr std::size_t blockSize = 16 * DrawTile::size;
    const std::size_t blocks = (draws + blockSize - 1) / blockSize;
    std::atomic<std::size_t> done = 0;
    parallelFor(blocks, options.threads, [&](std::size_t block) {
        DrawTile first(comparison.firstRuns);
        DrawTile other(comparison.within ? 0 : comparison.secondRuns);
        const DrawTile& second = comparison.within ? first : other;
        auto work = makeWork(); // for this thread
        const std::size_t end = std::min(draws, (block + 1) * blockSize);
        for (std::size_t at = block * blockSize; at < end && !context.isCancelled(); at += DrawTile::size) {
            DrawTile::Streams streams = DrawTile::streams(options.seed, at);
            first.draw(streams);
            if (!comparison.within)
                other.draw(streams);
            work(first, second, streams, at);
        }
        context.report(static_cast<double>(++done) / static_cast<double>(blocks), "resampling runs");
    });
}

/// Of the draws that have a value; nothing with fewer than two of them.
std::optional<double> varianceOf(const std::vector<double>& draws)
{
    double count = 0;
    double mean = 0;
    double squares = 0;
    for (const double value : draws) {
        if (std::isnan(value))
            continue;
        const double off = value - mean;
        mean += off / ++count;
        squares += off * (value - mean);
    }
    return count > 1 ? std::optional(squares / count) : std::nullopt;
}

/// The interval of draws of runs and images, made as narrow as the variance of a mean over both is. To draw
/// both counts what is left between runs and images three times (McCullagh, Bernoulli 2000; Owen, Annals of
/// Applied Statistics 2007).
std::optional<Interval> narrowed(const std::optional<Interval>& interval, double estimate,
                                 const FactorVariances& variances, std::size_t runs, std::size_t images)
{
    if (!interval || runs < 2 || images < 2 || !(variances.both > 0))
        return interval;
    const double part = std::sqrt(twoFactorVariance(variances, runs, images) / variances.both);
    return Interval {estimate - part * (estimate - interval->low),
                     estimate + part * (interval->high - estimate)};
}

/// Of the observers with several runs, which are drawn; at least 1.
std::size_t fewestRuns(const Comparison& comparison)
{
    const std::size_t fewest = std::min(comparison.firstRuns, comparison.secondRuns);
    return fewest > 1 ? fewest : std::max(comparison.firstRuns, comparison.secondRuns);
}

/// Adds the bands and gives the variance over draws of each epoch's kappa; 0 where there is nothing to draw.
std::vector<double> addBands(std::vector<ConsistencyPoint>& points, const Comparison& comparison,
                             const BootstrapOptions& options, double level, JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    std::vector<EpochResampler> epochs;
    for (const AnswerEpoch& epoch : comparison.epochs)
        epochs.emplace_back(epoch, comparison.secondRuns);
    std::vector<std::vector<double>> agreements(epochs.size(), std::vector<double>(draws));
    std::vector<std::vector<double>> kappas = agreements;
    forAllDraws(comparison, options, context, [&] {
        return [&](const DrawTile& first, const DrawTile& second, DrawTile::Streams&, std::size_t at) {
            for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
                epochs[epoch].resample(first, second, agreements[epoch].data() + at,
                                       kappas[epoch].data() + at, std::min(DrawTile::size, draws - at));
        };
    });
    std::vector<double> variances(epochs.size());
    if (context.isCancelled())
        return variances;
    for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch)
        if (ConsistencyPoint& point = points[epoch]; point.pairs > 1) {
            variances[epoch] = varianceOf(kappas[epoch]).value_or(0);
            point.agreementBand = percentileInterval(agreements[epoch], level);
            point.kappaBand = percentileInterval(kappas[epoch], level);
        }
    return variances;
}

/// @p ofRuns: the variance of each epoch's kappa over draws of runs alone; empty where it is not known.
void addIntervals(std::vector<ConsistencyPoint>& points, const Comparison& comparison,
                  const BootstrapOptions& options, double level, const std::vector<double>& ofRuns,
                  JobContext& context)
{
    const std::size_t draws = static_cast<std::size_t>(options.draws);
    const std::size_t drawsOfImages = ofRuns.empty() ? 0 : std::min(draws, imageDraws);
    DrawTile firstOnce(comparison.firstRuns);
    DrawTile secondOnce(comparison.secondRuns);
    firstOnce.takeAllOnce();
    secondOnce.takeAllOnce();
    std::vector<std::vector<double>> kappas(comparison.epochs.size(), std::vector<double>(draws));
    std::vector<std::vector<double>> ofImages(comparison.epochs.size(), std::vector<double>(drawsOfImages));
    forAllDraws(comparison, options, context, [&] {
        std::vector<ImageResampler> epochs;
        for (const AnswerEpoch& epoch : comparison.epochs)
            epochs.emplace_back(epoch);
        return [&, epochs = std::move(epochs)](const DrawTile& first, const DrawTile& second,
                                               DrawTile::Streams& streams, std::size_t at) mutable {
            const auto keep = [at](const DrawTile::Sums& means, std::vector<double>& all) {
                std::copy_n(means.begin(), std::min(DrawTile::size, all.size() - at),
                            all.begin() + static_cast<std::ptrdiff_t>(at));
            };
            DrawTile::Sums means;
            for (std::size_t epoch = 0; epoch < epochs.size(); ++epoch) {
                epochs[epoch].drawImages(streams);
                epochs[epoch].resample(first, second, means);
                keep(means, kappas[epoch]);
                if (at >= drawsOfImages || points[epoch].pairs < 2)
                    continue;
                epochs[epoch].resample(firstOnce, comparison.within ? firstOnce : secondOnce, means);
                keep(means, ofImages[epoch]);
            }
        };
    });
    if (context.isCancelled())
        return;
    for (std::size_t epoch = 0; epoch < points.size(); ++epoch) {
        ConsistencyPoint& point = points[epoch];
        if (point.informativePairs() == 0)
            continue;
        point.kappaInterval = percentileInterval(kappas[epoch], level);
        if (drawsOfImages == 0 || point.pairs < 2)
            continue;
        const FactorVariances variances {ofRuns[epoch], varianceOf(ofImages[epoch]).value_or(0),
                                         varianceOf(kappas[epoch]).value_or(0)};
        point.kappaInterval = narrowed(point.kappaInterval, point.kappa, variances, fewestRuns(comparison),
                                       comparison.epochs[epoch].images);
    }
}

UnmatchedEpoch unmatchedOf(const AnswerEpoch& epoch, bool within)
{
    using Reason = UnmatchedEpoch::Reason;
    const std::uint64_t pairs = within ? epoch.firstRuns * (epoch.firstRuns - (epoch.firstRuns > 0)) / 2
                                       : epoch.firstRuns * epoch.secondRuns;
    const Reason reason = epoch.firstRuns == 0 ? Reason::FirstNotTested
        : epoch.secondRuns == 0                ? Reason::SecondNotTested
                                               : Reason::NoSharedImage;
    return {epoch.epoch, reason, pairs};
}
} // namespace

std::string_view toString(UnmatchedEpoch::Reason reason)
{
    switch (reason) {
    case UnmatchedEpoch::Reason::FirstNotTested:
        return "the first observer has no test trials";
    case UnmatchedEpoch::Reason::SecondNotTested:
        return "the second observer has no test trials";
    case UnmatchedEpoch::Reason::NoSharedImage:
        break;
    }
    return "no test image is shared";
}

Result<AnswerComparison> compareAnswers(const AnswerSheets& first, const AnswerSheets* second,
                                        const BootstrapOptions& options, double level, JobContext& context)
{
    const AnswerSheets& other = second ? *second : first;
    Comparison comparison {{}, first.runs(), other.runs(), !second};
    AnswerComparison result;
    std::vector<ConsistencyPoint>& points = result.points;
    for (AnswerEpoch& epoch : answerEpochs(first, other)) {
        if (context.isCancelled())
            break;
        if (epoch.groups.empty()) {
            if (comparison.within && epoch.firstRuns == 1)
                continue; // there is nobody to compare it with
            result.unmatched.push_back(unmatchedOf(epoch, comparison.within));
            continue;
        }
        points.push_back(pointOf(epoch, comparison, options.threads, context));
        comparison.epochs.push_back(std::move(epoch));
    }
    if (options.draws > 0 && !context.isCancelled()) {
        std::vector<double> ofRuns;
        if (canHaveBands(comparison, options.draws))
            ofRuns = addBands(points, comparison, options, level, context);
        else
            for (ConsistencyPoint& point : points)
                point.bandsLeftOut = point.pairs > 1;
        if (canHaveIntervals(comparison, options.draws))
            addIntervals(points, comparison, options, level, ofRuns, context);
        else
            for (ConsistencyPoint& point : points)
                point.intervalLeftOut = true;
    }
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return result;
}

} // namespace learnscope
