#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// The name of the pickle in a PyTorch archive ("model/data.pkl"); empty where it is none.
std::string_view torchPickleName(const std::vector<ZipEntry>& entries);

/// A file of torch.save(), the archive that PyTorch has written since version 1.6. Tensors in nested
/// dictionaries and lists are named by their path ("state_dict.fc.weight"); lists of texts can be read too.
Result<std::unique_ptr<ArrayFile>> openTorchArchive(std::unique_ptr<ByteSource> source,
                                                    const std::vector<ZipEntry>& entries, std::string file);

/// Whether a file begins as PyTorch wrote before that.
bool looksLikeOldTorch(std::string_view begin);
Result<std::unique_ptr<ArrayFile>> openOldTorch(std::unique_ptr<ByteSource> source, std::string file);

} // namespace learnscope
