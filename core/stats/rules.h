#pragma once

#include "core/stats/analysis.h"

#include <span>
#include <string>
#include <string_view>

namespace learnscope {

/// One of the definitions that numbers are computed by, as text: an option of the command line, and a member
/// in workspace files.
struct Rule
{
    std::string_view name; ///< "lag"
    std::string_view expected; ///< "as-published or common-window"
    std::string_view help;
    std::string (*text)(const AnalysisOptions& options);
    /// Fails with Usage where @p text is not what is expected.
    Result<void> (*set)(AnalysisOptions& options, std::string_view text);
};

/// All of them but train objects, which are a list of their own.
std::span<const Rule> analysisRules();

/// Null for an unknown name.
const Rule* findRule(std::string_view name);

/// setRule(options, "lag", "common-window"). Fails with Usage.
Result<void> setRule(AnalysisOptions& options, std::string_view name, std::string_view text);

} // namespace learnscope
