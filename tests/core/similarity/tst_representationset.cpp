#include "core/similarity/itemdraws.h"
#include "core/similarity/representationset.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace learnscope;

namespace {
using Names = std::vector<std::string>;

Names named(const std::vector<int>& numbers)
{
    Names names;
    for (const int number : numbers)
        names.push_back("item " + std::to_string(number));
    return names;
}

Names upTo(int count)
{
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return named(numbers);
}

/// Features of so many items, drawn at random.
Embedding drawn(std::size_t rows, std::size_t columns, std::uint64_t seed, RowNames names = {})
{
    Random random(seed);
    std::vector<float> values(rows * columns);
    for (float& value : values)
        value = static_cast<float>(random.uniform() - .5);
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values)), std::move(names)).value();
}

RepresentationInput input(std::string name, Representation value, PairMeasure measure = PairMeasure::Cosine)
{
    return {name, name, std::move(value), measure};
}

double cosineOf(const Embedding& features, std::size_t a, std::size_t b)
{
    double product = 0;
    double first = 0;
    double second = 0;
    for (std::size_t column = 0; column < features.columns(); ++column) {
        product += double(features.at(a, column)) * double(features.at(b, column));
        first += double(features.at(a, column)) * double(features.at(a, column));
        second += double(features.at(b, column)) * double(features.at(b, column));
    }
    return 1 - product / std::sqrt(first * second);
}
} // namespace

class TestRepresentationSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsSourcesOfTheSameItems_data()
    {
        QTest::addColumn<std::vector<SourceItems>>("sources");
        QTest::addColumn<std::vector<std::vector<std::size_t>>>("members");
        QTest::addColumn<std::vector<std::size_t>>("sizes");
        using Sources = std::vector<SourceItems>;
        using Members = std::vector<std::vector<std::size_t>>;
        using Sizes = std::vector<std::size_t>;
        QTest::newRow("none") << Sources {} << Members {} << Sizes {};
        QTest::newRow("one") << Sources {{5, upTo(5), "a"}} << Members {{0}} << Sizes {5};
        QTest::newRow("the same names in another order")
            << Sources {{4, upTo(4), "a"}, {4, named({3, 1, 0, 2}), "b"}} << Members {{0, 1}} << Sizes {4};
        QTest::newRow("half of the smaller")
            << Sources {{6, upTo(6), "a"}, {4, named({0, 5, 8, 9}), "b"}} << Members {{0, 1}} << Sizes {2};
        QTest::newRow("less than half") << Sources {{6, upTo(6), "a"}, {5, named({0, 5, 7, 8, 9}), "b"}}
                                        << Members {{0}, {1}} << Sizes {6, 5};
        QTest::newRow("without names, as many")
            << Sources {{4, {}, "a"}, {4, upTo(4), "b"}} << Members {{0, 1}} << Sizes {4};
        QTest::newRow("without names, fewer")
            << Sources {{4, {}, "a"}, {3, {}, "b"}} << Members {{0}, {1}} << Sizes {4, 3};
        QTest::newRow("two and two") << Sources {{9, upTo(9), "a"},
                                                 {3, Names {"p", "q", "r"}, "b"},
                                                 {9, upTo(9), "c"},
                                                 {3, Names {"r", "q", "p"}, "d"}}
                                     << Members {{0, 2}, {1, 3}} << Sizes {9, 3};
    }
    void groupsSourcesOfTheSameItems()
    {
        QFETCH(std::vector<SourceItems>, sources);
        QFETCH(std::vector<std::vector<std::size_t>>, members);
        QFETCH(std::vector<std::size_t>, sizes);
        const auto groups = groupItems(sources);
        QCOMPARE(groups.size(), members.size());
        for (std::size_t group = 0; group < groups.size(); ++group) {
            QCOMPARE(groups[group].members, members[group]);
            QCOMPARE(groups[group].size(), sizes[group]);
            for (std::size_t member = 0; member < members[group].size(); ++member)
                for (std::size_t place = 0; place < sizes[group]; ++place) {
                    const SourceItems& source = sources[members[group][member]];
                    if (!source.names.empty())
                        QCOMPARE(source.names[groups[group].rows[member][place]], groups[group].names[place]);
                }
        }
    }

    void saysWhatWasLeftOut()
    {
        const std::vector<SourceItems> sources {{4, upTo(4), "net"}, {3, named({0, 1, 7}), "people"}};
        const auto groups = groupItems(sources);
        QCOMPARE(groups.size(), std::size_t(1));
        for (const char* word : {"net", "people", "item 7", "item 3"})
            QVERIFY2(QString::fromStdString(groups[0].note).contains(QLatin1String(word)),
                     groups[0].note.c_str());
    }

    void tellsRanksAndQuantiles()
    {
        // 45 pairs with the values 0 to 44.
        std::vector<double> values(45);
        std::iota(values.begin(), values.end(), 0.);
        std::reverse(values.begin(), values.end());
        values[3] = NAN;
        const auto matrix = SimilarityMatrix::fromCondensed(10, SharedValues<double>(values), {}).value();
        const auto all = ValueDistribution::of(matrix);
        QCOMPARE(all.values(), std::uint64_t(44));
        QCOMPARE(all.masked(), std::uint64_t(1));
        QCOMPARE(all.minimum(), 0.);
        QCOMPARE(all.maximum(), 44.);
        QVERIFY(!all.isSampled());
        QCOMPARE(all.quantile(0), 0.);
        QCOMPARE(all.quantile(1), 44.);
        QCOMPARE(all.rankOf(-1), 0.);
        QCOMPARE(all.rankOf(45), 1.);
        QCOMPARE(all.rankOf(0), .5 / 44);
        QVERIFY(std::isnan(all.rankOf(NAN)));
        double before = -1;
        for (double value = -1; value < 46; value += .25) {
            QVERIFY(all.rankOf(value) >= before);
            before = all.rankOf(value);
        }
        // Of a sample the ends are those of all, and ranks those of all within the error of a sample.
        const auto sampled = ValueDistribution::of(matrix, {}, 40);
        QVERIFY(sampled.isSampled());
        QCOMPARE(sampled.maximum(), 44.);
        QVERIFY(std::abs(sampled.rankOf(22) - .5) < .25);
        // Only of some rows.
        const std::vector<std::size_t> rows {0, 1, 2};
        QCOMPARE(ValueDistribution::of(matrix, rows).values(), std::uint64_t(3));
    }

    void drawsEachRepresentationInOneOrder()
    {
        const auto first = drawn(40, 6, 1, upTo(40));
        std::vector<int> turned(40);
        for (int number = 0; number < 40; ++number)
            turned[std::size_t(number)] = (number * 7) % 40;
        const auto second = drawn(40, 9, 2, named(turned));
        RepresentationOptions options;
        options.order.by = ItemOrdering::Clusters;
        options.order.leader = "second";
        options.order.clusters = 4;
        options.parts = {true, true, true};
        const auto set =
            arrangeRepresentations(std::vector {input("first", first), input("second", second)}, options);
        QVERIFY(set);
        QCOMPARE(set->groups.size(), std::size_t(1));
        const ShownGroup& group = set->groups[0];
        QCOMPARE(group.items, std::size_t(40));
        QCOMPARE(group.leader, std::size_t(1));
        for (const auto& [index, features] : {std::pair(0, &first), std::pair(1, &second)}) {
            const ShownRepresentation& shown = set->shown[std::size_t(index)];
            QVERIFY2(shown.problem.empty(), shown.problem.c_str());
            QVERIFY(shown.pyramid && shown.matrix && shown.map);
            const auto tile = shown.pyramid->tile(0, {0, 40}, {0, 40});
            for (std::size_t row = 0; row < 40; ++row) {
                QCOMPARE(features->rowNames()[shown.rows[row]], group.names[row]);
                QCOMPARE(group.itemAt(row), group.names[row]);
                for (std::size_t column = 0; column < row; ++column) {
                    const double expected = cosineOf(*features, shown.rows[row], shown.rows[column]);
                    QVERIFY(std::abs(shown.at(row, column) - expected) < 2e-6);
                    QVERIFY(std::abs(double(tile[row * 40 + column]) - expected) < 2e-6);
                }
            }
        }
        // The tree's leaves stand from left to right as items do, and the cut falls between clusters.
        QVERIFY(group.tree);
        for (std::size_t place = 0; place < 40; ++place)
            QCOMPARE(group.tree->order[place], place);
        QCOMPARE(group.clusterStarts.size(), std::size_t(3));
        QVERIFY(group.likeness);
        QCOMPARE(group.likeness->references, std::vector<std::size_t> {0}); // where none is said to be
        QCOMPARE(group.likeness->models, std::vector<std::size_t> {1});
    }

    void givesTheSameFromWhatIsKnown()
    {
        const auto first = drawn(30, 6, 3, upTo(30));
        const auto second = drawn(30, 5, 4, upTo(30));
        RepresentationOptions options;
        options.parts = {true, true, true};
        options.likeness.draws = 50;
        const std::vector inputs {input("first", first), input("second", second)};
        const auto known = arrangeRepresentations(inputs, options).value();
        options.order.by = ItemOrdering::Name;
        const auto fresh = arrangeRepresentations(inputs, options).value();
        const auto reused = arrangeRepresentations(inputs, options, &known).value();
        for (std::size_t index = 0; index < 2; ++index) {
            QCOMPARE(reused.shown[index].rows, fresh.shown[index].rows);
            QCOMPARE(reused.shown[index].matrix, known.shown[index].matrix);
            QCOMPARE(reused.shown[index].pyramid->tile(0, {3, 9}, {0, 30}),
                     fresh.shown[index].pyramid->tile(0, {3, 9}, {0, 30}));
        }
        // A map of the same items in another order: every item stays where it was.
        const ItemMap& was = *known.shown[0].map;
        const ItemMap& is = *reused.shown[0].map;
        for (std::size_t point = 0; point < is.items.size(); ++point) {
            const std::size_t row = reused.shown[0].rows[is.items[point]];
            const auto same = std::find_if(was.items.begin(), was.items.end(), [&](std::size_t place) {
                return known.shown[0].rows[place] == row;
            });
            const auto before = static_cast<std::size_t>(same - was.items.begin());
            QCOMPARE(is.points[2 * point], was.points[2 * before]);
            QCOMPARE(is.points[2 * point + 1], was.points[2 * before + 1]);
        }
        // The same matrices in the other order of opening: likenesses are those of the same matrices.
        const auto again = arrangeRepresentations(inputs, options, &reused).value();
        QCOMPARE(again.groups[0].likeness->comparison.models[0].likeness.estimate,
                 fresh.groups[0].likeness->comparison.models[0].likeness.estimate);
        // Another measure is computed anew.
        const std::vector other {input("first", first, PairMeasure::Euclidean), input("second", second)};
        const auto changed = arrangeRepresentations(other, options, &reused).value();
        QVERIFY(changed.shown[0].matrix != reused.shown[0].matrix);
        QCOMPARE(changed.shown[0].matrix->measure(), std::string("euclidean"));
    }

    void cutsTheKnownTreeAnew()
    {
        const auto first = drawn(40, 6, 21, upTo(40));
        const auto second = drawn(40, 5, 22, upTo(40));
        const std::vector inputs {input("first", first), input("second", second)};
        RepresentationOptions options;
        options.order.by = ItemOrdering::Clusters;
        options.order.clusters = 3;
        auto known = arrangeRepresentations(inputs, options).value();
        // A mark that only a tree which is taken over still has.
        auto marked = std::make_shared<Dendrogram>(*known.groups[0].tree);
        marked->adjacentSum = -7;
        known.groups[0].tree = marked;
        const auto isSameAsFresh = [&](const RepresentationOptions& wanted, bool isTakenOver) {
            const auto fresh = arrangeRepresentations(inputs, wanted).value();
            const auto reused = arrangeRepresentations(inputs, wanted, &known).value();
            const Dendrogram& expected = *fresh.groups[0].tree;
            const Dendrogram& tree = *reused.groups[0].tree;
            QCOMPARE(tree.adjacentSum == -7, isTakenOver);
            QVERIFY(tree.merges == expected.merges);
            QCOMPARE(tree.items, expected.items);
            QCOMPARE(tree.order, expected.order);
            QCOMPARE(reused.groups[0].clusterStarts, fresh.groups[0].clusterStarts);
            QCOMPARE(reused.shown[0].rows, fresh.shown[0].rows);
            QCOMPARE(reused.shown[1].rows, fresh.shown[1].rows);
            QCOMPARE(reused.groups[0].names, fresh.groups[0].names);
        };
        options.order.clusters = 9;
        isSameAsFresh(options, true);
        options.parts.trees = true;
        options.order.by = ItemOrdering::Name; // the same items, standing otherwise
        isSameAsFresh(options, true);
        options.order.by = ItemOrdering::Clusters;
        options.order.linkage = Linkage::Ward;
        isSameAsFresh(options, false);
        options.order.linkage = Linkage::Average;
        options.order.leader = "second";
        isSameAsFresh(options, false);
    }

    void turnsAMapThatComesLaterTowardsOneThatIsKnown()
    {
        const RepresentationInput first = input("first", drawn(25, 6, 11, upTo(25)));
        const RepresentationInput second = input("second", drawn(25, 6, 12, upTo(25)));
        RepresentationOptions options;
        options.parts.maps = true;
        const auto asGiven = arrangeRepresentations(std::vector {first}, options).value();
        options.order.by = ItemOrdering::Clusters;
        const auto known = arrangeRepresentations(std::vector {first}, options, &asGiven).value();
        const auto both = arrangeRepresentations(std::vector {first, second}, options, &known).value();
        const auto fresh = arrangeRepresentations(std::vector {first, second}, options).value();
        std::map<std::size_t, std::pair<double, double>> expected; // by place
        const ItemMap& wanted = *fresh.shown[1].map;
        for (std::size_t point = 0; point < wanted.items.size(); ++point)
            expected[wanted.items[point]] = {wanted.points[2 * point], wanted.points[2 * point + 1]};
        const ItemMap& map = *both.shown[1].map;
        for (std::size_t point = 0; point < map.items.size(); ++point) {
            const auto& [x, y] = expected.at(map.items[point]);
            QVERIFY(std::abs(map.points[2 * point] - x) < 1e-6);
            QVERIFY(std::abs(map.points[2 * point + 1] - y) < 1e-6);
        }
    }

    void formsNoWholeMatrixOfManyItems()
    {
        RepresentationOptions options;
        options.wholeItems = 50;
        options.parts = {true, true, true};
        const auto features = drawn(60, 8, 5, upTo(60));
        const auto set = arrangeRepresentations(std::vector {input("many", features)}, options).value();
        const ShownRepresentation& shown = set.shown[0];
        QVERIFY(!shown.matrix && shown.pyramid && !shown.map);
        QVERIFY(!shown.mapProblem.empty());
        QVERIFY(shown.distribution.isSampled());
        QCOMPARE(shown.distribution.values(), std::uint64_t(60 * 59 / 2));
        for (std::size_t row = 1; row < 60; ++row)
            QVERIFY(std::abs(shown.at(row, 0) - cosineOf(features, row, 0)) < 2e-6);
    }

    void saysWhyOneIsNotDrawnAndDrawsTheOthers()
    {
        const auto one = drawn(1, 4, 6, upTo(1));
        const auto others = drawn(5, 4, 7, upTo(5));
        RepresentationOptions options;
        options.order.by = ItemOrdering::Name;
        const auto set =
            arrangeRepresentations(
                std::vector {input("one", one), input("nameless", drawn(5, 3, 8)), input("others", others)},
                options)
                .value();
        QVERIFY(!set.shown[0].problem.empty());
        QVERIFY(set.shown[1].pyramid && set.shown[2].pyramid);
        QCOMPARE(set.shown[1].group, set.shown[2].group); // by their place
        QVERIFY(!set.groupOf(1).note.empty());
    }

    void arrangesNothing()
    {
        const auto set = arrangeRepresentations({}, {});
        QVERIFY(set && set->shown.empty() && set->groups.empty());
    }
};

QTEST_GUILESS_MAIN(TestRepresentationSet)
#include "tst_representationset.moc"
