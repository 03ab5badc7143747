#pragma once

#include "core/stats/answergroup.h"
#include "core/stats/drawtile.h"

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

    /// Draws images from @p streams and gives the means of all draws of the tile; NaN without informative
    /// pairs. @p first and @p second are the same tile within one observer.
    void resample(const DrawTile& first, const DrawTile& second, DrawTile::Streams& streams,
                  DrawTile::Sums& kappas);

private:
    using Counts = DrawTile::WholeSums;
    struct Sums
    {
        DrawTile::Sums kappa {};
        DrawTile::Sums pairs {};
    };

    void addGroup(const AnswerGroup& group, const DrawTile& first, const DrawTile& second, Sums& sums);
    /// How often each run of @p sheets is right in each draw.
    std::vector<Counts> correctOf(const std::vector<const AnswerSheets::Sheet*>& sheets) const;

    const AnswerEpoch& m_epoch;
    DrawTile m_images;
    std::vector<Counts> m_times; ///< how often each image of a group occurs in each draw
};

} // namespace learnscope
