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
