#include "core/io/arrays/readrepresentations.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/probing/probesweep.h"

#include "core/base/random.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

#include <algorithm>

using namespace learnscope;

namespace {
Embedding features()
{
    Random random(3);
    std::vector<float> values(30 * 4);
    for (float& value : values)
        value = static_cast<float>(random.uniform());
    return Embedding::make(30, 4, SharedValues<float>(std::move(values))).value();
}

Triplets choices()
{
    ChoiceSimulation simulation;
    simulation.triplets = 4000;
    simulation.temperature = 6;
    return simulatedChoices(features(), simulation).value();
}

/// Says stop after so many questions.
class StopsAfter : public JobContext
{
public:
    explicit StopsAfter(int questions)
        : m_left(questions)
    {
    }
    bool isCancelled() const override { return --m_left < 0; }
    void report(double, std::string_view) override { }

private:
    mutable std::atomic<int> m_left;
};

QByteArray read(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class TestProbeSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_sources.features = path("features.npy");
        m_sources.triplets = path("triplets.npy");
        QVERIFY(writeEmbedding(m_sources.features, features()));
        QVERIFY(writeTriplets(m_sources.triplets, choices()));
        m_settings.lambdas = {.01, 1};
        m_settings.folds = 3;
    }

    void keepsARecordOfEveryUnit()
    {
        const auto sweep = ProbeSweep::open(path("out"), m_sources, m_settings);
        QVERIFY(sweep);
        QCOMPARE(sweep->results()->missing.size(), std::size_t(6));
        std::vector<SweepRecord> told;
        run(*sweep, {}, &told);
        QCOMPARE(told.size(), std::size_t(6));
        const auto results = sweep->results();
        QVERIFY(results && results->missing.empty());
        QCOMPARE(results->records.size(), std::size_t(6));
        QCOMPARE(results->records[0].lambda, 1.); // strong ones first
        const std::string csv = sweep->csvOf(*results);
        QVERIFY(csv.starts_with(
            "objective,penalty,lambda,alpha,tau,fold,train_loss,val_loss,val_accuracy,iterations,seconds\n"
            "global,eye,1,,,1,"));
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t(7));
        double mean[2] = {0, 0};
        for (const SweepRecord& record : results->records)
            mean[record.lambda < 1 ? 0 : 1] += record.validation.loss / 3;
        QCOMPARE(bestLambda(*results), mean[0] < mean[1] ? .01 : 1.);
    }

    void continuesWhereItWasStopped()
    {
        const auto whole = ProbeSweep::open(path("whole"), m_sources, m_settings);
        run(*whole);
        for (const int questions : {0, 3, 11, 26, 40, 61}) {
            const QString folder = m_folder->filePath(QStringLiteral("stopped %1").arg(questions));
            const auto sweep = ProbeSweep::open(folder.toStdString(), m_sources, m_settings);
            QVERIFY(sweep);
            StopsAfter stops(questions);
            const auto stopped = sweep->run(features(), choices(), {}, 2, {}, stops);
            if (!stopped)
                QVERIFY(stopped.error().kind == Error::Kind::Cancelled);
            const auto again = ProbeSweep::open(folder.toStdString(), m_sources, m_settings);
            QVERIFY(again);
            run(*again);
            compareUnits(QString::fromStdString(path("whole")), folder);
        }
    }

    void sharesFoldsAmongTasks()
    {
        const auto whole = ProbeSweep::open(path("whole"), m_sources, m_settings);
        run(*whole);
        const auto shared = ProbeSweep::open(path("shared"), m_sources, m_settings);
        std::vector<SweepRecord> told;
        run(*shared, {1, 2}, &told);
        QCOMPARE(told.size(), std::size_t(2));
        QCOMPARE(told[0].fold, std::size_t(1));
        QCOMPARE(shared->results()->missing,
                 (std::vector<std::string> {"lambda 1, fold 1", "lambda 1, fold 3", "lambda 0.01, fold 1",
                                            "lambda 0.01, fold 3"}));
        run(*shared, {0, 2});
        compareUnits(QString::fromStdString(path("whole")), QString::fromStdString(path("shared")));
    }

    void refusesAnotherSweepsFolder()
    {
        const auto sweep = ProbeSweep::open(path("out"), m_sources, m_settings);
        QVERIFY(sweep);
        SweepSettings others = m_settings;
        others.lambdas = {.5};
        const auto lambdas = ProbeSweep::open(path("out"), m_sources, others);
        QVERIFY(!lambdas && lambdas.error().kind == Error::Kind::Mismatch);
        QVERIFY(lambdas.error().message.find("'lambdas'") != std::string::npos);
        QVERIFY(
            writeEmbedding(m_sources.features,
                           Embedding::make(30, 1, SharedValues<float>(std::vector<float>(30, 1.f))).value()));
        const auto data = ProbeSweep::open(path("out"), m_sources, m_settings);
        QVERIFY(!data && data.error().message.find("'features'") != std::string::npos);
    }

    void opensWhatItWrote()
    {
        m_settings.bias = true;
        m_settings.penalty = ProbePenalty::Frobenius;
        QVERIFY(ProbeSweep::open(path("out"), m_sources, m_settings));
        const auto sweep = ProbeSweep::openExisting(path("out"));
        QVERIFY(sweep);
        QCOMPARE(sweep->settings().lambdas, (std::vector<double> {1, .01}));
        QVERIFY(sweep->settings().bias && sweep->settings().penalty == ProbePenalty::Frobenius);
        QVERIFY(sweep->settings().descent == m_settings.descent);
        QCOMPARE(sweep->sources().triplets, m_sources.triplets);
        QVERIFY(!ProbeSweep::openExisting(path("nowhere")));
    }

    void saysWhichRecordCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("{\"lambda\": 1, \"fold\"");
        QTest::newRow("other") << QByteArray("{\"lambda\": 1}");
    }

    void saysWhichRecordCannotBeRead()
    {
        QFETCH(QByteArray, content);
        const auto sweep = ProbeSweep::open(path("out"), m_sources, m_settings);
        run(*sweep);
        const QString record = m_folder->filePath(QStringLiteral("out/units/lambda-1-fold-2.json"));
        QFile file(record);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        const auto results = sweep->results();
        QVERIFY(!results && results.error().kind == Error::Kind::Syntax);
        QCOMPARE(QString::fromStdString(results.error().where.file), record);
    }

    void refusesSettings_data()
    {
        QTest::addColumn<QList<double>>("lambdas");
        QTest::addColumn<int>("folds");
        QTest::newRow("no lambda") << QList<double>() << 3;
        QTest::newRow("a negative one") << QList<double> {1, -1} << 3;
        QTest::newRow("one twice") << QList<double> {1, .1, 1} << 3;
        QTest::newRow("one fold") << QList<double> {1} << 1;
    }

    void refusesSettings()
    {
        QFETCH(QList<double>, lambdas);
        QFETCH(int, folds);
        m_settings.lambdas.assign(lambdas.begin(), lambdas.end());
        m_settings.folds = static_cast<std::size_t>(folds);
        const auto sweep = ProbeSweep::open(path("out"), m_sources, m_settings);
        QVERIFY(!sweep && sweep.error().kind == Error::Kind::Usage);
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("out/probe.json"))));
    }

    void refusesTripletsOfOtherObjects()
    {
        const auto sweep = ProbeSweep::open(path("out"), m_sources, m_settings);
        const Embedding few =
            Embedding::make(10, 1, SharedValues<float>(std::vector<float>(10, 1.f))).value();
        const auto ran = sweep->run(few, choices(), {}, 1);
        QVERIFY(!ran && ran.error().kind == Error::Kind::Mismatch);
    }

private:
    std::string path(const char* name) const
    {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    static void run(const ProbeSweep& sweep, const SweepTask& task = {},
                    std::vector<SweepRecord>* told = nullptr)
    {
        const auto ran = sweep.run(features(), choices(), task, 2, [told](const SweepRecord& record) {
            if (told != nullptr)
                told->push_back(record);
        });
        QVERIFY2(ran, ran ? "" : ran.error().message.c_str());
    }

    /// The same weights to the bit, and the same numbers but for the time they took.
    static void compareUnits(const QString& one, const QString& other)
    {
        const QStringList units = QDir(one + QStringLiteral("/units")).entryList(QDir::Files);
        QCOMPARE(units.size(), 12);
        QCOMPARE(QDir(other + QStringLiteral("/units")).entryList(QDir::Files), units);
        for (const QString& unit : units)
            if (unit.endsWith(QLatin1String(".npy")))
                QCOMPARE(read(one + QStringLiteral("/units/") + unit),
                         read(other + QStringLiteral("/units/") + unit));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SweepSources m_sources;
    SweepSettings m_settings;
};

QTEST_GUILESS_MAIN(TestProbeSweep)
#include "tst_probesweep.moc"
