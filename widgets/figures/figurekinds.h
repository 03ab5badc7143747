#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <string>
#include <string_view>

namespace learnscope {

/// All that is said of a kind of figure in one place. For use inside this folder.
struct FigureKindFacts
{
    FigureKind kind;
    std::string_view name; ///< on the command line and in files
    const char* title; ///< in lists, to be translated in the context "Figures"
    bool needsAnalysis;
    Result<FigureScene> (*build)(const FigureRequest& request, const FigureInput& input);
    std::string (*data)(const FigureRequest& request, const FigureInput& input); ///< CSV
};

const FigureKindFacts& factsOf(FigureKind kind);

} // namespace learnscope
