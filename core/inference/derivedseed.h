#pragma once

#include "core/base/random.h"

namespace learnscope {

/// A seed of its own for part number @p part of a question, such as the draws of one observer's runs: parts
/// are independent of each other, and of streams of the seed itself that count draws.
inline std::uint64_t derivedSeed(std::uint64_t seed, std::uint64_t part)
{
    return Random(seed ^ 0x5851f42d4c957f2du, part)();
}

} // namespace learnscope
