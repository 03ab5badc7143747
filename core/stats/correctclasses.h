#pragma once

#include "core/stats/answergroup.h"
#include "core/stats/pairsums.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// Sums over all pairs of a group without going through them, for many runs: kappa of two runs that have
/// k and l right answers is a linear function of their agreements, and the agreements of all runs with k and
/// all with l follow from how many of them are right on each image. Counts are exact. For use inside this
/// folder.
class CorrectClasses
{
public:
    explicit CorrectClasses(const AnswerGroup& group);

    /// Multiplications for the draws of one tile, per draw.
    static double workPerDraw(const AnswerGroup& group);
    /// Bytes that add needs for a time.
    static double memory(const AnswerGroup& group);

    /// Adds the sums in each draw. @p first and @p second are the same tile within one observer.
    void add(const DrawTile& first, const DrawTile& second, PairSums& sums) const;

private:
    /// The runs with the same number of right answers.
    struct Class
    {
        std::size_t correct = 0;
        std::vector<const AnswerSheets::Sheet*> sheets;
    };
    /// A class in the draws of a tile.
    struct Drawn
    {
        std::size_t correct = 0;
        DrawTile::Sums runs {};
        DrawTile::Sums squares {}; ///< of the runs' counts: a run's pairs with itself
        std::vector<double> rightOn; ///< image * tile size + draw: how many are right on it
    };
    static std::vector<Class> classesOf(const std::vector<const AnswerSheets::Sheet*>& sheets);
    static std::size_t classCount(const std::vector<const AnswerSheets::Sheet*>& sheets);
    std::vector<Drawn> drawnFrom(const std::vector<Class>& classes, const DrawTile& tile) const;
    void addClasses(const Drawn& first, const Drawn& second, bool isSame, PairSums& sums) const;

    std::size_t m_images;
    bool m_within;
    std::vector<Class> m_first;
    std::vector<Class> m_second; ///< empty within one observer
};

} // namespace learnscope
