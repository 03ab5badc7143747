#include "core/inference/arrangements.h"
#include "core/inference/multiplecomparisons.h"
#include "core/inference/permutationtest.h"
#include "tests/core/inference/inferencereference.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace learnscope;

namespace {
RatioColumn ones(std::vector<double> values)
{
    const std::size_t count = values.size();
    return {std::move(values), std::vector<double>(count, 1)};
}

void difference(std::span<const double> first, std::span<const double> second, std::span<double> into)
{
    for (std::size_t index = 0; index < into.size(); ++index)
        into[index] = first[index] - second[index];
}

std::vector<RatioColumn> columnsOf(const nlohmann::json& counts, double trials)
{
    std::vector<RatioColumn> columns(counts[0].size());
    for (const auto& run : counts)
        for (std::size_t epoch = 0; epoch < columns.size(); ++epoch) {
            columns[epoch].numerator.push_back(run[epoch].get<double>());
            columns[epoch].denominator.push_back(trials);
        }
    return columns;
}

class Cancelled : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};

void compare(const std::vector<double>& found, const nlohmann::json& expected)
{
    QCOMPARE(found.size(), expected.size());
    for (std::size_t index = 0; index < found.size(); ++index)
        QVERIFY2(std::abs(found[index] - expected[index].get<double>()) < 1e-9,
                 qPrintable(QString::number(index)));
}
} // namespace

class TestPermutationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signFlipsAreAsScipyEnumeratesThem()
    {
        for (const auto& given : inferenceReference().at("signs")) {
            const RatioColumn column = ones(numbersOf(given.at("values")));
            const auto null = signFlipTest(std::span(&column, 1), {9999, 1, 1}).value();
            QVERIFY(null.exact);
            QCOMPARE(null.probability(0, Alternative::TwoSided), given.at("twoSided").get<double>());
            QCOMPARE(null.probability(0, Alternative::Greater), given.at("greater").get<double>());
        }
    }

    void labelsAreAsScipyEnumeratesThem()
    {
        for (const auto& given : inferenceReference().at("labels")) {
            const RatioColumn first = ones(numbersOf(given.at("first")));
            const RatioColumn second = ones(numbersOf(given.at("second")));
            const auto null =
                labelTest(std::span(&first, 1), std::span(&second, 1), 1, difference, {9999, 1, 1}).value();
            QVERIFY(null.exact);
            QVERIFY(std::abs(null.probability(0, Alternative::TwoSided) - given.at("twoSided").get<double>())
                    < 1e-12);
            QVERIFY(std::abs(null.probability(0, Alternative::Greater) - given.at("greater").get<double>())
                    < 1e-12);
        }
    }

    void maximumOverEpochsIsAsEnumerated()
    {
        const auto& given = inferenceReference().at("curves");
        const std::vector<RatioColumn> first = columnsOf(given.at("first"), given.at("trials").get<double>());
        const std::vector<RatioColumn> second =
            columnsOf(given.at("second"), given.at("trials").get<double>());
        const auto null = labelTest(first, second, first.size(), difference, {9999, 1, 1}).value();
        compare(null.observed, given.at("estimate"));
        std::vector<double> p;
        for (std::size_t epoch = 0; epoch < first.size(); ++epoch)
            p.push_back(null.probability(epoch, Alternative::TwoSided));
        compare(p, given.at("p"));
        compare(null.maximumProbabilities(Alternative::TwoSided), given.at("maximum"));
        compare(corrected(p, Correction::Holm), given.at("holm"));
        compare(corrected(p, Correction::BenjaminiHochberg), given.at("bh"));
    }

    void randomArrangementsComeCloseToAll()
    {
        const auto& given = inferenceReference().at("labels")[0];
        const RatioColumn first = ones(numbersOf(given.at("first")));
        const RatioColumn second = ones(numbersOf(given.at("second")));
        // 461 draws are fewer than the 462 arrangements, so they are random; 4.5 standard errors.
        const auto null =
            labelTest(std::span(&first, 1), std::span(&second, 1), 1, difference, {461, 5, 1}).value();
        QVERIFY(!null.exact);
        QCOMPARE(null.arrangements(), std::size_t(461));
        const double expected = given.at("greater").get<double>();
        const double found = null.probability(0, Alternative::Greater);
        QVERIFY(std::abs(found - expected) < 1. / 462 + 4.5 * std::sqrt(expected * (1 - expected) / 461));
        // (1 + b) / (1 + B): never 0
        QVERIFY(found >= 1. / 462);
        QVERIFY(std::abs(found * 462 - std::round(found * 462)) < 1e-9);
    }

    void resultsDoNotDependOnThreads()
    {
        std::vector<double> values(30);
        for (std::size_t index = 0; index < values.size(); ++index)
            values[index] = static_cast<double>(index * 7919 % 104) / 104 - .3;
        const RatioColumn column = ones(values);
        const RatioColumn other = ones(std::vector<double>(values.rbegin(), values.rbegin() + 12));
        const auto one = signFlipTest(std::span(&column, 1), {3000, 9, 1}).value();
        const auto three = signFlipTest(std::span(&column, 1), {3000, 9, 3}).value();
        QCOMPARE(one.values, three.values);
        const auto labelsOne =
            labelTest(std::span(&column, 1), std::span(&other, 1), 1, difference, {3000, 9, 1}).value();
        const auto labelsThree =
            labelTest(std::span(&column, 1), std::span(&other, 1), 1, difference, {3000, 9, 3}).value();
        QCOMPARE(labelsOne.values, labelsThree.values);
        QVERIFY(labelsOne.values
                != labelTest(std::span(&column, 1), std::span(&other, 1), 1, difference, {3000, 10, 1})
                       .value()
                       .values);
    }

    void everyArrangementComesOnce_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("count");
        QTest::newRow("5 of 8") << 5 << 3 << 56;
        QTest::newRow("1 of 4") << 1 << 3 << 4;
        QTest::newRow("signs of 6") << -1 << 6 << 64;
    }

    void everyArrangementComesOnce()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(int, count);
        const auto all = first < 0 ? Arrangements::signs(std::size_t(second), 10000, 1)
                                   : Arrangements::labels(std::size_t(first), std::size_t(second), 10000, 1);
        QVERIFY(all.isExact());
        QCOMPARE(all.size(), std::size_t(count));
        std::set<std::vector<char>> seen;
        std::vector<char> chosen;
        Arrangements::Scratch scratch;
        for (std::size_t index = 0; index < all.size(); ++index) {
            all.fill(index, chosen, scratch);
            seen.insert(chosen);
            if (first >= 0)
                QCOMPARE(std::count(chosen.begin(), chosen.end(), char(1)), std::ptrdiff_t(first));
        }
        QCOMPARE(seen.size(), all.size());
    }

    void manyClustersDoNotOverflow()
    {
        QCOMPARE(combinations(27, 7, 1u << 30), std::uint64_t(888030));
        QCOMPARE(combinations(400, 200, 77), std::uint64_t(77));
        QVERIFY(!Arrangements::signs(2000, 10000, 1).isExact());
        QVERIFY(!Arrangements::labels(1000, 1000, 10000, 1).isExact());
    }

    void arrangementsWithoutAValueCountAsExtreme()
    {
        NullDistribution null {{1, std::nan("")}, {{0, 2, std::nan(""), 0}, {0, 1, 2, 3}}, true};
        QCOMPARE(null.probability(0, Alternative::Greater), .5);
        QVERIFY(std::isnan(null.probability(1, Alternative::Greater)));
        QCOMPARE(null.maximumProbabilities(Alternative::Greater)[0], .5);
    }

    void correctionsAreAsStatsmodelsGivesThem()
    {
        for (const auto& given : inferenceReference().at("corrections")) {
            const std::vector<double> p = numbersOf(given.at("p"));
            compare(corrected(p, Correction::Holm), given.at("holm"));
            compare(corrected(p, Correction::BenjaminiHochberg), given.at("bh"));
            QCOMPARE(corrected(p, Correction::None), p);
        }
    }

    void whatIsNoTestIsNotCounted()
    {
        const std::vector<double> adjusted =
            corrected(std::vector {.02, std::nan(""), .04}, Correction::Holm);
        QCOMPARE(adjusted[0], .04);
        QVERIFY(std::isnan(adjusted[1]));
        QCOMPARE(adjusted[2], .04);
    }

    void stopsWhenCancelled()
    {
        const RatioColumn column = ones({.1, .2, .3});
        Cancelled context;
        const auto null = signFlipTest(std::span(&column, 1), {}, context);
        QVERIFY(!null);
        QCOMPARE(null.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPermutationTest)
#include "tst_permutationtest.moc"
