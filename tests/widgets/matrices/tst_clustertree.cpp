#include "core/base/random.h"
#include "tests/widgets/matrices/representationstage.h"
#include "widgets/matrices/clustertree.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace learnscope;

namespace {
Dendrogram treeOf(std::size_t items, Linkage linkage)
{
    const auto matrix = dissimilarities(madeItems(items, 4), {PairMeasure::Euclidean}).value().matrix;
    ClusteringOptions options;
    options.linkage = linkage;
    options.threads = 1;
    return clusterItems(matrix, options).value();
}
} // namespace

class TestClusterTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsAsItsMergesHaveIt_data()
    {
        QTest::addColumn<Linkage>("linkage");
        for (const Linkage linkage : {Linkage::Average, Linkage::Complete, Linkage::Single, Linkage::Ward})
            QTest::newRow(std::string(toString(linkage)).c_str()) << linkage;
    }

    void standsAsItsMergesHaveIt()
    {
        QFETCH(Linkage, linkage);
        const Dendrogram given = treeOf(30, linkage);
        const ClusterTree tree(given);
        QCOMPARE(tree.leaves(), std::size_t(30));
        QCOMPARE(tree.branchCount(), std::size_t(59));
        QCOMPARE(tree.items(), given.order);
        QCOMPARE(tree.highest(), given.merges.back().height);
        for (std::size_t merge = 0; merge < given.merges.size(); ++merge) {
            const ClusterTree::Branch& branch = tree.branch(30 + merge);
            const ClusterTree::Branch& left = tree.branch(branch.left);
            const ClusterTree::Branch& right = tree.branch(branch.right);
            const std::set<std::size_t> parts {branch.left, branch.right};
            QVERIFY(parts == (std::set {given.merges[merge].first, given.merges[merge].second}));
            QCOMPARE(branch.size(), given.merges[merge].size);
            QCOMPARE(branch.height, given.merges[merge].height);
            QCOMPARE(left.end, right.begin); // its leaves stand together
            QCOMPARE(branch.begin, left.begin);
            QCOMPARE(branch.end, right.end);
            QCOMPARE(branch.x, (left.x + right.x) / 2);
            QCOMPARE(left.parent, 30 + merge);
            QCOMPARE(right.parent, 30 + merge);
        }
        QCOMPARE(tree.branch(tree.root()).parent, ClusterTree::none);
        for (std::size_t leaf = 0; leaf < tree.leaves(); ++leaf)
            QCOMPARE(tree.branch(tree.leafBranch(leaf)).begin, leaf);
    }

    void isCutAsTheOrderIs_data() { standsAsItsMergesHaveIt_data(); }
    void isCutAsTheOrderIs()
    {
        QFETCH(Linkage, linkage);
        const Dendrogram given = treeOf(30, linkage);
        const ClusterTree tree(given);
        QVERIFY(!tree.canBeCut(0));
        QVERIFY(!tree.canBeCut(1));
        QVERIFY(!tree.canBeCut(31));
        for (std::size_t clusters = 2; clusters <= 30; ++clusters) {
            QVERIFY(tree.canBeCut(clusters));
            const auto numbers = clustersOf(given, clusters);
            std::vector<std::size_t> starts;
            for (std::size_t leaf = 0; leaf < 30; ++leaf)
                if (leaf == 0 || numbers[given.order[leaf]] != numbers[given.order[leaf - 1]])
                    starts.push_back(leaf);
            QCOMPARE(tree.startsOfCut(clusters), starts);
            QCOMPARE(starts.size(), clusters);
            // And the line where it is drawn parts it so: no two of these merges are equally high.
            QCOMPARE(tree.clustersAt(tree.heightOfCut(clusters)), clusters);
            for (const std::size_t start : starts) {
                const std::size_t branch = tree.branchAt(start, tree.heightOfCut(clusters));
                QCOMPARE(tree.branch(branch).begin, start);
                QVERIFY(tree.isWithinCluster(branch, clusters));
                QVERIFY(tree.branch(branch).parent == ClusterTree::none
                        || !tree.isWithinCluster(tree.branch(branch).parent, clusters));
            }
        }
        QCOMPARE(tree.clustersAt(tree.highest()), std::size_t(1));
        QCOMPARE(tree.clustersAt(2 * tree.highest()), std::size_t(1));
    }

    void holdsItemsWithoutValueApart()
    {
        Dendrogram given;
        given.items = {3, 0, 2};
        given.merges = {{0, 1, .5, 2}, {2, 3, .9, 3}};
        given.order = {2, 0, 3};
        given.withoutValue = {1};
        const ClusterTree tree(given);
        QCOMPARE(tree.leaves(), std::size_t(3));
        QCOMPARE(tree.itemAt(0), std::size_t(2));
        QCOMPARE(tree.branch(3).begin, std::size_t(1)); // items 0 and 3
        QCOMPARE(tree.branch(3).left, std::size_t(1));
        QCOMPARE(tree.branchAt(1, .4), tree.leafBranch(1));
        QCOMPARE(tree.branchAt(1, .5), std::size_t(3));
        QCOMPARE(tree.branchAt(1, .89), std::size_t(3));
        QCOMPARE(tree.branchAt(0, .89), tree.leafBranch(0));
        QCOMPARE(tree.branchAt(0, .9), tree.root());
    }
};

QTEST_MAIN(TestClusterTree)
#include "tst_clustertree.moc"
