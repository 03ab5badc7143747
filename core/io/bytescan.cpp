#include "core/io/bytescan.h"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace learnscope {

namespace {
#ifdef __SSE2__
constexpr std::size_t step = 64;

std::uint64_t maskOf(const char* bytes, __m128i first, __m128i second) noexcept
{
    std::uint64_t mask = 0;
    for (std::size_t part = 0; part < 4; ++part) {
        const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
        const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(block, first), _mm_cmpeq_epi8(block, second));
        mask |= static_cast<std::uint64_t>(static_cast<std::uint16_t>(_mm_movemask_epi8(hits)))
            << (16 * part);
    }
    return mask;
}

/// Up to 255 times 16 bytes: each lane counts its own hits.
std::size_t countShortRun(const char* bytes, std::size_t blocks, __m128i wanted) noexcept
{
    __m128i hits = _mm_setzero_si128();
    for (std::size_t block = 0; block < blocks; ++block)
        hits = _mm_sub_epi8(
            hits,
            _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * block)), wanted));
    const __m128i sums = _mm_sad_epu8(hits, _mm_setzero_si128());
    return static_cast<std::size_t>(_mm_cvtsi128_si64(sums) + _mm_cvtsi128_si64(_mm_srli_si128(sums, 8)));
}
#endif
} // namespace

std::size_t countByte(std::string_view text, char letter) noexcept
{
    std::size_t count = 0;
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi8(letter);
    while (text.size() >= 16) {
        const std::size_t blocks = std::min<std::size_t>(255, text.size() / 16);
        count += countShortRun(text.data(), blocks, wanted);
        text.remove_prefix(16 * blocks);
    }
#endif
    return count + static_cast<std::size_t>(std::count(text.begin(), text.end(), letter));
}

std::size_t findBytes(std::string_view text, char first, char second, std::uint32_t* places) noexcept
{
    std::uint32_t* next = places;
    std::size_t at = 0;
#ifdef __SSE2__
    const __m128i firsts = _mm_set1_epi8(first);
    const __m128i seconds = _mm_set1_epi8(second);
    for (; at + step <= text.size(); at += step) {
        std::uint64_t mask = maskOf(text.data() + at, firsts, seconds);
        std::uint32_t* const end = next + std::popcount(mask);
        // Eight at a time without asking: cheaper than a branch for each, and what is too much is written
        // over.
        for (std::uint32_t* place = next; place < end; place += 8) {
            for (std::size_t index = 0; index < 8; ++index) {
                place[index] =
                    static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(mask));
                mask &= mask - 1;
            }
        }
        next = end;
    }
#endif
    for (; at < text.size(); ++at)
        if (text[at] == first || text[at] == second)
            *next++ = static_cast<std::uint32_t>(at);
    return static_cast<std::size_t>(next - places);
}

} // namespace learnscope
