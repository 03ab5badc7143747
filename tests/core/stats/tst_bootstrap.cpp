#include "core/stats/bootstrap.h"
#include "core/stats/bootstrapbands.h"
#include "core/stats/curves.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <numeric>

using namespace learnscope;

namespace {
const nlohmann::json& reference()
{
    static const nlohmann::json json = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/bootstrap_reference.json");
        return nlohmann::json::parse(input);
    }();
    return json;
}

Observer observerOf(const nlohmann::json& input)
{
    TrialBuilder builder;
    for (const Phase phase : {Phase::Train, Phase::Test}) {
        const std::string name(toString(phase));
        const auto trials = input.at(name + "Trials").get<std::vector<std::vector<int>>>();
        const auto correct = input.at(name + "Correct").get<std::vector<std::vector<int>>>();
        for (std::size_t run = 0; run < trials.size(); ++run)
            for (std::size_t epoch = 0; epoch < trials[run].size(); ++epoch)
                builder.cell(static_cast<int>(run) + 1, static_cast<int>(epoch) + 1, phase,
                             trials[run][epoch], correct[run][epoch]);
    }
    return builder.observer("somenet");
}

/// All bands of @p curves under the names of the reference.
std::map<std::string, std::optional<Interval>> bandsOf(const ObserverCurves& curves)
{
    std::map<std::string, std::optional<Interval>> bands {{"lag", curves.lagBand}};
    for (const CurvePoint& point : curves.train)
        bands["train " + std::to_string(point.epoch)] = point.band;
    for (const CurvePoint& point : curves.test)
        bands["test " + std::to_string(point.epoch)] = point.band;
    for (const GapPoint& point : curves.gap)
        bands["gap " + std::to_string(point.epoch)] = point.band;
    return bands;
}

class Cancelling final : public JobContext
{
public:
    bool isCancelled() const override { return m_reports > 0; }
    void report(double, std::string_view) override { ++m_reports; }

private:
    std::atomic<int> m_reports = 0;
};
} // namespace

class TestBootstrap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantilesAreThoseOfNumpy_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        for (const nlohmann::json& entry : reference().at("quantiles"))
            QTest::addRow("%d values", entry.at("count").get<int>())
                << entry.at("count").get<int>() << entry.at("low").get<double>()
                << entry.at("high").get<double>();
    }

    void quantilesAreThoseOfNumpy()
    {
        QFETCH(int, count);
        QFETCH(double, low);
        QFETCH(double, high);
        std::vector<double> values;
        std::int64_t sum = 0;
        for (std::int64_t index = 0; index < count; ++index) {
            sum += index * 7919 % 104729;
            values.push_back(static_cast<double>(sum % 10007) / 10007.0);
            if (index % 3 == 0)
                values.push_back(std::numeric_limits<double>::quiet_NaN()); // does not count
        }
        const auto interval = percentileInterval(values);
        QVERIFY(interval);
        QVERIFY(std::abs(interval->low - low) < 1e-14);
        QVERIFY(std::abs(interval->high - high) < 1e-14);
    }

    void quantilesOfSortedAndTiedValuesAreExact()
    {
        std::vector<double> ascending(10001);
        std::iota(ascending.begin(), ascending.end(), 0.0);
        const auto isRight = [](const Interval& interval) {
            return std::abs(interval.low - 250) < 1e-8 && std::abs(interval.high - 9750) < 1e-8;
        };
        QVERIFY(isRight(*percentileInterval(ascending)));
        std::reverse(ascending.begin(), ascending.end());
        QVERIFY(isRight(*percentileInterval(ascending)));
        QCOMPARE(*percentileInterval(ascending, 1), (Interval {0, 10000}));
        QCOMPARE(*percentileInterval(std::vector<double>(5000, .25)), (Interval {.25, .25}));
        QVERIFY(!percentileInterval({}));
    }

    void bandsAgreeWithIndependentBootstraps_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<quint64>("seed");
        for (int number = 0; number < 2; ++number)
            for (const quint64 seed : {1u, 7u, 20240712u})
                QTest::addRow("%s, seed %d",
                              reference().at("cases")[number].at("name").get<std::string>().c_str(),
                              static_cast<int>(seed))
                    << number << seed;
    }

    void bandsAgreeWithIndependentBootstraps()
    {
        QFETCH(int, number);
        QFETCH(quint64, seed);
        const nlohmann::json& entry = reference().at("cases")[static_cast<std::size_t>(number)];
        CurveOptions options;
        options.seed = seed;
        const auto curves = computeCurves(observerOf(entry.at("input")), {}, options);
        QVERIFY(curves);
        QCOMPARE(curves->chanceBand.high, entry.at("input").at("chanceHigh").get<double>());
        const auto bands = bandsOf(*curves);
        QCOMPARE(bands.size(), entry.at("expected").size());
        for (const auto& [name, expected] : entry.at("expected").items()) {
            const auto band = bands.at(name);
            QVERIFY2(band, name.c_str());
            const auto inside = [&](double bound, const nlohmann::json& range) {
                return bound >= range[0].get<double>() - 1e-9 && bound <= range[1].get<double>() + 1e-9;
            };
            const std::string text = name + ": " + std::to_string(band->low) + " to "
                + std::to_string(band->high) + ", expected " + expected.dump();
            QVERIFY2(inside(band->low, expected.at("low")), text.c_str());
            QVERIFY2(inside(band->high, expected.at("high")), text.c_str());
        }
    }

    void threadsDoNotChangeTheResult()
    {
        const Observer observer = observerOf(reference().at("cases")[1].at("input"));
        CurveOptions options;
        const auto one = computeCurves(observer, {}, options);
        options.threads = 3;
        const auto three = computeCurves(observer, {}, options);
        QVERIFY(one && three);
        const auto bands = bandsOf(*one);
        QCOMPARE(bandsOf(*three), bands);
        options.seed = 2;
        QVERIFY(bandsOf(*computeCurves(observer, {}, options)) != bands);
    }

    void oneRunHasNoBand()
    {
        TrialBuilder builder;
        builder.cell(4, 1, Phase::Train, 36, 20).cell(4, 1, Phase::Test, 51, 20);
        const auto curves = computeCurves(builder.observer("somenet"), {});
        QVERIFY(curves);
        QVERIFY(!curves->train.front().band && !curves->gap.front().band && !curves->lagBand);
        QVERIFY(std::isnan(curves->train.front().sd));
        QVERIFY(curves->lag.value);
    }

    void anEpochThatOneRunHasGetsNoBand()
    {
        TrialBuilder builder;
        for (const int run : {1, 2, 3})
            builder.cell(run, 1, Phase::Test, 51, 20 + run);
        builder.cell(2, 2, Phase::Test, 51, 30);
        const auto curves = computeCurves(builder.observer("somenet"), {});
        QVERIFY(curves);
        QVERIFY(curves->test[0].band);
        QVERIFY(!curves->test[1].band);
        QCOMPARE(curves->test[1].mean, 30 / 51.0);
        QCOMPARE(curves->chanceTrials, 51u); // nothing was trained
        QVERIFY(curves->train.empty() && curves->gap.empty() && !curves->lag.value && !curves->lagBand);
    }

    void stopsWhenCancelled()
    {
        Cancelling context;
        const auto curves =
            computeCurves(observerOf(reference().at("cases")[1].at("input")), {}, {}, context);
        QVERIFY(!curves);
        QCOMPARE(curves.error().kind, Error::Kind::Cancelled);
    }

    void bandsWithoutKeptDrawsAreTheSame_data()
    {
        QTest::addColumn<int>("draws");
        QTest::addColumn<double>("level");
        QTest::newRow("usual") << 10000 << .95;
        QTest::newRow("no whole number of tiles") << 1237 << .95;
        QTest::newRow("narrow") << 2000 << .5;
        QTest::newRow("two draws") << 2 << .95;
        QTest::newRow("one draw") << 1 << .95;
    }

    void bandsWithoutKeptDrawsAreTheSame()
    {
        QFETCH(int, draws);
        QFETCH(double, level);
        const std::vector<RatioColumn> columns {
            {{3, 0, 7, 2, 2}, {10, 10, 10, 10, 10}}, // whole numbers and one denominator
            {{0, 0, 1, 0, 0}, {17, 17, 17, 17, 17}},
            {{4, 4, 4, 4, 4}, {6, 6, 6, 6, 6}},
            {{3, 0, 7, 2, 2}, {10, 9, 10, 10, 10}}, // other denominators
            {{0, 0, 7, 2, 0}, {0, 0, 10, 10, 0}}, // draws without a value
            {{.5, 0, 1, 1, 0}, {1, 1, 1, 1, 1}}, // parts
            {{3000, 0, 2000, 1, 5}, {3000, 3000, 3000, 3000, 3000}}, // great sums
        };
        std::vector<const RatioColumn*> pointers;
        for (const RatioColumn& column : columns)
            pointers.push_back(&column);
        const auto values = bootstrapRatios(columns, {draws, 5, 1}).value();
        for (const unsigned threads : {1u, 3u}) {
            const auto bands = bootstrapBands(pointers, {draws, 5, threads}, level).value();
            for (std::size_t column = 0; column < columns.size(); ++column)
                QCOMPARE(bands[column], percentileInterval(values[column], level));
        }
    }
};

QTEST_GUILESS_MAIN(TestBootstrap)
#include "tst_bootstrap.moc"
