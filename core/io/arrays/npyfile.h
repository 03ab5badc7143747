#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// A .npy file: one array without a name.
Result<std::unique_ptr<ArrayFile>> openNpy(std::unique_ptr<ByteSource> source, std::string file);

/// A .npz file: each entry "name.npy" is the array "name"; other entries are left out.
Result<std::unique_ptr<ArrayFile>> openNpz(std::unique_ptr<ByteSource> source, std::string file);

} // namespace learnscope
