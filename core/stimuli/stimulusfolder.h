#pragma once

#include "core/base/result.h"
#include "core/data/stimulus.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>

namespace learnscope {

struct StimulusFolderOptions
{
    StimulusNamePattern pattern;
};

/// Lists the pictures below @p root: train/<category>/*.png and test/testset_<n>/<category>/*.png. Nothing is
/// decoded. What is odd but does no harm is in the set's remarks(). Hidden files are passed over; links to
/// folders are followed unless they lead in a circle. Fails (Io) where the folder or one below it is absent
/// or cannot be read, (Mismatch) where it holds neither train/ nor test/ or no pictures, (Cancelled). Any
/// thread.
Result<StimulusSet> readStimulusFolder(const std::filesystem::path& root,
                                       const StimulusFolderOptions& options = {},
                                       JobContext& context = JobContext::none());

/// Whether the name ends like a picture's: png, jpg, jpeg, bmp, tif, tiff, webp in any case.
bool hasPictureExtension(const std::filesystem::path& path);

} // namespace learnscope
