#include "tests/widgets/matrices/representationstage.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/dendrogramview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
RepresentationOptions byClusters(std::size_t clusters, Linkage linkage = Linkage::Average)
{
    RepresentationOptions options;
    options.parts.trees = true;
    options.order.by = ItemOrdering::Clusters;
    options.order.clusters = clusters;
    options.order.linkage = linkage;
    return options;
}

std::shared_ptr<const RepresentationSet> oneTree(std::size_t rows, const RepresentationOptions& options)
{
    return arranged({inputOf("first", madeItems(rows, 5)), inputOf("second", madeItems(rows, 5, 2))},
                    options);
}

/// A chain: each item joins all before it, which is the deepest tree there is.
std::shared_ptr<const RepresentationSet> chain(std::size_t rows)
{
    auto set = std::make_shared<RepresentationSet>();
    set->options = byClusters(12, Linkage::Single);
    auto tree = std::make_shared<Dendrogram>();
    ShownGroup group;
    group.items = rows;
    group.names = numberedNames(rows);
    ShownRepresentation shown {inputOf("chain", madeItems(3, 2))};
    for (std::size_t row = 0; row < rows; ++row) {
        tree->items.push_back(row);
        tree->order.push_back(row);
        shown.rows.push_back(row);
        if (row > 0)
            tree->merges.push_back({row == 1 ? 0 : rows + row - 2, row, double(row), row + 1});
    }
    group.tree = tree;
    const auto names = group.names.span();
    group.index = std::make_shared<const ItemIndex>(std::vector(names.begin(), names.end()));
    group.numbers = shown.rows;
    group.members = {0};
    set->shown.push_back(std::move(shown));
    set->groups.push_back(std::move(group));
    return set;
}

ItemSet itemsOfBranch(const RepresentationSet& set, const ClusterTree& tree, std::size_t branch)
{
    ItemSet items;
    for (std::size_t leaf = tree.branch(branch).begin; leaf < tree.branch(branch).end; ++leaf)
        items.insert(set.groups[0].itemAt(tree.itemAt(leaf)));
    return items;
}

/// The options that the view asked for last.
RepresentationOptions asked(const QSignalSpy& spy)
{
    return spy.back()[0].value<RepresentationOptions>();
}

void drag(TreeCanvas& canvas, const QPointF& from, const QPointF& to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(&canvas, Qt::LeftButton, modifiers, from.toPoint());
    const auto move = [&](const QPointF& at) {
        QMouseEvent event(QEvent::MouseMove, at, canvas.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                          modifiers);
        QCoreApplication::sendEvent(&canvas, &event);
    };
    move((from + to) / 2);
    move(to);
    QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, to.toPoint());
}

using Stage = RepresentationStage<DendrogramView>;
} // namespace

class TestDendrogramView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheTreeOfTheLeader()
    {
        Stage stage;
        RepresentationOptions options = byClusters(4, Linkage::Complete);
        options.order.leader = "second";
        const auto set = oneTree(40, options);
        stage.view->setRepresentations(set);
        const TreeCanvas& canvas = *stage.view->canvas();
        QCOMPARE(canvas.panels().size(), std::size_t(1));
        QCOMPARE(canvas.panels()[0].title, QStringLiteral("second"));
        const ClusterTree& tree = *canvas.panels()[0].tree;
        QCOMPARE(tree.leaves(), std::size_t(40));
        const QString subtitle = stage.view->subtitle();
        QVERIFY2(subtitle.contains(QStringLiteral("complete linkage")), qPrintable(subtitle));
        QVERIFY2(subtitle.contains(QStringLiteral("cosine")), qPrintable(subtitle));
        QVERIFY2(subtitle.contains(QStringLiteral("4 clusters")), qPrintable(subtitle));
        // Leaves stand in the middles of equal parts, heights on one scale from the leaves' border up.
        const QRectF area = canvas.area(0);
        QVERIFY(std::abs(canvas.xOf(0, 0) - (area.left() + area.width() / 80)) < 1e-6);
        QVERIFY(std::abs(canvas.xOf(0, 39) - (area.right() - area.width() / 80)) < 1e-6);
        QCOMPARE(canvas.yOf(0, 0), area.bottom());
        const double half = canvas.yOf(0, tree.highest() / 2);
        QVERIFY(std::abs(half - (area.bottom() + canvas.yOf(0, tree.highest())) / 2) < 1e-6);
        QVERIFY(canvas.yOf(0, tree.highest()) > area.top());
    }

    void agreesWithTheClustersOfMatrices()
    {
        Stage stage;
        for (const std::size_t clusters : {2, 3, 7, 40}) {
            const auto set = oneTree(40, byClusters(clusters));
            stage.view->setRepresentations(set);
            const ClusterTree& tree = *stage.view->canvas()->panels()[0].tree;
            std::vector<std::size_t> starts = tree.startsOfCut(clusters);
            for (std::size_t leaf = 0; leaf < tree.leaves(); ++leaf)
                QCOMPARE(tree.itemAt(leaf), leaf); // places are in the order of the tree
            starts.erase(starts.begin());
            QCOMPARE(starts, set->groups[0].clusterStarts);
            QCOMPARE(stage.view->canvas()->cut(), clusters);
        }
    }

    void selectsTheItemsOfABranch()
    {
        Stage stage;
        const auto set = oneTree(24, byClusters(3));
        stage.view->setRepresentations(set);
        TreeCanvas& canvas = *stage.view->canvas();
        const ClusterTree& tree = *canvas.panels()[0].tree;
        // Between where it joins its parts and where it joins others, at any of its leaves.
        const std::size_t branch = tree.branch(tree.root()).left;
        QVERIFY(!tree.branch(branch).isLeaf());
        const double height = tree.branch(branch).height * .3 + tree.highest() * .7;
        const QPoint at =
            QPointF(canvas.xOf(0, double(tree.branch(branch).begin)), canvas.yOf(0, height)).toPoint();
        QTest::mouseClick(&canvas, Qt::LeftButton, {}, at);
        QCOMPARE(stage.items.items(), itemsOfBranch(*set, tree, branch));
        QVERIFY(canvas.cursorPlace() == (TreePlace {0, branch}));
        // Its leaves are marked, and no others.
        for (std::size_t leaf = 0; leaf < 24; ++leaf)
            QCOMPARE(canvas.panels()[0].selected[leaf] != 0,
                     leaf >= tree.branch(branch).begin && leaf < tree.branch(branch).end);
        // Shift adds, Ctrl takes out: as in all views.
        const std::size_t other = tree.leafBranch(23);
        const QPoint below = QPointF(canvas.xOf(0, 23), canvas.area(0).bottom() + 4).toPoint();
        QVERIFY(canvas.placeAt(below) == (TreePlace {0, other}));
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ShiftModifier, below);
        QCOMPARE(stage.items.items().size(), tree.branch(branch).size() + 1);
        QCOMPARE(stage.items.current(), set->groups[0].itemAt(tree.itemAt(23)));
        QTest::mouseClick(&canvas, Qt::LeftButton, Qt::ControlModifier, below);
        QCOMPARE(stage.items.items(), itemsOfBranch(*set, tree, branch));
        // What is swept over with Shift is added.
        drag(canvas, {canvas.xOf(0, 22) - 4, canvas.area(0).center().y()},
             {canvas.xOf(0, 23) + 4, canvas.area(0).center().y()}, Qt::ShiftModifier);
        QCOMPARE(stage.items.items().size(), tree.branch(branch).size() + 2);
        // Above the tree is nothing: a click there clears.
        QTest::mouseClick(&canvas, Qt::LeftButton, {},
                          QPointF(canvas.xOf(0, 3), canvas.area(0).top() + 1).toPoint());
        QVERIFY(stage.items.items().empty());
    }

    void tellsWhatIsPointedAt()
    {
        Stage stage;
        const auto set = oneTree(24, byClusters(3));
        stage.view->setRepresentations(set);
        TreeCanvas& canvas = *stage.view->canvas();
        const ClusterTree& tree = *canvas.panels()[0].tree;
        const double y = canvas.yOf(0, tree.highest()) - 2;
        QTest::mouseMove(&canvas, QPointF(canvas.xOf(0, 5), y).toPoint());
        QTRY_COMPARE(stage.view->readout()->rows().size(), std::size_t(1));
        const ReadoutRow row = stage.view->readout()->rows()[0];
        QCOMPARE(row.n, 24);
        QCOMPARE(row.mean, tree.highest());
        QVERIFY(row.observer.contains(QString::fromStdString(set->groups[0].itemAt(0))));
        QCOMPARE(row.phase, QStringLiteral("1 to 3 of 3"));
    }

    void showsThePictureOfAnItem()
    {
        Stage stage;
        const MadePictures made(24);
        stage.view->setPictures(made.pictures);
        stage.view->setRepresentations(oneTree(24, byClusters(3)));
        TreeCanvas& canvas = *stage.view->canvas();
        const double below = canvas.area(0).bottom() + 4;
        QTest::mouseMove(&canvas, QPointF(canvas.xOf(0, 5), below).toPoint());
        QTRY_VERIFY(canvas.card().hasPicture);
        QTRY_VERIFY(!canvas.card().picture.isNull());
        QTest::mouseMove(&canvas, QPointF(canvas.xOf(0, 5), canvas.area(0).center().y()).toPoint());
        QTRY_VERIFY(!canvas.card().hasPicture); // a branch has none
    }

    void dragsAndTypesTheCut()
    {
        Stage stage;
        const auto set = oneTree(24, byClusters(3));
        stage.view->setRepresentations(set);
        TreeCanvas& canvas = *stage.view->canvas();
        const ClusterTree& tree = *canvas.panels()[0].tree;
        QSignalSpy requested(stage.view.get(), &RepresentationView::representationOptionsRequested);
        const QPointF from(canvas.xOf(0, 2), canvas.yOf(0, tree.heightOfCut(3)));
        QCOMPARE(canvas.cutAt(from), std::optional<std::size_t>(0));
        const QPointF to(from.x(), canvas.yOf(0, tree.heightOfCut(8)));
        drag(canvas, from, to);
        QCOMPARE(requested.size(), 1); // one step to undo
        QVERIFY(asked(requested).order.by == ItemOrdering::Clusters);
        const std::size_t got = asked(requested).order.clusters;
        QVERIFY2(got >= 7 && got <= 9, qPrintable(QString::number(got)));
        stage.view->setRepresentations(oneTree(24, asked(requested)));
        QCOMPARE(canvas.cut(), got);

        auto* typed = stage.view->findChild<QSpinBox*>();
        QCOMPARE(typed->value(), int(got));
        QCOMPARE(typed->maximum(), 24);
        typed->setValue(5);
        QCOMPARE(requested.size(), 2);
        QCOMPARE(asked(requested).order.clusters, std::size_t(5));
        stage.view->setRepresentations(oneTree(24, asked(requested)));
        QTest::keyClick(stage.view.get(), Qt::Key_PageDown);
        QCOMPARE(asked(requested).order.clusters, std::size_t(6));
        stage.view->setRepresentations(oneTree(24, asked(requested)));
        QTest::keyClick(stage.view.get(), Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(asked(requested).order.clusters, std::size_t(0)); // none
        stage.view->setRepresentations(oneTree(24, asked(requested)));
        QCOMPARE(canvas.cut(), std::size_t(1));
        QCOMPARE(typed->value(), 1);
        QTest::keyClick(stage.view.get(), Qt::Key_PageDown);
        QCOMPARE(asked(requested).order.clusters, std::size_t(2));
    }

    void offersToOrderByClusters()
    {
        Stage stage;
        RepresentationOptions options = byClusters(4);
        options.order.by = ItemOrdering::Name;
        const auto set = oneTree(24, options);
        stage.view->setRepresentations(set);
        const TreeCanvas& canvas = *stage.view->canvas();
        QVERIFY(canvas.panels()[0].tree); // it is drawn, without a cut
        QCOMPARE(canvas.cut(), std::size_t(0));
        QVERIFY(!stage.view->findChild<QSpinBox*>()->isEnabled());
        QSignalSpy requested(stage.view.get(), &RepresentationView::representationOptionsRequested);
        QTest::keyClick(stage.view.get(), Qt::Key_PageDown);
        QVERIFY(requested.isEmpty());
        // Leaves stand as the tree has them and name the right items all the same.
        const ClusterTree& tree = *canvas.panels()[0].tree;
        const std::size_t branch = tree.branch(tree.root()).left;
        const QPoint at = QPointF(canvas.xOf(0, 0), canvas.area(0).bottom() + 4).toPoint();
        QTest::mouseClick(stage.view->canvas(), Qt::LeftButton, {}, at);
        QCOMPARE(stage.items.current(), set->groups[0].itemAt(set->groups[0].tree->order.front()));
        QVERIFY(itemsOfBranch(*set, tree, branch).contains(stage.items.current()));
        auto* button = stage.view->findChild<QPushButton*>();
        QVERIFY(button->isVisible());
        button->click();
        QVERIFY(asked(requested).order.by == ItemOrdering::Clusters);
        stage.view->setRepresentations(oneTree(24, asked(requested)));
        QVERIFY(!button->isVisible());
        QCOMPARE(canvas.cut(), std::size_t(4));
    }

    void movesFromBranchToBranch()
    {
        Stage stage;
        const auto set = oneTree(24, byClusters(3));
        stage.view->setRepresentations(set);
        TreeCanvas& canvas = *stage.view->canvas();
        const ClusterTree& tree = *canvas.panels()[0].tree;
        QTest::keyClick(stage.view.get(), Qt::Key_Down);
        QVERIFY(canvas.cursorPlace() == (TreePlace {0, tree.root()}));
        QTest::keyClick(stage.view.get(), Qt::Key_Up); // there is nothing above
        QVERIFY(canvas.cursorPlace() == (TreePlace {0, tree.root()}));
        QTest::keyClick(stage.view.get(), Qt::Key_Down);
        const std::size_t left = tree.branch(tree.root()).left;
        QVERIFY(canvas.cursorPlace() == (TreePlace {0, left}));
        QTest::keyClick(stage.view.get(), Qt::Key_Right);
        const std::size_t beside = canvas.cursorPlace()->branch;
        QCOMPARE(tree.branch(beside).begin, tree.branch(left).end);
        QVERIFY(tree.branch(beside).height <= tree.branch(left).height);
        QTest::keyClick(stage.view.get(), Qt::Key_Return);
        QCOMPARE(stage.items.items(), itemsOfBranch(*set, tree, beside));
        QVERIFY(stage.view->accessibleDescription().contains(QStringLiteral("selected")));
        QTest::keyClick(stage.view.get(), Qt::Key_Z);
        const LeafSight sight = canvas.sights()[0];
        QVERIFY(std::abs(sight.zoom - std::min(6., 24. / double(tree.branch(beside).size()))) < 1e-9);
        QTest::keyClick(stage.view.get(), Qt::Key_Z); // there it goes back
        QVERIFY(canvas.sights()[0] == LeafSight());
        QTest::keyClick(stage.view.get(), Qt::Key_Escape);
        QVERIFY(stage.items.items().empty());
        QVERIFY(!canvas.cursorPlace());
    }

    void zoomsAndPansAlongTheLeaves()
    {
        Stage stage;
        stage.view->setRepresentations(oneTree(200, byClusters(3)));
        TreeCanvas& canvas = *stage.view->canvas();
        const QPointF about(canvas.xOf(0, 50), canvas.area(0).center().y());
        QWheelEvent wheel(about, canvas.mapToGlobal(about), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&canvas, &wheel);
        QVERIFY(std::abs(canvas.sights()[0].zoom - 1.25 * 1.25) < 1e-9);
        QVERIFY(std::abs(canvas.xOf(0, 50) - about.x()) < 1e-6); // what is pointed at stays
        const QJsonObject zoom = stage.view->zoom();
        Stage other;
        other.view->setZoom(zoom); // before there is a tree
        QCOMPARE(other.view->zoom(), zoom);
        other.view->setRepresentations(oneTree(200, byClusters(3)));
        QVERIFY(std::abs(other.view->canvas()->sights()[0].zoom - 1.25 * 1.25) < 1e-9);
        // A drag shows the part that it sweeps.
        QTest::keyClick(stage.view.get(), Qt::Key_R);
        QVERIFY(canvas.sights()[0] == LeafSight());
        const QRectF area = canvas.area(0);
        drag(canvas, {area.left() + area.width() / 4, area.bottom() - 20},
             {area.left() + area.width() / 2, area.bottom() - 30});
        QVERIFY(std::abs(canvas.sights()[0].zoom - 4) < .1);
        QVERIFY(std::abs(canvas.sights()[0].centre - .375) < .01);
        for (int step = 0; step < 40; ++step)
            QTest::keyClick(stage.view.get(), Qt::Key_Plus);
        QCOMPARE(canvas.sights()[0].zoom, 50.); // four leaves
        stage.view->grab();
        QCOMPARE(canvas.drawnNames().size(), std::size_t(4));
    }

    void namesAsManyItemsAsHaveRoom()
    {
        Stage stage;
        const auto set = oneTree(300, byClusters(3));
        stage.view->setRepresentations(set);
        stage.items.select({set->groups[0].itemAt(120)});
        stage.view->grab();
        const auto& names = stage.view->canvas()->drawnNames();
        QVERIFY(names.size() > 20);
        QVERIFY(names.size() < 100);
        QVERIFY(std::any_of(names.begin(), names.end(), [](const auto& name) { return name.leaf == 120; }));
        for (std::size_t one = 0; one < names.size(); ++one)
            for (std::size_t other = one + 1; other < names.size(); ++other)
                QVERIFY(std::abs(names[one].rect.center().x() - names[other].rect.center().x()) > 8);
        stage.view->findChild<QCheckBox*>()->setChecked(false);
        stage.view->grab();
        QVERIFY(stage.view->canvas()->drawnNames().empty());
        const QJsonObject state = stage.view->state();
        QCOMPARE(state[QStringLiteral("names")].toBool(true), false);
        stage.view->setState({});
        QVERIFY(stage.view->findChild<QCheckBox*>()->isChecked());
    }

    void isReadAsTables()
    {
        Stage stage;
        const auto set = oneTree(12, byClusters(3));
        stage.view->setRepresentations(set);
        stage.items.select({set->groups[0].itemAt(4)});
        const QStringList lines = stage.view->toText().split(QLatin1Char('\n'));
        QCOMPARE(lines[1], QStringLiteral("item\tselected\tjoins at\tcluster"));
        const Dendrogram& tree = *set->groups[0].tree;
        for (int leaf = 0; leaf < 12; ++leaf) {
            const QStringList fields = lines[2 + leaf].split(QLatin1Char('\t'));
            QCOMPARE(fields[0].toStdString(), set->groups[0].itemAt(std::size_t(leaf)));
            QCOMPARE(fields[1], leaf == 4 ? QStringLiteral("yes") : QStringLiteral("no"));
            const auto cluster = std::upper_bound(set->groups[0].clusterStarts.begin(),
                                                  set->groups[0].clusterStarts.end(), std::size_t(leaf))
                - set->groups[0].clusterStarts.begin();
            QCOMPARE(fields[3].toInt(), int(cluster) + 1);
        }
        QCOMPARE(lines[15], QStringLiteral("height\titems\tfirst\tlast"));
        for (int merge = 0; merge < 11; ++merge) { // from the highest on
            const QStringList fields = lines[16 + merge].split(QLatin1Char('\t'));
            const ClusterMerge& given = tree.merges[std::size_t(10 - merge)];
            QVERIFY(std::abs(fields[0].toDouble() - given.height) < 1e-5);
            QCOMPARE(fields[1].toULongLong(), qulonglong(given.size));
        }
    }

    void saysWhyThereIsNoTree()
    {
        Stage stage;
        QVERIFY(!stage.view->canvas()->hint().isEmpty());
        QVERIFY(stage.view->accessibleDescription().contains(stage.view->canvas()->hint()));
        RepresentationOptions options = byClusters(12);
        options.wholeItems = 20; // of more items no whole matrix is formed
        stage.view->setRepresentations(oneTree(40, options));
        const TreePanel& panel = stage.view->canvas()->panels()[0];
        QVERIFY(!panel.tree);
        QVERIFY2(panel.problem.contains(QStringLiteral("whole matrix")), qPrintable(panel.problem));
        QVERIFY(stage.view->accessibleDescription().contains(panel.problem));
        QVERIFY(stage.view->toText().contains(panel.problem));
        QVERIFY(stage.view->subtitle().isEmpty());
        // Fewer items than clusters: said, and not cut.
        stage.view->setRepresentations(oneTree(6, byClusters(12)));
        QVERIFY(stage.view->canvas()->panels()[0].facts.contains(QStringLiteral("too few for 12 clusters")));
        QVERIFY(stage.view->toText().contains(QStringLiteral("item\tselected\tjoins at\n")));
    }

    void drawsTheDeepestTreesInAFrame()
    {
        Stage stage;
        stage.view->setRepresentations(chain(26107));
        stage.view->grab();
        TreeCanvas& canvas = *stage.view->canvas();
        double least = 1e9;
        for (int round = 0; round < 5; ++round) {
            canvas.setSights({{.3 + .05 * round, 1.5}});
            QElapsedTimer timer;
            timer.start();
            canvas.grab();
            least = std::min(least, double(timer.nsecsElapsed()) / 1e6);
        }
        qInfo("a frame of a chain of 26,107 items: %.1f ms", least);
        QVERIFY(least < 1000); // of any build; benchmarks tell more
    }
};

QTEST_MAIN(TestDendrogramView)
#include "tst_dendrogramview.moc"
