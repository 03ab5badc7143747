#pragma once

#include "widgets/figures/figurerequest.h"

#include <string>

namespace learnscope {

// Parts of captions. For use inside this folder.

std::string groupedNumber(std::uint64_t value); ///< "10,000"
std::string percentText(double level); ///< "95 %"
/// "Humans (n = 7 of 12 participants that learned), ResNet-50 (n = 20 runs)"
std::string observerList(const FigureInput& input);
std::string chanceSentence(const FigureInput& input, bool withBand); ///< ends with a space
/// "Bands: 95 % percentile bootstrap over participants or runs (10,000 draws, seed 1). "; empty without
/// draws.
std::string bootstrapSentence(const FigureInput& input, const char* what);
/// That single runs have Wilson's intervals instead; empty where every observer has several runs.
std::string singleRunSentence(const FigureInput& input);

} // namespace learnscope
