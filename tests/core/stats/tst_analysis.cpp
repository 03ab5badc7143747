#include "core/stats/analysistables.h"
#include "tests/core/stats/trialbuilder.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <atomic>
#include <cmath>

using namespace learnscope;

namespace {
AnalysisOptions withDraws(int draws)
{
    AnalysisOptions options;
    options.curves.bootstrapDraws = draws;
    return options;
}

std::string textOf(const Analysis& analysis, std::string_view file)
{
    for (const AnalysisTable& table : analysisTables(analysis))
        if (table.file == file)
            return table.text;
    return {};
}

std::size_t rowsOf(const Analysis& analysis, std::string_view file)
{
    for (const AnalysisTable& table : analysisTables(analysis))
        if (table.file == file)
            return table.rows;
    return 0;
}

nlohmann::json jsonOf(const Analysis& analysis)
{
    return nlohmann::json::parse(analysisJson(analysis, analysisTables(analysis), {}));
}

bool hasNote(const nlohmann::json& json, std::size_t observer, const std::string& beginning)
{
    for (const auto& note : json.at("observers")[observer].at("notes"))
        if (note.get<std::string>().starts_with(beginning))
            return true;
    return false;
}

class StopAfter final : public JobContext
{
public:
    explicit StopAfter(int reports)
        : m_left(reports)
    {
    }
    bool isCancelled() const override { return m_left <= 0; }
    void report(double fraction, std::string_view) override
    {
        m_last = fraction;
        --m_left;
    }
    double last() const { return m_last; }

private:
    std::atomic<int> m_left;
    std::atomic<double> m_last = 0;
};
} // namespace

/// Tables unlike the published ones.
class TestAnalysis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRunOfOneObserver()
    {
        TrialBuilder builder;
        for (const int epoch : {1, 2})
            builder.cell(1, epoch, Phase::Train, 36, 20 + epoch).cell(1, epoch, Phase::Test, 51, 20 + epoch);
        const auto analysis = analyse(std::vector {builder.observer("net")}, withDraws(100));
        QVERIFY(analysis);
        const QByteArray mean = QByteArray::fromStdString(textOf(*analysis, "accuracy_mean.csv"));
        QVERIFY2(mean.contains("\nnet,1,train,1,0.5833333333333334,,,,,36,21,"), mean);
        QCOMPARE(rowsOf(*analysis, "error_consistency.csv"), std::size_t(0)); // no pair
        QVERIFY(hasNote(jsonOf(*analysis), 0, "one run only"));
        QVERIFY(analysis->observers[0].curves.lag.value);
        QVERIFY(!analysis->observers[0].split.cells[0].answers.band());
    }

    void epochsWithGapsAndNotFromOne()
    {
        TrialBuilder builder;
        for (const int run : {1, 2})
            for (const int epoch : {3, 5, 6}) {
                builder.cell(run, epoch, Phase::Train, 36, 15 + 3 * epoch + run);
                if (epoch != 5)
                    builder.cell(run, epoch, Phase::Test, 51, 10 + 3 * epoch + run);
            }
        const auto analysis = analyse(std::vector {builder.observer("net")}, withDraws(100));
        QVERIFY(analysis);
        const ObserverCurves& curves = analysis->observers[0].curves;
        QCOMPARE(curves.train.size(), std::size_t(3));
        QCOMPARE(curves.gap.size(), std::size_t(2)); // epochs with both
        QCOMPARE(*curves.lag.first, 3);
        QCOMPARE(*curves.lag.last, 6);
        QCOMPARE(curves.efficiency.size(), std::size_t(2));
        QCOMPARE(curves.efficiency[0].epoch, 3);
        QVERIFY(std::abs(curves.efficiency[0].gain - 20.5 / 51 / 36) < 1e-15);
        QVERIFY(std::abs(curves.efficiency[1].gain - 9 / 51. / 36) < 1e-15);
    }

    void otherNumbersOfClasses()
    {
        TrialBuilder builder;
        for (int image = 0; image < 40; ++image) {
            const std::string truth = "c" + std::to_string(image % 16);
            for (const int run : {1, 2})
                builder.row(run, 1, image % 2 ? Phase::Train : Phase::Test, "img" + std::to_string(image),
                            truth, image % 3 ? truth : "other");
        }
        const auto analysis = analyse(std::vector {builder.observer("net")}, withDraws(0));
        QVERIFY(analysis);
        const ObserverCurves& curves = analysis->observers[0].curves;
        QCOMPARE(curves.chance, 1 / 16.);
        QCOMPARE(curves.chanceTrials, 20u);
        QCOMPARE(curves.chanceBand, binomialInterval(20, 1 / 16.));
        const Confusion& counts = analysis->observers[0].confusion;
        QCOMPARE(counts.labels.size(), std::size_t(17)); // one is only ever answered
        std::uint64_t total = 0;
        for (const std::uint64_t count : counts.matrix(Phase::Test, 1))
            total += count;
        QCOMPARE(total, std::uint64_t(40));
    }

    void confusionSharesAreOfTheClassShown()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "b", "p", "q");
        builder.row(1, 1, Phase::Test, "c", "q", "q").row(2, 1, Phase::Test, "a", "p", "q");
        builder.row(2, 1, Phase::Test, "b", "p", "q");
        const auto analysis = analyse(std::vector {builder.observer("net")}, withDraws(0));
        const QByteArray text = QByteArray::fromStdString(textOf(*analysis, "confusion.csv"));
        QVERIFY(text.contains("\nnet,test,1,p,p,1,0.25,4,"));
        QVERIFY(text.contains("\nnet,test,1,p,q,3,0.75,4,"));
        QVERIFY(text.contains("\nnet,test,1,q,q,1,1,1,"));
        QCOMPARE(rowsOf(*analysis, "confusion.csv"), std::size_t(3));
        QCOMPARE(analysis->observers[0].confusion.matrix(Phase::Test, 1),
                 (std::vector<std::uint64_t> {1, 3, 0, 1}));
    }

    void onlyTrainingOrOnlyTests_data()
    {
        QTest::addColumn<bool>("train");
        QTest::newRow("training") << true;
        QTest::newRow("tests") << false;
    }

    void onlyTrainingOrOnlyTests()
    {
        QFETCH(bool, train);
        TrialBuilder builder;
        for (const int run : {1, 2, 3})
            builder.cell(run, 1, train ? Phase::Train : Phase::Test, 36, 20 + run);
        const auto analysis = analyse(std::vector {builder.observer("human")}, withDraws(100));
        QVERIFY(analysis);
        QCOMPARE(rowsOf(*analysis, "accuracy_mean.csv"), std::size_t(1));
        QCOMPARE(rowsOf(*analysis, "data_efficiency.csv"), std::size_t(0));
        QCOMPARE(rowsOf(*analysis, "test_split.csv"), std::size_t(0));
        QCOMPARE(rowsOf(*analysis, "error_consistency.csv"), std::size_t(train ? 0 : 1));
        QVERIFY(textOf(*analysis, "generalisation_lag.csv").find("human,") != std::string::npos);
        QVERIFY(!analysis->observers[0].curves.lag.value);
        QVERIFY(hasNote(jsonOf(*analysis), 0, train ? "no test trials" : "no training trials"));
        QCOMPARE(hasNote(jsonOf(*analysis), 0, "no split"), !train);
    }

    void knownObjectsMayBeGiven()
    {
        TrialBuilder builder;
        for (const int run : {1, 2})
            builder.row(run, 1, Phase::Test, "second_gen_p_8_x_30.png", "p", "p")
                .row(run, 1, Phase::Test, "second_gen_p_82_x_30.png", "p", "q")
                .row(run, 1, Phase::Test, "folder/second_gen_p_82_z_-30.png", "p", "q")
                .row(run, 1, Phase::Test, "noise.png", "p", "p");
        AnalysisOptions options = withDraws(0);
        options.trainObjects = ObjectSet {"second_gen_p_8"};
        auto found = analyse(std::vector {builder.observer("net")}, options).value().observers[0];
        QCOMPARE(found.split.cells.size(), std::size_t(2));
        QCOMPARE(found.split.cells[0].known, false);
        QCOMPARE(found.split.cells[0].answers.trials(), std::uint64_t(4));
        QCOMPARE(found.split.cells[1].answers.share(), 1.0);
        QCOMPARE(found.split.omitted, (OmittedTrials {2, 1}));
        QCOMPARE(found.rotation.omitted, (OmittedTrials {2, 1}));
        options.splitRule = SplitRule::AsPublished;
        found = analyse(std::vector {builder.observer("net")}, options).value().observers[0];
        QCOMPARE(found.split.cells.size(), std::size_t(1)); // p_82 begins as p_8 does
        QCOMPARE(found.split.cells[0].answers.trials(), std::uint64_t(6));
    }

    void namesThatFitNoPatternAreCounted()
    {
        TrialBuilder builder;
        for (const int run : {1, 2})
            builder.row(run, 1, Phase::Train, "cat.png", "p", "p")
                .row(run, 1, Phase::Test, "dog.png", "q", "p");
        const auto analysis = analyse(std::vector {builder.observer("net")}, withDraws(10));
        QVERIFY(analysis);
        QCOMPARE(rowsOf(*analysis, "rotation.csv"), std::size_t(0));
        QCOMPARE(rowsOf(*analysis, "test_split.csv"), std::size_t(0));
        QCOMPARE(rowsOf(*analysis, "confusion.csv"), std::size_t(2));
        const auto json = jsonOf(*analysis);
        QCOMPARE(json.at("observers")[0].at("omitted_from_rotation").at("trials").get<int>(), 4);
        QCOMPARE(json.at("observers")[0].at("omitted_from_rotation").at("images").get<int>(), 2);
    }

    void efficiencyFromChance()
    {
        TrialBuilder builder;
        builder.cell(1, 1, Phase::Train, 36, 20).cell(1, 1, Phase::Test, 51, 34);
        AnalysisOptions options = withDraws(0);
        options.curves.efficiencyStart = EfficiencyStart::Chance;
        const auto analysis = analyse(std::vector {builder.observer("net")}, options);
        QVERIFY(std::abs(analysis->observers[0].curves.efficiency[0].gain - 1 / 3. / 36) < 1e-15);
    }

    void networksAloneAreComparedWithEachOther()
    {
        std::vector<Observer> observers;
        for (const char* name : {"c", "a", "b"}) {
            TrialBuilder builder;
            for (const int run : {1, 2, 3})
                builder.cell(run, 1, Phase::Test, 12, 3 + run);
            observers.push_back(builder.observer(name));
        }
        auto analysis = analyse(observers, withDraws(0)).value();
        QCOMPARE(analysis.comparisons.size(), std::size_t(6));
        QCOMPARE(analysis.observers[0].curves.observer.name, std::string("a"));
        QCOMPARE(analysis.comparisons[1].points[0].pairs, std::uint64_t(9)); // a with b
        QCOMPARE(analysis.comparisons[0].points[0].pairs, std::uint64_t(3)); // a with itself
        observers[0].kind = ObserverKind::Human;
        analysis = analyse(observers, withDraws(0)).value();
        QCOMPARE(analysis.comparisons.size(), std::size_t(3)); // c with a, b and itself
        QCOMPARE(analysis.comparisons[0].first, std::size_t(2));
        QCOMPARE(analysis.comparisons[0].second, std::size_t(0));
    }

    void saysWhichBandsAreLeftOut()
    {
        TrialBuilder builder;
        for (int run = 1; run <= 3; ++run)
            builder.cell(run, 1, Phase::Test, 6, 2 * run);
        const std::vector observers {builder.observer("a"), builder.observer("b")};
        Analysis analysis = analyse(observers, withDraws(20)).value();
        const std::string note = "error consistency with b: no bands";
        QVERIFY(!hasNote(jsonOf(analysis), 0, note));
        QCOMPARE(analysis.comparisons[1].second, std::size_t(1));
        analysis.comparisons[1].points.front().bandsLeftOut = true;
        QVERIFY(hasNote(jsonOf(analysis), 0, note));
        QVERIFY(!hasNote(jsonOf(analysis), 1, note));
    }

    void selectionsFollowTheirObserver()
    {
        std::vector<Observer> observers;
        for (const char* name : {"z", "a"}) {
            TrialBuilder builder;
            for (const int run : {1, 2, 3})
                builder.cell(run, 1, Phase::Test, 12, 3 + run);
            observers.push_back(builder.observer(name));
        }
        AnalysisOptions options = withDraws(0);
        options.selections = {{RunSelection::Rule::Listed, {2}}, {RunSelection::Rule::Listed, {1, 3}}};
        const auto analysis = analyse(observers, options).value();
        QCOMPARE(analysis.observers[0].curves.runs, (std::vector<std::int32_t> {1, 3}));
        QCOMPARE(analysis.observers[1].curves.runs, (std::vector<std::int32_t> {2}));
        QCOMPARE(analysis.observers[1].allCells.size(), std::size_t(3));
        options.selections[1].runs = {9};
        const auto failed = analyse(observers, options);
        QVERIFY(!failed);
        QCOMPARE(QString::fromStdString(failed.error().message), QStringLiteral("a: there is no run 9"));
    }

    void tellsHowFarItIsAndStops()
    {
        TrialBuilder builder;
        for (const int run : {1, 2})
            builder.cell(run, 1, Phase::Test, 12, 3 + run);
        const std::vector observers {builder.observer("a"), builder.observer("b")};
        StopAfter patient(1000);
        QVERIFY(analyse(observers, withDraws(100), patient));
        QCOMPARE(patient.last(), 1.0);
        StopAfter hasty(2);
        const auto stopped = analyse(observers, withDraws(100), hasty);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
