#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// A Meadows tree in JSON: the matrix of every multi-arrangement task, named by participant and task where
/// there are several, each with the names of its stimuli.
Result<std::unique_ptr<ArrayFile>> openMeadows(std::unique_ptr<ByteSource> source, std::string file);

} // namespace learnscope
