#include "core/similarity/cka.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/matrixcomparison.h"
#include "core/similarity/ranking.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace learnscope;

namespace {
MatrixComparisonOptions optionsFor(MatrixMeasure measure, int draws = 0, int permutations = 0)
{
    MatrixComparisonOptions options;
    options.measure = measure;
    options.draws = draws;
    options.permutations = permutations;
    return options;
}

double valueOf(const SimilarityMatrix& first, const SimilarityMatrix& second, MatrixMeasure measure)
{
    return compareMatrices(first, second, optionsFor(measure)).value().value;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

/// A matrix whose items are drawn: item i stands there times[i] times; pairs of an item with itself are NaN.
SimilarityMatrix drawnMatrix(const SimilarityMatrix& matrix, const std::vector<std::uint32_t>& times)
{
    std::vector<std::size_t> drawn;
    for (std::size_t item = 0; item < times.size(); ++item)
        drawn.insert(drawn.end(), times[item], item);
    std::vector<double> values;
    for (std::size_t i = 0; i < drawn.size(); ++i)
        for (std::size_t j = i + 1; j < drawn.size(); ++j)
            values.push_back(drawn[i] == drawn[j] ? NAN : matrix.at(drawn[i], drawn[j]));
    return matrixOf(values);
}

RowNames letters(const char* text)
{
    std::vector<std::string> names;
    for (; *text; ++text)
        names.emplace_back(1, *text);
    return RowNames(names);
}
} // namespace

class TestMatrixComparison : public QObject
{
    Q_OBJECT

    /// Two matrices of the fixture; tied: rounded as the script does.
    static SimilarityMatrix first(bool tied = false)
    {
        std::vector<double> values = numbersOf(representationReference()["distances"]["correlation"]);
        if (tied)
            for (double& value : values)
                value = std::nearbyint(value * 4) / 4;
        return matrixOf(values);
    }
    static SimilarityMatrix second(bool tied = false)
    {
        const auto features = embeddingFrom(representationReference()["second"], 14);
        const auto matrix = dissimilarities(features, {PairMeasure::Euclidean}).value().matrix;
        if (!tied)
            return matrix;
        std::vector<double> values(matrix.condensed<float>().begin(), matrix.condensed<float>().end());
        for (double& value : values)
            value = std::nearbyint(value * 2) / 2;
        return matrixOf(values);
    }

private Q_SLOTS:
    void givesThePublishedTestVectors_data()
    {
        QTest::addColumn<double>("expected");
        QTest::newRow("pearson") << .894591;
        QTest::newRow("cosine") << .976037;
        QTest::newRow("spearman") << .896029;
        QTest::newRow("rho-a") << .887879;
        QTest::newRow("tau-a") << .755556;
        QTest::newRow("tau-b") << .781661;
        QTest::newRow("whitened-cosine") << .959949;
    }

    void givesThePublishedTestVectors()
    {
        QFETCH(double, expected);
        const double value =
            valueOf(matrixOf({1, 2, 4, 7, 3, 5, 8, 2, 6, 9}), matrixOf({2, 1, 5, 6, 3, 7, 7, 2, 4, 8}),
                    matrixMeasureFromName(QTest::currentDataTag()).value());
        QVERIFY2(std::abs(value - expected) < 6e-7, qPrintable(QString::number(value, 'g', 10)));
    }

    void agreesWithScipyAndRsatoolbox_data()
    {
        QTest::addColumn<bool>("tied");
        for (const MatrixMeasure measure : allMatrixMeasures()) {
            const std::string name(toString(measure));
            QTest::newRow(name.c_str()) << false;
            QTest::newRow((name + " of ties").c_str()) << true;
        }
    }

    void agreesWithScipyAndRsatoolbox()
    {
        QFETCH(bool, tied);
        const std::string name =
            QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(' '), 0, 0).toStdString();
        const double expected = representationReference()[tied ? "tied_comparisons" : "comparisons"][name];
        const double value = valueOf(first(tied), second(tied), matrixMeasureFromName(name).value());
        QVERIFY2(near(value, expected), qPrintable(QString::number(value - expected)));
    }

    void ranksAreThoseOfSorting_data()
    {
        QTest::addColumn<bool>("single");
        QTest::newRow("single precision") << true;
        QTest::newRow("double precision") << false;
    }

    void ranksAreThoseOfSorting()
    {
        QFETCH(bool, single);
        std::vector<double> values;
        for (const float value : madeFeatures(5000, 9)) {
            const double rounded = std::nearbyint(value * 700 - 200) / 7;
            values.push_back(single ? double {static_cast<float>(rounded)} : rounded);
        }
        values[17] = -0.;
        values[18] = 0;
        std::vector<std::uint32_t> expected(values.size());
        std::iota(expected.begin(), expected.end(), 0u);
        std::stable_sort(expected.begin(), expected.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
        QCOMPARE(ascendingOrder(values), expected);
        const std::vector<double> ranks = averageRanks(values);
        for (const std::size_t index :
             {std::size_t {0}, std::size_t {17}, std::size_t {18}, std::size_t {4999}}) {
            const auto below = std::count_if(values.begin(), values.end(),
                                             [&](double value) { return value < values[index]; });
            const auto equal = std::count(values.begin(), values.end(), values[index]);
            QCOMPARE(ranks[index], static_cast<double>(below) + .5 * (static_cast<double>(equal) + 1));
        }
    }

    void drawsCountPairsAsOftenAsTheyAreDrawn_data()
    {
        QTest::addColumn<int>("measure");
        for (const MatrixMeasure measure : allMatrixMeasures())
            if (!isWhitened(measure))
                QTest::newRow(std::string(toString(measure)).c_str()) << static_cast<int>(measure);
    }

    void drawsCountPairsAsOftenAsTheyAreDrawn()
    {
        QFETCH(int, measure);
        const auto chosen = static_cast<MatrixMeasure>(measure);
        for (const bool tied : {false, true}) {
            const auto statistic =
                MatrixStatistic::make(chosen, comparedPairs(first(tied), second(tied)).value(), 1).value();
            QVERIFY(near(statistic.valueOfDraw(std::vector<std::uint32_t>(14, 1)), statistic.value()));
            const std::vector<std::uint32_t> times = drawnTimes(14, Random(5, 3));
            const double direct =
                valueOf(drawnMatrix(first(tied), times), drawnMatrix(second(tied), times), chosen);
            QVERIFY2(near(statistic.valueOfDraw(times), direct), toString(chosen).data());
        }
    }

    void intervalHoldsTheValueAndDoesNotDependOnThreads()
    {
        MatrixComparisonOptions options = optionsFor(MatrixMeasure::Spearman, 200);
        options.threads = 1;
        const SimilarityMatrix noisy = matrixOf(numbersOf(representationReference()["observers"][0]));
        const auto one = compareMatrices(first(), noisy, options).value();
        QVERIFY(one.interval && one.interval->low < one.value && one.value < one.interval->high);
        options.threads = 3;
        QCOMPARE(compareMatrices(first(), noisy, options).value().interval, one.interval);
        options.seed = 2;
        QVERIFY(compareMatrices(first(), noisy, options).value().interval != one.interval);
        const auto whitened =
            compareMatrices(first(), noisy, optionsFor(MatrixMeasure::WhitenedCosine, 200)).value();
        QVERIFY(whitened.interval && whitened.interval->low < whitened.interval->high);
    }

    void permutationTestFindsWhatBelongsTogether_data()
    {
        QTest::addColumn<int>("measure");
        for (const MatrixMeasure measure : allMatrixMeasures())
            QTest::newRow(std::string(toString(measure)).c_str()) << static_cast<int>(measure);
    }

    void permutationTestFindsWhatBelongsTogether()
    {
        QFETCH(int, measure);
        const auto options = optionsFor(static_cast<MatrixMeasure>(measure), 0, 499);
        const SimilarityMatrix noisy = matrixOf(numbersOf(representationReference()["observers"][0]));
        QCOMPARE(compareMatrices(first(), noisy, options).value().probability.value(), 1. / 500);
        const double unrelated = compareMatrices(first(), second(), options).value().probability.value();
        QVERIFY2(unrelated > .02 && unrelated < .98, qPrintable(QString::number(unrelated)));
    }

    void permutationProbabilityIsTheShareOfArrangements()
    {
        // Four items: 24 arrangements; each is drawn by chance.
        const SimilarityMatrix a = matrixOf({1, 2, 3, 4, 5, 7});
        const SimilarityMatrix b = matrixOf({2, 1, 3, 5, 4, 6});
        std::vector<std::uint32_t> order {0, 1, 2, 3};
        int atLeast = 0;
        const double observed = valueOf(a, b, MatrixMeasure::Pearson);
        do {
            std::vector<double> values;
            for (std::size_t i = 0; i < 4; ++i)
                for (std::size_t j = i + 1; j < 4; ++j)
                    values.push_back(b.at(order[i], order[j]));
            atLeast += valueOf(a, matrixOf(values), MatrixMeasure::Pearson) >= observed - 1e-12;
        } while (std::next_permutation(order.begin(), order.end()));
        const double p =
            compareMatrices(a, b, optionsFor(MatrixMeasure::Pearson, 0, 20000)).value().probability.value();
        QVERIFY2(std::abs(p - atLeast / 24.) < .01, qPrintable(QString::number(p)));
    }

    void comparesCommonItemsByTheirNames()
    {
        const auto a =
            SimilarityMatrix::fromCondensed(4, SharedValues<double>({1, 2, 3, 4, 5, 6}), {}, letters("abcd"))
                .value();
        // The same pairs in another order, with another item e.
        const auto b = SimilarityMatrix::fromCondensed(
                           5, SharedValues<double>({9, 6, 3, 5, 9, 9, 9, 2, 4, 1}), {}, letters("decab"))
                           .value();
        const auto comparison = compareMatrices(a, b, optionsFor(MatrixMeasure::Pearson)).value();
        QCOMPARE(comparison.items, std::size_t {4});
        QCOMPARE(comparison.pairs, 6u);
        QVERIFY(near(comparison.value, 1));
        QVERIFY2(comparison.note.find("'e'") != std::string::npos, comparison.note.c_str());
        QVERIFY(compareMatrices(a, a, optionsFor(MatrixMeasure::Pearson)).value().note.empty());
        const auto foreign = matrixOf({1, 2, 3, 4, 5, 6}, letters("wxyz"));
        QCOMPARE(compareMatrices(a, foreign, {}).error().kind, Error::Kind::Mismatch);
        QCOMPARE(compareMatrices(a, matrixOf({1, 2, 3}), {}).error().kind, Error::Kind::Mismatch);
        QVERIFY(compareMatrices(a, matrixOf({1, 2, 3, 4, 5, 6}), optionsFor(MatrixMeasure::Pearson)));
    }

    void leavesOutAndCountsMaskedPairs()
    {
        // Item 4 of the first has no value at all; one more pair is masked in the second.
        const SimilarityMatrix a = matrixOf({1, 2, 3, NAN, 4, 5, NAN, 6, NAN, NAN});
        const SimilarityMatrix b = matrixOf({1, 5, NAN, 1, 2, 3, 1, 9, 1, 1});
        const auto comparison = compareMatrices(a, b, optionsFor(MatrixMeasure::Pearson)).value();
        QCOMPARE(comparison.items, std::size_t {4});
        QCOMPARE(comparison.pairs, 5u);
        QCOMPARE(comparison.maskedPairs, 5u);
        // Pearson of (1 2 4 5 6) and (1 5 2 3 9).
        QVERIFY(near(comparison.value, 16 / std::sqrt(688.)));
        QCOMPARE(compareMatrices(a, b, optionsFor(MatrixMeasure::WhitenedCosine)).error().kind,
                 Error::Kind::Usage);
        QCOMPARE(compareMatrices(a, b, optionsFor(MatrixMeasure::Pearson, 0, 10)).error().kind,
                 Error::Kind::Usage);
        QVERIFY(compareMatrices(a, b, optionsFor(MatrixMeasure::Pearson, 50)).value().interval);
    }

    void constantMatricesHaveNoValue()
    {
        const auto comparison =
            compareMatrices(matrixOf({2, 2, 2}), matrixOf({1, 2, 3}), optionsFor(MatrixMeasure::Spearman, 10))
                .value();
        QVERIFY(std::isnan(comparison.value));
        QVERIFY(!comparison.interval);
    }

    void ckaAgreesWithItsDefinition_data()
    {
        QTest::addColumn<bool>("rbf");
        QTest::addColumn<bool>("debiased");
        QTest::newRow("linear biased") << false << false;
        QTest::newRow("linear debiased") << false << true;
        QTest::newRow("rbf biased") << true << false;
        QTest::newRow("rbf debiased") << true << true;
    }

    void ckaAgreesWithItsDefinition()
    {
        QFETCH(bool, rbf);
        QFETCH(bool, debiased);
        const nlohmann::json& reference = representationReference();
        CkaOptions options;
        options.kernel = rbf ? CkaKernel::Rbf : CkaKernel::Linear;
        options.debiased = debiased;
        options.medianFraction = .8;
        const auto result =
            cka(embeddingFrom(reference["first"], 14), embeddingFrom(reference["second"], 14), options)
                .value();
        QVERIFY2(near(result.value, reference["cka"][QTest::currentDataTag()].get<double>()),
                 qPrintable(QString::number(result.value, 'g', 10)));
        QCOMPARE(result.items, std::size_t {14});
        QCOMPARE(result.firstFeatures, std::size_t {6});
        QCOMPARE(result.secondFeatures, std::size_t {5});
    }

    void ckaOfTheSameIsOneInBlocksToo()
    {
        const Embedding features = embeddingOf(madeFeatures(600 * 5, 8), 600);
        QVERIFY(near(cka(features, features).value().value, 1));
        const Embedding other = embeddingOf(madeFeatures(600 * 3, 31), 600);
        CkaOptions one;
        one.threads = 1;
        QCOMPARE(cka(features, other, {}).value().value, cka(features, other, one).value().value);
        QVERIFY(std::abs(cka(features, other).value().value) < .02); // unrelated
    }

    void ckaLeavesOutWhatIsNotFinite()
    {
        std::vector<float> values = madeFeatures(10 * 3, 8);
        const Embedding whole = embeddingOf(values, 10);
        values.insert(values.end(), {1, NAN, 2});
        const Embedding holed = embeddingOf(values, 11);
        const auto result = cka(holed, holed).value();
        QCOMPARE(result.items, std::size_t {10});
        QCOMPARE(result.leftOut, std::size_t {1});
        QCOMPARE(cka(whole, holed).error().kind, Error::Kind::Mismatch);
        QCOMPARE(cka(embeddingOf({1, 2, 3}, 3), embeddingOf({1, 2, 3}, 3)).error().kind, Error::Kind::Usage);
    }
};

QTEST_APPLESS_MAIN(TestMatrixComparison)
#include "tst_matrixcomparison.moc"
