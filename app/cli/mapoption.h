#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/io/trialmapping.h"

#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// Adds --map to a command that reads trial tables.
void addMapOption(CLI::App& command, std::vector<std::string>& texts);

/// How each of @p files is to be read by what was typed after --map. What names an observer, by the name that
/// its file gives, is of its file alone and goes before what does not. Fails with Usage, with the option's
/// name.
Result<std::vector<TrialMapping>> readMapOption(const std::vector<std::string>& texts,
                                                const std::vector<std::string>& files);

/// What to type after --map so that the files of @p observers are read as their trials were; @p names: what
/// their files give.
std::vector<std::string> mapOptionsOf(std::span<const Observer> observers,
                                      std::span<const std::string> names);

} // namespace learnscope
