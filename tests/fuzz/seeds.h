#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace learnscope::fuzzing {

/// What stands in the files of a folder of the source, by their names; ends the program where there are none.
inline std::vector<std::string> seedsIn(const std::string& folder)
{
    const char* top = std::getenv("LEARNSCOPE_SOURCE_DIR");
    std::vector<std::filesystem::path> paths;
    std::error_code status;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(top ? top : ".") / folder, status))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> seeds;
    for (const auto& path : paths) {
        std::ifstream input(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>());
    }
    if (!seeds.empty())
        return seeds;
    std::fprintf(stderr, "no seeds in %s; LEARNSCOPE_SOURCE_DIR must say where the source is\n",
                 folder.c_str());
    std::abort();
}

} // namespace learnscope::fuzzing
