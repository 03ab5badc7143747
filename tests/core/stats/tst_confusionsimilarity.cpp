#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/stats/confusionsimilarity.h"
#include "core/stats/multinomialtable.h"
#include "core/stats/trialblocks.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <fstream>
#include <numeric>
#include <span>

using namespace learnscope;
using Json = nlohmann::json;

namespace {
const Json& reference()
{
    static const Json json = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/similarity_reference.json");
        return Json::parse(input);
    }();
    return json;
}

/// Counts of one run: [shown][answered].
using Counts = std::vector<std::vector<int>>;
constexpr std::array names = {"p", "q", "v", "w", "x"};

/// An observer with these runs in one epoch of one phase.
Confusion confusionOf(const std::vector<Counts>& runs, Phase phase = Phase::Test)
{
    TrialBuilder builder;
    std::vector<std::int32_t> numbers;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        numbers.push_back(static_cast<std::int32_t>(run) + 1);
        for (std::size_t row = 0; row < runs[run].size(); ++row)
            for (std::size_t column = 0; column < runs[run].size(); ++column)
                for (int trial = 0; trial < runs[run][row][column]; ++trial)
                    builder.row(numbers.back(), 1, phase, "image", names[row], names[column]);
    }
    const auto table = builder.table();
    return confusion(*table, trialBlocks(*table, numbers), runs.size());
}

std::vector<double> flat(const Counts& counts)
{
    std::vector<double> cells;
    for (const auto& row : counts)
        cells.insert(cells.end(), row.begin(), row.end());
    return cells;
}

const ConfusionSimilarity& of(const std::vector<ConfusionComparison>& comparisons, ConfusionMeasure measure)
{
    return comparisons.at(0).similarities.at(static_cast<std::size_t>(measure));
}

const std::vector<Counts> people = {{{9, 5, 3}, {4, 10, 3}, {2, 6, 9}}, {{8, 7, 2}, {5, 9, 3}, {1, 8, 8}}};
const std::vector<Counts> networks = {{{12, 2, 3}, {6, 8, 3}, {3, 3, 11}},
                                      {{10, 4, 3}, {4, 9, 4}, {2, 5, 10}},
                                      {{9, 1, 7}, {7, 6, 4}, {1, 2, 14}}};

/// With some trials of two more classes.
std::vector<Counts> withMoreLabels(std::vector<Counts> runs)
{
    for (Counts& run : runs) {
        for (auto& row : run)
            row.insert(row.end(), {1, 2});
        run.push_back({2, 0, 1, 6, 1});
        run.push_back({0, 1, 3, 2, 4});
    }
    return runs;
}

void addTogether(Random& random, const std::vector<int>& counts, std::span<double> into)
{
    const MultinomialTable table(std::vector<std::uint32_t>(counts.begin(), counts.end()));
    const MultinomialTable::Packed drawn = table.draw(random);
    for (std::size_t label = 0; label < counts.size(); ++label)
        into[label] += double(drawn >> (16 * label) & 0xffff);
}

void addOneByOne(Random& random, const std::vector<int>& counts, std::span<double> into)
{
    std::vector<std::size_t> answers;
    for (std::size_t label = 0; label < counts.size(); ++label)
        answers.insert(answers.end(), std::size_t(counts[label]), label);
    for (std::size_t trial = 0; trial < answers.size(); ++trial)
        ++into[answers[random.below(static_cast<std::uint32_t>(answers.size()))]];
}

bool isNear(const std::optional<Interval>& found, const std::optional<Interval>& expected)
{
    return found && expected && std::abs(found->low - expected->low) < 1e-12
        && std::abs(found->high - expected->high) < 1e-12;
}
} // namespace

class TestConfusionSimilarity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThatOfScipy_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < int(reference().size()); ++index)
            QTest::addRow("case %d", index) << index;
    }

    void isThatOfScipy()
    {
        QFETCH(int, index);
        const Json& expected = reference()[std::size_t(index)];
        const auto labels = expected.at("labels").get<std::size_t>();
        const auto first = expected.at("first").get<std::vector<double>>();
        const auto second = expected.at("second").get<std::vector<double>>();
        for (const ConfusionMeasure measure : confusionMeasures()) {
            const double found = confusionSimilarity(measure, first, second, labels);
            const double wanted =
                expected.at("similarities").at(std::string(toString(measure))).get<double>();
            QVERIFY2(std::abs(found - wanted) < 1e-12, toString(measure).data());
            QCOMPARE(confusionSimilarity(measure, second, first, labels), found);
        }
        QVERIFY(std::abs(responseEntropy(first, labels) - expected.at("entropy").get<double>()) < 1e-12);
    }

    void theSameIsOne()
    {
        const auto counts = flat(people[0]);
        for (const ConfusionMeasure measure : confusionMeasures())
            QCOMPARE(confusionSimilarity(measure, counts, counts, 3), 1.0);
    }

    void isNotDefinedWithoutErrorsOrTrials()
    {
        const std::vector<double> perfect {7, 0, 0, 0, 7, 0, 0, 0, 7};
        const auto counts = flat(people[0]);
        const std::vector<double> nothing(9);
        QVERIFY(std::isnan(confusionSimilarity(ConfusionMeasure::Pearson, perfect, counts, 3)));
        QVERIFY(std::isnan(confusionSimilarity(ConfusionMeasure::Spearman, perfect, counts, 3)));
        QVERIFY(std::isnan(confusionSimilarity(ConfusionMeasure::ErrorJensenShannon, perfect, counts, 3)));
        QVERIFY(confusionSimilarity(ConfusionMeasure::TotalVariation, perfect, counts, 3) < 1);
        for (const ConfusionMeasure measure : confusionMeasures())
            QVERIFY(std::isnan(confusionSimilarity(measure, nothing, counts, 3)));
        QVERIFY(std::isnan(responseEntropy(nothing, 3)));
        // What is not defined has no interval and no probability.
        const auto compared = compareConfusions(confusionOf({{{7, 0, 0}, {0, 7, 0}, {0, 0, 7}}}),
                                                confusionOf(people), {100, 1, 1});
        QVERIFY(!of(*compared, ConfusionMeasure::Pearson).interval);
        QVERIFY(!of(*compared, ConfusionMeasure::Pearson).exchangedProbability);
        QVERIFY(!of(*compared, ConfusionMeasure::Pearson).chanceProbability);
        QVERIFY(of(*compared, ConfusionMeasure::TotalVariation).interval);
    }

    void labelsAreMatchedByName()
    {
        // The second never saw or answered p, so its labels have other numbers.
        Confusion second = confusionOf({{{0, 0, 0, 0}, {0, 5, 2, 0}, {0, 1, 6, 0}, {0, 0, 0, 0}}});
        QVERIFY(second.labels.size() < 4);
        const auto compared = compareConfusions(confusionOf(people), second, {0, 1, 1});
        QVERIFY(compared);
        QCOMPARE(compared->at(0).classes, std::size_t(2)); // q and v
        const std::vector<double> sums = [] {
            auto sum = flat(people[0]);
            const auto other = flat(people[1]);
            std::transform(sum.begin(), sum.end(), other.begin(), sum.begin(), std::plus<>());
            return sum;
        }();
        const std::vector<double> other {0, 0, 0, 0, 5, 2, 0, 1, 6};
        QCOMPARE(of(*compared, ConfusionMeasure::TotalVariation).value,
                 confusionSimilarity(ConfusionMeasure::TotalVariation, sums, other, 3));
        QCOMPARE(compared->at(0).firstTrials, std::uint64_t(102));
        QCOMPARE(compared->at(0).secondTrials, std::uint64_t(14));
    }

    void onlyWhatBothHaveIsCompared()
    {
        const auto compared =
            compareConfusions(confusionOf(people), confusionOf(people, Phase::Train), {0, 1, 1});
        QVERIFY(compared && compared->empty());
    }

    void intervalsAreThoseOfTheDocumentedDraws_data()
    {
        QTest::addColumn<std::size_t>("labels");
        QTest::newRow("trials of few labels together") << std::size_t(3);
        QTest::newRow("trials of many labels one by one") << std::size_t(5);
    }

    void intervalsAreThoseOfTheDocumentedDraws()
    {
        QFETCH(std::size_t, labels);
        constexpr int draws = 400;
        const auto first = labels == 3 ? people : withMoreLabels(people);
        const auto second = labels == 3 ? networks : withMoreLabels(networks);
        const auto compared = compareConfusions(confusionOf(first), confusionOf(second), {draws, 7, 2});
        const auto resample = [&](Random& random, const std::vector<Counts>& runs) {
            std::vector<double> sum(labels * labels);
            for (std::size_t pick = 0; pick < runs.size(); ++pick) {
                const Counts& run = runs[random.below(static_cast<std::uint32_t>(runs.size()))];
                for (std::size_t row = 0; row < labels; ++row) {
                    const std::span<double> into = std::span(sum).subspan(labels * row, labels);
                    if (labels <= MultinomialTable::mostLabels)
                        addTogether(random, run[row], into);
                    else
                        addOneByOne(random, run[row], into);
                }
            }
            return sum;
        };
        std::array<std::vector<double>, 4> values;
        for (std::uint64_t draw = 0; draw < draws; ++draw) {
            Random random(7, draw);
            const auto one = resample(random, first);
            const auto other = resample(random, second);
            for (const ConfusionMeasure measure : confusionMeasures())
                values[std::size_t(measure)].push_back(confusionSimilarity(measure, one, other, labels));
        }
        for (const ConfusionMeasure measure : confusionMeasures()) {
            const Interval percentiles = *percentileInterval(values[std::size_t(measure)]);
            const ConfusionSimilarity& found = of(*compared, measure);
            if (measure == ConfusionMeasure::Pearson || measure == ConfusionMeasure::Spearman) {
                QVERIFY(isNear(found.interval, percentiles));
            } else {
                const double value = found.value;
                QVERIFY(isNear(found.interval,
                               Interval {std::min(value, 2 * value - percentiles.high),
                                         std::clamp(2 * value - percentiles.low, value, 1.)}));
            }
        }
    }

    void exchangedRunsAreAllWaysToDealThem()
    {
        // Two and three runs can be dealt in ten ways, so the share of each comes near a tenth.
        const auto compared = compareConfusions(confusionOf(people), confusionOf(networks), {2000, 3, 1});
        std::vector<Counts> all = people;
        all.insert(all.end(), networks.begin(), networks.end());
        for (const ConfusionMeasure measure : confusionMeasures()) {
            const ConfusionSimilarity& found = of(*compared, measure);
            int ways = 0;
            int asUnlike = 0;
            for (std::size_t one = 0; one < 5; ++one)
                for (std::size_t other = one + 1; other < 5; ++other) {
                    std::vector<double> first(9);
                    std::vector<double> second(9);
                    for (std::size_t run = 0; run < 5; ++run) {
                        auto& sum = run == one || run == other ? first : second;
                        const auto counts = flat(all[run]);
                        std::transform(sum.begin(), sum.end(), counts.begin(), sum.begin(), std::plus<>());
                    }
                    ++ways;
                    asUnlike += confusionSimilarity(measure, first, second, 3) <= found.value + 1e-12;
                }
            const double share = double(asUnlike) / ways;
            // Four and a half standard errors of 2000 draws.
            QVERIFY(std::abs(*found.exchangedProbability - share)
                    < 4.5 * std::sqrt(share * (1 - share) / 2000) + 1. / 2000);
        }
    }

    void chanceIsAllWaysToNameTheWrongAnswers()
    {
        const std::vector<double> first = flat(people[0]);
        const std::vector<double> second = flat(networks[0]);
        const auto compared =
            compareConfusions(confusionOf({people[0]}), confusionOf({networks[0]}), {100, 1, 1});
        for (const ConfusionMeasure measure : confusionMeasures()) {
            const ConfusionSimilarity& found = of(*compared, measure);
            int asAlike = 0;
            for (int swaps = 0; swaps < 8; ++swaps) {
                std::vector<double> swapped = second;
                if (swaps & 1)
                    std::swap(swapped[1], swapped[2]);
                if (swaps & 2)
                    std::swap(swapped[3], swapped[5]);
                if (swaps & 4)
                    std::swap(swapped[6], swapped[7]);
                asAlike += confusionSimilarity(measure, first, swapped, 3) >= found.value - 1e-12;
            }
            QCOMPARE(*found.chanceProbability, asAlike / 8.);
        }
        // Fewer draws than ways: drawn at random, the data themselves counted.
        const auto drawn = compareConfusions(confusionOf({people[0]}), confusionOf({networks[0]}), {7, 1, 1});
        const double probability = *of(*drawn, ConfusionMeasure::Pearson).chanceProbability;
        QCOMPARE(probability * 8, std::round(probability * 8));
        QVERIFY(probability > 0 && probability <= 1);
    }

    void singleRunsExchangeTheirTrials()
    {
        // Nothing is like anything else here, and dealing the trials anew makes them alike.
        const auto compared =
            compareConfusions(confusionOf({{{2, 14, 1}, {9, 8, 0}, {8, 1, 8}}}),
                              confusionOf({{{2, 1, 14}, {0, 8, 9}, {1, 8, 8}}}), {999, 1, 1});
        QCOMPARE(*of(*compared, ConfusionMeasure::Pearson).exchangedProbability, .001);
        QVERIFY(of(*compared, ConfusionMeasure::Pearson).exchanged->low
                > of(*compared, ConfusionMeasure::Pearson).value);
    }

    void threadsDoNotChangeTheDraws()
    {
        const auto one = compareConfusions(confusionOf(people), confusionOf(networks), {200, 1, 1});
        const auto four = compareConfusions(confusionOf(people), confusionOf(networks), {200, 1, 4});
        for (const ConfusionMeasure measure : confusionMeasures()) {
            QCOMPARE(of(*one, measure).interval, of(*four, measure).interval);
            QCOMPARE(of(*one, measure).exchanged, of(*four, measure).exchanged);
        }
    }

    void noDrawsNoIntervals()
    {
        const auto compared = compareConfusions(confusionOf(people), confusionOf(networks), {0, 1, 1});
        QVERIFY(!of(*compared, ConfusionMeasure::Pearson).interval);
        QVERIFY(!compared->at(0).drawsLeftOut);
    }

    /// How often the interval of the correlation holds the true one.
    void intervalsHoldTheTruth()
    {
        constexpr int simulations = 1000;
        const std::vector<double> one {.6, .25, .15, .2, .65, .15, .1, .3, .6};
        const std::vector<double> other {.7, .1, .2, .25, .6, .15, .05, .25, .7};
        const double truth = confusionSimilarity(ConfusionMeasure::Pearson, one, other, 3);
        std::atomic<int> held = 0;
        parallelFor(simulations, 0, [&](std::size_t simulation) {
            Random random(5, simulation);
            const auto run = [&](const std::vector<double>& shares) {
                Counts counts(3, std::vector<int>(3));
                for (std::size_t row = 0; row < 3; ++row)
                    for (int trial = 0; trial < 100; ++trial) {
                        const double value = random.uniform();
                        ++counts[row][value < shares[3 * row]                             ? 0
                                          : value < shares[3 * row] + shares[3 * row + 1] ? 1
                                                                                          : 2];
                    }
                return counts;
            };
            const auto first = confusionOf({run(one)});
            const auto second = confusionOf({run(other)});
            const auto compared = compareConfusions(first, second, {1000, simulation, 1});
            const Interval interval = *of(*compared, ConfusionMeasure::Pearson).interval;
            held += interval.low <= truth && truth <= interval.high;
        });
        const double coverage = 100. * held / simulations;
        qInfo("%.1f %%", coverage);
        QVERIFY2(coverage >= 93 && coverage <= 97, qPrintable(QString::number(coverage)));
    }
};

QTEST_GUILESS_MAIN(TestConfusionSimilarity)
#include "tst_confusionsimilarity.moc"
