#include "core/similarity/matrixcomparison.h"
#include "core/similarity/pairdensity.h"
#include "tests/core/similarity/vicefeatures.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace learnscope;

namespace {
RepresentationSet setOf(const std::vector<Representation>& values, RepresentationOptions options = {})
{
    std::vector<RepresentationInput> inputs;
    for (const Representation& value : values)
        inputs.push_back({std::to_string(inputs.size()), "", value, PairMeasure::Cosine});
    options.threads = 2;
    return arrangeRepresentations(inputs, options).value();
}

SimilarityMatrix matrixOf(std::size_t items, std::vector<double> condensed)
{
    return SimilarityMatrix::fromCondensed(items, SharedValues<double>(std::move(condensed)), {}).value();
}
} // namespace

class TestPairDensity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void correlatesAsComparingDoes()
    {
        REQUIRE_SHARED_DATA();
        // Ordered by name of neither: the number of pairs and their correlation do not depend on the order.
        RepresentationOptions options;
        options.order.by = ItemOrdering::Column;
        options.order.column = 3;
        const RepresentationSet set = setOf({viceFeatures(), viceFeatures("half")}, options);
        const auto values = pairValues(set.shown[0], set.shown[1], 2).value();
        QCOMPARE(values.items, std::size_t(1854));
        QCOMPARE(values.pairs, std::uint64_t(1854) * 1853 / 2);
        for (const auto& [measure, found] : {std::pair(MatrixMeasure::Pearson, values.pearson),
                                             std::pair(MatrixMeasure::Spearman, values.spearman)}) {
            const auto expected = compareMatrices(*set.shown[0].matrix, *set.shown[1].matrix,
                                                  {.measure = measure, .draws = 0, .threads = 2})
                                      .value();
            QVERIFY(std::abs(found - expected.value) < 1e-12);
            QVERIFY(found > .3 && found < 1);
        }
        // Every pair is where its two values are.
        const auto density = densityOf(values, wholeArea(values), 32, 2).value();
        QCOMPARE(density.inside, values.pairs);
        QCOMPARE(std::accumulate(density.counts.begin(), density.counts.end(), std::uint64_t {0}),
                 values.pairs);
        std::uint32_t counted = 0;
        const PairArea cell = density.cell(20, 17);
        const auto& shown = set.shown;
        for (std::size_t row = 0; row < values.items; ++row)
            for (std::size_t column = row + 1; column < values.items; ++column) {
                const auto first = static_cast<float>(shown[0].at(row, column));
                const auto second = static_cast<float>(shown[1].at(row, column));
                counted += first >= cell.firstLow && first < cell.firstHigh && second >= cell.secondLow
                    && second < cell.secondHigh;
            }
        QVERIFY(counted > 0);
        QCOMPARE(density.at(20, 17), counted);
    }

    void countsByHand()
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        // Pairs 01 02 03 12 13 23.
        const RepresentationSet set =
            setOf({matrixOf(4, {0, 1, 2, 3, 4, none}), matrixOf(4, {10, 10, 20, 14, 20, 12})});
        const auto values = pairValues(set.shown[0], set.shown[1], 1).value();
        QCOMPARE(values.pairs, std::uint64_t(5));
        QCOMPARE(values.masked, std::uint64_t(1));
        QCOMPARE(values.firstHigh, 4.);
        QCOMPARE(values.secondLow, 10.);
        const auto density = densityOf(values, wholeArea(values), 2, 1).value();
        // Below 2 and from 2 to 4 across; below 15 and from 15 to 20 up.
        QCOMPARE(density.counts, (std::vector<std::uint32_t> {2, 1, 0, 2}));
        QCOMPARE(density.most, 2u);
        QCOMPARE(density.cell(1, 0), (PairArea {2, 4, 10, 15}));
        const auto left = densityOf(values, {0, 2, 10, 20}, 1, 1).value();
        QCOMPARE(left.inside, std::uint64_t(3)); // both ends belong to it
        const auto pairs = strongestPairs(values, density, 1, 1, 5, true).value();
        QCOMPARE(pairs, (std::vector<PairAt> {{0, 3, 2, 20}, {1, 3, 4, 20}}));
        QCOMPARE(strongestPairs(values, density, 1, 1, 1, false).value(),
                 (std::vector<PairAt> {{1, 3, 4, 20}}));
    }

    void keepsValuesThatRoundUpInside()
    {
        // .1 is larger in single precision than in double: the largest value must still be in the last cell.
        const RepresentationSet set = setOf({matrixOf(3, {-.1, 0, .1}), matrixOf(3, {.5, .5, .5})});
        const auto values = pairValues(set.shown[0], set.shown[1], 1).value();
        QVERIFY(std::isnan(values.pearson) && std::isnan(values.spearman)); // one is constant
        const auto density = densityOf(values, wholeArea(values), 8, 1).value();
        QCOMPARE(density.inside, std::uint64_t(3));
    }

    void failsWithWords()
    {
        RepresentationOptions options;
        options.wholeItems = 3;
        const auto items =
            Embedding::make(4, 1, SharedValues<float>(std::vector<float> {1, 2, 3, 4})).value();
        const RepresentationSet set = setOf({items, items}, options);
        const auto values = pairValues(set.shown[0], set.shown[1], 1);
        QVERIFY(!values.has_value());
        QVERIFY(values.error().message.find("whole matrices") != std::string::npos);
        const RepresentationSet few = setOf({matrixOf(2, {1}), matrixOf(2, {2})});
        QVERIFY(!pairValues(few.shown[0], few.shown[1], 1).has_value());
        const RepresentationSet apart = setOf({matrixOf(3, {1, 2, 3}), matrixOf(4, {1, 2, 3, 4, 5, 6})});
        QVERIFY(!pairValues(apart.shown[0], apart.shown[1], 1).has_value());
        QVERIFY(!densityOf({}, {1, 1, 0, 1}, 4, 1).has_value());
        QVERIFY(!densityOf({}, {0, 1, 0, 1}, 0, 1).has_value());
    }
};

QTEST_APPLESS_MAIN(TestPairDensity)
#include "tst_pairdensity.moc"
