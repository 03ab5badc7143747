#include "widgets/itemmodels/observermodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
/// Two participants: the first goes from 0 to all right in two epochs of 36, the second stays at a third.
std::vector<AccuracyCell> cellsOfTwo()
{
    return {{1, 1, Phase::Train, 36, 0},
            {1, 2, Phase::Train, 36, 36},
            {2, 1, Phase::Train, 36, 12},
            {2, 2, Phase::Train, 36, 12}};
}

Observer observerNamed(const char* name)
{
    return makeObserver(std::string(name) + "_classification_data.csv", nullptr);
}
} // namespace

class TestObserverModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsRunsBelowTheirObserver()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        model.addObserver(observerNamed("human"), cellsOfTwo());
        const QModelIndex group = model.index(0, 0);
        QCOMPARE(group.data().toString(), QStringLiteral("Humans"));
        QCOMPARE(model.rowCount(group), 2);
        QCOMPARE(model.index(1, 0, group).data().toString(), QStringLiteral("participant 2"));
        model.setData(model.index(1, 0, group), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(model.checkedRuns(0), std::vector<std::int32_t> {1});
        QCOMPARE(group.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        model.removeObserver(0);
        QCOMPARE(model.observerCount(), 0);
    }

    void tellsTwoFilesOfOneObserverApart()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        model.addObserver(observerNamed("resnet50"), cellsOfTwo());
        model.addObserver(observerNamed("resnet50"), cellsOfTwo());
        QCOMPARE(model.observer(1).name, std::string("resnet50 (2)"));
        QCOMPARE(model.observer(1).label, std::string("ResNet-50 (2)"));
        QVERIFY(!(model.style(0) == model.style(1)));
    }

    void tellsTwoGroupsOfPeopleApart()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        for (int group = 0; group < 3; ++group)
            model.addObserver(observerNamed("human"), cellsOfTwo());
        QCOMPARE(model.style(0).color, QColor(0xdd, 0x34, 0x97));
        QVERIFY(!(model.style(0) == model.style(1)));
        QVERIFY(!(model.style(0) == model.style(2)));
        QVERIFY(!(model.style(1) == model.style(2)));
    }

    void givesAFreedStyleToTheNextWithoutDoublingOne()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        for (const char* name : {"one", "two", "three"})
            model.addObserver(observerNamed(name), cellsOfTwo());
        const ObserverStyle freed = model.style(0);
        model.removeObserver(0);
        model.addObserver(observerNamed("four"), cellsOfTwo());
        QCOMPARE(model.style(2), freed);
        QVERIFY(!(model.style(0) == model.style(1)));
    }

    void keepsLabelColourAndChecksWhenReadAgain()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        model.addObserver(observerNamed("human"), cellsOfTwo());
        model.setLabel(0, "People");
        model.setColor(0, QColor(Qt::green));
        model.setData(model.index(1, 0, model.index(0, 0)), Qt::Unchecked, Qt::CheckStateRole);
        std::vector<AccuracyCell> cells = cellsOfTwo();
        cells.push_back({3, 1, Phase::Train, 36, 12});
        QSignalSpy changed(&model, &ObserverModel::checkedRunsChanged);
        model.replaceTrials(0, nullptr, cells);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.observer(0).label, std::string("People"));
        QCOMPARE(model.style(0).color, QColor(Qt::green));
        QCOMPARE(model.checkedRuns(0), (std::vector<std::int32_t> {1, 3}));
        QCOMPARE(model.rowCount(model.index(0, 0)), 3);
    }

    void countsLearnersOfPeopleOnly()
    {
        ObserverModel model;
        model.addObserver(observerNamed("human"), cellsOfTwo());
        model.addObserver(observerNamed("resnet50"), cellsOfTwo());
        QCOMPARE(model.humanLearners(), std::size_t(1));
        QCOMPARE(model.humanRuns(), std::size_t(2));
    }

    void showsLearnersOnly()
    {
        ObserverModel model;
        QAbstractItemModelTester tester(&model);
        model.addObserver(observerNamed("human"), cellsOfTwo());
        QSignalSpy changed(&model, &ObserverModel::checkedRunsChanged);
        model.setLearnersOnly(true);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.checkedRuns(0), std::vector<std::int32_t> {1});
        model.setLearnersOnly(false);
        QCOMPARE(model.checkedRuns(0), (std::vector<std::int32_t> {1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestObserverModel)
#include "tst_observermodel.moc"
