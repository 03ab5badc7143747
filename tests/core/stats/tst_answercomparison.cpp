#include "core/base/random.h"
#include "core/stats/answercomparison.h"
#include "tests/core/stats/answersetup.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

using namespace learnscope;
using Json = nlohmann::json;

namespace {
const Json& reference()
{
    static const Json json = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/bootstrap_reference.json");
        return Json::parse(input).at("consistency");
    }();
    return json;
}

/// Of the draws that have a value.
double varianceOf(const std::vector<double>& draws)
{
    double sum = 0;
    double count = 0;
    for (const double value : draws)
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    double squares = 0;
    for (const double value : draws)
        if (!std::isnan(value))
            squares += (value - sum / count) * (value - sum / count);
    return squares / count;
}
} // namespace

class TestAnswerComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithEveryPossibleDraw_data()
    {
        QTest::addColumn<bool>("within");
        QTest::addColumn<int>("undefined");
        QTest::addColumn<int>("uninformative");
        QTest::newRow("between observers") << false << 1 << 5;
        QTest::newRow("within an observer") << true << 0 << 3;
    }

    void agreesWithEveryPossibleDraw()
    {
        QFETCH(bool, within);
        QFETCH(int, undefined);
        QFETCH(int, uninformative);
        const AnswerSheets people = sheetsOf(reference().at("people"));
        const AnswerSheets networks = sheetsOf(reference().at("networks"));
        const Json& expected = reference().at(within ? "within" : "between");
        for (const std::uint64_t seed : {1u, 2u, 3u}) {
            const ConsistencyPoint point =
                only(compareAnswers(people, within ? nullptr : &networks, {10000, seed, 2}));
            QCOMPARE(point.pairs, std::uint64_t(within ? 6 : 12));
            QCOMPARE(point.undefined, std::uint64_t(undefined));
            QCOMPARE(point.uninformative, std::uint64_t(uninformative));
            QCOMPARE(point.trials, point.pairs * 8);
            QVERIFY(std::abs(point.kappa - expected.at("kappa").at("mean").get<double>()) < 1e-12);
            QVERIFY(std::abs(point.observedAgreement - expected.at("agreement").at("mean").get<double>())
                    < 1e-12);
            const auto inside = [](double bound, const Json& range) {
                return bound >= range[0].get<double>() - 1e-9 && bound <= range[1].get<double>() + 1e-9;
            };
            QVERIFY(point.kappaBand && point.agreementBand);
            QVERIFY(inside(point.kappaBand->low, expected.at("kappa").at("low")));
            QVERIFY(inside(point.kappaBand->high, expected.at("kappa").at("high")));
            QVERIFY(inside(point.agreementBand->low, expected.at("agreement").at("low")));
            QVERIFY(inside(point.agreementBand->high, expected.at("agreement").at("high")));
        }
    }

    void threadsDoNotChangeTheBands()
    {
        const AnswerSheets people = sheetsOf(reference().at("people"));
        const AnswerSheets networks = sheetsOf(reference().at("networks"));
        const auto one = only(compareAnswers(people, &networks, {3000, 1, 1}));
        const auto four = only(compareAnswers(people, &networks, {3000, 1, 4}));
        QCOMPARE(one.kappaBand, four.kappaBand);
        QCOMPARE(one.agreementBand, four.agreementBand);
    }

    void onlyTheSameImagesAreCompared()
    {
        TrialBuilder first;
        first.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "b", "p", "q");
        first.row(2, 1, Phase::Test, "b", "p", "p").row(2, 1, Phase::Test, "a", "p", "q"); // other order
        first.row(4, 1, Phase::Test, "c", "p", "p").row(4, 1, Phase::Test, "d", "p", "p"); // other images
        first.row(1, 2, Phase::Test, "a", "p", "p").row(2, 3, Phase::Test, "a", "p", "p"); // other epochs
        first.row(1, 4, Phase::Train, "a", "p", "p").row(2, 4, Phase::Train, "a", "p", "p"); // no test
        const auto table = first.table();
        const auto point =
            only(compareAnswers(AnswerSheets(*table, table->distinctRuns()), nullptr, {0, 1, 1}));
        QCOMPARE(point.epoch, 1);
        QCOMPARE(point.pairs, std::uint64_t(1));
        QCOMPARE(point.unmatchedPairs, std::uint64_t(2));
        QCOMPARE(point.observedAgreement, 0.0);
        QCOMPARE(point.kappa, -1.0);
    }

    void runsAreComparedOnTheImagesThatBothSaw()
    {
        // Run 1 saw a to d, run 2 saw b to e, run 3 saw a to d, too: 1 and 3 share four images, 2 shares
        // three.
        TrialBuilder builder;
        const auto run = [&](std::int32_t number, std::string_view images, std::string_view correct) {
            for (std::size_t image = 0; image < images.size(); ++image)
                builder.row(number, 1, Phase::Test, images.substr(image, 1), "p",
                            correct[image] == '1' ? "p" : "q");
        };
        run(1, "abcd", "1101");
        run(2, "bcde", "1010");
        run(3, "abcd", "0110");
        const auto table = builder.table();
        const auto point =
            only(compareAnswers(AnswerSheets(*table, table->distinctRuns()), nullptr, {200, 1, 1}));
        // By hand: 1 and 2 on b, c, d: 101, 101; 1 and 3: 1101, 0110; 2 and 3 on b, c, d: 101, 110.
        const double kappas[] = {errorConsistencyKappa({3, 2, 2, 3}), errorConsistencyKappa({4, 3, 2, 1}),
                                 errorConsistencyKappa({3, 2, 2, 1})};
        QCOMPARE(point.pairs, std::uint64_t(3));
        QCOMPARE(point.partialPairs, std::uint64_t(2));
        QCOMPARE(point.unmatchedPairs, std::uint64_t(0));
        QCOMPARE(point.trials, std::uint64_t(10));
        QCOMPARE(point.fewestImages, std::size_t(3));
        QCOMPARE(point.mostImages, std::size_t(4));
        QVERIFY(std::abs(point.kappa - (kappas[0] + kappas[1] + kappas[2]) / 3) < 1e-12);
        QVERIFY(std::abs(point.observedAgreement - (1 + 1 / 4. + 1 / 3.) / 3) < 1e-12);
        QVERIFY(point.kappaInterval && point.kappaBand);
    }

    void answersArePooledOverEpochs()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(1, 2, Phase::Test, "b", "p", "q");
        builder.row(1, 3, Phase::Test, "a", "p", "q"); // not the first answer to a
        builder.row(2, 2, Phase::Test, "a", "p", "p").row(2, 1, Phase::Test, "b", "p", "q");
        const auto table = builder.table();
        const std::vector<std::int32_t> runs {1, 2};
        const auto apart = compareAnswers(AnswerSheets(*table, runs), nullptr, {});
        QVERIFY(apart->points.empty());
        QCOMPARE(apart->unmatched.size(), std::size_t(2)); // in epoch 3 there is one run only
        const auto point = only(
            compareAnswers(AnswerSheets(*table, runs, ConsistencyMatching::Pooled), nullptr, {100, 1, 1}));
        QCOMPARE(point.epoch, allEpochs);
        QCOMPARE(point.pairs, std::uint64_t(1));
        QCOMPARE(point.trials, std::uint64_t(2));
        QCOMPARE(point.kappa, 1.0);
    }

    void epochsWithoutPairsSayWhy()
    {
        using Reason = UnmatchedEpoch::Reason;
        TrialBuilder first;
        first.row(1, 1, Phase::Test, "a", "p", "p").row(1, 2, Phase::Test, "a", "p", "p");
        first.row(2, 2, Phase::Test, "b", "p", "p");
        TrialBuilder second;
        second.row(1, 2, Phase::Test, "c", "p", "p").row(1, 3, Phase::Test, "a", "p", "p");
        const AnswerSheets sheets(*first.table(), std::vector {1, 2});
        const AnswerSheets other(*second.table(), std::vector {1});
        const auto between = compareAnswers(sheets, &other, {});
        QVERIFY(between && between->points.empty());
        const auto reasons = [](const AnswerComparison& comparison) {
            std::vector<std::pair<int, Reason>> list;
            for (const UnmatchedEpoch& epoch : comparison.unmatched)
                list.emplace_back(epoch.epoch, epoch.reason);
            return list;
        };
        QCOMPARE(reasons(*between),
                 (std::vector<std::pair<int, Reason>> {
                     {1, Reason::SecondNotTested}, {2, Reason::NoSharedImage}, {3, Reason::FirstNotTested}}));
        QCOMPARE(between->unmatched[1].pairs, std::uint64_t(2));
        QCOMPARE(reasons(*compareAnswers(sheets, nullptr, {})),
                 (std::vector<std::pair<int, Reason>> {{2, Reason::NoSharedImage}}));
    }

    void theIntervalDrawsRunsAndImages_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("others"); // 0: within
        QTest::addColumn<int>("images");
        QTest::newRow("one pair") << 1 << 1 << 51;
        QTest::newRow("between") << 4 << 6 << 70;
        QTest::newRow("within") << 6 << 0 << 20;
        QTest::newRow("so few images that some draws say nothing") << 2 << 3 << 4;
    }

    /// The documented draws without any haste: runs of both, then images.
    void theIntervalDrawsRunsAndImages()
    {
        QFETCH(int, runs);
        QFETCH(int, others);
        QFETCH(int, images);
        const auto answers = [&](int count, std::uint64_t seed) {
            Random random(seed);
            std::vector<std::vector<int>> list(static_cast<std::size_t>(count));
            for (auto& run : list)
                for (int image = 0; image < images; ++image)
                    run.push_back(random.below(10) < 7);
            return list;
        };
        const auto first = answers(runs, 11);
        const auto second = others > 0 ? answers(others, 12) : first;
        const AnswerSheets sheets = sheetsOf(first);
        const AnswerSheets otherSheets = sheetsOf(second);
        const auto point = only(compareAnswers(sheets, others > 0 ? &otherSheets : nullptr, {300, 5, 2}));
        // The sheets' images are in the order of their names.
        std::vector<std::size_t> order(first[0].size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::sort(order.begin(), order.end(), [](std::size_t left, std::size_t right) {
            return std::to_string(left) < std::to_string(right);
        });
        using Places = std::vector<std::size_t>;
        const auto meanKappa = [&](const Places& drawn, const Places& otherDrawn, const Places& pictures) {
            double sum = 0;
            int pairs = 0;
            for (std::size_t one = 0; one < drawn.size(); ++one)
                for (std::size_t other = others > 0 ? 0 : one + 1; other < otherDrawn.size(); ++other) {
                    if (others == 0 && drawn[one] == otherDrawn[other])
                        continue;
                    AnswerPair pair {pictures.size(), 0, 0, 0};
                    for (const std::size_t picture : pictures) {
                        const int answer = first[drawn[one]][order[picture]];
                        const int otherAnswer = second[otherDrawn[other]][order[picture]];
                        pair.correctFirst += answer == 1;
                        pair.correctSecond += otherAnswer == 1;
                        pair.agreements += answer == otherAnswer;
                    }
                    if (isInformative(pair)) {
                        sum += errorConsistencyKappa(pair);
                        ++pairs;
                    }
                }
            return sum / pairs;
        };
        const auto allOf = [](std::size_t count) {
            Places places(count);
            std::iota(places.begin(), places.end(), std::size_t(0));
            return places;
        };
        const Places eachRun = allOf(first.size());
        const Places eachOther = allOf(second.size());
        const Places eachImage = allOf(first[0].size());
        std::vector<double> ofBoth;
        std::vector<double> ofRuns;
        std::vector<double> ofImages;
        for (std::uint64_t draw = 0; draw < 300; ++draw) {
            Random random(5, draw);
            const auto picks = [&](std::size_t count) {
                Places list(count);
                for (std::size_t& pick : list)
                    pick = random.below(static_cast<std::uint32_t>(count));
                return list;
            };
            const Places drawn = picks(first.size());
            const Places otherDrawn = others > 0 ? picks(second.size()) : drawn;
            const Places pictures = picks(first[0].size());
            ofBoth.push_back(meanKappa(drawn, otherDrawn, pictures));
            ofRuns.push_back(meanKappa(drawn, otherDrawn, eachImage));
            ofImages.push_back(meanKappa(eachRun, eachOther, pictures));
        }
        Interval expected = *percentileInterval(ofBoth);
        if (runs > 1) {
            // What is left between runs and images is counted three times in draws of both; the terms of each
            // factor are freed of their bias by n / (n - 1).
            const double fewest = others > 0 ? std::min(runs, others) : runs;
            const double ofPeople = fewest / (fewest - 1) * varianceOf(ofRuns);
            const double ofPictures = images / (images - 1.) * varianceOf(ofImages);
            const double between = fewest / (fewest - 1) * images / (images - 1.)
                * (varianceOf(ofBoth) - varianceOf(ofRuns) - varianceOf(ofImages));
            const double wanted = std::min(std::max({ofPeople + ofPictures - between, ofPeople, ofPictures}),
                                           varianceOf(ofBoth));
            const double part = std::sqrt(wanted / varianceOf(ofBoth));
            QVERIFY(images == 4 || part < .9); // there is something to be narrowed
            expected = {point.kappa + part * (expected.low - point.kappa),
                        point.kappa + part * (expected.high - point.kappa)};
        }
        QVERIFY(isNear(point.kappaInterval, expected));
    }

    void theFirstAnswerCounts()
    {
        TrialBuilder builder;
        builder.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "b", "p", "q");
        builder.row(1, 1, Phase::Train, "a", "p", "p"); // between the two parts of the epoch
        builder.row(1, 1, Phase::Test, "a", "p", "q").row(1, 1, Phase::Test, "b", "p", "p"); // again
        builder.row(2, 1, Phase::Test, "a", "p", "p").row(2, 1, Phase::Test, "b", "p", "q");
        const auto point =
            only(compareAnswers(AnswerSheets(*builder.table(), std::vector {1, 2}), nullptr, {}));
        QCOMPARE(point.pairs, std::uint64_t(1));
        QCOMPARE(point.kappa, 1.0);
        QVERIFY(!point.kappaBand && !point.agreementBand); // one pair does not vary
    }

    void namesMatterNotCodes()
    {
        // The same images in tables that number them differently.
        TrialBuilder first;
        first.row(1, 1, Phase::Test, "a", "p", "p").row(1, 1, Phase::Test, "b", "p", "q");
        TrialBuilder second;
        second.row(1, 1, Phase::Train, "z", "p", "p");
        second.row(1, 1, Phase::Test, "b", "p", "q").row(1, 1, Phase::Test, "a", "p", "p");
        const AnswerSheets other(*second.table(), std::vector {1});
        const auto point = only(compareAnswers(AnswerSheets(*first.table(), std::vector {1}), &other, {}));
        QCOMPARE(point.kappa, 1.0);
    }

    void pairsWithoutKappaGiveNone()
    {
        const auto point = only(compareAnswers(sheetsOf({{1, 1, 1}, {1, 1, 1}}), nullptr, {}));
        QCOMPARE(point.undefined, std::uint64_t(1));
        QCOMPARE(point.observedAgreement, 1.0);
        QVERIFY(std::isnan(point.kappa));
        QVERIFY(!point.kappaInterval && !point.chance && !point.attainable);
    }

    void pairsThatSayNothingAreLeftOut()
    {
        // The first pair: one always right, 0 by algebra. The second: kappa is 1.
        const AnswerSheets sheets = sheetsOf({{1, 1, 1, 1}, {1, 0, 1, 0}});
        const AnswerSheets other = sheetsOf({{1, 0, 1, 0}});
        const auto point = only(compareAnswers(sheets, &other, {}));
        QCOMPARE(point.pairs, std::uint64_t(2));
        QCOMPARE(point.uninformative, std::uint64_t(1));
        QCOMPARE(point.kappa, 1.0);
    }
};

QTEST_GUILESS_MAIN(TestAnswerComparison)
#include "tst_answercomparison.moc"
