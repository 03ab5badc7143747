#pragma once

#include "core/base/random.h"
#include "core/stats/answercomparison.h"
#include "core/stats/errorconsistency.h"
#include "tests/core/stats/trialbuilder.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// One run for each row of right (1) and wrong (0) answers to images 0, 1, ... in epoch 1.
inline AnswerSheets sheetsOf(const std::vector<std::vector<int>>& runs)
{
    TrialBuilder builder;
    std::vector<std::int32_t> numbers;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        numbers.push_back(static_cast<std::int32_t>(run) + 1);
        for (std::size_t image = 0; image < runs[run].size(); ++image)
            builder.row(numbers.back(), 1, Phase::Test, "image" + std::to_string(image), "p",
                        runs[run][image] ? "p" : "q");
    }
    return AnswerSheets(*builder.table(), numbers);
}

/// Runs that are right about as often as each other, some always and some never.
inline std::vector<std::vector<int>> manyRuns(std::size_t runs, std::size_t images, std::uint64_t seed)
{
    Random random(seed);
    std::vector<std::vector<int>> answers(runs, std::vector<int>(images));
    for (std::size_t run = 0; run < runs; ++run)
        for (int& answer : answers[run])
            answer = run % 50 == 0 ? 0 : run % 50 == 1 ? 1 : random.below(10) < 7;
    return answers;
}

/// Kappa and agreement of every pair, one by one.
inline ConsistencyPoint onePairAfterAnother(const std::vector<std::vector<int>>& first,
                                            const std::vector<std::vector<int>>* second)
{
    ConsistencyPoint point;
    double agreement = 0;
    double kappa = 0;
    Interval attainable;
    Interval chance;
    const auto& others = second ? *second : first;
    for (std::size_t one = 0; one < first.size(); ++one)
        for (std::size_t other = second ? 0 : one + 1; other < others.size(); ++other) {
            AnswerPair answers {first[one].size(), 0, 0, 0};
            for (std::size_t image = 0; image < first[one].size(); ++image) {
                answers.correctFirst += first[one][image] == 1;
                answers.correctSecond += others[other][image] == 1;
                answers.agreements += first[one][image] == others[other][image];
            }
            const ErrorConsistency result = errorConsistency(answers);
            const bool isDefined = !std::isnan(result.kappa);
            const bool counts = isDefined && result.informative;
            ++point.pairs;
            point.undefined += !isDefined;
            point.uninformative += isDefined && !result.informative;
            point.trials += answers.trials;
            agreement += result.observedAgreement;
            kappa += counts ? result.kappa : 0;
            if (counts) {
                attainable.low += result.attainable.low;
                attainable.high += result.attainable.high;
                chance.low += result.chance.low;
                chance.high += result.chance.high;
            }
        }
    point.observedAgreement = agreement / static_cast<double>(point.pairs);
    const double informative = static_cast<double>(point.informativePairs());
    point.kappa = kappa / informative;
    if (informative > 0) {
        point.attainable = {attainable.low / informative, attainable.high / informative};
        point.chance = {chance.low / informative, chance.high / informative};
    }
    return point;
}

inline bool isNear(const std::optional<Interval>& found, const std::optional<Interval>& expected)
{
    return found && expected && std::abs(found->low - expected->low) < 1e-12
        && std::abs(found->high - expected->high) < 1e-12;
}

inline ConsistencyPoint only(const Result<AnswerComparison>& compared)
{
    return compared && compared->points.size() == 1 ? compared->points.front() : ConsistencyPoint {};
}

} // namespace learnscope
