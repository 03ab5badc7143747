#pragma once

#include "core/base/result.h"
#include "widgets/figures/figurewriter.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What a journal asks of figures of one width. Lengths in mm, text and lines in pt; 0: it says nothing. The
/// journals change their guides: what is here helps to choose, and the guide decides.
struct JournalPreset
{
    std::string_view id = {}; ///< on the command line and in files: "nature-1"
    std::string_view journal = {};
    std::string_view columns = {}; ///< "one column"
    double width = 0;
    double maximumHeight = 0;
    double smallestText = 0;
    double largestText = 0; ///< panel letters excepted
    double fontSize = 0; ///< what we take
    double letterSize = 0; ///< of panel letters
    bool upperCaseLetters = false;
    double thinnestLine = 0;
    double lowestDpi = 0;
    double dpi = 0; ///< what we take
    TextAs textAs = TextAs::Text;
};

/// All of them, in the order in which lists show them.
std::span<const JournalPreset> journalPresets();
/// "nature-1" or, for the first of a journal, "nature". Fails (Usage) and lists the ids.
Result<JournalPreset> journalPresetFromId(std::string_view id);

/// Where @p scene does not keep to what the journal asks, one sentence for each point.
std::vector<std::string> remarksOn(const FigureScene& scene, const FigureOutput& output,
                                   const JournalPreset& preset);

} // namespace learnscope
