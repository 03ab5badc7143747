#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/readnumbers.h"
#include "core/io/arrays/readrepresentations.h"
#include "core/io/bytesource.h"
#include "tests/fuzz/seeds.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// For the targets that feed mutated files to the readers of arrays: whatever stands in a file, each array is
// read in full or refused with the file's name and a reason, and no memory is taken that the file does not
// hold. Compiled with clang and -fsanitize=fuzzer -DLEARNSCOPE_FUZZER each is a libFuzzer target; else an
// ordinary test over seeded mutations of the files in tests/fixtures/arrays.

// libFuzzer has its own way to see that, -malloc_limit_mb.
#ifndef LEARNSCOPE_FUZZER
/// All seeds are below 25 KB, and deflate packs 1032 to 1: nothing honest needs more at once.
inline constexpr std::size_t largestAllocation = std::size_t {64} << 20;

// NOLINTBEGIN: replaces the global one, so that a lying size is seen where memory is taken for it.
inline void* allocate(std::size_t size)
{
    if (size > largestAllocation) {
        std::fprintf(stderr, "%zu bytes were asked for at once\n", size);
        std::abort();
    }
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (!memory)
        std::abort();
    return memory;
}
void* operator new(std::size_t size)
{
    return allocate(size);
}
void* operator new[](std::size_t size)
{
    return allocate(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}
// NOLINTEND
#endif

namespace learnscope::fuzzing {

inline void require(bool condition, const char* what)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

inline void checkError(const Error& error, const std::string& file)
{
    require(!error.message.empty(), "refused without a reason");
    require(error.where.file == file, "refused without the file's name");
}

inline void checkArray(ArrayFile& file, std::size_t array)
{
    const ArrayInfo& info = file.arrays()[array];
    static_cast<void>(info.shapeText());
    static_cast<void>(file.itemNames(array));
    static_cast<void>(file.rowNames(array));
    if (info.type == ElementType::Text) {
        if (const auto texts = file.readTexts(array); !texts)
            checkError(texts.error(), file.file());
        return;
    }
    const auto numbers = readRowMajor<double>(file, array, JobContext::none());
    if (numbers)
        require(numbers->size() == info.count(), "another number of entries than the shape says");
    else
        checkError(numbers.error(), file.file());
    const ArrayChoice choice {.dataset = info.name};
    if (const auto embedding = readEmbedding(file, choice, JobContext::none()); !embedding)
        checkError(embedding.error(), file.file());
    if (const auto matrix = readMatrix(file, {.array = choice}, JobContext::none()); !matrix)
        checkError(matrix.error(), file.file());
    const auto triplets = readTriplets(file, {.array = choice}, JobContext::none());
    if (!triplets)
        for (const Error& error : triplets.error().kept())
            checkError(error, file.file());
}

inline void checkFile(const Result<std::unique_ptr<ArrayFile>>& file, const std::string& path)
{
    if (!file)
        return checkError(file.error(), path);
    require(!(*file)->arrays().empty(), "opened without an array");
    for (std::size_t array = 0; array < (*file)->arrays().size(); ++array)
        checkArray(**file, array);
}

inline void tryBytes(std::string_view bytes)
{
    checkFile(openArraySource(makeByteSource(bytes), "a.bin"), "a.bin");
}

/// One to four changes: bytes and numbers overwritten with what readers trip over, pieces copied, cut or put
/// in.
inline std::string changed(std::string bytes, std::mt19937& random)
{
    static const std::vector<std::uint64_t> numbers = {0,
                                                       1,
                                                       2,
                                                       3,
                                                       7,
                                                       8,
                                                       0x7F,
                                                       0x80,
                                                       0xFF,
                                                       0x7FFF,
                                                       0xFFFF,
                                                       0x10000,
                                                       0x7FFFFFFF,
                                                       0x80000000,
                                                       0xFFFFFFFF,
                                                       0x100000000,
                                                       0x1000000000000000,
                                                       0x7FFFFFFFFFFFFFFF,
                                                       0x8000000000000000,
                                                       0xFFFFFFFFFFFFFFFF};
    const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (std::size_t change = 1 + below(4); change > 0; --change) {
        const std::size_t at = below(bytes.size() + 1);
        switch (below(8)) {
        case 0:
            bytes.erase(at, 1 + below(16));
            break;
        case 1:
            if (below(4) == 0)
                bytes.resize(at);
            break;
        case 2:
            bytes.insert(at, bytes.substr(below(bytes.size() + 1), below(60)));
            break;
        case 3:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            break;
        case 4:
            if (at < bytes.size())
                bytes[at] = "0123456789-,.()[]{}<>'\":fiuOUSTFe"[below(33)];
            break;
        default: {
            const std::uint64_t number = numbers[below(numbers.size())];
            const std::size_t size = std::size_t {1} << below(4);
            const bool isBigEndian = below(4) == 0;
            for (std::size_t index = 0; index < size && at + index < bytes.size(); ++index)
                bytes[at + index] =
                    static_cast<char>(number >> (8 * (isBigEndian ? size - 1 - index : index)));
        }
        }
    }
    return bytes;
}

inline std::vector<std::string> arraySeedsIn(const std::string& folder)
{
    return seedsIn("tests/fixtures/arrays/" + folder);
}

/// Runs @p tryOne on each seed, on some @p begins of it and on @p rounds mutations of it.
template<typename Try>
void runSeeds(const std::vector<std::string>& seeds, int rounds, Try tryOne, std::size_t begins = 200)
{
    std::mt19937 random(1854);
    for (const std::string& seed : seeds) {
        tryOne(std::string_view(seed));
        const std::size_t step = 1 + seed.size() / begins;
        for (std::size_t size = 0; size < seed.size(); size += step)
            tryOne(std::string_view(seed).substr(0, size));
        for (int round = 0; round < rounds; ++round)
            tryOne(std::string_view(changed(seed, random)));
    }
}

} // namespace learnscope::fuzzing
