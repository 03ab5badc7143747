#pragma once

#include "core/base/result.h"
#include "widgets/figures/figurerequest.h"

#include <filesystem>
#include <string_view>
#include <vector>

namespace learnscope {

/// Reads what further networks are plotted by: comma-separated text with a header and the columns observer,
/// label, imagenet_accuracy (0 to 1), parameters_million and generation (classic or state-of-the-art), in any
/// order. Label and generation may be empty. All problems are reported, with line and column.
Checked<std::vector<NetworkFacts>> readNetworks(const std::filesystem::path& path);

/// The same for text in memory; @p file names it in messages.
Checked<std::vector<NetworkFacts>> parseNetworks(std::string_view text, const std::string& file);

} // namespace learnscope
