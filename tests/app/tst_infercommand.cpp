#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestInferCommand : public QObject
{
    Q_OBJECT

    struct Ended
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };

    static Ended run(const QStringList& arguments)
    {
        QProcess process;
        process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                      QStringList {QStringLiteral("infer")} + arguments);
        if (!process.waitForFinished())
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QString table(const char* name, int runs)
    {
        return learnscope::writeTrialFile(m_folder.filePath(QString::fromLatin1(name)), {.runs = runs});
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void writesWhatItPrints()
    {
        const QString out = m_folder.filePath(QStringLiteral("answer.csv"));
        const Ended ended =
            run({QStringLiteral("--question"), QStringLiteral("differ"), QStringLiteral("--trials"),
                 table("a.csv", 6), table("b.csv", 5), QStringLiteral("--out"), out, QStringLiteral("--json"),
                 QStringLiteral("--draws"), QStringLiteral("500"), QStringLiteral("--seed"),
                 QStringLiteral("7"), QStringLiteral("--interval"), QStringLiteral("bca"),
                 QStringLiteral("--correction"), QStringLiteral("bh")});
        QCOMPARE(ended.code, 0);
        const QJsonObject json = QJsonDocument::fromJson(ended.output).object();
        QCOMPARE(json[QStringLiteral("options")][QStringLiteral("interval")].toString(),
                 QStringLiteral("bca"));
        QCOMPARE(json[QStringLiteral("options")][QStringLiteral("correction")].toString(),
                 QStringLiteral("bh"));
        QCOMPARE(json[QStringLiteral("options")][QStringLiteral("seed")].toInt(), 7);
        QCOMPARE(json[QStringLiteral("rows")].toArray().size(), 3);
        QCOMPARE(json[QStringLiteral("inputs")].toArray().size(), 2);
        QVERIFY(
            json[QStringLiteral("methods_text")].toString().contains(QStringLiteral("Benjamini-Hochberg")));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 4);
    }

    void countsOnlySelectedTrials()
    {
        const Ended ended = run({QStringLiteral("--question"), QStringLiteral("differ"),
                                 QStringLiteral("--trials"), table("a.csv", 6), table("b.csv", 5),
                                 QStringLiteral("--selection"), QStringLiteral("epoch=2-3"),
                                 QStringLiteral("--draws"), QStringLiteral("500"), QStringLiteral("--json")});
        QCOMPARE(ended.code, 0);
        const QJsonObject json = QJsonDocument::fromJson(ended.output).object();
        QCOMPARE(json[QStringLiteral("rows")].toArray().size(), 2);
        QVERIFY(json[QStringLiteral("methods_text")].toString().contains(
            QStringLiteral("only selected trials are counted")));
    }

    void saysItInWords()
    {
        const Ended ended =
            run({QStringLiteral("--question"), QStringLiteral("above-chance"), QStringLiteral("--trials"),
                 table("a.csv", 6), QStringLiteral("--draws"), QStringLiteral("500")});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.startsWith("Does each observer learn"));
        QVERIFY(ended.output.contains("a - chance"));
        QVERIFY(ended.output.contains("Assumed: "));
        QVERIFY(ended.output.contains("Seed 1; Learnscope"));
    }

    void endsWithTheRightCode_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const QString trials = QStringLiteral("--trials");
        const QString question = QStringLiteral("--question");
        const QString differ = QStringLiteral("differ");
        const QString a = table("a.csv", 6);
        const QString b = table("b.csv", 5);
        QTest::newRow("no such question")
            << QStringList {question, QStringLiteral("why"), trials, a} << 2 << QByteArray("--question");
        QTest::newRow("no such file")
            << QStringList {question, differ, trials, a, m_folder.filePath(QStringLiteral("none.csv"))} << 3
            << QByteArray("none.csv");
        QTest::newRow("one observer")
            << QStringList {question, differ, trials, a} << 3 << QByteArray("needs two observers");
        QTest::newRow("one run")
            << QStringList {question, differ, trials, a, b, QStringLiteral("--runs"), QStringLiteral("b=2")}
            << 3 << QByteArray("b has 1 run");
        QTest::newRow("no such observer")
            << QStringList {question, differ, trials, a, b, QStringLiteral("--against"), QStringLiteral("c")}
            << 2 << QByteArray("no observer 'c'");
        QTest::newRow("too few draws")
            << QStringList {question, differ, trials, a, b, QStringLiteral("--draws"), QStringLiteral("5")}
            << 2 << QByteArray("--draws");
        QTest::newRow("cannot be written") << QStringList {question,
                                                           differ,
                                                           trials,
                                                           a,
                                                           b,
                                                           QStringLiteral("--out"),
                                                           m_folder.filePath(QStringLiteral("a.csv/x.csv"))}
                                           << 1 << QByteArray("x.csv");
    }

    void endsWithTheRightCode()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, code);
        QVERIFY2((ended.errors + ended.output).contains(message), ended.errors + ended.output);
    }
};

QTEST_GUILESS_MAIN(TestInferCommand)
#include "tst_infercommand.moc"
