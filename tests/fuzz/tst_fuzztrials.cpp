#include "core/checks/trialchecks.h"
#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/seeds.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

// Mutated trial tables: whatever stands in a file, the reader gives a table or says what is wrong, the fast
// and the patient way agree, and what was read is written back the same. Compiled with clang and
// -fsanitize=fuzzer -DLEARNSCOPE_FUZZER this is a libFuzzer target; else an ordinary test over some thousand
// seeded mutations.

namespace {
using namespace learnscope;

void require(bool condition, const char* what, std::string_view text)
{
    if (condition)
        return;
    std::fprintf(stderr, "%s, for:\n%.*s\n", what, static_cast<int>(text.size()), text.data());
    std::abort();
}

bool same(const ExtraColumn& left, const ExtraColumn& right)
{
    if (left.name != right.name || left.values.index() != right.values.index())
        return false;
    const auto* numbers = std::get_if<std::vector<double>>(&left.values);
    if (!numbers)
        return left.values == right.values;
    const auto& others = std::get<std::vector<double>>(right.values);
    for (std::size_t row = 0; row < numbers->size(); ++row)
        if ((*numbers)[row] != others[row] && !(std::isnan((*numbers)[row]) && std::isnan(others[row])))
            return false;
    return numbers->size() == others.size();
}

void checkErrors(const ErrorList& errors, std::string_view text)
{
    require(!errors.empty(), "refused without a reason", text);
    for (const Error& error : errors.kept())
        require(!error.message.empty() && !error.code.empty() && error.where.file == "t.csv",
                "a poor message", text);
}

void tryText(std::string_view text)
{
    const auto table = parseTrials(text, "t.csv", {.threads = 2});
    const auto patient = parseTrials(text, "t.csv", {.threads = 1, .patient = true});
    require(bool(table) == bool(patient), "the ways to read disagree", text);
    if (!table) {
        require(table.error().toString() == patient.error().toString(), "the ways give other errors", text);
        return checkErrors(table.error(), text);
    }
    const std::string written = formatTrials(*table);
    require(written == formatTrials(*patient), "the ways to read give other tables", text);
    const auto again = parseTrials(written, "t.csv");
    require(bool(again), "what was written cannot be read", text);
    require(formatTrials(*again) == written, "what was written reads otherwise", text);
    for (std::size_t extra = 0; extra < table->extras().size(); ++extra)
        require(same(table->extras()[extra], again->extras()[extra]), "an extra column has changed", text);
    const Observer observer = makeObserver("t.csv", std::make_shared<const TrialTable>(*table));
    require(checkTrials(observer).has_value(), "the checks failed", text);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tryText({reinterpret_cast<const char*>(data), size});
    return 0;
}

#ifndef LEARNSCOPE_FUZZER
int main()
{
    std::mt19937 random(1854);
    for (const std::string& seed : fuzzing::seedsIn("tests/fuzz/seeds/trials")) {
        if (!parseTrials(seed, "t.csv"))
            require(false, "a seed is refused", seed);
        tryText(seed);
        for (std::size_t size = 0; size <= seed.size(); ++size)
            tryText(std::string_view(seed).substr(0, size));
        for (int round = 0; round < 3000; ++round)
            tryText(mutated(seed, random));
    }
    return 0;
}
#endif
