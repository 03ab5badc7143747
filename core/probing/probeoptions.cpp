#include "core/probing/probeoptions.h"

namespace learnscope {

std::string_view toString(ProbePenalty penalty)
{
    switch (penalty) {
    case ProbePenalty::Frobenius:
        return "l2";
    case ProbePenalty::SquaredFrobenius:
        return "l2-squared";
    default:
        return "eye";
    }
}

std::optional<ProbePenalty> probePenaltyFromName(std::string_view name)
{
    for (const ProbePenalty penalty :
         {ProbePenalty::Frobenius, ProbePenalty::SquaredFrobenius, ProbePenalty::Eye})
        if (toString(penalty) == name)
            return penalty;
    return {};
}

} // namespace learnscope
