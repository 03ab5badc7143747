#include "core/io/arrays/npyfile.h"
#include "core/io/arrays/ziparchive.h"
#include "tests/fuzz/arrayfuzzing.h"

// Mutated .npz archives, and mutated .npy arrays in sound ones.

namespace {
using namespace learnscope;

void tryArchive(std::string_view bytes)
{
    fuzzing::tryBytes(bytes);
}

/// Packs @p array into an archive that unpacks it as it is.
void tryEntry(std::string_view array)
{
    std::string archive;
    ZipWriter zip([&](std::string_view bytes) -> Result<void> {
        archive += bytes;
        return {};
    });
    for (const auto method : {ZipEntry::Method::Stored, ZipEntry::Method::Deflated})
        fuzzing::require(bool(zip.add(method == ZipEntry::Method::Stored ? "a.npy" : "b.npy", method,
                                      [&](const ByteSink& sink) { return sink(array); })),
                         "an entry cannot be written");
    fuzzing::require(bool(zip.finish()), "a directory cannot be written");
    const auto entries = readZipDirectory(*makeByteSource(archive), "a.npz");
    fuzzing::require(entries && entries->size() == 2, "an archive does not read back");
    fuzzing::tryBytes(archive);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    bytes.starts_with("PK") ? tryArchive(bytes) : tryEntry(bytes);
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    fuzzing::runSeeds(fuzzing::arraySeedsIn("npz"), 1500, tryArchive);
    fuzzing::runSeeds(fuzzing::arraySeedsIn("npy"), 100, tryEntry);
    return 0;
}
#endif
