#include "core/io/arrays/meadowsfile.h"
#include "tests/fuzz/arrayfuzzing.h"

// Mutated Meadows trees in JSON.

namespace {
void tryTree(std::string_view bytes)
{
    using namespace learnscope;
    fuzzing::checkFile(openMeadows(makeByteSource(bytes), "a.json"), "a.json");
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tryTree({reinterpret_cast<const char*>(data), size});
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    using namespace learnscope::fuzzing;
    const std::vector<std::string> seeds = {
        R"({"tasks":[{"task":{"name":"a","task_type":"multiarrange"},"rdm":[0.5,null,2],)"
        R"("stimuli":[{"id":"1","name":"x"},{"id":"2","name":"y"},{"id":"3","name":"z"}]}]})",
        R"({"one-mouse":{"tasks":[{"rdm":[1],"stimuli":[{"name":"x"},{"name":"y"}]}]},)"
        R"("two-mice":{"tasks":[{"task":{"name":7},"rdm":[1e3],"stimuli":[{"name":"x"},{"name":"y"}]}]}})"};
    runSeeds(seeds, 4000, tryTree);
    return 0;
}
#endif
