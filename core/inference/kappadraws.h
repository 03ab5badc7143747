#pragma once

#include "core/inference/meandraws.h"
#include "core/inference/study.h"
#include "core/stats/answergroup.h"

#include <map>
#include <string>
#include <vector>

namespace learnscope {

/// Error consistency of all pairs of people with one network's runs in one epoch.
struct KappaTable
{
    /// A person and a run that saw the same images.
    struct Pair
    {
        std::uint32_t person = 0; ///< number among those who take part
        std::uint32_t run = 0;
        const AnswerSheets::Sheet* personSheet = nullptr;
        const AnswerSheets::Sheet* runSheet = nullptr;
        std::size_t list = 0; ///< number of the images' list in KappaTables
        double kappa = 0; ///< NaN where it is not defined
    };

    std::size_t network = 0; ///< place among the observers
    std::int32_t epoch = 0;
    std::size_t runs = 0; ///< of the network
    std::size_t pairs = 0;
    std::size_t defined = 0; ///< of them, those with a kappa
    std::size_t images = 0; ///< distinct ones of all pairs
    std::vector<Pair> all;

    /// Sums over people for each run.
    RatioColumn perRun() const;
};

/// All tables of one human observer. Points into the study, which outlives it.
class KappaTables
{
public:
    KappaTables(const Study& study, std::size_t human);
    KappaTables(const KappaTables&) = delete; // its tables point into it
    KappaTables& operator=(const KappaTables&) = delete;

    const KappaTable* find(std::size_t network, std::int32_t epoch) const;
    const std::vector<KappaTable>& tables() const { return m_tables; }
    const Study& study() const { return m_study; }
    std::size_t human() const { return m_human; }
    /// Those who saw the same images as a run of any network; others take no part.
    std::size_t people() const { return m_people; }
    /// Distinct images of all tables, and the lists of their numbers.
    std::size_t images() const { return m_images; }
    const std::vector<std::vector<std::uint32_t>>& lists() const { return m_lists; }
    /// Each run's mean kappa, over people and then over @p epochs.
    std::vector<double> runMeans(std::size_t network, const std::vector<std::int32_t>& epochs) const;

private:
    KappaTable tableOf(std::size_t network, const AnswerEpoch& epoch,
                       const std::vector<std::uint32_t>& numbers);

    const Study& m_study;
    std::size_t m_human;
    std::size_t m_people = 0;
    std::size_t m_images = 0;
    std::vector<std::vector<std::uint32_t>> m_lists;
    std::map<std::vector<std::uint32_t>, std::size_t> m_listNumbers;
    std::map<std::size_t, std::uint32_t> m_personNumbers; ///< of those who take part, by run
    std::vector<KappaTable> m_tables;
    std::vector<AnswerEpoch> m_epochs; ///< hold the sheets of pairs that share a part of their images
};

/// Draws the mean kappas anew: people, and the runs of each network by themselves; images; or all, crossed.
/// Fails (Cancelled) where the job is stopped.
Result<MeanDraws> drawKappas(const KappaTables& tables, Generalisation unit, const InferenceOptions& options,
                             JobContext& context);

} // namespace learnscope
