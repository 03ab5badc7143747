#pragma once

#include "core/data/observer.h"
#include "core/io/trialreader.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// The trial tables in $LEARNSCOPE_TABLES, by name.
inline std::vector<std::string> tableFiles()
{
    const char* folder = std::getenv("LEARNSCOPE_TABLES");
    std::vector<std::string> found;
    if (folder)
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().extension() == ".csv")
                found.push_back(entry.path().string());
    if (found.empty()) {
        std::cerr << "set LEARNSCOPE_TABLES to the folder that make_trial_tables.py has filled\n";
        std::exit(2);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Ends the program where one cannot be read.
inline std::vector<Observer> readAll()
{
    std::vector<Observer> observers;
    for (const std::string& file : tableFiles()) {
        auto table = readTrials(file);
        if (!table) {
            std::cerr << table.error().toString() << '\n';
            std::exit(3);
        }
        observers.push_back(makeObserver(file, std::make_shared<const TrialTable>(std::move(*table))));
    }
    return observers;
}

} // namespace learnscope
