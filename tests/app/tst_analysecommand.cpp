#include "tests/support/shareddata.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

class TestAnalyseCommand : public QObject
{
    Q_OBJECT

private:
    struct Ended
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };

    static QString program()
    {
        return QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string());
    }

    static Ended run(const QStringList& arguments)
    {
        QProcess process;
        process.start(program(), QStringList {QStringLiteral("analyse")} + arguments);
        if (!process.waitForFinished())
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QString write(const char* name, const QByteArray& text) const
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return path;
    }

    QString out() const { return m_folder.filePath(QStringLiteral("out")); }

    QByteArray contentOf(const char* file) const
    {
        QFile opened(out() + u'/' + QString::fromLatin1(file));
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    static QByteArray table(int runs = 3)
    {
        QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction\n";
        for (int run = 1; run <= runs; ++run)
            for (int epoch = 1; epoch <= 3; ++epoch)
                for (int image = 0; image < 24; ++image) {
                    const QByteArray truth = image % 2 ? "p" : "q";
                    const bool right = (image * 7 + run * 3) % 24 < 8 + 4 * epoch;
                    text += QByteArray::number(run) + ',' + QByteArray::number(epoch)
                        + (image < 12 ? ",train," : ",test,") + "second_gen_" + truth + '_'
                        + QByteArray::number(image % 8) + (image < 12 ? "_0" : "_x_30") + ".png," + truth
                        + ',' + (right ? truth : QByteArray("r")) + '\n';
                }
        return text;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init() { QDir(out()).removeRecursively(); }

    void countsOnlySelectedTrials_data()
    {
        QTest::addColumn<QString>("selection");
        const QString saved =
            write("saved.json",
                  "{\"selections\": [{\"name\": \"all\", \"clauses\": [{}]}, {\"name\": \"late #1\", "
                  "\"clauses\": [{\"epochs\": [3], \"phases\": [\"test\"]}]}]}");
        QTest::newRow("expression") << QStringLiteral("epoch=3;phase=test");
        QTest::newRow("JSON") << QStringLiteral("{\"clauses\": [{\"epochs\": [3], \"phases\": [\"test\"]}]}");
        QTest::newRow("saved") << saved + QStringLiteral("#late #1");
    }
    void countsOnlySelectedTrials()
    {
        QFETCH(QString, selection);
        const QString net = write("net_classification_data.csv", table());
        const QStringList usual {QStringLiteral("--trials"), net,
                                 QStringLiteral("--out"),    out(),
                                 QStringLiteral("--quiet"),  QStringLiteral("--bootstrap"),
                                 QStringLiteral("0")};
        QCOMPARE(run(usual).code, 0);
        const QList<QByteArray> all = contentOf("accuracy_mean.csv").split('\n');
        QCOMPARE(run(usual + QStringList {QStringLiteral("--selection"), selection}).code, 0);
        const QList<QByteArray> some = contentOf("accuracy_mean.csv").split('\n');
        QCOMPARE(some.size(), 3); // header, epoch 3 of the test, end
        QVERIFY(some[1].startsWith("net,3,test,"));
        QVERIFY(all.contains(some[1]));
        const QJsonObject observer = QJsonDocument::fromJson(contentOf("analysis.json"))
                                         .object()[QStringLiteral("observers")][0]
                                         .toObject();
        QCOMPARE(observer[QStringLiteral("chance")].toDouble(), .5);
        const QJsonObject record = observer[QStringLiteral("repairs")][0].toObject();
        QCOMPARE(record[QStringLiteral("repair")].toString(), QStringLiteral("selection"));
        QCOMPARE(record[QStringLiteral("parameters")].toString(),
                 QStringLiteral("{\"clauses\":[{\"epochs\":[3],\"phases\":[\"test\"]}]}"));
        QVERIFY(contentOf("repairs.csv").contains("only selected trials are counted"));
    }

    void saysWhatIsWrongWithASelection_data()
    {
        QTest::addColumn<QString>("selection");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("error");
        const QString saved = write(
            "two.json",
            "{\"selections\": [{\"name\": \"a\", \"clauses\": [{}]}, {\"name\": \"b\", \"clauses\": []}]}");
        const auto row = [](const char* name, const QString& selection, int code, const char* error) {
            QTest::newRow(name) << selection << code << QString::fromLatin1(error);
        };
        row("no file", QStringLiteral("late"), 2, "neither a file nor an expression");
        row("expression", QStringLiteral("epok=3"), 2, "'epok' is no part of a selection");
        row("JSON", QStringLiteral("{\"clauses\": 3}"), 3, "a selection needs a list");
        row("which", saved, 2, "there are 'a', 'b'");
        row("name", saved + QStringLiteral("#c"), 2, "no selection 'c'");
        row("nothing", QStringLiteral("epoch=9"), 3, "no trial of the open tables is selected");
    }
    void saysWhatIsWrongWithASelection()
    {
        QFETCH(QString, selection);
        QFETCH(int, code);
        QFETCH(QString, error);
        const Ended ended = run({QStringLiteral("--trials"), write("net_classification_data.csv", table()),
                                 QStringLiteral("--out"), out(), QStringLiteral("--selection"), selection});
        QVERIFY2(ended.errors.contains(error.toUtf8()), ended.errors.constData());
        QCOMPARE(ended.code, code);
        QVERIFY(!QFile::exists(out()));
    }

    void writesTablesAndWhatTheyRestOn()
    {
        const QString file = write("net_classification_data.csv", table());
        const Ended ended = run({QStringLiteral("--trials"), file, QStringLiteral("--out"), out(),
                                 QStringLiteral("--bootstrap"), QStringLiteral("200"),
                                 QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--json")});
        QCOMPARE(ended.code, 0);
        QVERIFY(contentOf("accuracy_mean.csv")
                    .startsWith("observer,epoch,phase,runs,mean_accuracy,sd_accuracy,"));
        QCOMPARE(contentOf("analysis.json"), ended.output);
        const QJsonObject json = QJsonDocument::fromJson(ended.output).object();
        QCOMPARE(json[QStringLiteral("bootstrap")][QStringLiteral("seed")].toInt(), 5);
        QCOMPARE(json[QStringLiteral("bootstrap")][QStringLiteral("draws")].toInt(), 200);
        QStringList files {QStringLiteral("analysis.json")};
        for (const QJsonValue& table : json[QStringLiteral("tables")].toArray())
            files << table[QStringLiteral("file")].toString();
        QVERIFY(files.size() > 8);
        files.sort();
        QCOMPARE(QDir(out()).entryList(QDir::Files, QDir::Name), files);
        QProcess sum; // an implementation that is not ours
        sum.start(QStringLiteral("sha256sum"), {file});
        QVERIFY(sum.waitForFinished());
        QCOMPARE(json[QStringLiteral("inputs")][0][QStringLiteral("sha256")].toString().toLatin1(),
                 sum.readAllStandardOutput().left(64));
        QCOMPARE(json[QStringLiteral("observers")][0][QStringLiteral("runs")].toArray(),
                 (QJsonArray {1, 2, 3}));
    }

    void rulesReachTheResult_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* option, const char* value, const char* rule) {
            QTest::newRow(option) << QStringList {QString::fromLatin1(option), QString::fromLatin1(value)}
                                  << QString::fromLatin1(rule) << QString::fromLatin1(value);
        };
        row("--lag", "common-window", "lag");
        row("--split", "as-published", "split");
        row("--consistency", "pooled", "consistency");
        row("--efficiency-start", "chance", "efficiency_start");
        row("--bands", "expanded", "bands");
        row("--pattern", "{category}_{object}[_{axis}_{angle}]", "name_pattern");
    }

    void rulesReachTheResult()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, rule);
        QFETCH(QString, value);
        const QString file = write("net.csv", table());
        QCOMPARE(
            run(QStringList {QStringLiteral("--trials"), file, QStringLiteral("--out"), out(),
                             QStringLiteral("--bootstrap"), QStringLiteral("0"), QStringLiteral("--quiet")}
                + arguments)
                .code,
            0);
        const QJsonObject json = QJsonDocument::fromJson(contentOf("analysis.json")).object();
        QCOMPARE(json[QStringLiteral("rules")][rule].toString(), value);
    }

    void twoFilesOfOneNameAreToldApart()
    {
        const QString first = write("a/net.csv", table());
        const QString second = write("b/net.csv", table(2));
        const Ended ended = run({QStringLiteral("--trials"), first, second, QStringLiteral("--runs"),
                                 QStringLiteral("net (2)=2"), QStringLiteral("--observer-kind"),
                                 QStringLiteral("net=human"), QStringLiteral("--out"), out()});
        QCOMPARE(ended.code, 0);
        QVERIFY(contentOf("accuracy_mean.csv").contains("\nnet (2),1,test,1,"));
        QVERIFY(contentOf("accuracy_mean.csv").contains("\nnet,1,test,3,"));
        QVERIFY(contentOf("error_consistency.csv").contains("\nnet,net (2),1,3,"));
    }

    void quietSaysNothing()
    {
        const QString file = write("net.csv", table());
        const Ended ended = run(
            {QStringLiteral("--trials"), file, QStringLiteral("--out"), out(), QStringLiteral("--quiet")});
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.output + ended.errors, QByteArray());
    }

    void endsWithTheRightCodeAndWritesNothing_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const QString good = write("good.csv", table());
        const QString bad = write("bad.csv",
                                  "run,epoch,phase,image_name,ground_truth,prediction\n"
                                  "x,1,train,a,p,p\n1,y,train,a,p,p\n");
        const QString objects = write("objects.txt", "# trained\nsecond_gen_z_99\n");
        const auto trials = [](const QStringList& files) {
            return QStringList(QStringLiteral("--trials")) + files;
        };
        QTest::newRow("bad table") << trials({good, bad}) << 3 << QByteArray("bad.csv:3:");
        QTest::newRow("no such file")
            << trials({QStringLiteral("/no/such.csv")}) << 3 << QByteArray("/no/such.csv");
        QTest::newRow("no such observer")
            << trials({good}) + QStringList {QStringLiteral("--runs"), QStringLiteral("human=all")} << 2
            << QByteArray("there is no observer 'human'; there are good");
        QTest::newRow("no runs named")
            << trials({good}) + QStringList {QStringLiteral("--runs"), QStringLiteral("good=some")} << 2
            << QByteArray("names no runs");
        QTest::newRow("no such run") << trials({good})
                + QStringList {QStringLiteral("--runs"), QStringLiteral("good=9")}
                                     << 3 << QByteArray("there is no run 9");
        QTest::newRow("no such kind")
            << trials({good}) + QStringList {QStringLiteral("--observer-kind"), QStringLiteral("good=cat")}
            << 2 << QByteArray("OBSERVER=human or OBSERVER=network");
        QTest::newRow("no value") << trials({good})
                + QStringList {QStringLiteral("--kind"), QStringLiteral("good")}
                                  << 2 << QByteArray("--observer-kind: 'good' is not understood");
        QTest::newRow("bad pattern") << trials({good})
                + QStringList {QStringLiteral("--pattern"), QStringLiteral("{objekt}")}
                                     << 2 << QByteArray("--pattern");
        QTest::newRow("unknown rule")
            << trials({good}) + QStringList {QStringLiteral("--lag"), QStringLiteral("mine")} << 2
            << QByteArray("--lag");
        QTest::newRow("objects of another study")
            << trials({good}) + QStringList {QStringLiteral("--train-objects"), objects} << 3
            << QByteArray("second_gen_z_99");
        QTest::newRow("no such stimuli")
            << trials({good}) + QStringList {QStringLiteral("--stimuli"), QStringLiteral("/no/such")} << 3
            << QByteArray("/no/such");
        QTest::newRow("no tables") << QStringList {} << 2 << QByteArray("--trials");
    }

    void endsWithTheRightCodeAndWritesNothing()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Ended ended = run(arguments + QStringList {QStringLiteral("--out"), out()});
        QCOMPARE(ended.code, code);
        QVERIFY2(ended.errors.contains(message), ended.errors);
        QVERIFY(!QFile::exists(out()));
    }

    void controlCEndsCleanly()
    {
        const QString file = write("net.csv", table(60));
        QProcess process;
        process.start(program(),
                      {QStringLiteral("analyse"), QStringLiteral("--trials"), file,
                       QStringLiteral("--bootstrap"), QStringLiteral("10000000"), QStringLiteral("--out"),
                       out()});
        QVERIFY(process.waitForStarted());
        // The signals are caught once the reading has begun; before that a signal would simply kill.
        const auto catches = [&] {
            QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
            if (!status.open(QIODevice::ReadOnly))
                return false;
            const QByteArray text = status.readAll();
            const qsizetype at = text.indexOf("SigCgt:");
            return at >= 0 && (text.mid(at + 7).trimmed().left(16).toULongLong(nullptr, 16) & 2u) != 0;
        };
        QTRY_VERIFY(catches());
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!QFile::exists(out()));
    }

    void knownObjectsOfTheStimulusFolder()
    {
        REQUIRE_SHARED_DATA();
        const QString human = QString::fromStdString(
            learnscope::sharedFile("data/huber2024/trials/human_classification_data.csv").string());
        const QString stimuli =
            QString::fromStdString(learnscope::sharedFile("data/huber2024/stimuli").string());
        QCOMPARE(run({QStringLiteral("--trials"), human, QStringLiteral("--stimuli"), stimuli,
                      QStringLiteral("--runs"), QStringLiteral("human=learners"),
                      QStringLiteral("--bootstrap"), QStringLiteral("0"), QStringLiteral("--out"), out()})
                     .code,
                 0);
        QVERIFY(contentOf("test_split.csv").contains("\nhuman,2,known_object,168,0.5714285714285714,"));
    }
};

QTEST_GUILESS_MAIN(TestAnalyseCommand)
#include "tst_analysecommand.moc"
