#pragma once

#include "core/base/result.h"
#include "core/data/stimulus.h"
#include "core/jobs/jobcontext.h"
#include "core/stimuli/picture.h"

namespace learnscope {

struct ContactSheetOptions
{
    int cell = 96; ///< longest side of a picture in pixels, 16 to 1024
    unsigned threads = 0; ///< 0: all of the machine's; the sheet does not depend on it
};

/// All pictures of a set on one: a row for each object, a column for each view (0 degrees first, then by axis
/// and angle), with their names at the edges; trained objects have a mark. Pictures whose names do not fit
/// the pattern fill rows of their own below. Fails (Usage) for a cell out of its range, (OutOfRange) where
/// the sheet would have more than maximumPicturePixels, as readPicture() does, (Cancelled). Any thread.
Result<Picture> contactSheet(const StimulusSet& stimuli, const ContactSheetOptions& options = {},
                             JobContext& context = JobContext::none());

} // namespace learnscope
