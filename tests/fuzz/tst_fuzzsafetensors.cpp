#include "tests/fuzz/arrayfuzzing.h"

// Mutated .safetensors files.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    learnscope::fuzzing::tryBytes({reinterpret_cast<const char*>(data), size});
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    using namespace learnscope::fuzzing;
    runSeeds(arraySeedsIn("safetensors"), 20000, tryBytes);
    return 0;
}
#endif
