#pragma once

#include "core/io/arrays/separatearrayfile.h"

#include <filesystem>

namespace learnscope {

/// An HDF5 file: all data sets of all groups, by their paths. Arrays of MATLAB 7.3 are told by their
/// attributes and have MATLAB's shape and order. In files of rsatoolbox the items of "dissimilarities" are
/// named by its first pattern descriptor that is text. Links into other files, numbers kept outside and
/// filters that would have to be loaded are refused. Damaged files can bring the library down, so that it
/// works in a process of its own, see openSeparately().
Result<std::unique_ptr<ArrayFile>> openHdf5(const std::filesystem::path& path,
                                            double secondsPerRequest = usualSecondsPerRequest);

} // namespace learnscope
