#include "widgets/jobs/jobpanel.h"

#include "widgets/itemmodels/jobmodel.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace learnscope;

class TestJobPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelsWithAClickOrTheKeyboard()
    {
        JobModel jobs;
        JobPanel panel(jobs);
        panel.resize(900, 200);
        panel.show();
        const int first = jobs.add(QStringLiteral("Read a.csv"));
        const int second = jobs.add(QStringLiteral("Read b.csv"));
        QSignalSpy asked(&jobs, &JobModel::cancelRequested);
        QTableView* table = panel.table();
        const auto centre = [&](int row, int column) {
            return table->visualRect(jobs.index(row, column)).center();
        };
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(0, JobModel::TitleColumn));
        QCOMPARE(asked.count(), 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(0, JobModel::CancelColumn));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.at(0).at(0).toInt(), first);
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        table->setFocus();
        table->setCurrentIndex(jobs.index(1, 0));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked.at(1).at(0).toInt(), second);
    }
};

QTEST_MAIN(TestJobPanel)
#include "tst_jobpanel.moc"
