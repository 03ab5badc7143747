#include "core/checks/mappingcheck.h"

#include "core/data/wording.h"
#include "core/io/trialpreview.h"
#include "core/io/trialreader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace learnscope {

Result<MappingCheck> checkMapping(const std::filesystem::path& path, const TrialMapping& mapping,
                                  unsigned threads, JobContext& context)
{
    MappingCheck check;
    const TrialMapping::Source& phase = mapping[TrialColumn::Phase];
    if (phase.constant.empty()) {
        const auto name = phase.isOpen() ? trialColumnNames[std::size_t(TrialColumn::Phase)] : phase.column;
        auto phases = distinctTexts(path, std::string(name), MappingCheck::mostPhases, context);
        if (!phases && phases.error().kind == Error::Kind::Cancelled)
            return tl::unexpected(phases.error());
        if (phases)
            check.phases = std::move(*phases);
    }
    const auto table = readTrials(path, {.threads = threads, .mapping = mapping}, context);
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    if (!table) {
        check.problems = table.error();
        return check;
    }
    check.trials = table->size();
    check.trainTrials =
        static_cast<std::size_t>(std::count(table->phases().begin(), table->phases().end(), Phase::Train));
    for (std::size_t row = 0; row < table->size(); ++row)
        check.correct += table->isCorrect(row);
    check.runs = table->distinctRuns().size();
    check.epochs = std::set<std::int32_t>(table->epochs().begin(), table->epochs().end()).size();
    check.classes = table->classes().size();
    return check;
}

std::string_view usualPhase(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> beginnings = {
        {{"train", "train"},
         {"learn", "train"},
         {"stud", "train"},
         {"practi", "train"},
         {"test", "test"},
         {"transfer", "test"},
         {"generali", "test"},
         {"eval", "test"},
         {"val", "test"}}};
    std::string lower(text);
    for (char& letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    for (const auto& [beginning, phase] : beginnings)
        if (lower.starts_with(beginning))
            return phase;
    return {};
}

std::string textOf(const MappingCheck& check)
{
    if (!check.problems.empty())
        return check.problems.kept().front().toString();
    const auto percent = std::lround(100.0 * static_cast<double>(check.correct)
                                     / static_cast<double>(std::max<std::size_t>(check.trials, 1)));
    return counted(check.trials, "trial", "trials") + " (" + std::to_string(check.trainTrials)
        + " of training, " + std::to_string(check.trials - check.trainTrials) + " of tests) of "
        + counted(check.runs, "run", "runs") + " in " + counted(check.epochs, "epoch", "epochs") + " with "
        + counted(check.classes, "class", "classes") + "; " + std::to_string(percent) + " % are right";
}

} // namespace learnscope
