#include "core/similarity/confusionrdm.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace learnscope {

namespace {
/// Phases and epochs in the order of the cells.
std::vector<std::pair<Phase, std::int32_t>> epochsOf(const Confusion& confusion)
{
    std::vector<std::pair<Phase, std::int32_t>> epochs;
    for (const ConfusionCell& cell : confusion.cells)
        if (epochs.empty() || epochs.back() != std::pair(cell.phase, cell.epoch))
            epochs.emplace_back(cell.phase, cell.epoch);
    return epochs;
}

std::vector<double> dissimilaritiesOf(const std::vector<std::uint64_t>& counts, std::size_t classes)
{
    std::vector<double> shown(classes);
    for (std::size_t truth = 0; truth < classes; ++truth)
        shown[truth] = static_cast<double>(std::accumulate(
            counts.begin() + static_cast<std::ptrdiff_t>(truth * classes),
            counts.begin() + static_cast<std::ptrdiff_t>((truth + 1) * classes), std::uint64_t {0}));
    std::vector<double> values;
    for (std::size_t a = 0; a < classes; ++a)
        for (std::size_t b = a + 1; b < classes; ++b) {
            const double taken = static_cast<double>(counts[a * classes + b]) / shown[a]
                + static_cast<double>(counts[b * classes + a]) / shown[b];
            values.push_back(shown[a] > 0 && shown[b] > 0 ? 1 - taken / 2 : NAN);
        }
    return values;
}

ConfusionRdmLikeness likenessOf(const ConfusionRdm& first, const ConfusionRdm& second, MatrixMeasure measure)
{
    ConfusionRdmLikeness likeness {first.phase, first.epoch, NAN, 0, confusionDistance(first, second)};
    auto pairs = comparedPairs(first.matrix, second.matrix);
    if (!pairs)
        return likeness; // too few pairs of classes that both were shown
    likeness.pairs = pairs->first.size();
    if (const auto statistic = MatrixStatistic::make(measure, std::move(*pairs), 1))
        likeness.value = statistic->value();
    return likeness;
}
} // namespace

std::vector<ConfusionRdm> confusionRdms(const Confusion& confusion)
{
    std::vector<ConfusionRdm> result;
    const std::size_t classes = confusion.labels.size();
    if (classes < 2)
        return result;
    const RowNames names(confusion.labels);
    for (const auto& [phase, epoch] : epochsOf(confusion)) {
        const std::vector<std::uint64_t> counts = confusion.matrix(phase, epoch);
        auto matrix =
            SimilarityMatrix::fromCondensed(classes, SharedValues<double>(dissimilaritiesOf(counts, classes)),
                                            {SimilarityMatrix::Kind::Dissimilarity, "confusion"}, names);
        if (!matrix)
            continue;
        std::uint64_t right = 0;
        for (std::size_t truth = 0; truth < classes; ++truth)
            right += counts[truth * classes + truth];
        const std::uint64_t trials = std::accumulate(counts.begin(), counts.end(), std::uint64_t {0});
        result.push_back({phase, epoch, std::move(*matrix), trials,
                          static_cast<double>(right) / static_cast<double>(trials)});
    }
    return result;
}

std::string toText(const RepresentationOfTrials& answers)
{
    std::string text = answers.observer + ':' + std::string(toString(answers.phase));
    if (answers.epoch)
        text += ':' + std::to_string(*answers.epoch);
    return text;
}

Result<RepresentationOfTrials> representationOfTrialsFromText(std::string_view text)
{
    // From the end, for names may hold colons, too.
    RepresentationOfTrials answers;
    std::string_view rest = text;
    const auto lastPart = [&rest] { return rest.substr(rest.rfind(':') + 1); };
    const auto isPhase = [](std::string_view part) { return part == "test" || part == "train"; };
    if (text.find(':') == std::string_view::npos) {
        answers.observer = text;
        return answers;
    }
    if (const std::string_view part = lastPart(); !isPhase(part)) {
        std::int32_t epoch = 0;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), epoch);
        if (read.ec == std::errc() && read.ptr == part.data() + part.size() && part.size() < rest.size()) {
            answers.epoch = epoch;
            rest.remove_suffix(part.size() + 1);
        }
    }
    const std::string_view phase = lastPart();
    if (!isPhase(phase) || rest.size() < phase.size() + 2)
        return failure(Error::Kind::Usage,
                       "expected OBSERVER, OBSERVER:test or OBSERVER:train:4, found '" + std::string(text)
                           + "'");
    answers.phase = phase == "train" ? Phase::Train : Phase::Test;
    answers.observer = rest.substr(0, rest.size() - phase.size() - 1);
    return answers;
}

Result<SimilarityMatrix> matrixOfAnswers(const Analysis& analysis, std::string_view observer, Phase phase,
                                         std::optional<std::int32_t> epoch)
{
    const std::string named = '\'' + std::string(observer) + '\'';
    const auto found = std::find_if(analysis.observers.begin(), analysis.observers.end(),
                                    [&](const auto& one) { return one.curves.observer.name == observer; });
    if (found == analysis.observers.end())
        return failure(Error::Kind::Mismatch, "no trials of " + named + " are counted");
    std::vector<ConfusionRdm> rdms = confusionRdms(found->confusion);
    ConfusionRdm* wanted = nullptr;
    for (ConfusionRdm& rdm : rdms)
        if (rdm.phase == phase && (!epoch || rdm.epoch == *epoch) && (!wanted || rdm.epoch > wanted->epoch))
            wanted = &rdm;
    if (!wanted)
        return failure(Error::Kind::Mismatch, named + " has no trials of two or more classes there");
    return std::move(wanted->matrix);
}

double confusionDistance(const ConfusionRdm& first, const ConfusionRdm& second)
{
    const auto match = matchRows(first.matrix.names(), second.matrix.names());
    if (!match)
        return NAN;
    double sum = 0;
    std::size_t pairs = 0;
    for (std::size_t a = 0; a < match->size(); ++a)
        for (std::size_t b = a + 1; b < match->size(); ++b) {
            const double difference = first.matrix.at(match->first[a], match->first[b])
                - second.matrix.at(match->second[a], match->second[b]);
            if (std::isnan(difference))
                continue;
            sum += difference * difference;
            ++pairs;
        }
    return pairs > 0 ? std::sqrt(sum / static_cast<double>(pairs)) : NAN;
}

Result<std::vector<ConfusionRdmLikeness>> compareConfusionRdms(const std::vector<ConfusionRdm>& first,
                                                               const std::vector<ConfusionRdm>& second,
                                                               MatrixMeasure measure, JobContext& context)
{
    std::vector<ConfusionRdmLikeness> result;
    for (const ConfusionRdm& one : first) {
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        const auto other = std::find_if(second.begin(), second.end(), [&](const ConfusionRdm& candidate) {
            return candidate.phase == one.phase && candidate.epoch == one.epoch;
        });
        if (other != second.end())
            result.push_back(likenessOf(one, *other, measure));
    }
    return result;
}

} // namespace learnscope
