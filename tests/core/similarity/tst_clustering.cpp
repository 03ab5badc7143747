#include "core/similarity/clustering.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/itemorder.h"
#include "tests/core/similarity/vicefeatures.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace learnscope;

namespace {
SimilarityMatrix referenceMatrix()
{
    DissimilarityOptions options {PairMeasure::Euclidean};
    options.precision = NumberPrecision::Double;
    return dissimilarities(embeddingFrom(representationReference()["second"], 14), options).value().matrix;
}

double adjacentSum(const SimilarityMatrix& matrix, const std::vector<std::size_t>& order)
{
    double sum = 0;
    for (std::size_t place = 1; place < order.size(); ++place)
        sum += matrix.at(order[place - 1], order[place]);
    return sum;
}

/// The least sum over all ways to turn branches.
double bruteForce(const SimilarityMatrix& matrix, const Dendrogram& tree)
{
    double least = INFINITY;
    for (unsigned turns = 0; turns < 1u << tree.merges.size(); ++turns) {
        std::vector<std::vector<std::size_t>> clusters;
        for (const std::size_t item : tree.items)
            clusters.push_back({item});
        for (std::size_t merge = 0; merge < tree.merges.size(); ++merge) {
            const bool turned = turns >> merge & 1;
            std::vector<std::size_t> order =
                clusters[turned ? tree.merges[merge].second : tree.merges[merge].first];
            const auto& rest = clusters[turned ? tree.merges[merge].first : tree.merges[merge].second];
            order.insert(order.end(), rest.begin(), rest.end());
            clusters.push_back(order);
        }
        least = std::min(least, adjacentSum(matrix, clusters.back()));
    }
    return least;
}

SimilarityMatrix madeMatrix(std::size_t items, std::uint64_t seed)
{
    std::vector<double> values;
    for (const float value : madeFeatures(items * (items - 1) / 2, seed))
        values.push_back(value + .3);
    return matrixOf(values);
}

void addLinkages()
{
    QTest::addColumn<int>("linkage");
    for (const Linkage linkage : {Linkage::Single, Linkage::Complete, Linkage::Average, Linkage::Ward})
        QTest::newRow(std::string(toString(linkage)).c_str()) << static_cast<int>(linkage);
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6 * std::max(1., std::abs(b));
}
} // namespace

class TestClustering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treesAndOrderAgreeWithScipy_data() { addLinkages(); }

    void treesAndOrderAgreeWithScipy()
    {
        QFETCH(int, linkage);
        const nlohmann::json& expected = representationReference()["orders"][QTest::currentDataTag()];
        ClusteringOptions options {static_cast<Linkage>(linkage)};
        const SimilarityMatrix matrix = referenceMatrix();
        const Dendrogram tree = clusterItems(matrix, options).value();
        const std::vector<double> heights = numbersOf(expected["heights"]);
        const std::vector<double> sizes = numbersOf(expected["sizes"]);
        QCOMPARE(tree.merges.size(), heights.size());
        for (std::size_t merge = 0; merge < heights.size(); ++merge) {
            QVERIFY(near(tree.merges[merge].height, heights[merge]));
            QCOMPARE(static_cast<double>(tree.merges[merge].size), sizes[merge]);
        }
        QVERIFY(near(tree.adjacentSum, expected["cost"].get<double>()));
        QVERIFY(tree.adjacentSum <= expected["scipy_cost"].get<double>() + 1e-9);
        QVERIFY(near(adjacentSum(matrix, tree.order), tree.adjacentSum));
        options.optimalOrder = false;
        QVERIFY(clusterItems(matrix, options).value().adjacentSum > tree.adjacentSum);
    }

    void viceAgreesWithScipy_data() { addLinkages(); }

    void viceAgreesWithScipy()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(int, linkage);
        static const SimilarityMatrix matrix = [] {
            DissimilarityOptions options;
            options.precision = NumberPrecision::Double;
            return dissimilarities(viceFeatures(), options).value().matrix;
        }();
        const nlohmann::json& expected = representationReference()["vice"]["orders"][QTest::currentDataTag()];
        const Dendrogram tree = clusterItems(matrix, {static_cast<Linkage>(linkage)}).value();
        double heights = 0;
        for (const ClusterMerge& merge : tree.merges)
            heights += merge.height;
        QVERIFY2(near(heights, expected["heights_sum"].get<double>()),
                 qPrintable(QString::number(heights, 'g', 12)));
        // scipy's order is not the best one; that ours is, is tested where all can be tried.
        QVERIFY2(tree.adjacentSum <= expected["scipy_cost"].get<double>(),
                 qPrintable(QString::number(tree.adjacentSum, 'g', 12)));
        QVERIFY(near(adjacentSum(matrix, tree.order), tree.adjacentSum));
    }

    void noTurningOfBranchesIsBetter_data()
    {
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("seed");
        for (const int items : {2, 3, 4, 7, 11})
            for (const int seed : {1, 2, 3})
                QTest::addRow("%d items, seed %d", items, seed) << items << seed;
    }

    void noTurningOfBranchesIsBetter()
    {
        QFETCH(int, items);
        QFETCH(int, seed);
        const SimilarityMatrix matrix =
            madeMatrix(static_cast<std::size_t>(items), static_cast<std::uint64_t>(seed));
        for (const Linkage linkage : {Linkage::Single, Linkage::Complete, Linkage::Average, Linkage::Ward}) {
            const Dendrogram tree = clusterItems(matrix, {linkage}).value();
            QVERIFY(near(tree.adjacentSum, bruteForce(matrix, tree)));
            std::vector<std::size_t> sorted = tree.order;
            std::sort(sorted.begin(), sorted.end());
            for (std::size_t item = 0; item < sorted.size(); ++item)
                QCOMPARE(sorted[item], item);
        }
    }

    void tiesAreBrokenByNameWhateverTheOrderOfRows()
    {
        // All as far from each other; only names can tell.
        const std::vector<double> equal(15, 1.);
        const RowNames forward({"a", "b", "c", "d", "e", "f"});
        const RowNames shuffled({"d", "a", "f", "b", "e", "c"});
        const auto namesOf = [&](const RowNames& names) {
            std::vector<std::string> ordered;
            const Dendrogram tree = clusterItems(matrixOf(equal, names)).value();
            for (const std::size_t item : tree.order)
                ordered.push_back(names[item]);
            return ordered;
        };
        QCOMPARE(namesOf(shuffled), namesOf(forward));
        QVERIFY(namesOf(forward).front() < namesOf(forward).back());
    }

    void similaritiesAreTurned()
    {
        std::vector<double> turned;
        const SimilarityMatrix matrix = referenceMatrix();
        for (const double value : matrix.condensed<double>())
            turned.push_back(3 - value);
        const auto similarities = SimilarityMatrix::fromCondensed(14, SharedValues<double>(turned),
                                                                  {SimilarityMatrix::Kind::Similarity, ""})
                                      .value();
        QCOMPARE(clusterItems(similarities).value().order, clusterItems(matrix).value().order);
    }

    void itemsWithoutValuesAreInNoCluster()
    {
        const Dendrogram tree = clusterItems(matrixOf({1, NAN, 2, NAN, 3, NAN})).value();
        QCOMPARE(tree.withoutValue, std::vector<std::size_t> {2});
        QCOMPARE(tree.order.size(), std::size_t {3});
        QVERIFY(!clustersOf(tree, 2)[2]);
        const auto holed = clusterItems(matrixOf({1, NAN, 2, 4, 3, 5}));
        QCOMPARE(holed.error().kind, Error::Kind::Usage);
        QVERIFY(
            holed.error().message.starts_with("clusters need a value for every pair; 1 pairs are masked"));
        ClusteringOptions small;
        small.memory = 100;
        QCOMPARE(clusterItems(referenceMatrix(), small).error().kind, Error::Kind::Usage);
    }

    void cutsTheTree()
    {
        // Two near pairs and one far item.
        const Dendrogram tree = clusterItems(matrixOf({1, 9, 9, 20, 9, 9, 20, 2, 20, 20})).value();
        const auto three = clustersOf(tree, 3);
        QVERIFY(three[0] == three[1] && three[2] == three[3] && three[0] != three[2] && three[4] != three[0]
                && three[4] != three[2]);
        QCOMPARE(three[tree.order.front()].value(), std::size_t {0});
        const auto one = clustersOf(tree, 1);
        QVERIFY(std::all_of(one.begin(), one.end(), [](const auto& number) { return number == 0; }));
        QCOMPARE(clustersOf(tree, 99)[tree.order.back()].value(), std::size_t {4});
    }

    void ordersByNameColumnAndAnother()
    {
        const RowNames names({"c", "a", "d", "b"});
        QCOMPARE(orderByName(names).value(), (ItemOrder {1, 3, 0, 2}));
        QVERIFY(!orderByName({}));
        const Embedding embedding = embeddingOf({1, 5, 1, NAN, 1, 2, 1, 5}, 4, names);
        QCOMPARE(orderByColumn(embedding, 1).value(), (ItemOrder {2, 3, 0, 1}));
        QCOMPARE(orderByColumn(embedding, 1, true).value(), (ItemOrder {3, 0, 2, 1}));
        QCOMPARE(orderByColumn(embedding, 0).value(), orderByName(names).value());
        QCOMPARE(orderByColumn(embedding, 2).error().kind, Error::Kind::OutOfRange);
        // The other stands b, x, c, a.
        const RowNames other({"a", "b", "c", "x"});
        QCOMPARE(orderLike(names, 4, other, ItemOrder {1, 3, 2, 0}).value(), (ItemOrder {3, 0, 1, 2}));
        QCOMPARE(orderLike({}, 2, other, ItemOrder {1, 0}).value(), (ItemOrder {1, 0}));
        QCOMPARE(orderLike({}, 3, {}, ItemOrder {1, 0}).error().kind, Error::Kind::Mismatch);
    }
};

QTEST_APPLESS_MAIN(TestClustering)
#include "tst_clustering.moc"
