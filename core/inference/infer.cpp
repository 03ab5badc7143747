#include "core/inference/infer.h"

#include "core/inference/asked.h"
#include "core/stats/matching.h"

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
constexpr QuestionWords questions[] = {
    {Question::AboveChance, "above-chance", "Does each observer learn, and when is it above chance?"},
    {Question::LagBehindHumans, "lag", "Do networks lag behind humans?"},
    {Question::Differ, "differ", "Do two observers differ, and in which epochs?"},
    {Question::Generalise, "generalise", "Does a difference hold for new people, for new images, for both?"},
    {Question::MoreHuman, "more-human", "Does one network err more like humans than another?"},
};

bool drawsPeople(const InferenceOptions& options)
{
    return options.question == Question::Generalise || options.generalise != Generalisation::Images;
}

bool drawsImages(const InferenceOptions& options)
{
    return options.question == Question::Generalise || options.generalise != Generalisation::People;
}

std::size_t ofKind(const Study& study, ObserverKind kind)
{
    return static_cast<std::size_t>(
        std::count_if(study.observers.begin(), study.observers.end(),
                      [kind](const StudiedObserver& observer) { return observer.kind() == kind; }));
}

Result<void> checkObservers(const Study& study, const InferenceOptions& options)
{
    const auto refuse = [](std::string why) { return failure(Error::Kind::Mismatch, std::move(why)); };
    if (!options.against.empty() && !study.placeOf(options.against))
        return failure(Error::Kind::Usage, "there is no observer '" + options.against + "' to compare with");
    const std::size_t humans = ofKind(study, ObserverKind::Human);
    const std::size_t networks = study.observers.size() - humans;
    switch (options.question) {
    case Question::Differ:
    case Question::Generalise:
        if (study.observers.size() < 2)
            return refuse("a comparison needs two observers; there is "
                          + std::to_string(study.observers.size()));
        break;
    case Question::LagBehindHumans:
        if (humans == 0 || networks == 0)
            return refuse("the question needs humans and a network; there are " + std::to_string(humans)
                          + " human observers and " + std::to_string(networks) + " networks");
        break;
    case Question::MoreHuman:
        if (humans == 0 || networks < 2)
            return refuse("the question needs humans and two networks; there are " + std::to_string(humans)
                          + " human observers and " + std::to_string(networks) + " networks");
        break;
    default:
        if (study.observers.empty())
            return refuse("there is no observer");
    }
    return {};
}

/// Fewer clusters than can be drawn from are refused.
Result<void> checkSizes(const Study& study, const InferenceOptions& options)
{
    for (const StudiedObserver& observer : study.observers) {
        if (drawsPeople(options) && observer.runs() < 2)
            return failure(Error::Kind::Mismatch,
                           observer.label() + " has " + observer.runsWord()
                               + ": with one there is nothing to say of others; expected at least 2, better "
                               + std::to_string(fewClusters)
                               + " or more, or a question about new images only",
                           {observer.curves.observer.file});
        const bool lag = options.question == Question::LagBehindHumans
            || (options.question == Question::Generalise && options.measure == Measure::Lag);
        for (const Phase phase : {Phase::Train, Phase::Test}) {
            const bool used = lag || phase == options.phase || options.question == Question::MoreHuman;
            const bool neverUsed = options.question == Question::MoreHuman && phase == Phase::Train;
            const std::size_t images = observer.images[static_cast<std::size_t>(phase)];
            if (used && !neverUsed && drawsImages(options) && images < fewestImages)
                return failure(Error::Kind::Mismatch,
                               observer.label() + " saw " + std::to_string(images) + ' '
                                   + std::string(toString(phase)) + " images: too few to speak of new ones; "
                                   + "expected at least " + std::to_string(fewestImages),
                               {observer.curves.observer.file});
        }
    }
    return {};
}

std::vector<std::string> warningsOf(const Study& study, const InferenceResult& result)
{
    std::vector<std::string> warnings;
    if (drawsPeople(result.options))
        for (const StudiedObserver& observer : study.observers)
            if (observer.runs() < fewClusters)
                warnings.push_back(observer.label() + " has only " + observer.runsWord()
                                   + ": intervals over so few are unreliable");
    std::size_t gaps = 0;
    std::size_t most = 0;
    for (const InferenceRow& row : result.rows) {
        gaps += row.undefinedDraws > 0;
        most = std::max(most, row.undefinedDraws);
    }
    if (gaps > 0)
        warnings.push_back("in " + std::to_string(gaps) + (gaps == 1 ? " row " : " rows ") + "up to "
                           + std::to_string(most) + " of " + std::to_string(result.options.draws)
                           + " draws have no value; they are left out of the interval");
    std::set<std::string> few;
    for (const InferenceRow& row : result.rows)
        if (row.test.find(", all ") != std::string::npos && row.firstRuns + row.secondRuns < 6
            && row.generalise == Generalisation::People)
            few.insert(row.comparison);
    if (!few.empty())
        warnings.push_back("so few runs have so few arrangements that no p-value can fall below .05 in "
                           + std::to_string(few.size()) + " comparisons");
    return warnings;
}

/// Who takes part, and with how much.
std::string sampleOf(const Study& study, const InferenceResult& result)
{
    std::set<std::string> used;
    std::size_t images = 0;
    for (const InferenceRow& row : result.rows) {
        used.insert(row.first);
        used.insert(row.second);
        images = std::max(images, row.images);
    }
    std::string text;
    for (const StudiedObserver& observer : study.observers)
        if (used.contains(observer.name())
            || (result.options.question == Question::MoreHuman && observer.kind() == ObserverKind::Human))
            text += (text.empty() ? "" : ", ") + observer.label() + " (" + observer.runsWord() + ")";
    return text + "; up to " + std::to_string(images) + " images in a comparison";
}

/// Which test images those saw that are compared. Training trials and what an observer does by itself are
/// not matched.
std::string matchingOf(const Study& study, const InferenceResult& result)
{
    const InferenceOptions& options = result.options;
    const bool isOfTraining = options.phase == Phase::Train
        && (options.question == Question::Differ
            || (options.question == Question::Generalise && options.measure == Measure::Accuracy));
    if (options.question == Question::AboveChance || isOfTraining)
        return {};
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    const auto add = [&](std::size_t one, std::size_t other) {
        if (one != other)
            pairs.insert(std::minmax(one, other));
    };
    for (const InferenceRow& row : result.rows) {
        const auto one = study.placeOf(row.first);
        const auto other = study.placeOf(row.second);
        if (!one || !other)
            continue;
        if (options.question != Question::MoreHuman) {
            add(*one, *other);
            continue;
        }
        for (std::size_t human = 0; human < study.observers.size(); ++human) // each is compared with them
            if (study.observers[human].kind() == ObserverKind::Human) {
                add(human, *one);
                add(human, *other);
            }
    }
    std::string text;
    for (const auto& [one, other] : pairs) {
        const ObserverCurves& first = study.observers[one].curves;
        const ObserverCurves& second = study.observers[other].curves;
        text += (text.empty() ? "" : " ")
            + matchingSentence(
                    matchTrials(*first.observer.trials, first.runs, *second.observer.trials, second.runs),
                    {&first.observer, first.runs.size()}, {&second.observer, second.runs.size()});
    }
    return text;
}

Result<std::vector<InferenceRow>> ask(const Asked& asked)
{
    switch (asked.options().question) {
    case Question::AboveChance:
        return askAboveChance(asked);
    case Question::LagBehindHumans:
        return askLag(asked);
    case Question::Generalise:
        return askGeneralise(asked);
    case Question::MoreHuman:
        return askMoreHuman(asked);
    default:
        return askDiffer(asked);
    }
}

void correctRows(InferenceResult& result)
{
    std::vector<double> probabilities;
    for (const InferenceRow& row : result.rows) {
        probabilities.push_back(row.p);
        result.tests += row.p == row.p;
    }
    const std::vector<double> adjusted = corrected(probabilities, result.options.correction);
    for (std::size_t index = 0; index < result.rows.size(); ++index) {
        result.rows[index].correctedP = adjusted[index];
        std::string& note = result.rows[index].note;
        if (note.size() > 1 && note.ends_with("; "))
            note.resize(note.size() - 2);
    }
}
} // namespace

std::span<const QuestionWords> questionTable()
{
    return questions;
}

const QuestionWords& wordsOf(Question question)
{
    return *std::find_if(std::begin(questions), std::end(questions),
                         [question](const QuestionWords& words) { return words.question == question; });
}

std::string_view toString(Generalisation generalisation)
{
    switch (generalisation) {
    case Generalisation::People:
        return "people";
    case Generalisation::Images:
        return "images";
    default:
        return "both";
    }
}

std::string_view toString(Measure measure)
{
    return measure == Measure::Accuracy ? "accuracy" : "lag";
}

Result<InferenceResult> infer(std::span<const Observer> observers, const InferenceOptions& options,
                              JobContext& context)
{
    const bool blocks = drawsImages(options) && options.question != Question::MoreHuman;
    const auto study = prepareStudy(observers, options, blocks, context);
    if (!study)
        return tl::unexpected(study.error());
    for (const auto& check : {checkObservers(*study, options), checkSizes(*study, options)})
        if (!check)
            return tl::unexpected(check.error());
    auto rows = ask(Asked(*study, options, context));
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->empty())
        return failure(Error::Kind::Mismatch,
                       "the observers have no epochs in common in which the question could be answered");
    InferenceResult result {options, methodFor(options), std::move(*rows), 0, {}, {}, {}, {}, {}};
    correctRows(result);
    result.warnings = warningsOf(*study, result);
    result.sample = sampleOf(*study, result);
    for (const StudiedObserver& observer : study->observers)
        if (const std::string text = repairsText(observer.curves.observer); !text.empty())
            result.repairs += (result.repairs.empty() ? "" : " ") + text;
    result.matching = matchingOf(*study, result);
    result.methodsText = methodsText(result);
    return result;
}

} // namespace learnscope
