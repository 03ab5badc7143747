#pragma once

#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurewriter.h"

#include <filesystem>
#include <string>
#include <vector>

namespace learnscope {

/// One figure of a set.
struct SetFigure
{
    FigureRequest request;
    std::string file; ///< without ending, perhaps in a folder
};

/// Every figure of a style. As published: those of the study, with their file names; else one of each kind,
/// called as the kind. Sizes are the figures' own unless @p like gives some.
std::vector<SetFigure> figureSet(const FigureRequest& like, const FigureInput& input);

/// What became of a set.
struct WrittenSet
{
    struct Figure
    {
        std::string file; ///< with its folder and ending
        std::string data; ///< CSV beside it
        double width = 0; ///< mm
        double height = 0;
        std::string caption;
        std::vector<std::string> notes;
    };
    std::vector<Figure> figures;
    std::vector<std::string> leftOut; ///< a sentence for each figure that these observers do not give
};

/// Draws the set into @p folder, each figure with the CSV of what it shows. What cannot be drawn from these
/// observers is left out and named. Fails (Mismatch) where nothing can be drawn, (Usage) where a page is too
/// small, (Io) where a file cannot be written. Needs a QGuiApplication.
Result<WrittenSet> writeFigureSet(const std::filesystem::path& folder, const FigureRequest& like,
                                  const FigureInput& input, const FigureOutput& output);

} // namespace learnscope
