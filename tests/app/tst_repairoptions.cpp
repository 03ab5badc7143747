#include "app/cli/repairoptions.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
struct Ended
{
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

Ended run(const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromStdString((programFolder() / "learnscope-cli").string()), arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString published(const char* name)
{
    return QString::fromStdString(
        sharedFile(("data/huber2024/trials/" + std::string(name) + "_classification_data.csv").c_str())
            .string());
}

QString option(const char* text)
{
    return QString::fromLatin1(text);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class TestRepairOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsForWhom_data();
    void saysWhatIsForWhom();
    void refuses_data();
    void refuses();
    void analysesTheRepairedTable();
    void printsRepairsInTheCaption();
    void checksTheRepairedTable();
};

void TestRepairOptions::saysWhatIsForWhom_data()
{
    QTest::addColumn<std::vector<std::string>>("texts");
    QTest::addColumn<QByteArrayList>("expected"); // of the observers "net", "human" and "labels"
    using Texts = std::vector<std::string>;
    QTest::newRow("for all") << Texts {"reblock"} << QByteArrayList {"reblock", "reblock", "reblock"};
    QTest::newRow("for one") << Texts {"human:reblock", "human:duplicates=last"}
                             << QByteArrayList {"", "reblock duplicates=last", ""};
    QTest::newRow("in the order typed") << Texts {"reblock", "net:aborted-start"}
                                        << QByteArrayList {"reblock aborted-start", "reblock", "reblock"};
    QTest::newRow("labels are exchanged") << Texts {"net:labels:p=q", "net:labels=q=p", "net:reblock"}
                                          << QByteArrayList {"labels=p=q,q=p reblock", "", ""};
    QTest::newRow("the last word on a label counts")
        << Texts {"net:labels=p=q", "net:labels=p=r"} << QByteArrayList {"labels=p=r", "", ""};
    QTest::newRow("a repair before an observer of its name")
        << Texts {"labels:a=b"} << QByteArrayList {"labels=a=b", "labels=a=b", "labels=a=b"};
    QTest::newRow("an observer of a repair's name")
        << Texts {"labels:reblock"} << QByteArrayList {"", "", "reblock"};
}

void TestRepairOptions::saysWhatIsForWhom()
{
    QFETCH(std::vector<std::string>, texts);
    QFETCH(QByteArrayList, expected);
    std::vector<Observer> observers(3);
    observers[0].name = "net";
    observers[1].name = "human";
    observers[2].name = "labels";
    const auto repairs = readRepairs(texts, observers);
    QVERIFY(repairs);
    QByteArrayList found;
    for (const auto& ofObserver : *repairs) {
        QByteArrayList names;
        for (const Repair& repair : ofObserver)
            names << QByteArray::fromStdString(toString(repair));
        found << names.join(' ');
    }
    QCOMPARE(found, expected);
}

void TestRepairOptions::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no repair") << option("mend") << 2
                               << QByteArray("--repair: 'mend' is not understood; expected aborted");
    QTest::newRow("no observer") << option("x:reblock") << 2
                                 << QByteArray("before ':' an observer: human, vit");
    QTest::newRow("whom?") << option("exclude=3") << 2
                           << QByteArray("expected OBSERVER:exclude=3 with one of human, vit");
    QTest::newRow("no such run") << option("human:exclude=77") << 3 << QByteArray("there is no run 77");
    QTest::newRow("nothing left") << option("human:exclude=1,2,3,4,5,6,7,8,9,10,11,12") << 3
                                  << QByteArray("it leaves no trial");
}

void TestRepairOptions::refuses()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QString, text);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    const Ended ended =
        run({option("check"), published("human"), published("vit"), option("--repair"), text});
    QCOMPARE(ended.code, code);
    QVERIFY2(ended.errors.contains(message), ended.errors.constData());
    QVERIFY(ended.output.isEmpty());
}

void TestRepairOptions::analysesTheRepairedTable()
{
    REQUIRE_SHARED_DATA();
    QTemporaryDir folder;
    const QByteArray before = contentOf(published("vit"));
    const Ended ended =
        run({option("analyse"), option("--trials"), published("vit"), published("human"), option("--runs"),
             option("human=learners"), option("--repair"), option("aborted-start"), option("--repair"),
             option("reblock"), option("--bootstrap"), option("0"), option("--json"), option("--quiet"),
             option("--out"), folder.path()});
    QVERIFY2(ended.code == 0, ended.errors.constData());
    QCOMPARE(contentOf(published("vit")), before);
    double lag = 0;
    for (const QByteArray& row : contentOf(folder.filePath(option("generalisation_lag.csv"))).split('\n'))
        if (row.startsWith("vit,"))
            lag = row.split(',')[5].toDouble();
    QVERIFY2(std::abs(lag - .1694172) < 5e-8, qPrintable(QString::number(lag, 'g', 10)));
    const QJsonObject json = QJsonDocument::fromJson(ended.output).object();
    const QJsonObject vit = json[option("observers")][1].toObject();
    QCOMPARE(vit[option("repairs")].toArray().size(), 2);
    QCOMPARE(vit[option("repairs")][0][option("rows")].toInt(), 87);
    QCOMPARE(vit[option("repairs")][1][option("repair")].toString(), option("reblock"));
    QCOMPARE(vit[option("notes")][0].toString(),
             option("repaired before all else: 87 rows of an aborted start of run 20 were dropped"));
    const QJsonObject human = json[option("observers")][0].toObject();
    QCOMPARE(human[option("repairs")][0][option("rows")].toInt(-1), 0);
    QVERIFY(human[option("notes")].toArray().isEmpty());
    QCOMPARE(contentOf(folder.filePath(option("repairs.csv"))).count('\n'), 5);
}

void TestRepairOptions::printsRepairsInTheCaption()
{
    REQUIRE_SHARED_DATA();
    QTemporaryDir folder;
    const QString file = folder.filePath(option("figure.svg"));
    const Ended ended =
        run({option("figure"), option("--trials"), published("vit"), published("human"), option("--repair"),
             option("aborted-start"), option("--bootstrap"), option("0"), option("--out"), file});
    QVERIFY2(ended.code == 0, ended.errors.constData());
    const QByteArray sentence = "Repaired: ViT-B/16: 87 rows of an aborted start of run 20 were dropped.";
    QVERIFY2(ended.output.contains(sentence), ended.output.constData());
    QCOMPARE(ended.output.count("Repaired"), 1);
    QVERIFY(contentOf(file).contains(sentence));
}

void TestRepairOptions::checksTheRepairedTable()
{
    REQUIRE_SHARED_DATA();
    const Ended ended = run({option("check"), published("vit"), option("--json"), option("--repair"),
                             option("vit:aborted-start"), option("--repair"), option("vit:reblock"),
                             option("--repair"), option("vit:duplicates")});
    QCOMPARE(ended.code, 0);
    const QJsonObject json = QJsonDocument::fromJson(ended.output).object();
    QCOMPARE(json[option("findings")].toArray().size(), 0);
    QCOMPARE(json[option("files")][0][option("repairs")].toArray().size(), 3);
    QCOMPARE(ended.errors, QByteArray("note: --repair duplicates=first: nothing to repair was found\n"));
}

QTEST_GUILESS_MAIN(TestRepairOptions)
#include "tst_repairoptions.moc"
