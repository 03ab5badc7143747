#include "widgets/itemmodels/jobmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace learnscope;

namespace {
QString shown(const JobModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}
} // namespace

class TestJobModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAJobToItsEnd()
    {
        JobModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy counted(&model, &JobModel::runningCountChanged);
        const int id = model.add(QStringLiteral("Read a.csv"));
        model.setProgress(id, .255, QStringLiteral("reading trials"));
        QCOMPARE(shown(model, 0, JobModel::TitleColumn), QStringLiteral("Read a.csv"));
        QCOMPARE(shown(model, 0, JobModel::StepColumn), QStringLiteral("reading trials"));
        QCOMPARE(shown(model, 0, JobModel::ProgressColumn), QStringLiteral("26 %"));
        QCOMPARE(model.runningCount(), 1);
        model.finish(id, JobModel::State::Done);
        QCOMPARE(model.runningCount(), 0);
        QCOMPARE(counted.count(), 2);
        QCOMPARE(model.index(0, 0).data(JobModel::FractionRole).toDouble(), 1.);
        QVERIFY(shown(model, 0, JobModel::StepColumn).startsWith(QStringLiteral("done in ")));
        model.setProgress(id, .1, QStringLiteral("late"));
        QCOMPARE(model.index(0, 0).data(JobModel::FractionRole).toDouble(), 1.);
    }

    void asksToCancelOnlyWhatRuns()
    {
        JobModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy asked(&model, &JobModel::cancelRequested);
        const int id = model.add(QStringLiteral("Read a.csv"));
        model.requestCancel(id);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).toInt(), id);
        model.finish(id, JobModel::State::Cancelled);
        model.requestCancel(id);
        model.requestCancel(99);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(shown(model, 0, JobModel::StepColumn), QStringLiteral("cancelled"));
    }

    void keepsFractionsWithinBounds_data()
    {
        QTest::addColumn<double>("reported");
        QTest::addColumn<double>("kept");
        QTest::newRow("below") << -1. << 0.;
        QTest::newRow("above") << 7. << 1.;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 0.;
    }

    void keepsFractionsWithinBounds()
    {
        QFETCH(double, reported);
        QFETCH(double, kept);
        JobModel model;
        const int id = model.add(QStringLiteral("job"));
        model.setProgress(id, reported, {});
        QCOMPARE(model.fraction(id), kept);
    }

    void forgetsTheOldestOfManyThatEnded()
    {
        JobModel model;
        QAbstractItemModelTester tester(&model);
        const int running = model.add(QStringLiteral("long"));
        for (int job = 0; job < 150; ++job)
            model.finish(model.add(QString::number(job)), JobModel::State::Done);
        QCOMPARE(model.rowCount(), 101);
        QVERIFY(model.isRunning(running));
        QCOMPARE(shown(model, 1, JobModel::TitleColumn), QStringLiteral("50"));
        QCOMPARE(model.newestRunning(), running);
        model.clearFinished();
        QCOMPARE(model.rowCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestJobModel)
#include "tst_jobmodel.moc"
