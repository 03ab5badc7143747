#include "core/base/random.h"
#include "core/io/arrays/readrepresentations.h"
#include "core/io/arrays/writerepresentations.h"
#include "tests/support/madeset.h"
#include "tests/support/shareddata.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <memory>

using namespace learnscope;

/// The commands probe, probe collect and align.
class TestProbeCommand : public QObject
{
    Q_OBJECT

    struct Ended
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
        QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    };

    static Ended run(const QString& line)
    {
        QProcess process;
        process.start(QString::fromStdString((programFolder() / "learnscope-cli").string()),
                      line.split(QLatin1Char(' ')));
        if (!process.waitForFinished(60000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QString place(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    static QByteArray read(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QString probe(const char* more) const
    {
        return QStringLiteral("probe --features %1 --triplets %2 --folds 3 --out %3 %4")
            .arg(place("features.npy"), place("triplets.npy"), place("out"), QString::fromLatin1(more));
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(writeEmbedding(place("features.npy").toStdString(), madeFeatures(30, 4, 1)));
        QCOMPARE(
            run(QStringLiteral("triplets --embedding %1 --simulate 5000 --temperature 4 --seed 2 --out %2")
                    .arg(place("features.npy"), place("triplets.npy")))
                .code,
            0);
    }

    void trainsOverAGrid()
    {
        const Ended ended = run(probe("--lambda 1,0.01 --penalty l2 --seed 1 --json"));
        QVERIFY2(ended.code == 0, ended.errors);
        QCOMPARE(ended.json()[QLatin1String("records")].toInt(), 6);
        QVERIFY(ended.json()[QLatin1String("missing")].toArray().isEmpty());
        const QList<QByteArray> lines = read(place("out/results.csv")).trimmed().split('\n');
        QCOMPARE(lines.size(), 7);
        QCOMPARE(lines[0],
                 QByteArray("objective,penalty,lambda,alpha,tau,fold,train_loss,val_loss,val_accuracy,"
                            "iterations,seconds"));
        double best = 1e9;
        double bestLambda = 0;
        for (int strength = 0; strength < 2; ++strength) {
            double sum = 0;
            for (int fold = 0; fold < 3; ++fold) {
                const auto fields = lines[1 + 3 * strength + fold].split(',');
                QCOMPARE(fields[1], QByteArray("l2"));
                QCOMPARE(fields[5].toInt(), fold + 1);
                sum += fields[7].toDouble();
            }
            if (sum < best) {
                best = sum;
                bestLambda = strength == 0 ? 1 : .01;
            }
        }
        QCOMPARE(ended.json()[QLatin1String("best_lambda")].toDouble(), bestLambda);
        // The transform that was written tells the choices as well as was said.
        QCOMPARE(run(QStringLiteral("align --features %1 --transform %2 --out %3 --quiet")
                         .arg(place("features.npy"), place("out/transform.npz"), place("aligned.npy")))
                     .code,
                 0);
        const Ended judged = run(QStringLiteral("triplets --embedding %1 --triplets %2 --distance dot --json")
                                     .arg(place("aligned.npy"), place("triplets.npy")));
        QVERIFY(std::abs(judged.json()[QLatin1String("accuracy")].toDouble()
                         - ended.json()[QLatin1String("accuracy")].toDouble())
                < 1e-3);
        QVERIFY(std::abs(judged.json()[QLatin1String("log_loss")].toDouble()
                         - ended.json()[QLatin1String("loss")].toDouble())
                < 1e-4);
    }

    void isSharedAndCollected()
    {
        QCOMPARE(run(probe("--lambda 0.1 --task-id 2 --tasks 3 --quiet")).code, 0);
        QVERIFY(!QFile::exists(place("out/transform.npz")));
        const QString collect = QStringLiteral("probe collect --out %1").arg(place("out"));
        const Ended early = run(collect);
        QCOMPARE(early.code, 3);
        QVERIFY2(early.errors.contains("2 still missing: lambda 0.1, fold 1; lambda 0.1, fold 3"),
                 early.errors);
        QCOMPARE(run(probe("--lambda 0.1 --task-id 1 --tasks 3 --quiet")).code, 0);
        QCOMPARE(run(probe("--lambda 0.1 --task-id 3 --tasks 3 --quiet")).code, 0);
        const QByteArray transform = read(place("out/transform.npz"));
        QVERIFY(!transform.isEmpty()); // by the one that was last
        const Ended collected = run(collect + QStringLiteral(" --json"));
        QVERIFY2(collected.code == 0, collected.errors);
        QCOMPARE(collected.json()[QLatin1String("best_lambda")].toDouble(), .1);
        QCOMPARE(read(place("out/results.csv")).count('\n'), 4);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("a negative lambda") << QByteArray("--lambda -1") << 2 << QByteArray("--lambda");
        QTest::newRow("a task too many")
            << QByteArray("--task-id 3 --tasks 2") << 2 << QByteArray("--task-id");
        QTest::newRow("an unknown penalty") << QByteArray("--penalty ridge") << 2 << QByteArray("--penalty");
        QTest::newRow("a missing file")
            << QByteArray("--features nowhere.npy") << 3 << QByteArray("nowhere.npy");
        QTest::newRow("too many folds") << QByteArray("--folds 20") << 2 << QByteArray("folds");
    }

    void refuses()
    {
        QFETCH(QByteArray, more);
        QFETCH(int, code);
        QFETCH(QByteArray, said);
        QString line = probe(more.constData());
        if (more.startsWith("--features"))
            line.remove(QStringLiteral("--features ") + place("features.npy") + QLatin1Char(' '));
        if (more.startsWith("--folds"))
            line.remove(QStringLiteral("--folds 3 "));
        const Ended ended = run(line);
        QVERIFY2(ended.code == code, QByteArray::number(ended.code) + ended.errors);
        QVERIFY2(ended.errors.contains(said), ended.errors);
    }

    void refusesAnotherSweepsFolder()
    {
        QCOMPARE(run(probe("--lambda 0.1 --quiet")).code, 0);
        const Ended ended = run(probe("--lambda 0.2 --quiet"));
        QCOMPARE(ended.code, 3);
        QVERIFY2(ended.errors.contains("'lambdas'") && ended.errors.contains("probe.json"), ended.errors);
    }

    void doesNothingTwice()
    {
        QCOMPARE(run(probe("--lambda 0.1 --quiet")).code, 0);
        const QByteArray results = read(place("out/results.csv"));
        QCOMPARE(run(probe("--lambda 0.1 --quiet")).code, 0);
        QCOMPARE(read(place("out/results.csv")), results); // with the seconds of the first time
    }

    void appliesThePublishedTransforms()
    {
        REQUIRE_SHARED_DATA();
        int applied = 0;
        QDirIterator files(QString::fromStdString(sharedFile("data/transforms").string()),
                           {QStringLiteral("*.npz")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString transform = files.next();
            for (const int columns : {512, 768, 1024}) {
                Random random(7);
                std::vector<float> values(3 * std::size_t(columns));
                for (float& value : values)
                    value = static_cast<float>(random.uniform());
                const auto features =
                    Embedding::make(3, std::size_t(columns), SharedValues<float>(std::move(values)));
                QVERIFY(writeEmbedding(place("wide.npy").toStdString(), *features));
                const Ended ended = run(QStringLiteral("align --features %1 --transform %2 --out %3 --quiet")
                                            .arg(place("wide.npy"), transform, place("changed.npy")));
                if (ended.code == 3) {
                    QVERIFY2(ended.errors.contains("the transform is for"), ended.errors);
                    continue;
                }
                QVERIFY2(ended.code == 0, ended.errors);
                const auto changed = readEmbedding(place("changed.npy").toStdString());
                QVERIFY(changed && changed->value.columns() == std::size_t(columns));
                for (const float value : changed->value.row(2))
                    QVERIFY(std::isfinite(value));
                ++applied;
            }
        }
        QVERIFY(applied > 0);
    }
};

QTEST_GUILESS_MAIN(TestProbeCommand)
#include "tst_probecommand.moc"
