#pragma once

#include "core/base/result.h"
#include "core/data/trialselection.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// A selection that was saved.
struct NamedSelection
{
    std::string name;
    TrialSelection selection;

    bool operator==(const NamedSelection&) const = default;
};

/// {"clauses": [{"observers": ["human"], "epochs": [4, 5], "images": {"except": ["a.png"]}}]}: an array is
/// only these values, an object with "except" all others, a part that is missing any.
std::string toJson(const TrialSelection& selection);
/// Fails with Syntax at the place, or with Mismatch where a part is unknown or of another type.
Result<TrialSelection> trialSelectionFromJson(std::string_view text, const std::string& file = {});

/// {"selections": [{"name": "late errors", "clauses": [...]}]}
std::string toJson(std::span<const NamedSelection> selections);
/// Names must be there, not empty and each only once. A single selection without a name is read as one
/// called "selection".
Result<std::vector<NamedSelection>> namedSelectionsFromJson(std::string_view text,
                                                            const std::string& file = {});

} // namespace learnscope
