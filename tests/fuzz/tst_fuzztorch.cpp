#include "core/io/arrays/pickle.h"
#include "core/io/arrays/torchtensors.h"
#include "core/io/arrays/ziparchive.h"
#include "tests/fuzz/arrayfuzzing.h"

// Mutated PyTorch files of both kinds, and mutated pickles in sound archives.

namespace {
using namespace learnscope;

#ifndef LEARNSCOPE_FUZZER
struct Entry
{
    std::string name;
    std::string content;
};

std::vector<Entry> unpacked(std::string_view archive)
{
    const auto source = makeByteSource(archive);
    const auto directory = readZipDirectory(*source, "a.pt");
    fuzzing::require(bool(directory), "a seed is refused");
    std::vector<Entry> entries;
    for (const ZipEntry& entry : *directory) {
        const auto opened = openZipEntry(*source, entry, "a.pt");
        std::vector<char> buffer;
        const auto bytes = (*opened)->read(0, entry.size, buffer);
        fuzzing::require(bool(bytes), "an entry of a seed is refused");
        entries.push_back({entry.name, std::string(*bytes)});
    }
    return entries;
}

std::string packed(const std::vector<Entry>& entries)
{
    std::string archive;
    ZipWriter zip([&](std::string_view bytes) -> Result<void> {
        archive += bytes;
        return {};
    });
    for (const Entry& entry : entries)
        fuzzing::require(bool(zip.add(entry.name, ZipEntry::Method::Stored,
                                      [&](const ByteSink& sink) { return sink(entry.content); })),
                         "an entry cannot be written");
    fuzzing::require(bool(zip.finish()), "a directory cannot be written");
    return archive;
}
#endif

void tryPickle(std::string_view bytes)
{
    const auto pickle = readPickle(bytes, 0, "a.pkl");
    if (!pickle)
        return fuzzing::checkError(pickle.error(), "a.pkl");
    fuzzing::require(pickle->length <= bytes.size(), "a pickle longer than its bytes");
    if (const auto entries = collectTorchEntries(pickle->root, "a.pkl"); !entries)
        fuzzing::checkError(entries.error(), "a.pkl");
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzzing::tryBytes(bytes);
    tryPickle(bytes);
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    const std::vector<std::string> seeds = fuzzing::arraySeedsIn("torch");
    fuzzing::runSeeds(seeds, 600, fuzzing::tryBytes);
    std::mt19937 random(42);
    for (const std::string& seed : seeds) {
        if (!seed.starts_with("PK"))
            continue;
        std::vector<Entry> entries = unpacked(seed);
        for (Entry& entry : entries) {
            if (!entry.name.ends_with("data.pkl"))
                continue;
            const std::string sound = entry.content;
            for (int round = 0; round < 1500; ++round) {
                entry.content = fuzzing::changed(sound, random);
                fuzzing::tryBytes(packed(entries));
                tryPickle(entry.content);
            }
            entry.content = sound;
        }
    }
    return 0;
}
#endif
