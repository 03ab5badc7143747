#pragma once

/// Before a function: it is compiled twice, for processors with AVX2 and for all others, and the right one is
/// taken when the program starts. Fused multiplication stays off, so both give the same numbers.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)        \
    && !defined(__SANITIZE_THREAD__)
#define LEARNSCOPE_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define LEARNSCOPE_VECTOR_CLONES
#endif
