#pragma once

#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/representationmodel.h"

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// What is open of representations and how it is shown, as a value.
struct RepresentationState
{
    std::vector<OpenRepresentation> open;
    RepresentationOptions options;
    std::string picturesFolder; ///< empty: pictures of the open stimuli
    std::shared_ptr<const ItemSet> items; ///< that are selected; null: none

    bool operator==(const RepresentationState& other) const
    {
        const auto isSame = [](const auto& one, const auto& two) {
            return one == two || (!one && two->empty()) || (!two && one->empty())
                || (one && two && *one == *two);
        };
        return open == other.open && options == other.options && picturesFolder == other.picturesFolder
            && isSame(items, other.items);
    }
};

} // namespace learnscope
