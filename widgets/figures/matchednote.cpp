#include "widgets/figures/matchednote.h"

#include <algorithm>
#include <optional>

namespace learnscope {

namespace {
/// What a figure of the kind compares; nothing: it compares nobody.
std::optional<AnalysisPart> comparedBy(FigureKind kind)
{
    switch (kind) {
    case FigureKind::ErrorConsistency:
        return AnalysisPart::Comparisons;
    case FigureKind::Confusion:
        return AnalysisPart::Likenesses;
    case FigureKind::Delta:
        return AnalysisPart::Deltas;
    default:
        return std::nullopt;
    }
}

bool isDrawn(const FigureInput& input, const FigureFilter& filter, const std::string& observer)
{
    const auto& asked = filter.observers;
    if (!asked.empty() && std::find(asked.begin(), asked.end(), observer) == asked.end())
        return false;
    return std::any_of(input.curves.observers.begin(), input.curves.observers.end(),
                       [&](const ObserverCurves& curves) { return curves.observer.name == observer; });
}

std::vector<MatchedPair> pairsOf(FigureKind kind, const FigureInput& input)
{
    const auto part = comparedBy(kind);
    return input.analysis && part ? matchedPairs(*input.analysis, *part) : std::vector<MatchedPair>();
}
} // namespace

std::vector<std::string> matchedTrials(FigureKind kind, const FigureFilter& filter, const FigureInput& input)
{
    std::vector<std::string> sentences;
    if (filter.phase == Phase::Train)
        return sentences;
    const auto name = [&](std::size_t place) {
        return input.analysis->observers[place].curves.observer.name;
    };
    for (const MatchedPair& pair : pairsOf(kind, input))
        if (isDrawn(input, filter, name(pair.first)) && isDrawn(input, filter, name(pair.second)))
            sentences.push_back(matchingSentence(*input.analysis, pair));
    return sentences;
}

std::string matchedTrials(FigureKind kind, const FigureInput& input, std::string_view first,
                          std::string_view second)
{
    const auto name = [&](std::size_t place) -> std::string_view {
        return input.analysis->observers[place].curves.observer.name;
    };
    for (const MatchedPair& pair : pairsOf(kind, input))
        if (name(pair.first) == first && name(pair.second) == second)
            return matchingSentence(*input.analysis, pair);
    return {};
}

} // namespace learnscope
