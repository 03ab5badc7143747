#include "app/cli/terminaljob.h"

#include <QTest>

#include <csignal>

using namespace learnscope;

class TestTerminalJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalAsksTheJobToStop()
    {
        for (const int number : {SIGINT, SIGTERM}) {
            TerminalJob job;
            QVERIFY(!job.isCancelled());
            std::raise(number);
            QVERIFY(job.isCancelled());
        }
        QVERIFY(!TerminalJob().isCancelled());
    }

    void leavesTheSignalsAsTheyWere()
    {
        for (const auto handler : {SIG_DFL, SIG_IGN}) {
            struct sigaction before = {};
            before.sa_handler = handler;
            struct sigaction original = {};
            ::sigaction(SIGINT, &before, &original);
            {
                TerminalJob job;
                std::raise(SIGINT);
                QCOMPARE(job.isCancelled(), handler == SIG_DFL); // who ignores the signal goes on doing so
            }
            struct sigaction after = {};
            ::sigaction(SIGINT, &original, &after);
            QVERIFY(after.sa_handler == handler);
        }
    }

    void saysHowFarItIs_data()
    {
        QTest::addColumn<double>("fraction");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("start") << 0.0 << 0.0 << QByteArray("reading  [                        ]   0 %");
        QTest::newRow("half") << .5 << 4.0
                              << QByteArray("reading  [============            ]  50 %  12.5 %/s  0:04 left");
        QTest::newRow("long") << .01 << 60.0
                              << QByteArray(
                                     "reading  [                        ]   1 %  0.0167 %/s  1:39:00 left");
        QTest::newRow("end") << 1.0 << 2.0
                             << QByteArray("reading  [========================] 100 %  50 %/s  0:00 left");
        QTest::newRow("beyond") << 1.5 << 2.0
                                << QByteArray("reading  [========================] 100 %  50 %/s  0:00 left");
    }

    void saysHowFarItIs()
    {
        QFETCH(double, fraction);
        QFETCH(double, seconds);
        QFETCH(QByteArray, line);
        QCOMPARE(QByteArray::fromStdString(TerminalJob::progressLine(fraction, "reading", seconds)), line);
    }
};

QTEST_GUILESS_MAIN(TestTerminalJob)
#include "tst_terminaljob.moc"
