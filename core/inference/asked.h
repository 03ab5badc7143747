#pragma once

#include "core/inference/accuracydraws.h"
#include "core/inference/inferenceresult.h"
#include "core/inference/permutationtest.h"
#include "core/stats/twofactorvariance.h"

#include <array>
#include <cmath>
#include <optional>

namespace learnscope {

/// Draws of the same means with people, with images and with both drawn; those that a question needs.
struct DrawSets
{
    std::array<std::optional<MeanDraws>, 3> sets; ///< by Generalisation

    const MeanDraws& of(Generalisation unit) const { return *sets[static_cast<std::size_t>(unit)]; }
    const MeanDraws& any() const
    {
        for (const std::optional<MeanDraws>& set : sets)
            if (set)
                return *set;
        return *sets.front();
    }
};

/// How many clusters there are of each kind behind a statistic.
struct ClusterCounts
{
    std::size_t people = 0; ///< of the smaller group
    std::size_t images = 0;
};

/// One question, its data and its options: what all questions need to fill rows. For use inside this folder.
class Asked
{
public:
    Asked(const Study& study, const InferenceOptions& options, JobContext& context)
        : m_study(study)
        , m_options(options)
        , m_context(context)
    {
    }

    const Study& study() const { return m_study; }
    const InferenceOptions& options() const { return m_options; }
    JobContext& context() const { return m_context; }
    const StudiedObserver& observer(std::size_t place) const { return m_study.observers[place]; }

    /// The pairs to be compared: all others with options.against, or each with each.
    std::vector<std::pair<std::size_t, std::size_t>> pairs() const;
    /// Options of the permutation test number @p part of this question.
    PermutationOptions permutations(std::uint64_t part) const;
    /// Accuracies drawn by the units that a row of @p unit needs: Both needs all three.
    Result<void> drawFor(Generalisation unit, bool withTraining, DrawSets& into) const;

    /// Fills estimate, error, interval and undefined draws of @p row from the statistic of means, and p by
    /// Student's t where people and images are drawn; @p counts: of what is drawn.
    template<typename Statistic>
    void estimate(InferenceRow& row, const DrawSets& draws, ClusterCounts counts,
                  const Statistic& statistic) const
    {
        if (row.generalise != Generalisation::Both) {
            fill(row, draws.of(row.generalise).evaluate(statistic));
            return;
        }
        const FactorVariances variances {draws.of(Generalisation::People).evaluate(statistic).variance(),
                                         draws.of(Generalisation::Images).evaluate(statistic).variance(),
                                         draws.of(Generalisation::Both).evaluate(statistic).variance()};
        const DrawnStatistic drawn = draws.of(Generalisation::Both).evaluate(statistic);
        row.estimate = drawn.estimate;
        row.undefinedDraws = drawn.undefinedDraws();
        fillByStudent(row, twoFactorVariance(variances, counts.people, counts.images),
                      std::min(counts.people, counts.images) - 1);
    }

    /// p by Student's t with the bootstrap's variance over so many clusters.
    void testByVariance(InferenceRow& row, std::size_t clusters) const;
    /// p of one statistic of a permutation test.
    void testBy(InferenceRow& row, const NullDistribution& null, std::size_t statistic,
                Alternative alternative, const char* what) const;

private:
    void fill(InferenceRow& row, const DrawnStatistic& drawn) const;
    void fillByStudent(InferenceRow& row, double variance, std::size_t degrees) const;

    const Study& m_study;
    const InferenceOptions& m_options;
    JobContext& m_context;
};

/// A row with nothing tested yet.
InferenceRow emptyRow(Generalisation unit);

/// Both observers' columns made comparable cluster by cluster: counts where all have the same number of
/// trials, else accuracies, each run counting once.
void makeComparable(RatioColumn& first, RatioColumn& second);

/// Questions; each gives its rows without corrected p-values.
Result<std::vector<InferenceRow>> askAboveChance(const Asked& asked);
Result<std::vector<InferenceRow>> askDiffer(const Asked& asked);
Result<std::vector<InferenceRow>> askGeneralise(const Asked& asked);
Result<std::vector<InferenceRow>> askLag(const Asked& asked);
Result<std::vector<InferenceRow>> askMoreHuman(const Asked& asked);
/// The lag row of one pair, for all questions that need it.
Result<InferenceRow> lagRow(const Asked& asked, const DrawSets& draws, std::size_t first, std::size_t second,
                            Generalisation unit, std::uint64_t part);

} // namespace learnscope
