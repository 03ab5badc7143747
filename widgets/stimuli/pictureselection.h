#pragma once

#include "core/data/trialselection.h"
#include "widgets/stimuli/objectcatalogue.h"

namespace learnscope {

/// Which pictures are meant beside the one at a place.
enum class PictureGroup {
    Picture, ///< only this one
    Object, ///< all pictures of its object
    View ///< the pictures of all objects at its axis and angle
};

/// The trials of all observers that show them. @p place is no gap.
TrialSelection trialsShowing(const ObjectCatalogue& catalogue, const ViewPlace& place, PictureGroup group);

} // namespace learnscope
