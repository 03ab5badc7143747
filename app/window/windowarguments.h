#pragma once

#include "widgets/common/look.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// What the command line asks of the window.
struct WindowArguments
{
    std::vector<std::string> files; ///< trial tables and folders, in order
    std::string pattern; ///< of the names of pictures; empty: the usual one
    std::string stimuli; ///< a stimulus folder; empty for none
    bool reset = false; ///< forget layout, recent files and settings
    bool demo = false;
    bool learnersOnly = false; ///< of people, only those who learned are shown
    std::optional<ThemeChoice> theme; ///< for this time only
    std::optional<int> scale; ///< percent, for this time only
    std::string screenshot; ///< file to write; the program then ends
    int width = 0; ///< of the window; 0: as usual
    int height = 0;
    bool timeFirstPaint = false; ///< print it and end
};

/// Adds the window's options to @p app. @p arguments outlives the parse.
void addWindowOptions(CLI::App& app, WindowArguments& arguments);

/// @p all without the options that Qt itself understands, such as "-platform offscreen".
std::vector<std::string> withoutQtOptions(const std::vector<std::string>& all);

} // namespace learnscope
