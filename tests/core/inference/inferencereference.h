#pragma once

#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <vector>

namespace learnscope {

/// What tests/fixtures/make_inference_reference.py found.
inline const nlohmann::json& inferenceReference()
{
    static const nlohmann::json json = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/inference_reference.json");
        return nlohmann::json::parse(input);
    }();
    return json;
}

inline std::vector<double> numbersOf(const nlohmann::json& list)
{
    return list.get<std::vector<double>>();
}

} // namespace learnscope
