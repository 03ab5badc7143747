#include "tests/support/shareddata.h"

#include <QProcess>
#include <QTest>

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithTheRightCode_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::newRow("version") << QStringList {QStringLiteral("version")} << 0;
        QTest::newRow("help") << QStringList {QStringLiteral("--help")} << 0;
        QTest::newRow("nothing") << QStringList {} << 2;
        QTest::newRow("unknown command") << QStringList {QStringLiteral("dance")} << 2;
    }

    void endsWithTheRightCode()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QProcess process;
        process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                      arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), code);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
