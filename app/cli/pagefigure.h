#pragma once

#include "widgets/figures/figurewriter.h"

#include <string>

namespace learnscope {

struct PageFigureOptions
{
    std::string page; ///< the page file
    std::string out;
    FigureOutput output;
    unsigned threads = 0;
    bool json = false;
    bool quiet = false;
};

/// Draws a page file from the tables that it names; returns the exit code.
int drawPage(const PageFigureOptions& options);

} // namespace learnscope
