#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"
#include "widgets/figures/publishedfigures.h"

#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// All that is said of a kind of figure in one place. For use inside this folder.
struct FigureKindFacts
{
    FigureKind kind;
    std::string_view name; ///< on the command line and in files
    const char* title; ///< in lists, to be translated in the context "Figures"
    AnalysisParts parts; ///< that it draws beyond the curves
    bool hasPhases; ///< FigureFilter::phase means something
    Result<FigureScene> (*build)(const FigureRequest& request, const FigureInput& input);
    std::string (*data)(const FigureRequest& request, const FigureInput& input); ///< CSV
    /// The study's own figures of this kind; null where it has none, and so no style as-published.
    std::vector<PublishedFigure> (*published)(const FigureInput& input) = nullptr;
    bool isOfRepresentations = false;
    RepresentationParts representationParts = {}; ///< that it draws beyond matrices
};

const FigureKindFacts& factsOf(FigureKind kind);

} // namespace learnscope
