#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/simulation/stimulusdesign.h"

#include <filesystem>

namespace learnscope {

struct StimulusGeneratorOptions
{
    int size = 256; ///< pixels, 16 to 2048
    unsigned threads = 0; ///< 0: all of the machine's; the pictures do not depend on it
};

/// Draws the pictures of @p design, one embryo for each object, as PNG files below @p folder: train/a/... and
/// test/testset_1/a/... They are made in a hidden folder and moved to their places when all are there, so
/// that a failure or a cancelled job leaves nothing behind. Fails (Usage) for a size out of its range,
/// (Mismatch) where
/// @p folder holds train or test already, (Io) where it cannot be written, (Cancelled). Any thread.
Result<void> generateStimuli(const std::filesystem::path& folder, const StimulusDesign& design,
                             const StimulusGeneratorOptions& options = {},
                             JobContext& context = JobContext::none());

} // namespace learnscope
