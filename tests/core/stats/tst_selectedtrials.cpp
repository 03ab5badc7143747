#include "core/base/random.h"
#include "core/stats/selectedtrials.h"
#include "core/stats/trialfilter.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

using namespace learnscope;

namespace {
using Names = ValueSet<std::string>;
using Numbers = ValueSet<std::int32_t>;

/// More rows than fit a tile, in no order.
std::shared_ptr<const TrialTable> shuffledTrials()
{
    const char* const labels[] = {"p", "q", "v"};
    TrialBuilder builder;
    Random random(5);
    for (int row = 0; row < 70'001; ++row) {
        const std::int32_t run = random.below(4) == 0 ? 2'000'000 : std::int32_t(random.below(30)) - 3;
        builder.row(run, 1 + std::int32_t(random.below(6)), random.below(2) ? Phase::Test : Phase::Train,
                    "image" + std::to_string(random.below(50)), labels[random.below(3)],
                    labels[random.below(3)]);
    }
    return builder.table();
}

bool fits(const TrialTable& trials, std::size_t row, const TrialClause& clause)
{
    return clause.observers.contains("net") && clause.runs.contains(trials.runs()[row])
        && clause.epochs.contains(trials.epochs()[row]) && clause.phases.contains(trials.phases()[row])
        && clause.images.contains(trials.imageOf(row))
        && clause.truths.contains(trials.labelNames()[trials.truths()[row]])
        && clause.predictions.contains(trials.labelNames()[trials.predictions()[row]])
        && clause.correct.contains(trials.isCorrect(row));
}
} // namespace

class TestSelectedTrials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRowsThatFit_data()
    {
        QTest::addColumn<TrialSelection>("selection");
        TrialClause clause;
        QTest::newRow("nothing") << TrialSelection {};
        QTest::newRow("everything") << TrialSelection::everything();
        QTest::newRow("an epoch and phase") << trialsOf("net", {}, 3, Phase::Test);
        QTest::newRow("another observer") << trialsOf("human");
        clause.runs = Numbers::only({-3, 4, 2'000'000}); // far apart
        QTest::newRow("runs far apart") << TrialSelection {{clause}};
        clause.runs = Numbers::except({-3, 4});
        clause.images = Names::except({"image7", "not there"});
        QTest::newRow("exceptions") << TrialSelection {{clause}};
        clause.images = Names::only({"not there"});
        QTest::newRow("an unknown image") << TrialSelection {{clause}};
        clause.images = Names::only({"image1", "image2"});
        clause.truths = Names::only({"p"});
        clause.predictions = Names::except({"q"});
        clause.correct = ValueSet<bool>::only({false});
        QTest::newRow("every part") << unionOf({{clause}}, trialsOf("net", 5, 6));
    }
    void findsTheRowsThatFit()
    {
        QFETCH(TrialSelection, selection);
        const auto trials = shuffledTrials();
        const std::vector<std::int32_t> runs {-3, 0, 4, 5, 2'000'000};
        const SelectedTrials found =
            selectTrials(std::vector {SelectableObserver {"net", trials, runs}}, selection, 2).value();
        const SelectedObserver& observer = *found.find("net");
        const TrialFilter filter(*trials, "net", withinRuns(selection, runs));
        std::size_t selected = 0, right = 0, inCell = 0, inRun = 0, ofImage = 0, answered = 0, inEpoch = 0,
                    allInEpoch = 0;
        for (std::size_t row = 0; row < trials->size(); ++row) {
            const bool wanted = std::binary_search(runs.begin(), runs.end(), trials->runs()[row])
                && std::any_of(selection.clauses.begin(), selection.clauses.end(),
                               [&](const TrialClause& one) { return fits(*trials, row, one); });
            QCOMPARE(observer.rows.contains(row), wanted);
            QCOMPARE(filter(row), wanted);
            const bool isInEpoch = trials->epochs()[row] == 3 && trials->phases()[row] == Phase::Test;
            allInEpoch += isInEpoch && std::binary_search(runs.begin(), runs.end(), trials->runs()[row]);
            if (!wanted)
                continue;
            ++selected;
            right += trials->isCorrect(row);
            inRun += trials->runs()[row] == 5;
            inEpoch += isInEpoch;
            inCell += isInEpoch && trials->runs()[row] == 5;
            ofImage += trials->imageOf(row) == "image2";
            answered += isInEpoch && trials->labelNames()[trials->truths()[row]] == "q"
                && trials->labelNames()[trials->predictions()[row]] == "v";
        }
        QCOMPARE(observer.rows.count(), selected);
        QCOMPARE(found.trials, selected);
        QCOMPARE(found.right, right);
        QCOMPARE(observer.trialsOfRun(5), inRun);
        QCOMPARE(observer.trialsIn(3, Phase::Test), inEpoch);
        QCOMPARE(observer.trialsIn(5, 3, Phase::Test), inCell);
        if (selected > 0)
            QCOMPARE(observer.shareOf(3, Phase::Test), double(inEpoch) / double(allInEpoch));
        QCOMPARE(observer.shareOf(99), 0.);
        QCOMPARE(observer.trialsOfImage("image2"), ofImage);
        QCOMPARE(observer.trialsIn(3, Phase::Test, "q", "v"), answered);
        QCOMPARE(observer.trialsIn(99, Phase::Test), 0U);
        QCOMPARE(observer.trialsOfImage("not there"), 0U);
    }

    void isTheSameForAnyNumberOfThreads()
    {
        const std::vector observers {SelectableObserver {"net", shuffledTrials(), {0, 1, 2}}};
        const SelectedTrials one = selectTrials(observers, trialsOf("net", {}, 2), 1).value();
        const SelectedTrials four = selectTrials(observers, trialsOf("net", {}, 2), 4).value();
        QVERIFY(one.trials > 0);
        QCOMPARE(one.observers[0].rows, four.observers[0].rows);
        QCOMPARE(one.observers[0].cells, four.observers[0].cells);
        QCOMPARE(one.observers[0].answers, four.observers[0].answers);
        QCOMPARE(one.observers[0].images, four.observers[0].images);
    }

    void stopsWhenCancelled()
    {
        struct Cancelled final : JobContext
        {
            bool isCancelled() const override { return true; }
            void report(double, std::string_view) override { }
        } context;
        const std::vector observers {SelectableObserver {"net", shuffledTrials(), {0}}};
        QCOMPARE(selectTrials(observers, trialsOf("net"), 1, context).error().kind, Error::Kind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestSelectedTrials)
#include "tst_selectedtrials.moc"
