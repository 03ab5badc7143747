#pragma once

#include "core/io/arrays/readrepresentations.h"

#include <CLI/App.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace learnscope {

/// Where rows of numbers and the names of their items are, as options say it.
struct ArrayArguments
{
    std::string file;
    std::string dataset;
    std::string names;
    std::string nameColumn;

    ArrayChoice choice() const { return {dataset, names, nameColumn}; }
};

/// The option @p name, and with a @p suffix such as "-a" or "" those for the array in the file.
CLI::Option* addArrayOption(CLI::App& command, ArrayArguments& arguments, const std::string& name,
                            const std::string& suffix, const std::string& help);

/// Options that most of these commands have.
struct CommonArguments
{
    unsigned threads = 0;
    std::uint64_t memory = 2048; ///< MiB
    bool json = false;
    bool quiet = false;

    std::uint64_t memoryBytes() const { return memory << 20; }
};
void addCommonOptions(CLI::App& command, CommonArguments& arguments);

/// Says on standard error what the reader should know; nothing for an empty text or when quiet.
void printNote(const CommonArguments& arguments, const std::string& text);

/// The value that was read; remarks are printed, each after its file's name.
template<typename T>
T withRemarks(Read<T> read, const std::string& file, const CommonArguments& arguments)
{
    for (const std::string& remark : read.remarks)
        printNote(arguments, file + ": " + remark);
    return std::move(read.value);
}

void printJson(const nlohmann::ordered_json& json);

/// Six digits, or "-" for what is not a number.
std::string shortNumber(double value);

} // namespace learnscope
