#include "core/inference/asked.h"
#include "core/inference/kappadraws.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// Two networks' error consistency with the same people.
class Likeness
{
public:
    Likeness(const Asked& asked, const KappaTables& tables, const DrawSets& draws, std::size_t human)
        : m_asked(asked)
        , m_tables(tables)
        , m_draws(draws)
        , m_human(human)
    {
    }

    std::vector<InferenceRow> rows(std::size_t first, std::size_t second) const
    {
        std::vector<std::int32_t> epochs;
        for (const MeanKey& key : m_draws.any().keys)
            if (key.observer == first && m_draws.any().find({second, Phase::Test, key.epoch}))
                epochs.push_back(key.epoch);
        std::vector<InferenceRow> made;
        if (epochs.empty())
            return made;
        for (const std::int32_t epoch : epochs)
            made.push_back(row(first, second, {epoch}));
        if (epochs.size() > 1)
            made.push_back(row(first, second, epochs));
        return made;
    }

private:
    /// Of one epoch, or the mean over several.
    InferenceRow row(std::size_t first, std::size_t second, const std::vector<std::int32_t>& epochs) const
    {
        const Generalisation unit = m_asked.options().generalise;
        const StudiedObserver& one = m_asked.observer(first);
        const StudiedObserver& other = m_asked.observer(second);
        const StudiedObserver& human = m_asked.observer(m_human);
        InferenceRow made = emptyRow(unit);
        made.first = one.name();
        made.second = other.name();
        made.quantity = "error consistency with " + human.label();
        made.comparison = one.label() + " - " + other.label();
        made.firstRuns = one.runs();
        made.secondRuns = other.runs();
        std::vector<std::pair<std::size_t, std::size_t>> means;
        std::size_t undefined = 0;
        std::size_t pairs = 0;
        made.firstValue = made.secondValue = 0;
        const double count = static_cast<double>(epochs.size());
        for (const std::int32_t epoch : epochs) {
            means.emplace_back(*m_draws.any().find({first, Phase::Test, epoch}),
                               *m_draws.any().find({second, Phase::Test, epoch}));
            made.firstValue += m_draws.any().estimates[means.back().first] / count;
            made.secondValue += m_draws.any().estimates[means.back().second] / count;
            for (const std::size_t network : {first, second}) {
                const KappaTable& table = *m_tables.find(network, epoch);
                undefined += table.pairs - table.defined;
                pairs += table.pairs;
            }
            made.images += m_tables.find(first, epoch)->images;
        }
        if (epochs.size() == 1)
            made.epoch = epochs.front();
        else
            made.quantity += ", mean over epochs";
        made.note = std::to_string(pairs) + " pairs with " + std::to_string(m_tables.people())
            + " people who saw the same images";
        if (undefined > 0)
            made.note += ", " + std::to_string(undefined) + " without kappa left out";
        made.note += "; ";
        const std::size_t clusters = std::min({one.runs(), other.runs(), m_tables.people()});
        m_asked.estimate(made, m_draws, {clusters, made.images}, [&](const auto& at) {
            double sum = 0;
            for (const auto& [mine, theirs] : means)
                sum += at(mine) - at(theirs);
            return sum / count;
        });
        if (unit == Generalisation::Images)
            m_asked.testByVariance(made, made.images);
        if (unit == Generalisation::People) {
            m_asked.testByVariance(made, clusters);
            const std::vector<double> ofFirst = m_tables.runMeans(first, epochs);
            const std::vector<double> ofSecond = m_tables.runMeans(second, epochs);
            made.hedgesG = hedgesG(ofFirst, ofSecond, m_asked.options().level);
            made.cliffsDelta = cliffsDelta(ofFirst, ofSecond, m_asked.options().level);
        }
        return made;
    }

    const Asked& m_asked;
    const KappaTables& m_tables;
    const DrawSets& m_draws;
    std::size_t m_human;
};
} // namespace

Result<std::vector<InferenceRow>> askMoreHuman(const Asked& asked)
{
    std::vector<InferenceRow> rows;
    const auto& observers = asked.study().observers;
    for (std::size_t human = 0; human < observers.size(); ++human) {
        if (observers[human].kind() != ObserverKind::Human)
            continue;
        const KappaTables tables(asked.study(), human);
        DrawSets draws;
        for (const Generalisation needed :
             {Generalisation::People, Generalisation::Images, Generalisation::Both}) {
            const Generalisation unit = asked.options().generalise;
            if (needed != unit && unit != Generalisation::Both)
                continue;
            auto drawn = drawKappas(tables, needed, asked.options(), asked.context());
            if (!drawn)
                return tl::unexpected(drawn.error());
            draws.sets[static_cast<std::size_t>(needed)] = std::move(*drawn);
        }
        const Likeness likeness(asked, tables, draws, human);
        for (const auto& [first, second] : asked.pairs()) {
            if (observers[first].kind() != ObserverKind::Network
                || observers[second].kind() != ObserverKind::Network)
                continue;
            if (asked.context().isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            const std::vector<InferenceRow> made = likeness.rows(first, second);
            rows.insert(rows.end(), made.begin(), made.end());
        }
    }
    return rows;
}

} // namespace learnscope
