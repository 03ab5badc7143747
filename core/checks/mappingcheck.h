#pragma once

#include "core/base/error.h"
#include "core/io/trialmapping.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>
#include <string>
#include <vector>

namespace learnscope {

/// What a table turns out to hold when it is read by a mapping.
struct MappingCheck
{
    ErrorList problems; ///< empty: it can be read so, and what follows is set
    std::size_t trials = 0;
    std::size_t trainTrials = 0;
    std::size_t correct = 0;
    std::size_t runs = 0;
    std::size_t epochs = 0;
    std::size_t classes = 0; ///< different ground truths
    /// The different texts of the column that is to be the phase, at the most mostPhases and one more; empty
    /// where no column is.
    std::vector<std::string> phases;

    static constexpr std::size_t mostPhases = 12;
};

/// Reads the whole table by @p mapping and says what is in it. Fails only with Cancelled. Any thread.
Result<MappingCheck> checkMapping(const std::filesystem::path& path, const TrialMapping& mapping,
                                  unsigned threads, JobContext& context);

/// "train" or "test" for a text that is usually one of them, such as "training" or "transfer"; else empty.
std::string_view usualPhase(std::string_view text);

/// What is in it, for people: "1,280 trials of 4 runs in 2 epochs ...".
std::string textOf(const MappingCheck& check);

} // namespace learnscope
