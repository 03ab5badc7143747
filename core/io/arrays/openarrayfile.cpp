#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/hdf5file.h"
#include "core/io/arrays/matfile.h"
#include "core/io/arrays/meadowsfile.h"
#include "core/io/arrays/npyfile.h"
#include "core/io/arrays/safetensorsfile.h"
#include "core/io/arrays/textarray.h"
#include "core/io/arrays/torchfile.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/bytesource.h"

#include <algorithm>

namespace learnscope {

namespace {
/// HDF5 files begin with their mark, or have it behind a block of the user's own (MATLAB 7.3: 512 bytes).
Result<bool> looksLikeHdf5(const ByteSource& source)
{
    constexpr std::string_view mark("\x89HDF\r\n\x1a\n", 8);
    std::vector<char> buffer;
    for (std::uint64_t offset = 0; offset + mark.size() <= source.size() && offset <= (1 << 20);
         offset = offset == 0 ? 512 : offset * 2) {
        const auto bytes = source.read(offset, mark.size(), buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (*bytes == mark)
            return true;
    }
    return false;
}

Result<std::unique_ptr<ArrayFile>> openZip(std::unique_ptr<ByteSource> source, std::string file)
{
    auto entries = readZipDirectory(*source, file);
    if (!entries)
        return tl::unexpected(entries.error());
    if (!torchPickleName(*entries).empty())
        return openTorchArchive(std::move(source), *entries, std::move(file));
    return openNpz(std::move(source), std::move(file));
}
} // namespace

Result<std::unique_ptr<ArrayFile>> openArrayFile(const std::filesystem::path& path, JobContext& job)
{
    auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(source.error());
    return openArraySource(std::move(*source), path, job);
}

Result<std::unique_ptr<ArrayFile>> openArraySource(std::unique_ptr<ByteSource> source,
                                                   const std::filesystem::path& path, JobContext& job)
{
    const std::string file = path.string();
    constexpr std::uint64_t looked = 128;
    std::vector<char> buffer;
    const auto bytes = source->read(0, std::min(source->size(), looked), buffer);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const std::string_view begin = *bytes;
    if (begin.starts_with("\x93NUMPY"))
        return openNpy(std::move(source), file);
    if (begin.starts_with("PK\x03\x04") || begin.starts_with("PK\x05\x06"))
        return openZip(std::move(source), file);
    if (const auto isHdf5 = looksLikeHdf5(*source); !isHdf5)
        return tl::unexpected(isHdf5.error());
    else if (*isHdf5)
        return openHdf5(path);
    if (looksLikeMat5(begin))
        return openMat5(std::move(source), file);
    if (looksLikeOldTorch(begin))
        return openOldTorch(std::move(source), file);
    if (looksLikeSafetensors(begin, source->size()))
        return openSafetensors(std::move(source), file);
    if (begin.starts_with('\x80'))
        return failure(
            Error::Kind::Syntax,
            "this is a pickled Python object, which is never opened; save the array as .npy, .npz or .h5",
            {file});
    const std::size_t first = begin.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && (begin[first] == '{' || begin[first] == '['))
        return openMeadows(std::move(source), file);
    return openTextArray(std::move(source), file, job);
}

} // namespace learnscope
