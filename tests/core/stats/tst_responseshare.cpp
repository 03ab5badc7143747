#include "core/io/trialreader.h"
#include "core/stats/analysis.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
ResponseShares sharesOf(const TrialTable& trials)
{
    const std::vector<std::int32_t> runs = trials.distinctRuns();
    return responseShares(trials, trialBlocks(trials, runs), runs.size());
}

const ResponseShareCell* cellOf(const ResponseShares& shares, Phase phase, int epoch, std::string_view label)
{
    for (const ResponseShareCell& cell : shares.cells)
        if (cell.phase == phase && cell.epoch == epoch && shares.labels[cell.label].text == label)
            return &cell;
    return nullptr;
}
} // namespace

/// How often each answer was given, against how often it was shown.
class TestResponseShare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAnswersAndWhatWasShown()
    {
        TrialBuilder builder;
        for (const auto& [truth, answer] : {std::pair("p", "p"), std::pair("p", "q"), std::pair("q", "q"),
                                            std::pair("q", "q"), std::pair("v", "q")})
            builder.row(1, 1, Phase::Test, "a", truth, answer);
        builder.row(2, 1, Phase::Test, "a", "p", "p");
        const ResponseShares shares = sharesOf(*builder.table());
        QCOMPARE(shares.labels.size(), std::size_t(3));
        QCOMPARE(shares.cells.size(), std::size_t(3));
        const auto check = [&](const char* label, std::uint64_t answered, std::uint64_t shown) {
            const ResponseShareCell* cell = cellOf(shares, Phase::Test, 1, label);
            QVERIFY(cell);
            QCOMPARE(cell->answered.counted(), answered);
            QCOMPARE(cell->shown.counted(), shown);
            QCOMPARE(cell->answered.trials(), std::uint64_t(6));
            QCOMPARE(cell->shown.trials(), std::uint64_t(6));
            QCOMPARE(cell->answered.perRun().denominator, (std::vector<double> {5, 1}));
        };
        check("p", 2, 3);
        check("q", 4, 2);
        check("v", 0, 1); // never answered, but there
    }

    void saysWhatIsOdd()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Train, "a", "p", "p").row(1, 1, Phase::Train, "b", "q", "none");
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "c", "z", "p");
        QCOMPARE(
            responseRemarks(sharesOf(*builder.table())),
            (std::vector<std::string> {"'q', 'z' are never answered", "'none' is answered but never shown",
                                       "'z' is shown in test only", "'q' is shown in training only"}));
    }

    void saysNothingOfOrdinaryTables()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Train, "a", "p", "q").row(1, 1, Phase::Train, "b", "q", "p");
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "c", "q", "p");
        QVERIFY(responseRemarks(sharesOf(*builder.table())).empty());
        // Of a table without tests nothing is said of tests.
        TrialBuilder trained;
        trained.row(1, 1, Phase::Train, "a", "p", "q").row(1, 1, Phase::Train, "b", "q", "p");
        QVERIFY(responseRemarks(sharesOf(*trained.table())).empty());
    }

    void leavesOutLabelsOfRunsNotChosen()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(2, 1, Phase::Test, "a", "q", "x");
        const auto table = builder.table();
        const std::vector<std::int32_t> runs {1};
        const ResponseShares shares = responseShares(*table, trialBlocks(*table, runs), 1);
        QCOMPARE(shares.labels.size(), std::size_t(1));
        QCOMPARE(shares.labels[0].text, std::string("p"));
    }

    void givesThePublishedBiases_data()
    {
        QTest::addColumn<QString>("observer");
        QTest::addColumn<QString>("label");
        QTest::addColumn<double>("share");
        // FACTS 1.6: shares of all test answers
        QTest::newRow("resnet50") << "resnet50"
                                  << "p" << .47;
        QTest::newRow("vit") << "vit"
                             << "v" << .43;
        QTest::newRow("human p") << "human"
                                 << "p" << .35;
        QTest::newRow("human q") << "human"
                                 << "q" << .32;
        QTest::newRow("human v") << "human"
                                 << "v" << .33;
    }

    void givesThePublishedBiases()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, observer);
        QFETCH(QString, label);
        QFETCH(double, share);
        const auto file =
            sharedFile("data/huber2024/trials") / (observer.toStdString() + "_classification_data.csv");
        const std::vector<Observer> observers {
            makeObserver(file.string(), std::make_shared<const TrialTable>(readTrials(file).value()))};
        AnalysisOptions options;
        options.curves.bootstrapDraws = 200;
        if (observer == u"human")
            options.selections = {{RunSelection::Rule::Learners, {}}};
        const ResponseShares shares = analyse(observers, options).value().observers[0].responses;
        QCOMPARE(shares.cells.size(), std::size_t(2 * 6 * 3));
        double answered = 0;
        double trials = 0;
        for (const ResponseShareCell& cell : shares.cells) {
            if (cell.phase != Phase::Test)
                continue;
            QCOMPARE(3 * cell.shown.counted(), cell.shown.trials()); // every class as often
            const auto band = cell.answered.band();
            QVERIFY(band && band->low <= cell.answered.share() && cell.answered.share() <= band->high);
            if (shares.labels[cell.label].text == label.toStdString()) {
                answered += double(cell.answered.counted());
                trials += double(cell.answered.trials());
            }
        }
        QVERIFY2(std::abs(answered / trials - share) <= .0050001,
                 qPrintable(QString::number(answered / trials)));
    }
};

QTEST_GUILESS_MAIN(TestResponseShare)
#include "tst_responseshare.moc"
