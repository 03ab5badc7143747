#include "core/stats/answercomparison.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>

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

/// One run for each row of right (1) and wrong (0) answers to images 0, 1, ... in epoch 1.
AnswerSheets sheetsOf(const std::vector<std::vector<int>>& runs)
{
    TrialBuilder builder;
    std::vector<std::int32_t> numbers;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        numbers.push_back(static_cast<std::int32_t>(run) + 1);
        for (std::size_t image = 0; image < runs[run].size(); ++image)
            builder.row(numbers.back(), 1, Phase::Test, "image" + std::to_string(image), "p",
                        runs[run][image] ? "p" : "q");
    }
    return AnswerSheets(*builder.table(), numbers);
}

ConsistencyPoint only(const Result<std::vector<ConsistencyPoint>>& points)
{
    return points && points->size() == 1 ? points->front() : ConsistencyPoint {};
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
        first.row(3, 1, Phase::Test, "a", "p", "p"); // one image fewer
        first.row(4, 1, Phase::Test, "a", "p", "p").row(4, 1, Phase::Test, "c", "p", "p"); // another image
        first.row(1, 2, Phase::Test, "a", "p", "p").row(2, 3, Phase::Test, "a", "p", "p"); // other epochs
        first.row(1, 4, Phase::Train, "a", "p", "p").row(2, 4, Phase::Train, "a", "p", "p"); // no test
        const auto table = first.table();
        const auto point =
            only(compareAnswers(AnswerSheets(*table, table->distinctRuns()), nullptr, {0, 1, 1}));
        QCOMPARE(point.epoch, 1);
        QCOMPARE(point.pairs, std::uint64_t(1));
        QCOMPARE(point.observedAgreement, 0.0);
        QCOMPARE(point.kappa, -1.0);
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
    }
};

QTEST_GUILESS_MAIN(TestAnswerComparison)
#include "tst_answercomparison.moc"
