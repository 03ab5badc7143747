#include "core/io/trialpreview.h"
#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/seeds.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

// Mutated tables of other layouts, and mutated mappings: a mapping is refused or written back the same; a
// table that it fits is read or refused with a place and a reason, and what was read is written as a table of
// the schema that reads back the same without any mapping. Compiled with clang and -fsanitize=fuzzer
// -DLEARNSCOPE_FUZZER this is a libFuzzer target, whose input is a mapping text on each line up to an empty
// one, and then a table.

namespace {
using namespace learnscope;

void require(bool condition, const char* what, std::string_view text)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s, for:\n%.*s\n", what, static_cast<int>(text.size()), text.data());
    std::abort();
}

void tryTable(const TrialMapping& mapping, std::string_view text)
{
    const auto table = parseTrials(text, "t.csv", {.threads = 2, .mapping = mapping});
    if (!table) {
        require(!table.error().empty(), "refused without a reason", text);
        for (const Error& error : table.error().kept())
            require(!error.message.empty() && !error.code.empty() && error.where.file == "t.csv",
                    "a poor message", text);
        return;
    }
    const std::string written = formatTrials(*table);
    const auto again = parseTrials(written, "t.csv");
    require(bool(again), "what was written cannot be read", written);
    require(again->mapping().empty(), "what was written needs a mapping", written);
    require(formatTrials(*again) == written, "what was written reads otherwise", written);
    const auto used = parseTrialMapping(table->mapping());
    require(bool(used), "the mapping that was used cannot be read", text);
    const auto repeated = parseTrials(text, "t.csv", {.threads = 1, .mapping = *used});
    require(bool(repeated) && formatTrials(*repeated) == written,
            "the mapping that was used gives another table", text);
}

/// What is offered for a table of whatever columns never is refused for want of understanding.
void tryPreview(std::string_view text)
{
    const auto preview = previewOf(text, "t.csv");
    if (!preview)
        return require(!preview.error().message.empty(), "no reason", text);
    require(!preview->header.empty() && preview->rows.size() <= 20, "a poor preview", text);
    const TrialMapping guess = guessedMapping(preview->header);
    const auto again = parseTrialMapping(toTexts(guess));
    require(again && *again == guess, "a guess is written otherwise", text);
    tryTable(guess, text);
}

void tryInput(std::string_view input)
{
    std::vector<std::string> texts;
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size());
        const std::string line(input.substr(0, end));
        input.remove_prefix(std::min(end + 1, input.size()));
        if (line.empty())
            break;
        texts.push_back(line);
    }
    tryPreview(input);
    const auto mapping = parseTrialMapping(texts);
    if (!mapping) {
        require(mapping.error().message.find("expected") != std::string::npos, "a poor refusal", input);
        return tryTable({}, input);
    }
    const auto again = parseTrialMapping(toTexts(*mapping));
    require(again && *again == *mapping, "a mapping is written otherwise", input);
    tryTable(*mapping, input);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tryInput({reinterpret_cast<const char*>(data), size});
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    std::mt19937 random(2021);
    for (const std::string& seed : fuzzing::seedsIn("tests/fuzz/seeds/mapping")) {
        tryInput(seed);
        for (std::size_t size = 0; size <= seed.size(); ++size)
            tryInput(std::string_view(seed).substr(0, size));
        for (int round = 0; round < 3000; ++round)
            tryInput(mutated(seed, random));
    }
    return 0;
}
#endif
