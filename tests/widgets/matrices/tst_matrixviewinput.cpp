#include "core/similarity/nearestitems.h"
#include "tests/widgets/matrices/matrixstage.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/neighbourlist.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

using namespace learnscope;

class TestMatrixViewInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectsItemsByTheMouse()
    {
        Stage stage(twoOfOneGroup());
        stage.click(0, 7, 30);
        QCOMPARE(stage.items.items(), ItemSet {stage.item(7)});
        QCOMPARE(stage.items.current(), stage.item(7));
        stage.click(1, 9, 30, Qt::ShiftModifier);
        QCOMPARE(stage.items.items(), (ItemSet {stage.item(7), stage.item(9)}));
        stage.click(1, 7, 3, Qt::ControlModifier);
        QCOMPARE(stage.items.items(), ItemSet {stage.item(9)});
        // A label, of a row and of a column.
        const PanelPlace& place = stage.canvas().places()[0];
        QTest::mouseClick(&stage.canvas(), Qt::LeftButton, {},
                          QPoint(place.rowLabels.left() + 5, stage.pointOf(0, 20, 0).y()));
        QCOMPARE(stage.items.items(), ItemSet {stage.item(20)});
        QTest::mouseClick(&stage.canvas(), Qt::LeftButton, {},
                          QPoint(stage.pointOf(0, 0, 33).x(), place.columnLabels.top() + 5));
        QCOMPARE(stage.items.items(), ItemSet {stage.item(33)});
        // A block: items of its rows and columns.
        drag(stage.canvas(), Qt::LeftButton, stage.pointOf(0, 5, 20), stage.pointOf(0, 8, 22));
        ItemSet expected = stage.itemsOf(5, 9);
        expected.merge(stage.itemsOf(20, 23));
        QCOMPARE(stage.items.items(), expected);
        drag(stage.canvas(), Qt::LeftButton, stage.pointOf(1, 6, 6), stage.pointOf(1, 8, 8),
             Qt::ControlModifier);
        for (std::size_t erased = 6; erased < 9; ++erased)
            expected.erase(stage.item(erased));
        QCOMPARE(stage.items.items(), expected);
        QTest::mouseClick(&stage.canvas(), Qt::LeftButton, {}, QPoint(1, 1));
        QVERIFY(stage.items.items().empty());
    }

    void movesByKeys()
    {
        Stage stage(twoOfOneGroup());
        stage.view.setFocus();
        stage.key(Qt::Key_Right);
        QCOMPARE(stage.canvas().cursorPair(), std::optional(MatrixPair {0, 24, 24}));
        stage.key(Qt::Key_Left);
        stage.key(Qt::Key_Down);
        stage.key(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(stage.canvas().cursorPair(), std::optional(MatrixPair {0, 15, 23}));
        QCOMPARE(stage.view.readout()->rows().size(), std::size_t(2));
        QCOMPARE(stage.view.readout()->rows()[0].mean, stage.set->shown[0].at(15, 23));
        QVERIFY(stage.view.accessibleDescription().contains(QString::fromStdString(stage.item(15))));
        stage.key(Qt::Key_Return);
        QCOMPARE(stage.items.items(), ItemSet {stage.item(15)});
        for (int step = 0; step < 9; ++step)
            stage.key(Qt::Key_Up, Qt::ShiftModifier); // to the border and no further
        QCOMPARE(stage.canvas().cursorPair()->row, std::size_t(0));
        // A block.
        stage.key(Qt::Key_B);
        stage.key(Qt::Key_Down);
        stage.key(Qt::Key_Down);
        stage.key(Qt::Key_Right);
        stage.key(Qt::Key_Return, Qt::ShiftModifier);
        ItemSet expected = stage.itemsOf(0, 3);
        expected.merge(stage.itemsOf(23, 25));
        expected.insert(stage.item(15));
        QCOMPARE(stage.items.items(), expected);
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.items.items().empty() && !stage.canvas().cursorPair());
    }

    void keepsTheCursorInSight()
    {
        Stage stage(twoOfOneGroup());
        stage.canvas().setSight(0, {6, .5, .5});
        stage.key(Qt::Key_Right);
        for (int step = 0; step < 3; ++step)
            stage.key(Qt::Key_Right, Qt::ShiftModifier);
        const auto pair = stage.canvas().cursorPair();
        QCOMPARE(pair->column, count - 1);
        QVERIFY(QRectF(stage.canvas().places()[0].matrix).contains(stage.canvas().areaOf(0, *pair).center()));
    }

    void pinsAndCopiesTheReadout()
    {
        Stage stage(twoOfOneGroup());
        stage.key(Qt::Key_P); // nothing to pin
        QVERIFY(!stage.view.readout()->isPinned());
        stage.key(Qt::Key_Down);
        stage.key(Qt::Key_P);
        QVERIFY(stage.view.readout()->isPinned());
        stage.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(
            QString::fromStdString(stage.set->shown[1].input.label)));
    }

    void zoomsAboutThePointerAndPans()
    {
        Stage stage(twoGroups());
        const QPoint at = stage.pointOf(0, 12, 36);
        const auto before = stage.canvas().pairAt(at);
        wheel(stage.canvas(), at, 4);
        QVERIFY(stage.canvas().sight(0).zoom > 2);
        QCOMPARE(stage.canvas().pairAt(at), before);
        QCOMPARE(stage.canvas().sight(1), MatrixSight()); // of other items
        QCOMPARE(stage.canvas().areaOf(1, *before).width(), stage.canvas().areaOf(0, *before).width());
        const QPoint by(-40, 25);
        drag(stage.canvas(), Qt::RightButton, at, at + by);
        QCOMPARE(stage.canvas().pairAt(at + by), before);
        QVERIFY(stage.items.items().empty());
        stage.key(Qt::Key_R);
        QCOMPARE(stage.canvas().sight(0), MatrixSight());
        stage.key(Qt::Key_Plus);
        QCOMPARE(stage.canvas().sight(0).zoom, 1.5);
        stage.key(Qt::Key_Minus);
        QCOMPARE(stage.canvas().sight(0), MatrixSight());
    }

    void zoomsToClustersAndSelectsThem()
    {
        Stage stage(twoOfOneGroup());
        const auto& starts = stage.set->groups[0].clusterStarts;
        QCOMPARE(starts.size(), std::size_t(5));
        const std::size_t row = starts[1];
        QTest::mouseDClick(&stage.canvas(), Qt::LeftButton, {}, stage.pointOf(0, row, row));
        QCOMPARE(stage.canvas().sight(0), sightOf(count, starts[1], starts[2], starts[1], starts[2]));
        QTest::mouseDClick(&stage.canvas(), Qt::LeftButton, {}, stage.pointOf(0, row, row));
        QCOMPARE(stage.canvas().sight(0), MatrixSight());
        stage.canvas().setCursorPair(MatrixPair {0, row, 0});
        stage.key(Qt::Key_C);
        QCOMPARE(stage.items.items(), stage.itemsOf(starts[1], starts[2]));
        stage.canvas().setCursorPair(MatrixPair {0, count - 1, count - 1});
        stage.key(Qt::Key_Z);
        QCOMPARE(stage.canvas().sight(0), sightOf(count, starts[4], count, starts[4], count));
    }

    void goesToItemsByName()
    {
        Stage stage(twoGroups());
        QLineEdit* field = stage.view.searchField();
        stage.key(Qt::Key_F);
        field->setText(QString::fromStdString(stage.item(40)).toUpper());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.items.items(), ItemSet {stage.item(40)});
        QCOMPARE(stage.canvas().cursorPair(), std::optional(MatrixPair {0, 40, 40}));
        QVERIFY(stage.view.goTo(QStringLiteral("other 7"))); // in the other group
        QCOMPARE(stage.canvas().cursorPair()->group, std::size_t(1));
        QCOMPARE(stage.items.current(), std::string("other 7"));
        QVERIFY(!stage.view.goTo(QStringLiteral("nobody")));
        QCOMPARE(stage.items.current(), std::string("other 7"));
    }

    void offersNamesOfWhatIsShownNow()
    {
        Stage stage(twoGroups());
        QLineEdit* field = stage.view.searchField();
        const QAbstractItemModel* offered = field->completer()->model();
        QTest::keyClick(field, Qt::Key_O);
        QCOMPARE(field->completer()->completionCount() > 0, true);
        const auto names = [&] {
            QStringList texts;
            for (int row = 0; row < offered->rowCount(); ++row)
                texts << offered->index(row, 0).data().toString();
            return texts;
        };
        QVERIFY(names().contains(QStringLiteral("other 7")));
        stage.view.setRepresentations(twoOfOneGroup());
        QTest::keyClick(field, Qt::Key_T);
        QVERIFY(!names().contains(QStringLiteral("other 7")));
        QVERIFY(!names().isEmpty());
    }

    void listsTheNearestItems()
    {
        Stage stage(twoOfOneGroup());
        QAbstractItemModelTester tester(stage.view.neighbours()->model());
        stage.key(Qt::Key_N);
        QVERIFY(stage.view.neighbours()->isVisible());
        QCOMPARE(stage.view.neighbours()->model()->columnCount(), 0);
        stage.items.setCurrent(stage.item(11));
        NeighbourModel* model = stage.view.neighbours()->model();
        QTRY_COMPARE(model->columnCount(), 2);
        const auto expected = nearestItems(stage.set->shown[1], 11, 25);
        for (int row = 0; row < 25; ++row) {
            const QModelIndex index = model->index(row, 1);
            QCOMPARE(index.data(NeighbourModel::NameRole).toString().toStdString(),
                     stage.item(expected[std::size_t(row)].place));
            QCOMPARE(index.data(NeighbourModel::ValueRole).toDouble(), expected[std::size_t(row)].value);
        }
        QTableView* table = stage.view.neighbours()->table();
        table->setCurrentIndex(model->index(2, 1));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(stage.items.items(), ItemSet {stage.item(expected[2].place)});
    }

    void asksForAnotherOrder()
    {
        Stage stage(twoOfOneGroup());
        QSignalSpy requested(&stage.view, &RepresentationView::representationOptionsRequested);
        QMenu menu;
        stage.view.addRuleActions(menu);
        for (QAction* action : menu.actions())
            if (action->text() == QStringLiteral("16"))
                action->trigger();
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested[0][0].value<RepresentationOptions>().order.clusters, std::size_t(16));
    }

    void tellsTheNumberOfClustersWhateverItIs()
    {
        auto set = std::make_shared<RepresentationSet>(*twoOfOneGroup());
        set->options.order.clusters = 11; // as a cut of the tree makes them
        Stage stage(set);
        QMenu menu;
        stage.view.addRuleActions(menu);
        QStringList checked;
        QStringList numbers;
        for (const QAction* action : menu.actions()) {
            if (action->text().toInt() > 0)
                numbers << action->text();
            if (action->text().toInt() > 0 && action->isChecked())
                checked << action->text();
        }
        QCOMPARE(checked, QStringList {QStringLiteral("11")});
        QCOMPARE(numbers.join(QLatin1Char(' ')), QStringLiteral("2 4 8 11 16 32 64"));
    }
};

QTEST_MAIN(TestMatrixViewInput)
#include "tst_matrixviewinput.moc"
