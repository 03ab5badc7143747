#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/pickle.h"

#include <vector>

namespace learnscope {

/// A tensor or a list of texts that a pickle holds.
struct TorchEntry
{
    ArrayInfo info;
    const PickleNode* node = nullptr; ///< a tensor, or a sequence of texts
    bool isContiguous = false; ///< its entries stand side by side in info.order
};

/// All of them, by their paths. Shapes are held against the storages' own counts.
Result<std::vector<TorchEntry>> collectTorchEntries(const PickleValue& root, const std::string& file);

/// What the entries of a storage are; Other for those that cannot be read.
ElementType torchStorageType(std::string_view name);

} // namespace learnscope
