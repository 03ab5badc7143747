#pragma once

#include "widgets/figures/figureparts.h"

#include <string>
#include <vector>

namespace learnscope {

// What figures of representations have in common.

/// Those that a figure shows, by their place in the set: all, or those whose names FigureFilter::observers
/// gives, in that order, without those that have a problem.
std::vector<std::size_t> shownRepresentations(const FigureRequest& request, const FigureInput& input);

/// References are as people are drawn, others have colours and markers of their own.
ObserverStyle styleOfRepresentation(const FigureInput& input, std::size_t index);

QString labelOfRepresentation(const FigureInput& input, std::size_t index);

/// "VICE (1,854 items, cosine)": what was compared and how, for captions.
std::string describeRepresentation(const FigureInput& input, std::size_t index);

/// Sentences on the order of items and what was left out of a group, each with a space before it.
std::string orderSentence(const FigureInput& input, std::size_t group);

/// "1,854"
std::string groupedDigits(std::uint64_t count);
/// Three significant digits, with a true minus sign.
std::string shortText(double value);

} // namespace learnscope
