#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/data/observer.h"
#include "widgets/common/observerstyle.h"

#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// How observers are drawn, as it was typed.
struct StyleOptions
{
    std::vector<std::string> colors; ///< OBSERVER=#rrggbb
    std::vector<std::string> markers; ///< OBSERVER=square
};

/// Adds --color and --marker to @p command, and keeps a reference to @p options.
void addStyleOptions(CLI::App& command, StyleOptions& options);

/// What observers look like where nothing is said of it.
std::vector<ObserverStyle> standardStyles(std::span<const Observer> observers);

/// One for each observer. Fails with Usage where an observer is not there or a value is not understood.
Result<std::vector<ObserverStyle>> applyStyleOptions(const StyleOptions& options,
                                                     const std::vector<Observer>& observers);

} // namespace learnscope
