#include "core/io/trialreader.h"
#include "core/stats/analysistables.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

using namespace learnscope;

namespace {
using Rows = std::vector<std::vector<QString>>;

Rows parse(const std::string& text)
{
    Rows rows;
    for (const QString& line : QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList fields = line.trimmed().split(u',');
        rows.emplace_back(fields.begin(), fields.end());
    }
    return rows;
}

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream input(path, std::ios::binary);
    std::stringstream content;
    content << input.rdbuf();
    return content.str();
}

const std::vector<Observer>& observers()
{
    static const std::vector<Observer> read = [] {
        std::vector<Observer> list;
        for (const char* name : {"vit", "human", "resnet50", "alexnet"}) {
            const std::string file =
                sharedFile("data/huber2024/trials").string() + '/' + name + "_classification_data.csv";
            list.push_back(makeObserver(file, std::make_shared<const TrialTable>(readTrials(file).value())));
        }
        return list;
    }();
    return read;
}

AnalysisOptions publishedOptions(int draws = 0)
{
    AnalysisOptions options;
    options.selections.resize(4);
    options.selections[1].rule = RunSelection::Rule::Learners;
    options.curves.bootstrapDraws = draws;
    return options;
}

std::map<std::string, ObserverAnalysis> byName(const Analysis& analysis)
{
    std::map<std::string, ObserverAnalysis> map;
    for (const ObserverAnalysis& observer : analysis.observers)
        map[observer.curves.observer.name] = observer;
    return map;
}

/// "resnet50,4,train" where the expected table differs from the found one.
QString firstDifference(const Rows& found, const Rows& expected)
{
    if (found.size() != expected.size())
        return QStringLiteral("%1 rows, expected %2").arg(found.size()).arg(expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row)
        for (std::size_t column = 0; column < expected[row].size(); ++column) {
            const QString& text = found[row].at(column);
            bool bothNumbers = false;
            bool number = false;
            const double difference = text.toDouble(&bothNumbers) - expected[row][column].toDouble(&number);
            if (bothNumbers && number ? !(std::abs(difference) <= 1e-9) : text != expected[row][column])
                return QStringLiteral("row %1, column %2: %3, expected %4")
                    .arg(row)
                    .arg(column)
                    .arg(text, expected[row][column]);
        }
    return {};
}
} // namespace

/// What the published data must give.
class TestPublishedTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tablesAreTheExpectedOnes_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"accuracy_per_run.csv", "accuracy_mean.csv", "generalisation_lag.csv", "data_efficiency.csv",
              "test_split.csv", "confusion.csv", "rotation.csv", "error_consistency.csv"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }

    void tablesAreTheExpectedOnes()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, file);
        const auto analysis = analyse(observers(), publishedOptions());
        QVERIFY(analysis);
        const auto tables = analysisTables(*analysis);
        for (const AnalysisTable& table : tables)
            if (table.file == file.toStdString()) {
                const Rows found = parse(table.text);
                const Rows expected = parse(contentOf(sharedFile("expected") / file.toStdString()));
                QVERIFY(expected.size() > 1);
                QCOMPARE(table.rows, expected.size() - 1);
                const QString difference = firstDifference(found, expected);
                QVERIFY2(difference.isEmpty(), qPrintable(difference));
                return;
            }
        QFAIL("there is no such table");
    }

    void learnersAreThoseOfThePaper()
    {
        REQUIRE_SHARED_DATA();
        QCOMPARE(learners(accuracyPerRun(*observers()[1].trials)),
                 (std::vector<std::int32_t> {1, 2, 7, 8, 9, 10, 12}));
    }

    void lagUnderBothRules_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        const auto published = QStringLiteral("as-published");
        const auto common = QStringLiteral("common-window");
        QTest::newRow("human") << "human" << published << .0026610644 << 2 << 6;
        QTest::newRow("alexnet") << "alexnet" << published << .1221949891 << 3 << 5;
        QTest::newRow("vit") << "vit" << published << .1777505447 << 2 << 4;
        QTest::newRow("resnet50") << "resnet50" << published << .2326960784 << 1 << 5;
        QTest::newRow("human, common") << "human" << common << .0026610644 << 2 << 6;
        QTest::newRow("alexnet, common") << "alexnet" << common << .1646650 << 3 << 6;
        QTest::newRow("vit, common") << "vit" << common << .1837092 << 2 << 6;
        QTest::newRow("resnet50, common") << "resnet50" << common << .2278459 << 1 << 6;
    }

    void lagUnderBothRules()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, name);
        QFETCH(QString, rule);
        QFETCH(double, value);
        QFETCH(int, first);
        QFETCH(int, last);
        AnalysisOptions options = publishedOptions();
        if (rule == QStringLiteral("common-window"))
            options.curves.lagRule = LagRule::CommonWindow;
        const Lag lag = byName(analyse(observers(), options).value()).at(name.toStdString()).curves.lag;
        QCOMPARE(*lag.first, first);
        QCOMPARE(*lag.last, last);
        QVERIFY(std::abs(*lag.value - value) < (rule == QStringLiteral("common-window") ? 5e-8 : 5e-11));
    }

    void allTwelvePeopleLagFurther()
    {
        REQUIRE_SHARED_DATA();
        const auto curves = computeCurves(observers()[1], {}, {.bootstrapDraws = 0});
        QVERIFY(std::abs(*curves->lag.value - .0276688) < 5e-8);
        QCOMPARE(curves->train[0].correct, std::uint64_t(195));
        QCOMPARE(curves->test[5].correct, std::uint64_t(407));
        QCOMPARE(curves->trainingImages, 36.0);
    }

    void splitAsPublishedTakesP82ForKnown_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<double>>("known");
        QTest::addColumn<QList<double>>("novel");
        QTest::newRow("human") << "human" << QList<double> {.4167, .5753, .5893, .6488, .7653, .7917}
                               << QList<double> {.4550, .4561, .6878, .6455, .7222, .7196};
        QTest::newRow("resnet50") << "resnet50" << QList<double> {.4896, .5313, .6229, .7729, .7333, .7333}
                                  << QList<double> {.4296, .5370, .6056, .7056, .7500, .6741};
        QTest::newRow("alexnet") << "alexnet" << QList<double> {.4417, .4938, .6813, .7292, .6879, .6438}
                                 << QList<double> {.3574, .4704, .5574, .7148, .8806, .6574};
        QTest::newRow("vit") << "vit" << QList<double> {.5655, .7042, .7896, .8500, .8015, .8063}
                             << QList<double> {.5344, .7500, .7630, .8296, .8611, .7796};
    }

    void splitAsPublishedTakesP82ForKnown()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, name);
        QFETCH(QList<double>, known);
        QFETCH(QList<double>, novel);
        AnalysisOptions options = publishedOptions();
        options.splitRule = SplitRule::AsPublished;
        const ObserverAnalysis found = byName(analyse(observers(), options).value()).at(name.toStdString());
        QCOMPARE(found.knownObjects, std::size_t(18));
        QCOMPARE(found.split.cells.size(), std::size_t(12));
        for (const SplitCell& cell : found.split.cells)
            QVERIFY(std::abs(cell.answers.share() - (cell.known ? known : novel)[cell.epoch - 1])
                    <= 5.0001e-5);
    }

    void errorConsistencyOfSingleRuns_data()
    {
        QTest::addColumn<int>("other"); // 1: people, 2: ResNet-50
        QTest::addColumn<int>("otherRun");
        QTest::addColumn<bool>("pooled");
        QTest::addColumn<double>("kappa");
        QTest::newRow("person 2 and person 12, epoch 6") << 1 << 12 << false << .2917;
        QTest::newRow("person 2 and ResNet-50, epoch 6") << 2 << 1 << false << .0860;
        QTest::newRow("person 2 and ResNet-50, pooled") << 2 << 1 << true << .1540;
    }

    void errorConsistencyOfSingleRuns()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(int, other);
        QFETCH(int, otherRun);
        QFETCH(bool, pooled);
        QFETCH(double, kappa);
        const auto matching = pooled ? ConsistencyMatching::Pooled : ConsistencyMatching::SameEpoch;
        const AnswerSheets person(*observers()[1].trials, std::vector {2}, matching);
        const AnswerSheets run(*observers()[static_cast<std::size_t>(other)].trials, std::vector {otherRun},
                               matching);
        const auto compared = compareAnswers(person, &run, {2000, 1, 1});
        QVERIFY(compared);
        const ConsistencyPoint& point = compared->points.back();
        QCOMPARE(point.epoch, pooled ? allEpochs : 6);
        QCOMPARE(point.trials, std::uint64_t(pooled ? 306 : 51));
        QVERIFY(std::abs(point.kappa - kappa) < 5e-5);
        QVERIFY(point.kappaInterval && point.kappaInterval->low < kappa && kappa < point.kappaInterval->high);
        QVERIFY(!point.kappaBand); // of a single pair there are no others to draw
        if (pooled && other == 2) {
            QVERIFY(std::abs(point.chance->low + .1063) < 5e-5);
            QVERIFY(std::abs(point.chance->high - .1106) < 5e-5);
        }
    }

    void errorConsistencyOfThoseWhoSawTheSameSets_data()
    {
        QTest::addColumn<int>("other"); // -1: people among themselves
        QTest::addColumn<int>("pairs");
        QTest::addColumn<double>("kappa");
        QTest::newRow("people") << -1 << 10 << .1102;
        QTest::newRow("AlexNet") << 3 << 100 << .0234;
        QTest::newRow("ResNet-50") << 2 << 100 << .0483;
    }

    void errorConsistencyOfThoseWhoSawTheSameSets()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(int, other);
        QFETCH(int, pairs);
        QFETCH(double, kappa);
        const AnswerSheets people(*observers()[1].trials, std::vector {2, 8, 9, 10, 12});
        const Observer& second = observers()[static_cast<std::size_t>(std::max(other, 0))];
        const AnswerSheets networks(*second.trials, second.trials->distinctRuns());
        const auto compared = compareAnswers(people, other < 0 ? nullptr : &networks, {0, 1, 1});
        const ConsistencyPoint& point = compared->points.back();
        QCOMPARE(point.epoch, 6);
        QCOMPARE(point.pairs, std::uint64_t(pairs));
        QCOMPARE(point.informativePairs(), std::uint64_t(pairs));
        QVERIFY(std::abs(point.kappa - kappa) < 5e-5);
    }

    void peopleWithOtherTestSetsShareImagesOnlyWhenPooled()
    {
        REQUIRE_SHARED_DATA();
        const std::vector<std::int32_t> people {1, 7};
        const Observer& network = observers()[2];
        for (const auto matching : {ConsistencyMatching::SameEpoch, ConsistencyMatching::Pooled}) {
            const AnswerSheets sheets(*network.trials, network.trials->distinctRuns(), matching);
            const auto compared =
                compareAnswers(AnswerSheets(*observers()[1].trials, people, matching), &sheets, {0, 1, 1});
            if (matching == ConsistencyMatching::SameEpoch) {
                QVERIFY(compared->points.empty());
                QCOMPARE(compared->unmatched.size(), std::size_t(6));
                for (const UnmatchedEpoch& epoch : compared->unmatched) {
                    QVERIFY(epoch.reason == UnmatchedEpoch::Reason::NoSharedImage);
                    QCOMPARE(epoch.pairs, std::uint64_t(40));
                }
            } else {
                QCOMPARE(compared->points.size(), std::size_t(1));
                QCOMPARE(compared->points[0].fewestImages, std::size_t(306));
                QCOMPARE(compared->points[0].pairs, std::uint64_t(40));
                QVERIFY(compared->unmatched.empty());
            }
        }
    }

    void threadsDoNotChangeAnything()
    {
        REQUIRE_SHARED_DATA();
        AnalysisOptions options = publishedOptions(500);
        const auto one = analysisTables(analyse(observers(), options).value());
        options.curves.threads = 5;
        const auto five = analysisTables(analyse(observers(), options).value());
        for (std::size_t table = 0; table < one.size(); ++table)
            QCOMPARE(five[table].text, one[table].text);
        options.curves.seed = 2;
        QVERIFY(analysisTables(analyse(observers(), options).value())[1].text != one[1].text);
    }

    void everyBandHoldsItsValue()
    {
        REQUIRE_SHARED_DATA();
        const auto analysis = analyse(observers(), publishedOptions(1000)).value();
        int bands = 0;
        const auto check = [&](double value, const std::optional<Interval>& band) {
            QVERIFY(band);
            QVERIFY2(band->low <= value + 1e-12 && value <= band->high + 1e-12,
                     qPrintable(QString::number(value)));
            ++bands;
        };
        for (const ObserverAnalysis& observer : analysis.observers) {
            for (const auto* points : {&observer.curves.train, &observer.curves.test})
                for (const CurvePoint& point : *points)
                    check(point.mean, point.band);
            for (const EfficiencyPoint& point : observer.curves.efficiency)
                check(point.gain, point.band);
            for (const SplitCell& cell : observer.split.cells)
                check(cell.answers.share(), cell.answers.band());
            for (const RotationCell& cell : observer.rotation.cells)
                check(cell.answers.share(), cell.answers.band());
        }
        QCOMPARE(bands, 4 * (12 + 6 + 12 + 11));
    }
};

QTEST_GUILESS_MAIN(TestPublishedTables)
#include "tst_publishedtables.moc"
