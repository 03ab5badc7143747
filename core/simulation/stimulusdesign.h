#pragma once

#include "core/base/result.h"
#include "core/data/stimulus.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace learnscope {

struct StimulusDesignOptions
{
    std::string prefix = "second_gen"; ///< of file names: letters, digits, '_' and '-'
    int categories = 3; ///< 2 to 26; called a, b, c...
    int objects = 6; ///< trained ones per category, 1 to 48; as many novel ones and as many test sets
    std::uint64_t seed = 1; ///< decides the objects' numbers and which are trained
};

/// A picture that is to be made.
struct PlannedStimulus
{
    std::string fileName; ///< "second_gen_a_3_x_-30.png"
    std::filesystem::path folder; ///< below the set's: "test/testset_1/a"
    StimulusName name;
    Phase phase = Phase::Train;
    int testSet = 0; ///< from 1; 0 for training pictures
    int category = 0; ///< its place in the design's categories
    int object = 0; ///< counted from 0 within its category: first the trained ones, then the novel ones
    bool trained = false; ///< the object is among the trained ones
};

/// Which pictures a study shows, in the order of the published one (Huber, Mast and Wichmann 2024): in
/// training each trained object from the front and turned by 90 degrees about z; in test set n, per category,
/// eight new views of the n-th trained object (x and z at -60, -30, 30, 60) and those and the front view of
/// one novel object.
struct StimulusDesign
{
    std::vector<std::string> categories;
    std::vector<PlannedStimulus> stimuli; ///< training first, then by test set, category, object, view
    int testSets = 0;
    std::uint64_t seed = 1;
};

/// Fails (Usage) where an option is out of its range.
Result<StimulusDesign> designStimuli(const StimulusDesignOptions& options);

} // namespace learnscope
