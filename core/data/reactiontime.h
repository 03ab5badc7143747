#pragma once

#include <span>
#include <string>
#include <string_view>

namespace learnscope {

/// The column that holds reaction times by its name, such as "rt", "RT (ms)" or "response_time"; empty where
/// none is called so.
std::string usualReactionTimeColumn(std::span<const std::string> names);

/// "s" or "ms" where a column's name ends in a unit, as "rt_ms" and "latency [s]" do; else empty.
std::string_view unitInName(std::string_view name);

} // namespace learnscope
