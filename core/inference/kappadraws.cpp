#include "core/inference/kappadraws.h"

#include "core/base/parallel.h"
#include "core/inference/derivedseed.h"
#include "core/stats/answergroup.h"
#include "core/stats/drawtile.h"
#include "core/stats/errorconsistency.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <map>
#include <set>

namespace learnscope {

namespace {
constexpr std::uint64_t kappaPart = 1u << 22; // seeds of their own beside those of accuracies
using Sums = DrawTile::Sums;

std::uint64_t agreementsOf(const AnswerSheets::Sheet& first, const AnswerSheets::Sheet& second)
{
    std::uint64_t different = 0;
    for (std::size_t word = 0; word < first.correctBits.size(); ++word)
        different +=
            static_cast<std::uint64_t>(std::popcount(first.correctBits[word] ^ second.correctBits[word]));
    return first.images - different;
}

double kappaOf(const AnswerSheets::Sheet& first, const AnswerSheets::Sheet& second)
{
    return errorConsistencyKappa({first.images, first.correct, second.correct, agreementsOf(first, second)});
}

/// The numbers of all image names of both observers, in the order of the names; new names are added.
std::vector<std::uint32_t> imageNumbers(const AnswerSheets& first, const AnswerSheets& second,
                                        std::map<std::string, std::uint32_t>& names)
{
    std::set<std::string> sorted;
    for (const AnswerSheets* sheets : {&first, &second})
        for (std::size_t list = 0; list < sheets->imageLists(); ++list)
            sorted.insert(sheets->images(list).begin(), sheets->images(list).end());
    std::vector<std::uint32_t> numbers;
    for (const std::string& name : sorted)
        numbers.push_back(names.emplace(name, static_cast<std::uint32_t>(names.size())).first->second);
    return numbers;
}

/// Adds the drawn times of the images on which @p bits are set.
void addSetBits(const std::vector<std::uint64_t>& bits, const std::uint64_t* also,
                std::span<const double> counts, Sums& sums)
{
    for (std::size_t word = 0; word < bits.size(); ++word)
        for (std::uint64_t rest = also ? bits[word] & also[word] : bits[word]; rest != 0; rest &= rest - 1) {
            const std::size_t image = word * 64 + static_cast<std::size_t>(std::countr_zero(rest));
            const double* const times = counts.data() + image * DrawTile::size;
            for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
                sums[draw] += times[draw];
        }
}

/// What is drawn in one tile: nulls where that is as it is.
struct Tiles
{
    const DrawTile* people = nullptr;
    const std::vector<DrawTile>* runs = nullptr; ///< by observer
    const DrawTile* images = nullptr;
};

/// The means of all tables in the draws of a tile.
class TileMeans
{
public:
    explicit TileMeans(const KappaTables& tables)
        : m_tables(tables)
        , m_counts(tables.lists().size())
        , m_totals(tables.lists().size())
    {
    }

    void compute(const Tiles& tiles, std::vector<Sums>& means)
    {
        if (tiles.images)
            gather(*tiles.images);
        means.resize(m_tables.tables().size());
        for (std::size_t index = 0; index < means.size(); ++index)
            means[index] = meanOf(m_tables.tables()[index], tiles);
    }

private:
    /// The drawn times of each list's images side by side.
    void gather(const DrawTile& images)
    {
        m_right.clear();
        for (std::size_t list = 0; list < m_counts.size(); ++list) {
            const std::vector<std::uint32_t>& places = m_tables.lists()[list];
            m_counts[list].resize(places.size() * DrawTile::size);
            m_totals[list].fill(0);
            for (std::size_t place = 0; place < places.size(); ++place) {
                const auto drawn = images.counts(places[place]);
                for (std::size_t draw = 0; draw < DrawTile::size; ++draw) {
                    m_counts[list][place * DrawTile::size + draw] = drawn[draw];
                    m_totals[list][draw] += drawn[draw];
                }
            }
        }
    }

    const Sums& rightOf(const AnswerSheets::Sheet& sheet, std::size_t list)
    {
        const auto [place, isNew] = m_right.try_emplace(&sheet);
        if (isNew) {
            place->second.fill(0);
            addSetBits(sheet.correctBits, nullptr, m_counts[list], place->second);
        }
        return place->second;
    }

    Sums kappas(const KappaTable::Pair& pair)
    {
        Sums both {};
        addSetBits(pair.personSheet->correctBits, pair.runSheet->correctBits.data(), m_counts[pair.list],
                   both);
        const Sums& person = rightOf(*pair.personSheet, pair.list);
        const Sums& run = rightOf(*pair.runSheet, pair.list);
        const Sums& totals = m_totals[pair.list];
        Sums result;
        for (std::size_t draw = 0; draw < DrawTile::size; ++draw) {
            const double n = totals[draw];
            const double expected = person[draw] * run[draw] + (n - person[draw]) * (n - run[draw]);
            const double agreements = n - person[draw] - run[draw] + 2 * both[draw];
            const double room = n * n - expected;
            result[draw] = room > 0 ? (n * agreements - expected) / room : std::nan("");
        }
        return result;
    }

    Sums meanOf(const KappaTable& table, const Tiles& tiles)
    {
        Sums sums {};
        Sums weights {};
        Sums values {};
        for (const KappaTable::Pair& pair : table.all) {
            if (tiles.images)
                values = kappas(pair);
            else
                values.fill(pair.kappa);
            Sums times;
            times.fill(1);
            if (tiles.people) {
                const auto people = tiles.people->counts(pair.person);
                const auto runs = (*tiles.runs)[table.network].counts(pair.run);
                for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
                    times[draw] = people[draw] * runs[draw];
            }
            for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
                if (!std::isnan(values[draw])) {
                    sums[draw] += times[draw] * values[draw];
                    weights[draw] += times[draw];
                }
        }
        for (std::size_t draw = 0; draw < DrawTile::size; ++draw)
            sums[draw] /= weights[draw];
        return sums;
    }

    const KappaTables& m_tables;
    std::vector<std::vector<double>> m_counts; ///< by list
    std::vector<Sums> m_totals; ///< by list: images drawn
    std::map<const AnswerSheets::Sheet*, Sums> m_right;
};

/// All clusters taken once.
struct WholeTiles
{
    explicit WholeTiles(const KappaTables& tables)
        : people(tables.people())
        , images(tables.images())
    {
        people.takeAllOnce();
        images.takeAllOnce();
        for (const StudiedObserver& observer : tables.study().observers) {
            runs.emplace_back(observer.runs());
            runs.back().takeAllOnce();
        }
    }

    DrawTile people;
    std::vector<DrawTile> runs;
    DrawTile images;
};

/// Leaves out each cluster of @p tile, which is one of those that @p tiles points to.
MeanDraws::Sample leaveOut(const KappaTables& tables, const Tiles& tiles, DrawTile& tile,
                           std::size_t clusters)
{
    MeanDraws::Sample sample;
    TileMeans means(tables);
    std::vector<Sums> values;
    for (std::size_t first = 0; first < clusters; first += DrawTile::size) {
        tile.takeAllButOne(first);
        means.compute(tiles, values);
        for (std::size_t draw = 0; draw < DrawTile::size && first + draw < clusters; ++draw) {
            std::vector<double>& one = sample.withoutOne.emplace_back();
            for (const Sums& sums : values)
                one.push_back(sums[draw]);
        }
    }
    tile.takeAllOnce();
    return sample;
}

void addSamples(MeanDraws& draws, const KappaTables& tables, Generalisation unit)
{
    WholeTiles whole(tables);
    if (unit == Generalisation::Images) {
        draws.samples.push_back(
            leaveOut(tables, {nullptr, nullptr, &whole.images}, whole.images, tables.images()));
        return;
    }
    const Tiles tiles {&whole.people, &whole.runs, nullptr};
    draws.samples.push_back(leaveOut(tables, tiles, whole.people, tables.people()));
    for (std::size_t place = 0; place < whole.runs.size(); ++place)
        if (place != tables.human())
            draws.samples.push_back(
                leaveOut(tables, tiles, whole.runs[place], tables.study().observers[place].runs()));
}
} // namespace

RatioColumn KappaTable::perRun() const
{
    RatioColumn column {std::vector<double>(runs), std::vector<double>(runs)};
    for (const Pair& pair : all)
        if (!std::isnan(pair.kappa)) {
            column.numerator[pair.run] += pair.kappa;
            column.denominator[pair.run] += 1;
        }
    return column;
}

KappaTables::KappaTables(const Study& study, std::size_t human)
    : m_study(study)
    , m_human(human)
{
    std::map<std::string, std::uint32_t> names;
    const AnswerSheets& people = *study.observers[human].sheets;
    for (std::size_t network = 0; network < study.observers.size(); ++network) {
        if (study.observers[network].kind() != ObserverKind::Network)
            continue;
        const AnswerSheets& runs = *study.observers[network].sheets;
        std::vector<AnswerEpoch> epochs = answerEpochs(people, runs);
        const std::vector<std::uint32_t> numbers = imageNumbers(people, runs, names);
        for (AnswerEpoch& epoch : epochs) {
            if (KappaTable table = tableOf(network, epoch, numbers); table.pairs > 0)
                m_tables.push_back(std::move(table));
            m_epochs.push_back(std::move(epoch));
        }
    }
    m_people = m_personNumbers.size();
    m_images = names.size();
}

KappaTable KappaTables::tableOf(std::size_t network, const AnswerEpoch& epoch,
                                const std::vector<std::uint32_t>& numbers)
{
    KappaTable table {network, epoch.epoch, m_study.observers[network].runs(), 0, 0, epoch.images, {}};
    for (const AnswerGroup& group : epoch.groups) {
        std::vector<std::uint32_t> images;
        for (const std::uint32_t place : group.places)
            images.push_back(numbers[epoch.imageNumbers[place]]);
        const auto [list, isNew] = m_listNumbers.emplace(images, m_lists.size());
        if (isNew)
            m_lists.push_back(std::move(images));
        for (const AnswerSheets::Sheet* person : group.first) {
            const auto next = static_cast<std::uint32_t>(m_personNumbers.size());
            const std::uint32_t number = m_personNumbers.emplace(person->run, next).first->second;
            for (const AnswerSheets::Sheet* run : group.second)
                table.all.push_back({number, static_cast<std::uint32_t>(run->run), person, run, list->second,
                                     kappaOf(*person, *run)});
        }
    }
    table.pairs = table.all.size();
    table.defined = static_cast<std::size_t>(
        std::count_if(table.all.begin(), table.all.end(),
                      [](const KappaTable::Pair& pair) { return !std::isnan(pair.kappa); }));
    return table;
}

const KappaTable* KappaTables::find(std::size_t network, std::int32_t epoch) const
{
    for (const KappaTable& table : m_tables)
        if (table.network == network && table.epoch == epoch)
            return &table;
    return nullptr;
}

std::vector<double> KappaTables::runMeans(std::size_t network, const std::vector<std::int32_t>& epochs) const
{
    std::vector<double> sums(m_study.observers[network].runs());
    std::vector<double> counts(sums.size());
    for (const std::int32_t epoch : epochs) {
        const RatioColumn column = find(network, epoch)->perRun();
        for (std::size_t run = 0; run < sums.size(); ++run)
            if (column.denominator[run] > 0) {
                sums[run] += column.numerator[run] / column.denominator[run];
                ++counts[run];
            }
    }
    std::vector<double> means;
    for (std::size_t run = 0; run < sums.size(); ++run)
        if (counts[run] > 0)
            means.push_back(sums[run] / counts[run]);
    return means;
}

Result<MeanDraws> drawKappas(const KappaTables& tables, Generalisation unit, const InferenceOptions& options,
                             JobContext& context)
{
    MeanDraws draws;
    for (const KappaTable& table : tables.tables()) {
        draws.keys.push_back({table.network, Phase::Test, table.epoch});
        draws.estimates.push_back(table.perRun().value());
    }
    const std::size_t count = static_cast<std::size_t>(options.draws);
    draws.draws.assign(draws.keys.size(), std::vector<double>(count));
    const std::size_t tiles = (count + DrawTile::size - 1) / DrawTile::size;
    std::atomic<std::size_t> done = 0;
    parallelFor(tiles, options.threads, [&](std::size_t number) {
        if (context.isCancelled())
            return;
        const std::size_t first = number * DrawTile::size;
        WholeTiles drawn(tables);
        const auto draw = [&](DrawTile& tile, std::uint64_t part) {
            auto streams = DrawTile::streams(derivedSeed(options.seed, kappaPart + part), first);
            tile.draw(streams);
        };
        if (unit != Generalisation::Images)
            for (std::size_t place = 0; place < drawn.runs.size(); ++place)
                draw(place == tables.human() ? drawn.people : drawn.runs[place], place);
        if (unit != Generalisation::People && tables.images() > 0)
            draw(drawn.images, 1u << 20);
        TileMeans means(tables);
        std::vector<Sums> values;
        means.compute({unit == Generalisation::Images ? nullptr : &drawn.people, &drawn.runs,
                       unit == Generalisation::People ? nullptr : &drawn.images},
                      values);
        for (std::size_t mean = 0; mean < values.size(); ++mean)
            std::copy_n(values[mean].begin(), std::min(DrawTile::size, count - first),
                        draws.draws[mean].begin() + static_cast<std::ptrdiff_t>(first));
        context.report(static_cast<double>(++done) / static_cast<double>(tiles), "resampling pairs");
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    if (unit != Generalisation::Both)
        addSamples(draws, tables, unit);
    return draws;
}

} // namespace learnscope
