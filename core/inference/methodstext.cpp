#include "core/inference/infer.h"

#include "core/base/version.h"

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
bool isLag(const InferenceOptions& options)
{
    return options.question == Question::LagBehindHumans
        || (options.question == Question::Generalise && options.measure == Measure::Lag);
}

std::string percent(double level)
{
    const int whole = static_cast<int>(level * 100 + .5);
    return std::to_string(whole) + " %";
}

/// 10000 as "10,000".
std::string withCommas(std::size_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t place = text.size(); place > 3;) {
        place -= 3;
        text.insert(place, 1, ',');
    }
    return text;
}

std::string clustersOf(Generalisation unit)
{
    switch (unit) {
    case Generalisation::People:
        return "participants and network runs";
    case Generalisation::Images:
        return "images";
    default:
        return "participants and network runs crossed with images";
    }
}

std::string intervalName(const InferenceOptions& options)
{
    switch (options.interval) {
    case IntervalMethod::Percentile:
        return "percentile bootstrap";
    case IntervalMethod::Bca:
        return "bias-corrected and accelerated bootstrap (Efron 1987)";
    default:
        return "expanded percentile bootstrap (Hesterberg 2015)";
    }
}

std::string intervalText(const InferenceOptions& options)
{
    const std::string clusters = percent(options.level) + ' ' + intervalName(options) + ", whole "
        + clustersOf(options.generalise) + " drawn";
    const std::string crossed = percent(options.level)
        + " Student's t with the two-factor bootstrap variance (participants and runs crossed with images)";
    if (options.question == Question::Generalise)
        return percent(options.level) + ' ' + intervalName(options)
            + " for new people and for new images; for both, Student's t with the two-factor bootstrap "
              "variance";
    return options.generalise == Generalisation::Both ? crossed : clusters;
}

std::string testText(const InferenceOptions& options)
{
    const Generalisation unit = options.generalise;
    if (options.question == Question::Generalise)
        return std::string("permutation of observer labels (people); Student's t with the bootstrap variance "
                           "(images) and with the two-factor variance (both)");
    if (unit == Generalisation::Both)
        return "Student's t with the two-factor bootstrap variance";
    if (options.question == Question::MoreHuman && unit == Generalisation::People)
        return "Student's t with the bootstrap variance over people and runs";
    if (unit == Generalisation::Images) {
        if (isLag(options) || options.question == Question::MoreHuman)
            return "Student's t with the bootstrap variance over images";
        return options.question == Question::AboveChance
            ? "sign flips of the images' deviations from chance"
            : "sign flips of the differences image by image where both observers saw the same images, else "
              "Student's t with the bootstrap variance over images";
    }
    if (options.question == Question::AboveChance)
        return "sign flips of the runs' deviations from chance, whole curves together";
    return "permutation of observer labels, whole learning curves together";
}

std::string correctionText(const InferenceOptions& options)
{
    std::string text = options.correction == Correction::Holm ? "Holm (family-wise error)"
        : options.correction == Correction::BenjaminiHochberg ? "Benjamini-Hochberg (false discovery rate)"
                                                              : "none";
    const bool curves = options.question == Question::AboveChance
        || (options.question == Question::Differ && options.generalise == Generalisation::People);
    if (curves && options.generalise != Generalisation::Both)
        text += "; beside it the maximum statistic over epochs";
    return text;
}

std::vector<std::string> assumptionsOf(const InferenceOptions& options)
{
    std::vector<std::string> found;
    const bool whole = options.question == Question::Generalise;
    const bool people = whole || options.generalise != Generalisation::Images;
    const bool images = whole || options.generalise != Generalisation::People;
    if (people)
        found.emplace_back("Participants are independent of each other, and so are the runs of a network; "
                           "nothing is assumed of the trials of one of them.");
    if (images)
        found.emplace_back("Images are a random sample of those that could have been shown.");
    if (!people)
        found.emplace_back("The people and runs are taken as they are: nothing is said of others.");
    if (!images)
        found.emplace_back("The images are taken as they are: nothing is said of others.");
    if (options.question == Question::AboveChance && options.generalise != Generalisation::Both)
        found.emplace_back("If an observer guesses, deviations from chance above and below it are equally "
                           "likely.");
    if (people && options.question != Question::AboveChance && options.question != Question::MoreHuman
        && (whole || options.generalise == Generalisation::People))
        found.emplace_back("If the observers do not differ, their runs are interchangeable: in spread, too.");
    if (options.generalise == Generalisation::Both || whole)
        found.emplace_back(
            "With both drawn, the estimate is about normal; degrees of freedom are those of the "
            "smaller number of runs or images, less one.");
    if (options.question == Question::MoreHuman)
        found.emplace_back("Pairs are compared only on the same images in the same epoch.");
    if (isLag(options))
        found.emplace_back(
            options.lagRule == LagRule::AsPublished
                ? "The lag's window follows the published rule, which differs for people and "
                  "networks; it is found anew in each draw."
                : "The lag's window goes to the last epoch for all observers; it is found anew "
                  "in each draw.");
    return found;
}

/// The effect sizes that the rows have.
std::string effectsText(const InferenceResult& result)
{
    std::string text;
    const auto add = [&](auto has, const char* name) {
        if (std::any_of(result.rows.begin(), result.rows.end(), has))
            text += (text.empty() ? "Effect sizes: " : ", ") + std::string(name);
    };
    add([](const InferenceRow& row) { return row.hedgesG.has_value(); },
        "Hedges' g with noncentral t interval");
    add([](const InferenceRow& row) { return row.cliffsDelta.has_value(); }, "Cliff's delta");
    add([](const InferenceRow& row) { return row.oddsRatio.has_value(); }, "odds ratio");
    return text.empty() ? text : text + ". ";
}

std::string nameOf(const InferenceOptions& options)
{
    switch (options.question) {
    case Question::AboveChance:
        return "One-sample tests against chance and of the gain from the first epoch to the last";
    case Question::LagBehindHumans:
        return "Difference of generalisation lags, each network less humans";
    case Question::Generalise:
        return options.measure == Measure::Lag
            ? "Difference of generalisation lags for new people, new images and both"
            : "Difference of mean accuracies for new people, new images and both";
    case Question::MoreHuman:
        return "Difference of error consistency with humans";
    default:
        return "Differences of mean accuracy, epoch by epoch";
    }
}

} // namespace

InferenceMethod methodFor(const InferenceOptions& options)
{
    return {nameOf(options), testText(options), intervalText(options), correctionText(options),
            assumptionsOf(options)};
}

std::string methodsText(const InferenceResult& result)
{
    const InferenceOptions& options = result.options;
    bool exact = false;
    bool random = false;
    for (const InferenceRow& row : result.rows) {
        exact |= row.test.find(", all ") != std::string::npos;
        random |= row.test.find("arrangements") != std::string::npos
            && row.test.find(", all ") == std::string::npos;
    }
    std::string text = result.method.name + " (" + result.sample + "). ";
    text +=
        "Intervals: " + result.method.interval + ", " + withCommas(std::size_t(options.draws)) + " draws. ";
    text += "p-values: " + result.method.test;
    if (exact)
        text += random ? " (all arrangements where they are fewer than "
                + withCommas(std::size_t(options.draws)) + ", else "
                + withCommas(std::size_t(options.draws - 1)) + " random ones, p = (1 + b)/(1 + B))"
                       : std::string(" (all arrangements)");
    else if (random)
        text +=
            " (" + withCommas(std::size_t(options.draws - 1)) + " random arrangements, p = (1 + b)/(1 + B))";
    text += options.question == Question::AboveChance ? ", one-sided against chance, two-sided for gains. "
                                                      : ", two-sided. ";
    text += "Correction for " + std::to_string(result.tests) + (result.tests == 1 ? " test: " : " tests: ")
        + result.method.correction + ". ";
    if (options.question == Question::LagBehindHumans || options.measure == Measure::Lag)
        text += "Lag rule: " + std::string(toString(options.lagRule)) + ". ";
    text += effectsText(result);
    if (!result.repairs.empty())
        text += result.repairs + ' ';
    if (!result.matching.empty())
        text += result.matching + ' ';
    text += "Seed " + std::to_string(options.seed) + "; Learnscope " + std::string(version()) + '.';
    return text;
}

} // namespace learnscope
