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
/// decoded. Fails (Io) where the folder is absent or cannot be read, (Mismatch) where it holds neither train/
/// nor test/ or no pictures. Any thread.
Result<StimulusSet> readStimulusFolder(const std::filesystem::path& root,
                                       const StimulusFolderOptions& options = {},
                                       JobContext& context = JobContext::none());

} // namespace learnscope
