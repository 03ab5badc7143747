#pragma once

#include "core/stats/answergroup.h"
#include "core/stats/drawtile.h"

#include <array>
#include <vector>

namespace learnscope {

/// The mean kappa of one epoch's pairs when runs and images are both drawn. An image that is drawn counts for
/// every pair that saw it, as often as it is drawn. For use inside this folder; the epoch must outlive it.
class ImageResampler
{
public:
    explicit ImageResampler(const AnswerEpoch& epoch);

    /// Additions for one draw.
    static double workPerDraw(const AnswerEpoch& epoch);
    static bool canResample(const AnswerEpoch& epoch); ///< there are not too many images

    /// Draws as many images as there are, for each draw from its stream.
    void drawImages(DrawTile::Streams& streams);

    /// Gives the means of all draws of the tile over the images drawn last; NaN without informative pairs.
    /// @p first and @p second are the same tile within one observer.
    void resample(const DrawTile& first, const DrawTile& second, DrawTile::Sums& kappas);

private:
    using Counts = DrawTile::WholeSums;

    /// What kappa needs of some runs in each draw.
    struct DrawnRuns
    {
        std::vector<DrawTile::Sums>
            right; ///< answers; 1 where a run is always right or wrong: it says nothing
        std::vector<DrawTile::Sums> wrong;
        std::vector<DrawTile::Sums> times; ///< that the run is drawn; 0 where it says nothing
    };

    struct Sums
    {
        DrawTile::Sums kappa {};
        DrawTile::Sums pairs {};
    };

    void addGroup(const AnswerGroup& group, const DrawTile& first, const DrawTile& second, Sums& sums);
    /// Gives how many trials there are in each draw.
    Counts countNibbles(const AnswerGroup& group);
    void takeRuns(const std::vector<const AnswerSheets::Sheet*>& sheets, const DrawTile& tile,
                  const Counts& trials, DrawnRuns& runs) const;

    const AnswerEpoch& m_epoch;
    std::vector<Counts> m_times; ///< how often each image of the epoch occurs in each draw
    /// For every four images of a group, and each of the 16 choices of some of them: how often these occur.
    std::vector<std::array<Counts, 16>> m_nibbles;
    DrawnRuns m_first;
    DrawnRuns m_second;
    std::vector<DrawTile::Sums> m_differing; ///< answers of a run and each of the others in each draw
};

} // namespace learnscope
