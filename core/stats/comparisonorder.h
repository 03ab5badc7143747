#pragma once

#include "core/stats/analysis.h"
#include "core/stats/curves.h"

namespace learnscope {

/// The comparisons of @p analysis in the order in which views and figures show them: by the first and then
/// the second observer in the order of @p curves, with the runs of an observer among themselves, which are
/// the reference of the others, before its comparisons with others. Observers that the curves do not have
/// come last, by name.
std::vector<const ObserverComparison*> comparisonsInOrder(const Analysis& analysis, const CurveSet& curves);

} // namespace learnscope
