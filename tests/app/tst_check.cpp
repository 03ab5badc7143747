#include "tests/support/badtables.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace learnscope;

namespace {
struct Outcome
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome check(const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                  QStringList {QStringLiteral("check")} + arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString published(const char* name)
{
    return QString::fromStdString(
        learnscope::sharedFile(
            ("data/huber2024/trials/" + std::string(name) + "_classification_data.csv").c_str())
            .string());
}

const QByteArray header = "run,epoch,phase,image_name,ground_truth,prediction\n";
} // namespace

class TestCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithThreeForBadInput_data();
    void endsWithThreeForBadInput();
    void endsWithThreeForAFileThatIsNotThere();
    void reportsAllFilesAndAllProblems();
    void printsNamesThatAreNotUtf8();
    void takesAPattern();
    void refusesABadPattern();
    void findsTheFactsOfThePublishedTables();
    void saysThatNothingIsOdd();
};

void TestCheck::endsWithThreeForBadInput_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("message"); // a part of it
    for (const BadTable& bad : badTables())
        QTest::newRow(bad.name.constData()) << bad.text << bad.code << bad.line << bad.column << bad.message;
}

void TestCheck::endsWithThreeForBadInput()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, message);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("t.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    file.close();

    const Outcome json = check({QStringLiteral("--json"), path});
    QCOMPARE(json.code, 3);
    const QJsonObject report = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(report.keys(), (QStringList {QStringLiteral("files"), QStringLiteral("findings")}));
    QVERIFY(report[QStringLiteral("files")][0][QStringLiteral("rows")].isNull());
    const QJsonArray findings = report[QStringLiteral("findings")].toArray();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings[0][QStringLiteral("code")].toString(), code);
    QCOMPARE(findings[0][QStringLiteral("severity")].toString(), QStringLiteral("error"));
    QCOMPARE(findings[0][QStringLiteral("file")].toString(), path);
    QCOMPARE(findings[0][QStringLiteral("line")].toInt(-1), line);
    QCOMPARE(findings[0][QStringLiteral("column")].toInt(-1), column);
    QVERIFY2(findings[0][QStringLiteral("message")].toString().contains(message), json.out.constData());

    const Outcome plain = check({path});
    QCOMPARE(plain.code, 3);
    QByteArray place = path.toUtf8();
    if (line > 0)
        place += ':' + QByteArray::number(line) + ':' + QByteArray::number(column);
    QVERIFY2(plain.err.startsWith(place + ": "), plain.err.constData());
    QVERIFY2(plain.err.contains(message.toUtf8()), plain.err.constData());
}

void TestCheck::endsWithThreeForAFileThatIsNotThere()
{
    QTemporaryDir folder;
    const Outcome absent = check({folder.filePath(QStringLiteral("absent.csv"))});
    QCOMPARE(absent.code, 3);
    QVERIFY2(absent.err.contains("absent.csv: there is no such file [no-such-file]"), absent.err.constData());
    const Outcome isFolder = check({folder.path()});
    QCOMPARE(isFolder.code, 3);
    QVERIFY2(isFolder.err.contains(": is a folder; expected a file [not-a-file]"), isFolder.err.constData());
    const Outcome noStimuli =
        check({QStringLiteral("--stimuli"), folder.filePath(QStringLiteral("absent")), folder.path()});
    QCOMPARE(noStimuli.code, 3);
    QVERIFY2(noStimuli.err.contains("/absent: there is no such folder"), noStimuli.err.constData());
}

void TestCheck::reportsAllFilesAndAllProblems()
{
    QTemporaryDir folder;
    QStringList paths;
    for (const QByteArray& text :
         {header + "1,1,train,a,p,p\n1,1,train,a,p,p\n", header + "1,1,x,a,p,p\n1,y,train,a,p,p\n",
          header + QByteArray("1,0,train,a,p,p\n").repeated(150)}) {
        paths << folder.filePath(QStringLiteral("t%1.csv").arg(paths.size()));
        QFile file(paths.back());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    const Outcome outcome = check(QStringList {QStringLiteral("--json")} + paths);
    QCOMPARE(outcome.code, 3);
    const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(report[QStringLiteral("files")].toArray().size(), 3);
    QCOMPARE(report[QStringLiteral("files")][0][QStringLiteral("rows")].toInt(), 2);
    const QJsonArray findings = report[QStringLiteral("findings")].toArray();
    QMap<QString, int> codes;
    for (const QJsonValue& finding : findings)
        ++codes[finding[QStringLiteral("code")].toString()];
    QCOMPARE(codes,
             (QMap<QString, int> {{QStringLiteral("duplicate-keys"), 1},
                                  {QStringLiteral("unknown-phase"), 1},
                                  {QStringLiteral("not-a-whole-number"), 1},
                                  {QStringLiteral("out-of-range"), 100},
                                  {QStringLiteral("more-problems"), 1}}));
}

void TestCheck::printsNamesThatAreNotUtf8()
{
    QTemporaryDir folder;
    std::ofstream file(folder.path().toStdString() + "/\xFF.csv");
    if (!file)
        QSKIP("this file system takes only UTF-8 names");
    file << (header + "1,1,train,a,p,p\n").toStdString();
    file.close();
    // The shell passes bytes that no QString holds.
    QProcess process;
    process.start(QStringLiteral("sh"),
                  {QStringLiteral("-c"), QStringLiteral("exec \"$0\" check --json \"$1\"/*.csv"),
                   QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                   folder.path()});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject report = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QVERIFY(report[QStringLiteral("files")][0][QStringLiteral("path")].toString().endsWith(
        QStringLiteral(".csv")));
}

void TestCheck::takesAPattern()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("t.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        header
        + "1,1,test,toy-dog-7.png,cat,cat\n1,1,test,toy-cat-7.png,cat,cat\n1,1,test,toy-dog-8.png,dog,dog\n");
    file.close();
    QVERIFY(!check({path}).out.contains("label-disagrees-with-name"));
    const Outcome outcome =
        check({path, QStringLiteral("--pattern"), QStringLiteral("toy-{category}-{object}")});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(
        outcome.out.contains("t.csv:2: warning: 1 row has a ground truth that is not the category in the "
                             "image's name, such as 'cat' for 'toy-dog-7.png' [label-disagrees-with-name]"),
        outcome.out.constData());
}

void TestCheck::refusesABadPattern()
{
    const Outcome outcome =
        check({QStringLiteral("t.csv"), QStringLiteral("--pattern"), QStringLiteral("{colour}")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("--pattern, column 1: "), outcome.err.constData());
}

void TestCheck::findsTheFactsOfThePublishedTables()
{
    REQUIRE_SHARED_DATA();
    QStringList arguments {QStringLiteral("--json"), QStringLiteral("--stimuli"),
                           QString::fromStdString(learnscope::sharedFile("data/huber2024/stimuli").string())};
    for (const char* name : {"alexnet", "human", "resnet50", "vit"})
        arguments << published(name);
    const Outcome outcome = check(arguments);
    QCOMPARE(outcome.code, 0);
    const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
    QStringList found;
    for (const QJsonValue& finding : report[QStringLiteral("findings")].toArray()) {
        QCOMPARE(finding[QStringLiteral("severity")].toString(), QStringLiteral("warning"));
        found << QStringLiteral("%1 %2 %3")
                     .arg(finding[QStringLiteral("file")]
                              .toString()
                              .section(QLatin1Char('/'), -1)
                              .section(QLatin1Char('_'), 0, 0),
                          finding[QStringLiteral("code")].toString())
                     .arg(finding[QStringLiteral("count")].toInt());
    }
    QCOMPARE(
        found,
        (QStringList {QStringLiteral("human test-set-order 2"), QStringLiteral("vit duplicate-keys 463"),
                      QStringLiteral("vit unequal-trials 40"), QStringLiteral("vit unequal-trials 1"),
                      QStringLiteral("vit shifted-epochs 400"), QStringLiteral("vit repeated-start 87")}));
    QVERIFY(outcome.out.contains("467 surplus rows"));
    QVERIFY(outcome.out.contains("participants 1 and 7 in the order 4,5,6,1,2,3"));
    QVERIFY(outcome.out.contains("run 20 starts twice: 87 surplus rows"));
    const QJsonObject vit = report[QStringLiteral("files")][3].toObject();
    QCOMPARE(vit[QStringLiteral("observer")].toString(), QStringLiteral("vit"));
    QCOMPARE(vit[QStringLiteral("kind")].toString(), QStringLiteral("network"));
    QCOMPARE(vit[QStringLiteral("rows")].toInt(), 10527);
    QCOMPARE(vit[QStringLiteral("runs")].toInt(), 20);
}

void TestCheck::saysThatNothingIsOdd()
{
    REQUIRE_SHARED_DATA();
    const Outcome outcome = check({published("alexnet")});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out,
             published("alexnet").toUtf8()
                 + ": AlexNet (network), 10440 rows, 20 runs\nnothing odd was found\n");
    QCOMPARE(outcome.err, QByteArray());
}

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
