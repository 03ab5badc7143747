#include "core/io/arrays/hdf5file.h"
#include "tests/fuzz/arrayfuzzing.h"

#include <unistd.h>

// Mutated HDF5 files, which the library reads from the disk.

namespace {
using namespace learnscope;

const std::string& path()
{
    static const std::string file =
        (std::filesystem::temp_directory_path() / ("learnscope-fuzz-" + std::to_string(::getpid()) + ".h5"))
            .string();
    return file;
}

void tryHdf5(std::string_view bytes)
{
    std::ofstream(path(), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    constexpr double seconds = 0.1; // of the machine's time, where the library goes round in circles
    fuzzing::checkFile(openHdf5(path(), seconds), path());
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tryHdf5({reinterpret_cast<const char*>(data), size});
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    std::vector<std::string> seeds = fuzzing::arraySeedsIn("hdf5");
    for (const std::string& seed : fuzzing::arraySeedsIn("rdms"))
        if (seed.starts_with("\x89HDF"))
            seeds.push_back(seed);
    fuzzing::runSeeds(seeds, 60, tryHdf5, 10); // each one takes a process of its own
    std::filesystem::remove(path());
    return 0;
}
#endif
