#include "core/inference/asked.h"
#include "core/inference/epochparts.h"
#include "core/stats/answergroup.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace learnscope {

namespace {
std::vector<std::int32_t> commonEpochs(const StudiedObserver& first, const StudiedObserver& second,
                                       Phase phase)
{
    const std::vector<std::int32_t> left = first.epochs(phase);
    const std::vector<std::int32_t> right = second.epochs(phase);
    std::vector<std::int32_t> common;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(common));
    return common;
}

/// Odds of the first over those of the second, resampled.
template<typename At>
double logOdds(const At& at, std::size_t first, std::size_t second)
{
    const auto odds = [](double share) { return std::log(share / (1 - share)); };
    const double value = odds(at(first)) - odds(at(second));
    return std::isfinite(value) ? value : std::nan("");
}

std::optional<EffectSize> oddsRatio(const MeanDraws& draws, std::size_t first, std::size_t second,
                                    const InferenceOptions& options)
{
    const DrawnStatistic drawn = draws.evaluate([&](const auto& at) { return logOdds(at, first, second); });
    if (std::isnan(drawn.estimate))
        return std::nullopt;
    EffectSize effect {std::exp(drawn.estimate), std::nullopt};
    if (const auto interval = drawnInterval(drawn, options.interval, options.level))
        effect.interval = Interval {std::exp(interval->low), std::exp(interval->high)};
    return effect;
}

/// Who of two observers saw the same test images in an epoch; empty where all did.
std::string sameImagesNote(const StudiedObserver& first, const StudiedObserver& second, std::int32_t epoch)
{
    std::uint64_t same = 0;
    for (const AnswerEpoch& shared : answerEpochs(*first.sheets, *second.sheets))
        if (shared.epoch == epoch)
            for (const AnswerGroup& group : shared.groups)
                same += group.partial ? 0 : group.pairs();
    const auto present = [epoch](const StudiedObserver& observer) {
        std::uint64_t count = 0;
        for (const AnswerSheets::Sheet& sheet : observer.sheets->sheets())
            count += sheet.epoch == epoch;
        return count;
    };
    const std::uint64_t all = present(first) * present(second);
    if (same == all)
        return {};
    return "the same images in " + std::to_string(same) + " of " + std::to_string(all) + " pairs of runs; ";
}

bool sawTheSame(const AnswerBlock& first, const AnswerBlock& second)
{
    return first.images == second.images && first.complete && second.complete;
}

/// Differences of two blocks image by image, those of images that nobody saw left out.
RatioColumn imageDifferences(const AnswerBlock& first, const AnswerBlock& second)
{
    RatioColumn column;
    const auto shareOf = [](const AnswerBlock& block, std::size_t image) {
        double correct = 0;
        double trials = 0;
        for (std::size_t run = 0; run < block.runs; ++run) {
            correct += block.correct[run * block.images.size() + image];
            trials += block.trials[run * block.images.size() + image];
        }
        return correct / trials;
    };
    for (std::size_t image = 0; image < first.images.size(); ++image) {
        column.numerator.push_back(shareOf(first, image) - shareOf(second, image));
        column.denominator.push_back(1);
    }
    return column;
}

/// Two observers, epoch by epoch or over all.
class Difference
{
public:
    Difference(const Asked& asked, const DrawSets& draws, std::size_t first, std::size_t second,
               std::uint64_t part)
        : m_asked(asked)
        , m_draws(draws)
        , m_firstPlace(first)
        , m_secondPlace(second)
        , m_first(asked.observer(first))
        , m_second(asked.observer(second))
        , m_part(part)
        , m_epochs(commonEpochs(m_first, m_second, asked.options().phase))
    {
    }

    Result<std::vector<InferenceRow>> epochRows(Generalisation unit) const
    {
        std::vector<InferenceRow> rows;
        for (const std::int32_t epoch : m_epochs)
            rows.push_back(epochRow(epoch, unit));
        if (unit == Generalisation::People && !rows.empty()) {
            const auto null = labels(m_epochs.size(), [](auto first, auto second, auto into) {
                for (std::size_t epoch = 0; epoch < into.size(); ++epoch)
                    into[epoch] = first[epoch] - second[epoch];
            });
            if (!null)
                return tl::unexpected(null.error());
            const std::vector<double> maximum = null->maximumProbabilities(Alternative::TwoSided);
            for (std::size_t index = 0; index < rows.size(); ++index) {
                m_asked.testBy(rows[index], *null, index, Alternative::TwoSided, labelsName);
                rows[index].maximumP = maximum[index];
            }
        } else if (unit == Generalisation::Images) {
            for (std::size_t index = 0; index < rows.size(); ++index)
                if (const auto done = testImages(rows[index], m_epochs[index], index); !done)
                    return tl::unexpected(done.error());
        }
        return rows;
    }

    /// The mean over all epochs that both have.
    Result<InferenceRow> wholeRow(Generalisation unit) const
    {
        InferenceRow row = start(unit);
        std::vector<std::pair<std::size_t, std::size_t>> means;
        row.firstValue = row.secondValue = 0;
        const double count = static_cast<double>(m_epochs.size());
        for (const std::int32_t epoch : m_epochs) {
            means.emplace_back(meanOf(m_firstPlace, epoch), meanOf(m_secondPlace, epoch));
            row.firstValue += m_draws.any().estimates[means.back().first] / count;
            row.secondValue += m_draws.any().estimates[means.back().second] / count;
        }
        row.quantity += ", mean over epochs";
        const auto phase = static_cast<std::size_t>(m_asked.options().phase);
        row.images = std::max(m_first.images[phase], m_second.images[phase]);
        m_asked.estimate(row, m_draws, {std::min(row.firstRuns, row.secondRuns), row.images},
                         [&](const auto& at) {
                             double sum = 0;
                             for (const auto& [one, other] : means)
                                 sum += at(one) - at(other);
                             return sum / count;
                         });
        if (unit == Generalisation::Images)
            m_asked.testByVariance(row, row.images);
        if (unit != Generalisation::People)
            return row;
        const auto null = labels(1, [](auto first, auto second, auto into) {
            into[0] = 0;
            for (std::size_t epoch = 0; epoch < first.size(); ++epoch)
                into[0] += (first[epoch] - second[epoch]) / static_cast<double>(first.size());
        });
        if (!null)
            return tl::unexpected(null.error());
        m_asked.testBy(row, *null, 0, Alternative::TwoSided, labelsName);
        row.hedgesG = hedgesG(runMeans(m_first), runMeans(m_second), m_asked.options().level);
        row.cliffsDelta = cliffsDelta(runMeans(m_first), runMeans(m_second), m_asked.options().level);
        return row;
    }

    bool hasEpochs() const { return !m_epochs.empty(); }

private:
    static constexpr const char* labelsName = "permutation of observer labels, curves kept whole";

    Phase phase() const { return m_asked.options().phase; }
    std::size_t meanOf(std::size_t observer, std::int32_t epoch) const
    {
        return *m_draws.any().find({observer, phase(), epoch});
    }

    InferenceRow start(Generalisation unit) const
    {
        InferenceRow row = emptyRow(unit);
        row.first = m_first.name();
        row.second = m_second.name();
        row.quantity = quantityName(phase());
        row.comparison = m_first.label() + " - " + m_second.label();
        row.firstRuns = m_first.runs();
        row.secondRuns = m_second.runs();
        return row;
    }

    InferenceRow epochRow(std::int32_t epoch, Generalisation unit) const
    {
        InferenceRow row = start(unit);
        const std::size_t one = meanOf(m_firstPlace, epoch);
        const std::size_t other = meanOf(m_secondPlace, epoch);
        const StudiedObserver::Cell& firstCell = *m_first.find(phase(), epoch);
        const StudiedObserver::Cell& secondCell = *m_second.find(phase(), epoch);
        row.epoch = epoch;
        row.firstRuns = presentRuns(firstCell);
        row.secondRuns = presentRuns(secondCell);
        row.images =
            std::max(imagesOfEpoch(m_first, phase(), epoch), imagesOfEpoch(m_second, phase(), epoch));
        row.firstValue = m_draws.any().estimates[one];
        row.secondValue = m_draws.any().estimates[other];
        if (phase() == Phase::Test)
            row.note = sameImagesNote(m_first, m_second, epoch);
        m_asked.estimate(row, m_draws, {std::min(row.firstRuns, row.secondRuns), row.images},
                         [&](const auto& at) { return at(one) - at(other); });
        if (unit == Generalisation::People) {
            const std::vector<double> first = StudiedObserver::accuracies(firstCell);
            const std::vector<double> second = StudiedObserver::accuracies(secondCell);
            row.hedgesG = hedgesG(first, second, m_asked.options().level);
            row.cliffsDelta = cliffsDelta(first, second, m_asked.options().level);
        }
        if (unit != Generalisation::Both)
            row.oddsRatio = oddsRatio(m_draws.of(unit), one, other, m_asked.options());
        return row;
    }

    /// Shuffles whose runs are whose.
    Result<NullDistribution> labels(std::size_t statistics, const GroupStatistics& compute) const
    {
        std::vector<RatioColumn> first;
        std::vector<RatioColumn> second;
        for (const std::int32_t epoch : m_epochs) {
            first.push_back(m_first.find(phase(), epoch)->perRun);
            second.push_back(m_second.find(phase(), epoch)->perRun);
            makeComparable(first.back(), second.back());
        }
        return labelTest(first, second, statistics, compute, m_asked.permutations(m_part), m_asked.context());
    }

    /// Paired by image where both saw the same, else by the variance of draws, which know what both share.
    Result<void> testImages(InferenceRow& row, std::int32_t epoch, std::size_t index) const
    {
        const AnswerBlock& first = *m_first.findBlock(phase(), epoch);
        const AnswerBlock& second = *m_second.findBlock(phase(), epoch);
        const PermutationOptions options = m_asked.permutations(m_part + (index + 1) * 4096);
        if (sawTheSame(first, second)) {
            const RatioColumn differences = imageDifferences(first, second);
            const auto null = signFlipTest(std::span(&differences, 1), options, m_asked.context());
            if (!null)
                return tl::unexpected(null.error());
            m_asked.testBy(row, *null, 0, Alternative::TwoSided, "paired by image, sign flips");
            row.hedgesG = hedgesG(differences.numerator, 0, m_asked.options().level);
            return {};
        }
        m_asked.testByVariance(row, row.images);
        row.note += "not paired by image: the observers did not all see the same; ";
        return {};
    }

    /// Each run's mean over the epochs it has.
    std::vector<double> runMeans(const StudiedObserver& observer) const
    {
        std::vector<double> means;
        for (std::size_t run = 0; run < observer.runs(); ++run) {
            double sum = 0;
            double count = 0;
            for (const std::int32_t epoch : m_epochs) {
                const RatioColumn& column = observer.find(phase(), epoch)->perRun;
                if (column.denominator[run] > 0) {
                    sum += column.numerator[run] / column.denominator[run];
                    ++count;
                }
            }
            if (count > 0)
                means.push_back(sum / count);
        }
        return means;
    }

    const Asked& m_asked;
    const DrawSets& m_draws;
    std::size_t m_firstPlace;
    std::size_t m_secondPlace;
    const StudiedObserver& m_first;
    const StudiedObserver& m_second;
    std::uint64_t m_part;
    std::vector<std::int32_t> m_epochs;
};
} // namespace

Result<std::vector<InferenceRow>> askDiffer(const Asked& asked)
{
    DrawSets draws;
    const bool training = asked.options().phase == Phase::Train;
    if (const auto drawn = asked.drawFor(asked.options().generalise, training, draws); !drawn)
        return tl::unexpected(drawn.error());
    std::vector<InferenceRow> rows;
    std::uint64_t part = 0;
    for (const auto& [first, second] : asked.pairs()) {
        if (asked.context().isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        auto made = Difference(asked, draws, first, second, part++).epochRows(asked.options().generalise);
        if (!made)
            return made;
        rows.insert(rows.end(), made->begin(), made->end());
    }
    return rows;
}

Result<std::vector<InferenceRow>> askGeneralise(const Asked& asked)
{
    DrawSets draws;
    const bool lag = asked.options().measure == Measure::Lag;
    const bool training = lag || asked.options().phase == Phase::Train;
    if (const auto drawn = asked.drawFor(Generalisation::Both, training, draws); !drawn)
        return tl::unexpected(drawn.error());
    std::vector<InferenceRow> rows;
    std::uint64_t part = 0;
    for (const auto& [first, second] : asked.pairs()) {
        for (const Generalisation unit :
             {Generalisation::People, Generalisation::Images, Generalisation::Both}) {
            if (asked.context().isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            const Difference difference(asked, draws, first, second, part);
            if (!lag && !difference.hasEpochs())
                continue;
            auto row = lag ? lagRow(asked, draws, first, second, unit, part) : difference.wholeRow(unit);
            if (!row)
                return tl::unexpected(row.error());
            rows.push_back(std::move(*row));
        }
        ++part;
    }
    return rows;
}

} // namespace learnscope
