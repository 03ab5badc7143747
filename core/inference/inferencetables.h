#pragma once

#include "core/inference/inferenceresult.h"
#include "core/stats/analysistables.h"

#include <string>

namespace learnscope {

/// All rows as CSV, with the question, options and seed in each, so that a row can stand alone. Numbers read
/// back as the same value; what is not defined is empty.
std::string inferenceCsv(const InferenceResult& result);

/// The whole result as JSON, with the method, assumptions, warnings and the text for a paper.
std::string inferenceJson(const InferenceResult& result, const std::vector<AnalysisInput>& inputs);

/// "< .0001", ".0312": p as papers print it; empty for NaN.
std::string probabilityText(double p);

} // namespace learnscope
