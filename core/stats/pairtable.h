#pragma once

#include "core/jobs/jobcontext.h"
#include "core/stats/answergroup.h"
#include "core/stats/pairsums.h"

#include <vector>

namespace learnscope {

/// Agreement and kappa of every pair of a group, for few runs. For use inside this folder.
class PairTable
{
public:
    /// @p secondRuns: of the tiles that add gets.
    PairTable(const AnswerGroup& group, std::size_t secondRuns);

    static double workPerDraw(const AnswerGroup& group) { return 2 * static_cast<double>(group.pairs()); }

    /// Adds the sums in each draw. @p first and @p second are the same tile within one observer.
    void add(const DrawTile& first, const DrawTile& second, PairSums& sums) const;

private:
    /// One run of the first beside runs of the second.
    struct Row
    {
        std::size_t run = 0; ///< of the first
        std::size_t begin = 0; ///< place in m_secondRuns of the first run it is compared with
        std::vector<double> agreement; ///< trials; empty where there is agreementWhole
        std::vector<std::uint16_t> agreementWhole; ///< where all sums are small
        std::vector<double> kappa; ///< 0 where it says nothing
        std::vector<double> defined; ///< 1 where it counts; empty where all do
    };

    double m_images;
    bool m_within;
    bool m_inOnePiece; ///< m_secondRuns have no gaps
    std::vector<std::size_t> m_secondRuns;
    std::vector<Row> m_rows;
};

struct PairTotals
{
    double agreement = 0; ///< over all pairs
    double kappa = 0; ///< over those that are informative
};

/// Goes through all pairs without keeping them. Gives what it has where the job is stopped.
PairTotals pairTotals(const AnswerGroup& group, unsigned threads, const JobContext& context);

} // namespace learnscope
