#include "core/simulation/simulatedobserver.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace learnscope {

namespace {
std::uint64_t hashOf(std::string_view text) // FNV-1a, 64 bits
{
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3u;
    return hash;
}

double normal(Random& random)
{
    const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
    return radius * std::cos(2 * std::numbers::pi * random.uniform());
}

/// What each picture of a set has above chance when their mean is @p mean: in proportion to its ease, but
/// never above @p most, what is cut off going to the others.
std::vector<double> shareOut(const std::vector<double>& ease, double mean, double most)
{
    const auto total = [&](double scale) {
        return std::accumulate(ease.begin(), ease.end(), 0.,
                               [&](double sum, double value) { return sum + std::min(most, scale * value); });
    };
    const double wanted = std::min(mean, most) * static_cast<double>(ease.size());
    double low = 0;
    double high = most / *std::min_element(ease.begin(), ease.end());
    for (int step = 0; step < 60; ++step) {
        const double middle = .5 * (low + high);
        (total(middle) < wanted ? low : high) = middle;
    }
    std::vector<double> shares;
    for (const double value : ease)
        shares.push_back(std::min(most, high * value));
    return shares;
}

Result<void> checkCurve(const LearningCurve& curve, double chance, const char* which)
{
    const auto wrong = [&](const char* what) {
        return failure(Error::Kind::Usage, std::string("the ") + which + " curve's " + what);
    };
    if (!(curve.rate >= 0 && curve.rate < 1e6))
        return wrong("rate must be at least 0");
    if (!(curve.offset >= 0 && curve.offset < 1e6))
        return wrong("offset must be at least 0");
    if (!(curve.asymptote >= chance && curve.asymptote <= 1))
        return wrong("asymptote must lie between chance and 1");
    return {};
}

Result<void> checkConfusion(const std::vector<std::vector<double>>& confusion, std::size_t categories)
{
    if (confusion.empty())
        return {};
    bool fits = confusion.size() == categories;
    for (std::size_t row = 0; fits && row < categories; ++row) {
        fits = confusion[row].size() == categories;
        double sum = 0;
        for (std::size_t column = 0; fits && column < categories; ++column) {
            fits = confusion[row][column] >= 0 && std::isfinite(confusion[row][column]);
            sum += row == column ? 0 : confusion[row][column];
        }
        fits = fits && sum > 0;
    }
    if (!fits)
        return failure(
            Error::Kind::Usage,
            "the confusions must be a square of numbers, one row per category, none below 0 and not "
            "all 0");
    return {};
}

Result<void> check(const SimulatedObserver& observer, const StimulusDesign& design)
{
    const auto wrong = [](const char* what) { return failure(Error::Kind::Usage, what); };
    if (design.categories.size() < 2 || design.stimuli.empty())
        return wrong("a simulation needs stimuli of at least two categories");
    if (observer.runs < 1 || observer.runs > 1000000)
        return wrong("the number of runs must be at least 1");
    if (observer.epochs < 1 || observer.epochs > 1000000)
        return wrong("the number of epochs must be at least 1");
    const auto isShare = [](double cost) { return cost >= 0 && cost < 1; };
    if (!isShare(observer.turnCost) || !isShare(observer.noveltyCost))
        return wrong("the costs of turns and of novelty must be from 0 to below 1");
    const auto isSpread = [](double spread) { return spread >= 0 && spread < 10; };
    if (!isSpread(observer.rateSpread) || !isSpread(observer.objectSpread))
        return wrong("spreads must be from 0 to below 10");
    for (const SimulatedObserver::FlatRun& flat : observer.flatRuns)
        if (!(flat.accuracy >= 0 && flat.accuracy <= 1))
            return wrong("the accuracy of a run that does not learn must be from 0 to 1");
    const double chance = 1. / static_cast<double>(design.categories.size());
    if (auto checked = checkCurve(observer.train, chance, "training"); !checked)
        return checked;
    if (auto checked = checkCurve(observer.test, chance, "test"); !checked)
        return checked;
    return checkConfusion(observer.confusion, design.categories.size());
}

class Simulation
{
public:
    Simulation(const SimulatedObserver& observer, const StimulusDesign& design, std::uint64_t seed)
        : m_observer(observer)
        , m_design(design)
        , m_seed(seed)
        , m_chance(1. / static_cast<double>(design.categories.size()))
        , m_sets(static_cast<std::size_t>(design.testSets) + 1)
    {
        for (const std::string& category : design.categories)
            m_labels.push_back(static_cast<std::uint16_t>(m_columns.labels.codeOf(category)));
        for (std::size_t index = 0; index < design.stimuli.size(); ++index) {
            const PlannedStimulus& stimulus = design.stimuli[index];
            m_images.push_back(m_columns.images.codeOf(stimulus.fileName));
            Set& set = m_sets[static_cast<std::size_t>(stimulus.testSet)];
            set.stimuli.push_back(index);
            set.ease.push_back(easeOf(stimulus));
        }
        for (std::size_t set = 1; set < m_sets.size(); ++set) // as a folder lists them
            sortByName(m_sets[set]);
    }

    Result<TrialTable> table()
    {
        for (int run = 1; run <= m_observer.runs; ++run)
            addRun(run);
        return TrialTable::fromColumns(std::move(m_columns));
    }

private:
    struct Set
    {
        std::vector<std::size_t> stimuli; ///< places in the design
        std::vector<double> ease; ///< of the same
    };

    double easeOf(const PlannedStimulus& stimulus) const
    {
        Random random(m_seed,
                      hashOf(stimulus.name.object)); // not the observer's: hard objects are hard for all
        double ease = std::exp(m_observer.objectSpread * normal(random));
        if (stimulus.phase == Phase::Test) {
            ease *= std::pow(1 - m_observer.turnCost, std::abs(stimulus.name.angle) / 30.);
            ease *= stimulus.trained ? 1 : 1 - m_observer.noveltyCost;
        }
        return ease;
    }

    void sortByName(Set& set) const
    {
        std::vector<std::size_t> order(set.stimuli.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
            return m_design.stimuli[set.stimuli[left]].fileName
                < m_design.stimuli[set.stimuli[right]].fileName;
        });
        Set sorted;
        for (const std::size_t index : order) {
            sorted.stimuli.push_back(set.stimuli[index]);
            sorted.ease.push_back(set.ease[index]);
        }
        set = std::move(sorted);
    }

    void addRun(int run)
    {
        Random random(m_seed, hashOf(m_observer.name) + static_cast<std::uint64_t>(run));
        const double speed = std::exp(m_observer.rateSpread * normal(random));
        const auto flat = std::find_if(m_observer.flatRuns.begin(), m_observer.flatRuns.end(),
                                       [run](const auto& candidate) { return candidate.run == run; });
        const auto accuracy = [&](LearningCurve curve, int epoch) {
            curve.rate *= speed;
            return flat != m_observer.flatRuns.end() ? flat->accuracy : curve.at(epoch, m_chance);
        };
        for (int epoch = 1; epoch <= m_observer.epochs; ++epoch) {
            addBlock(run, epoch, Phase::Train, m_sets.front(), accuracy(m_observer.train, epoch), true,
                     random);
            if (m_sets.size() > 1)
                addBlock(run, epoch, Phase::Test, m_sets[setIn(run, epoch)], accuracy(m_observer.test, epoch),
                         m_observer.kind == ObserverKind::Human, random);
        }
    }

    /// Where there are more epochs than test sets, they come round again.
    std::size_t setIn(int run, int epoch) const
    {
        const std::size_t count = m_sets.size() - 1;
        const auto& swapped = m_observer.laterSetsFirst;
        const bool later = std::find(swapped.begin(), swapped.end(), run) != swapped.end();
        return 1 + (static_cast<std::size_t>(epoch - 1) + (later ? count / 2 : 0)) % count;
    }

    void addBlock(int run, int epoch, Phase phase, const Set& set, double accuracy, bool shuffled,
                  Random& random)
    {
        std::vector<std::size_t> order(set.stimuli.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        for (std::size_t left = order.size(); shuffled && left > 1; --left)
            std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
        // Below chance there is nothing to share out: all pictures alike.
        std::vector<double> above(set.ease.size(), accuracy - m_chance);
        if (accuracy > m_chance && !set.ease.empty())
            above = shareOut(set.ease, accuracy - m_chance, 1 - m_chance);
        for (const std::size_t index : order) {
            const PlannedStimulus& stimulus = m_design.stimuli[set.stimuli[index]];
            m_columns.run.push_back(run);
            m_columns.epoch.push_back(epoch);
            m_columns.phase.push_back(phase);
            m_columns.image.push_back(m_images[set.stimuli[index]]);
            const auto truth = static_cast<std::size_t>(stimulus.category);
            m_columns.truth.push_back(m_labels[truth]);
            m_columns.prediction.push_back(m_labels[answer(truth, m_chance + above[index], random)]);
        }
    }

    std::size_t answer(std::size_t truth, double probability, Random& random) const
    {
        if (random.uniform() < probability)
            return truth;
        const auto weight = [&](std::size_t category) {
            return category == truth           ? 0.
                : m_observer.confusion.empty() ? 1.
                                               : m_observer.confusion[truth][category];
        };
        double sum = 0;
        for (std::size_t category = 0; category < m_labels.size(); ++category)
            sum += weight(category);
        double left = random.uniform() * sum;
        std::size_t chosen = truth;
        for (std::size_t category = 0; category < m_labels.size() && left >= 0; ++category)
            if (weight(category) > 0) {
                chosen = category;
                left -= weight(category);
            }
        return chosen;
    }

    const SimulatedObserver& m_observer;
    const StimulusDesign& m_design;
    const std::uint64_t m_seed;
    const double m_chance;
    std::vector<Set> m_sets; ///< training, then the test sets
    std::vector<std::uint16_t> m_labels; ///< by category
    std::vector<std::uint32_t> m_images; ///< by stimulus
    TrialTable::Columns m_columns;
};
} // namespace

double LearningCurve::at(int epoch, double chance) const
{
    return chance + (asymptote - chance) * (1 - std::exp(-rate * (epoch - 1 + offset)));
}

Result<TrialTable> simulateObserver(const SimulatedObserver& observer, const StimulusDesign& design,
                                    std::uint64_t seed)
{
    if (const Result<void> checked = check(observer, design); !checked)
        return tl::unexpected(checked.error());
    return Simulation(observer, design, seed).table();
}

} // namespace learnscope
