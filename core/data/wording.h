#pragma once

#include "core/data/observer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// "1 row", "2 rows".
std::string counted(std::uint64_t count, const std::string& singular, const std::string& plural);

/// "a", "a and b", "a, b and c"; of many the first @p most, "and 7 more".
std::string listed(const std::vector<std::string>& names, std::size_t most = 5);

/// "run 20", "participants 1 and 7"; "all 20 runs" where @p runs are all of them.
std::string runsListed(ObserverKind kind, const std::vector<std::int32_t>& runs, std::size_t all);

} // namespace learnscope
