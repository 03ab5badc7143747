#include "app/window/viewgrid.h"

#include "app/actions/actions.h"
#include "app/window/viewcard.h"

#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

class TestViewGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithCurvesBesideTheGap()
    {
        ViewGrid grid(m_actions);
        QSignalSpy made(&grid, &ViewGrid::viewMade);
        grid.reset();
        QCOMPARE(kinds(grid), (QList<ViewKind> {ViewKind::LearningCurves, ViewKind::Gap}));
        QCOMPARE(made.count(), 2);
        QVERIFY(grid.active() == grid.cards()[0]);
    }

    void splitsAndCloses()
    {
        ViewGrid grid(m_actions);
        grid.resize(1000, 800);
        grid.reset();
        grid.show();
        ViewCard* below = grid.split(grid.cards()[0], Qt::Vertical, ViewKind::Runs);
        QCOMPARE(kinds(grid), (QList<ViewKind> {ViewKind::LearningCurves, ViewKind::Runs, ViewKind::Gap}));
        QVERIFY(grid.active() == below);
        QVERIFY(qAbs(below->height() - grid.cards()[0]->height()) <= 2);
        QVERIFY(below->y() > grid.cards()[0]->y());
        grid.close(grid.cards()[0]);
        QCOMPARE(kinds(grid), (QList<ViewKind> {ViewKind::Runs, ViewKind::Gap}));
        grid.close(grid.cards()[1]);
        grid.close(grid.cards()[0]); // the last one stays
        QCOMPARE(kinds(grid), QList<ViewKind> {ViewKind::Runs});
        QVERIFY(grid.active() == grid.cards()[0]);
        QVERIFY(grid.active()->isVisible());
        grid.split(grid.active(), Qt::Vertical, ViewKind::Gap);
        QCOMPARE(kinds(grid), (QList<ViewKind> {ViewKind::Runs, ViewKind::Gap}));
    }

    void showsOneViewAloneAndAllAgain()
    {
        ViewGrid grid(m_actions);
        grid.resize(1000, 800);
        grid.reset();
        grid.show();
        ViewCard* inner = grid.split(grid.cards()[0], Qt::Vertical, ViewKind::Runs);
        grid.toggleMaximised(inner);
        QVERIFY(inner->isVisible());
        QVERIFY(!grid.cards()[0]->isVisible());
        QVERIFY(!grid.cards()[2]->isVisible());
        grid.stepActive(1); // goes on to the next one, alone
        QVERIFY(grid.active() == grid.cards()[2]);
        QVERIFY(grid.active()->isVisible() && !inner->isVisible());
        grid.toggleMaximised(grid.active());
        for (const ViewCard* card : grid.cards())
            QVERIFY(card->isVisible());
    }

    void comesBackFromItsText()
    {
        ViewGrid grid(m_actions);
        grid.resize(1000, 800);
        grid.reset();
        grid.split(grid.cards()[1], Qt::Vertical, ViewKind::Runs);
        grid.split(grid.cards()[2], Qt::Horizontal, ViewKind::LearningCurves);
        ViewGrid other(m_actions);
        QVERIFY(other.restore(grid.save()));
        QCOMPARE(kinds(other), kinds(grid));
        QCOMPARE(other.save().count('['), grid.save().count('['));
    }

    void refusesWhatIsNoLayout_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{views");
        QTest::newRow("a view without a splitter") << QByteArray(R"({"view":"gap"})");
        QTest::newRow("unknown view")
            << QByteArray(R"({"split":"right","sizes":[1],"children":[{"view":"pie"}]})");
        QTest::newRow("unknown split")
            << QByteArray(R"({"split":"up","sizes":[1],"children":[{"view":"gap"}]})");
        QTest::newRow("sizes that do not fit")
            << QByteArray(R"({"split":"right","sizes":[1,2],"children":[{"view":"gap"}]})");
        QTest::newRow("no views") << QByteArray(R"({"split":"right","sizes":[],"children":[]})");
        QByteArray deep = R"({"view":"gap"})";
        for (int level = 0; level < 12; ++level)
            deep = R"({"split":"right","sizes":[1],"children":[)" + deep + "]}";
        QTest::newRow("too deep") << deep;
        QByteArray many = R"({"split":"right","sizes":[)" + QByteArray("1,").repeated(16)
            + R"(1],"children":[)" + QByteArray(R"({"view":"gap"},)").repeated(16) + R"({"view":"gap"}]})";
        QTest::newRow("too many") << many;
    }

    void refusesWhatIsNoLayout()
    {
        QFETCH(QByteArray, text);
        ViewGrid grid(m_actions);
        grid.reset();
        const QByteArray before = grid.save();
        QVERIFY(!grid.restore(text));
        QCOMPARE(grid.save(), before);
    }

private:
    static QList<ViewKind> kinds(const ViewGrid& grid)
    {
        QList<ViewKind> all;
        for (const ViewCard* card : grid.cards())
            all << card->kind();
        return all;
    }

    Actions m_actions;
};

QTEST_MAIN(TestViewGrid)
#include "tst_viewgrid.moc"
