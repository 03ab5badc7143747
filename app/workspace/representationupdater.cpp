#include "app/workspace/representationupdater.h"

#include "core/similarity/confusionrdm.h"

#include <algorithm>

namespace learnscope {

using namespace std::chrono_literals;

namespace {
bool isInSet(const RepresentationSet* set, const RepresentationInput& input)
{
    return set && std::any_of(set->shown.begin(), set->shown.end(), [&](const ShownRepresentation& shown) {
               return shown.input.measure == input.measure && isSame(shown.input.value, input.value);
           });
}

bool hasSameNumbers(const Representation& one, const Representation& other)
{
    const auto* first = std::get_if<SimilarityMatrix>(&one);
    const auto* second = std::get_if<SimilarityMatrix>(&other);
    if (!first || !second || first->names() != second->names())
        return false;
    const auto numbers = first->condensed<double>();
    const auto others = second->condensed<double>();
    return std::equal(numbers.begin(), numbers.end(), others.begin(), others.end(),
                      [](double a, double b) { return a == b || (a != a && b != b); });
}
} // namespace

struct RepresentationUpdater::TrialMatrix
{
    RepresentationOfTrials origin;
    std::shared_ptr<const Representation> value;
    std::string problem;
};

RepresentationUpdater::RepresentationUpdater(RepresentationModel& model, JobRunner& runner, unsigned threads,
                                             QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_runner(runner)
{
    m_options.threads = threads;
    m_delay.setSingleShot(true);
    m_delay.setInterval(30ms);
    connect(&m_delay, &QTimer::timeout, this, &RepresentationUpdater::compute);
    connect(&model, &RepresentationModel::representationsChanged, this, [this] {
        followTrials();
        m_delay.start();
    });
}

void RepresentationUpdater::setWanted(RepresentationParts parts)
{
    m_wanted = parts;
    if (m_model.count() > 0 && !(m_set && m_set->options.parts.contains(parts)))
        m_delay.start();
}

void RepresentationUpdater::setOptions(const RepresentationOptions& options)
{
    const unsigned threads = m_options.threads;
    m_options = options;
    m_options.threads = threads;
    m_options.parts = {};
    m_delay.start();
}

void RepresentationUpdater::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    m_analysis = std::move(analysis);
    followTrials();
}

std::vector<RepresentationInput> RepresentationUpdater::inputs() const
{
    std::vector<RepresentationInput> inputs;
    for (const OpenRepresentation& open : m_model.all())
        if (open.isShown && open.value) {
            const RepresentationFile* file = open.file();
            inputs.push_back({open.name, open.label, *open.value, open.measure, open.isReference,
                              file != nullptr ? file->path : std::string(),
                              file != nullptr ? file->dataset : toText(*open.trials())});
        }
    return inputs;
}

void RepresentationUpdater::compute()
{
    if (m_running) {
        m_running->cancel();
        m_running = nullptr;
    }
    const std::vector<RepresentationInput> wanted = inputs();
    const bool isAllKnown = std::all_of(wanted.begin(), wanted.end(), [&](const RepresentationInput& input) {
        return isInSet(m_set.get(), input);
    });
    start(!isAllKnown && !(m_wanted == RepresentationParts()));
}

void RepresentationUpdater::start(bool isQuick)
{
    RepresentationOptions options = m_options;
    options.parts = isQuick ? RepresentationParts() : m_wanted;
    m_running = m_runner.start<RepresentationSet>(
        isQuick ? tr("Similarity matrices") : tr("Matrices, maps and comparisons"),
        [inputs = inputs(), options, known = m_set](JobContext& context) {
            return arrangeRepresentations(inputs, options, known.get(), context);
        },
        [this, isQuick](const JobResult<RepresentationSet>& result) -> JobEnd {
            if (!result && result.error().kind == Error::Kind::Cancelled)
                return {JobModel::State::Cancelled}; // by a newer state, or by the user: what is shown stays
            m_running = nullptr;
            if (!result) {
                Q_EMIT failed(result.error());
                return {JobModel::State::Failed};
            }
            m_set = *result;
            Q_EMIT setChanged();
            if (isQuick)
                start(false);
            return {};
        },
        JobRunner::Listing::WhenLong);
}

void RepresentationUpdater::followTrials()
{
    std::vector<RepresentationOfTrials> asked;
    bool isMissing = false;
    for (const OpenRepresentation& open : m_model.all())
        if (const RepresentationOfTrials* origin = open.trials()) {
            asked.push_back(*origin);
            isMissing = isMissing || (!open.value && open.problem.empty());
        }
    if (!m_analysis || (asked == m_asked && m_analysis == m_askedOf && !isMissing))
        return;
    if (m_runningTrials)
        m_runningTrials->cancel();
    m_asked = asked;
    m_askedOf = m_analysis;
    if (asked.empty())
        return;
    using Matrices = std::vector<TrialMatrix>;
    m_runningTrials = m_runner.start<Matrices>(
        tr("Matrices of answers"),
        [asked, analysis = m_analysis](JobContext& context) -> Result<Matrices> {
            Matrices matrices;
            for (const RepresentationOfTrials& origin : asked) {
                if (context.isCancelled())
                    return failure(Error::Kind::Cancelled, "cancelled");
                auto matrix = matrixOfAnswers(*analysis, origin.observer, origin.phase, origin.epoch);
                matrices.push_back(
                    matrix
                        ? TrialMatrix {origin, std::make_shared<const Representation>(std::move(*matrix)), {}}
                        : TrialMatrix {origin, nullptr, matrix.error().message});
            }
            return matrices;
        },
        [this](const JobResult<Matrices>& result) -> JobEnd {
            if (!result)
                return {JobModel::State::Cancelled};
            for (const TrialMatrix& matrix : **result)
                for (int place = 0; place < m_model.count(); ++place) {
                    const OpenRepresentation& open = m_model.at(place);
                    const bool isIt = open.trials() && *open.trials() == matrix.origin;
                    const bool isNew =
                        !(open.value && matrix.value && hasSameNumbers(*open.value, *matrix.value))
                        && (open.value != matrix.value || open.problem != matrix.problem);
                    if (isIt && isNew)
                        m_model.replaceValue(place, matrix.value, {}, matrix.problem);
                }
            return {};
        },
        JobRunner::Listing::WhenLong);
}

} // namespace learnscope
