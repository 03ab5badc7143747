#pragma once

#include "widgets/figures/figurerequest.h"

#include <string>
#include <vector>

namespace learnscope {

/// One figure of Huber et al. 2024: what it shows of the input and what its file is called there.
struct PublishedFigure
{
    std::string file; ///< without ending, perhaps in a folder: "model_runs/vit_Train"
    FigureFilter filter;
    bool legend = true; ///< false where another figure of the kind has it
};

/// The study's own figures of @p kind, as far as their observers are in @p input; empty where the study has
/// none of the kind.
std::vector<PublishedFigure> publishedFigures(FigureKind kind, const FigureInput& input);

} // namespace learnscope
