#include "tests/core/stats/answersetup.h"

#include <QTest>

using namespace learnscope;

namespace {
/// The 2.5 % and 97.5 % quantiles of kappa's mean over the draws that are documented, without any haste.
Interval bandOneDrawAfterAnother(const std::vector<std::vector<int>>& first,
                                 const std::vector<std::vector<int>>* second, int draws, std::uint64_t seed)
{
    std::vector<double> kappas;
    for (int draw = 0; draw < draws; ++draw) {
        Random random(seed, static_cast<std::uint64_t>(draw));
        const auto takeFrom = [&](const std::vector<std::vector<int>>& runs) {
            std::vector<std::vector<int>> taken(runs.size());
            for (std::size_t run = 0; run < runs.size(); ++run)
                taken[run] = runs[random.below(static_cast<std::uint32_t>(runs.size()))];
            return taken;
        };
        const auto taken = takeFrom(first);
        const auto others = second ? takeFrom(*second) : taken;
        kappas.push_back(onePairAfterAnother(taken, second ? &others : nullptr).kappa);
    }
    return *percentileInterval(kappas);
}
} // namespace

/// Hundreds of runs are compared in another, faster way than a few: the results are the same.
class TestAnswersOfManyRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyRunsAreComparedAsPairByPair_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("others"); // 0: within
        QTest::addColumn<int>("images");
        QTest::newRow("within, hundreds of runs") << 400 << 0 << 51;
        QTest::newRow("within, more than one word of images") << 400 << 0 << 130;
        QTest::newRow("between, hundreds of runs") << 300 << 350 << 51;
        QTest::newRow("between, few images") << 200 << 300 << 3;
        QTest::newRow("within, many images and few runs") << 60 << 0 << 300;
        QTest::newRow("between, many images and few runs") << 20 << 60 << 300;
    }

    void manyRunsAreComparedAsPairByPair()
    {
        QFETCH(int, runs);
        QFETCH(int, others);
        QFETCH(int, images);
        const auto first = manyRuns(static_cast<std::size_t>(runs), static_cast<std::size_t>(images), 3);
        const auto second = manyRuns(static_cast<std::size_t>(others), static_cast<std::size_t>(images), 4);
        const AnswerSheets sheets = sheetsOf(first);
        const AnswerSheets otherSheets = sheetsOf(others > 0 ? second : first);
        const auto expected = onePairAfterAnother(first, others > 0 ? &second : nullptr);
        for (const unsigned threads : {1u, 3u}) {
            const auto point =
                only(compareAnswers(sheets, others > 0 ? &otherSheets : nullptr, {0, 1, threads}));
            QCOMPARE(point.pairs, expected.pairs);
            QCOMPARE(point.undefined, expected.undefined);
            QCOMPARE(point.uninformative, expected.uninformative);
            QCOMPARE(point.trials, expected.trials);
            QVERIFY(std::abs(point.observedAgreement - expected.observedAgreement) < 1e-12);
            QVERIFY(std::abs(point.kappa - expected.kappa) < 1e-12);
            QVERIFY(isNear(point.attainable, expected.attainable));
            QVERIFY(isNear(point.chance, expected.chance));
        }
    }

    void theBandsOfManyRunsAreThoseOfTheDocumentedDraws_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("others"); // 0: within
        QTest::addColumn<int>("images");
        QTest::newRow("within, few images") << 60 << 0 << 5;
        QTest::newRow("between, few images") << 40 << 60 << 5;
        QTest::newRow("within, many images") << 12 << 0 << 70;
        QTest::newRow("between, many images") << 12 << 10 << 70;
    }

    void theBandsOfManyRunsAreThoseOfTheDocumentedDraws()
    {
        QFETCH(int, runs);
        QFETCH(int, others);
        QFETCH(int, images);
        const auto first = manyRuns(static_cast<std::size_t>(runs), static_cast<std::size_t>(images), 5);
        const auto second = manyRuns(static_cast<std::size_t>(others), static_cast<std::size_t>(images), 6);
        const AnswerSheets sheets = sheetsOf(first);
        const AnswerSheets otherSheets = sheetsOf(others > 0 ? second : first);
        const auto point = only(compareAnswers(sheets, others > 0 ? &otherSheets : nullptr, {100, 9, 2}));
        if (others > 0) {
            const Interval expected = bandOneDrawAfterAnother(first, &second, 100, 9);
            QVERIFY(point.kappaBand);
            QVERIFY(std::abs(point.kappaBand->low - expected.low) < 1e-12);
            QVERIFY(std::abs(point.kappaBand->high - expected.high) < 1e-12);
            return;
        }
        // Within one observer no run is compared with itself, so the draws are not as simple as above.
        std::vector<std::vector<ConsistencyPoint>> pairs(first.size());
        for (std::size_t one = 0; one < first.size(); ++one)
            for (std::size_t other = 0; other < one; ++other)
                pairs[one].push_back(onePairAfterAnother({first[one], first[other]}, nullptr));
        std::vector<double> kappas;
        for (std::uint64_t draw = 0; draw < 100; ++draw) {
            Random random(9, draw);
            std::vector<double> times(first.size());
            for (std::size_t pick = 0; pick < first.size(); ++pick)
                ++times[random.below(static_cast<std::uint32_t>(first.size()))];
            double sum = 0;
            double weight = 0;
            for (std::size_t one = 0; one < first.size(); ++one)
                for (std::size_t other = 0; other < one; ++other)
                    if (const ConsistencyPoint& pair = pairs[one][other]; pair.informativePairs() > 0) {
                        sum += times[one] * times[other] * pair.kappa;
                        weight += times[one] * times[other];
                    }
            kappas.push_back(sum / weight);
        }
        const Interval expected = *percentileInterval(kappas);
        QVERIFY(point.kappaBand);
        QVERIFY(std::abs(point.kappaBand->low - expected.low) < 1e-12);
        QVERIFY(std::abs(point.kappaBand->high - expected.high) < 1e-12);
    }

    void bandsThatTakeTooLongAreLeftOut()
    {
        constexpr int tooMany = 2147483647;
        const AnswerSheets many = sheetsOf(manyRuns(40, 8, 7));
        const auto without = only(compareAnswers(many, nullptr, {tooMany, 1, 1}));
        QVERIFY(without.bandsLeftOut && !without.kappaBand && !without.agreementBand);
        QVERIFY(without.intervalLeftOut && !without.kappaInterval);
        QVERIFY(std::abs(without.kappa - onePairAfterAnother(manyRuns(40, 8, 7), nullptr).kappa) < 1e-12);
        const auto with = only(compareAnswers(many, nullptr, {10, 1, 1}));
        QVERIFY(!with.bandsLeftOut && with.kappaBand && with.agreementBand);
        QVERIFY(!with.intervalLeftOut && with.kappaInterval);
    }
};

QTEST_GUILESS_MAIN(TestAnswersOfManyRuns)
#include "tst_answersofmanyruns.moc"
