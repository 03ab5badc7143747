#include "app/workspace/session.h"

namespace learnscope {

bool isSameWork(const Session& one, const Session& other)
{
    return one.observers == other.observers && one.learnersOnly == other.learnersOnly
        && one.onlySelected == other.onlySelected && one.viewOptions == other.viewOptions
        && one.stimuli == other.stimuli && one.rules == other.rules
        && one.representations == other.representations && one.selection == other.selection
        && one.savedSelections == other.savedSelections && one.kept == other.kept && one.views == other.views;
}

} // namespace learnscope
