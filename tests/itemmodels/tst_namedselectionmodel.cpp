#include "tests/core/stats/trialbuilder.h"
#include "widgets/itemmodels/namedselectionmodel.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectioncounter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

class TestNamedSelectionModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNamesApart()
    {
        NamedSelectionModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy changes(&model, &NamedSelectionModel::selectionsChanged);
        model.add({"late errors", trialsOf("human")});
        QCOMPARE(model.add({"late errors", trialsOf("net")}), 1);
        const auto name = [&](int row) { return model.index(row, NamedSelectionModel::NameColumn); };
        QCOMPARE(name(1).data().toString(), QStringLiteral("late errors (2)"));
        QVERIFY(model.setData(name(1), QStringLiteral("\u9078\u629e")));
        QVERIFY(!model.setData(name(0), QStringLiteral("  ")));
        QVERIFY(model.setData(name(0), QStringLiteral("\u9078\u629e")));
        QCOMPARE(model.selections()[0].name, std::string("\u9078\u629e (2)"));
        QVERIFY(model.setData(name(0), QStringLiteral("\u9078\u629e (2)"))); // as before: no number more
        QCOMPARE(model.selections()[0].name, std::string("\u9078\u629e (2)"));
        QCOMPARE(model.index(0, NamedSelectionModel::WhatColumn).data().toString(), QStringLiteral("Humans"));
        QCOMPARE(changes.count(), 4);
        model.remove(0);
        QCOMPARE(model.selections().front().selection, trialsOf("net"));
        model.setSelections({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(changes.count(), 6);
    }

    void countsTheirTrials()
    {
        ObserverModel observers;
        NamedSelectionModel model;
        QAbstractItemModelTester tester(&model);
        SelectionCounter counter(observers, model);
        TrialBuilder builder;
        const Observer net =
            builder.cell(1, 1, Phase::Test, 1'200, 700).cell(2, 1, Phase::Train, 60, 1).observer("net");
        observers.addObserver(net, accuracyPerRun(*net.trials));
        model.add({"all", TrialSelection::everything()});
        model.add({"training", trialsOf("net", {}, {}, Phase::Train)});
        model.add({"elsewhere", trialsOf("human")});
        const auto count = [&](int row) {
            return model.index(row, NamedSelectionModel::TrialsColumn).data().toString();
        };
        QTRY_COMPARE(count(0), QStringLiteral("1,260"));
        QCOMPARE(count(1), QStringLiteral("60"));
        QCOMPARE(count(2), QStringLiteral("0"));
        observers.setCheckedRuns(0, std::vector<std::int32_t> {1});
        QTRY_COMPARE(count(0), QStringLiteral("1,200"));
        QCOMPARE(count(1), QStringLiteral("0"));
    }
};

QTEST_GUILESS_MAIN(TestNamedSelectionModel)
#include "tst_namedselectionmodel.moc"
