#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// Whether a file begins as MATLAB 5 files do ("save -v6" and "-v7"); those of 7.3 are HDF5.
bool looksLikeMat5(std::string_view begin);

/// Its variables: real numeric arrays, character arrays (rows are texts) and cells of texts; others are
/// listed and refused. Where variables have the names that Meadows gives them, "rdmutv" and "stimuli", the
/// items of a matrix get their names.
Result<std::unique_ptr<ArrayFile>> openMat5(std::unique_ptr<ByteSource> source, std::string file);

} // namespace learnscope
