#include "core/similarity/ckadraws.h"
#include "core/similarity/itemdraws.h"
#include "core/similarity/matrixcomparison.h"
#include "core/stats/bootstrap.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
constexpr std::size_t items = 12;

/// What make_draw_reference.py wrote.
const nlohmann::json& drawReference()
{
    static const nlohmann::json reference = [] {
        std::ifstream input(sourceFolder() / "tests/fixtures/draw_reference.json");
        return nlohmann::json::parse(input);
    }();
    return reference;
}

Embedding featuresOf(const char* side)
{
    return embeddingFrom(drawReference()[side], items);
}

double squaredDistance(const Embedding& features, std::size_t a, std::size_t b)
{
    double sum = 0;
    for (std::size_t column = 0; column < features.columns(); ++column) {
        const double difference = double {features.at(a, column)} - features.at(b, column);
        sum += difference * difference;
    }
    return sum;
}

std::vector<double> squaredDistances(const Embedding& features)
{
    std::vector<double> squares;
    for (std::size_t a = 0; a < items; ++a)
        for (std::size_t b = a + 1; b < items; ++b)
            squares.push_back(squaredDistance(features, a, b));
    return squares;
}

/// Both kernels by their definitions.
CkaKernels kernelsOf(bool rbf)
{
    CkaKernels kernels;
    const auto fill = [&](const Embedding& features, SharedValues<float>& values,
                          std::vector<double>& diagonal) {
        std::vector<float> pairs;
        std::vector<double> mean(features.columns());
        for (std::size_t column = 0; column < features.columns(); ++column) {
            for (std::size_t row = 0; row < items; ++row)
                mean[column] += features.at(row, column);
            mean[column] /= items;
        }
        std::vector<double> sorted = squaredDistances(features);
        std::sort(sorted.begin(), sorted.end());
        const double median =
            .5 * (std::sqrt(sorted[sorted.size() / 2]) + std::sqrt(sorted[sorted.size() / 2 - 1]));
        for (std::size_t a = 0; a < items; ++a)
            for (std::size_t b = a; b < items; ++b) {
                double value = 0;
                for (std::size_t column = 0; column < features.columns(); ++column)
                    value +=
                        (features.at(a, column) - mean[column]) * (features.at(b, column) - mean[column]);
                if (rbf)
                    value = std::exp(-squaredDistance(features, a, b) / (2 * median * median));
                if (a == b)
                    diagonal.push_back(value);
                else
                    pairs.push_back(static_cast<float>(value));
            }
        values = SharedValues<float>(std::move(pairs));
    };
    fill(featuresOf("first"), kernels.first, kernels.firstDiagonal);
    fill(featuresOf("second"), kernels.second, kernels.secondDiagonal);
    return kernels;
}
} // namespace

/// Measures that are computed anew when items are drawn with replacement.
class TestDrawnItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whitenedMeasuresAgreeWithRsatoolbox_data()
    {
        QTest::addColumn<int>("measure");
        QTest::newRow("whitened-cosine") << static_cast<int>(MatrixMeasure::WhitenedCosine);
        QTest::newRow("whitened-correlation") << static_cast<int>(MatrixMeasure::WhitenedCorrelation);
    }

    void whitenedMeasuresAgreeWithRsatoolbox()
    {
        QFETCH(int, measure);
        const auto pairs = comparedPairs(matrixOf(squaredDistances(featuresOf("first"))),
                                         matrixOf(squaredDistances(featuresOf("second"))))
                               .value();
        const auto statistic = MatrixStatistic::make(static_cast<MatrixMeasure>(measure), pairs, 1).value();
        for (const nlohmann::json& draw : drawReference()["draws"]) {
            const double value = statistic.valueOfDraw(draw["times"].get<std::vector<std::uint32_t>>());
            const double expected = draw[QTest::currentDataTag()];
            QVERIFY2(std::abs(value - expected) < 1e-8, qPrintable(QString::number(value - expected)));
        }
        QVERIFY(std::isnan(
            statistic.valueOfDraw(std::vector<std::uint32_t> {6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
    }

    void ckaAgreesWithLeastSquaresOverAllPairs_data()
    {
        QTest::addColumn<bool>("rbf");
        QTest::addColumn<bool>("debiased");
        QTest::newRow("cka") << false << true;
        QTest::newRow("cka-biased") << false << false;
        QTest::newRow("rbf-cka") << true << true;
        QTest::newRow("rbf-cka-biased") << true << false;
    }

    void ckaAgreesWithLeastSquaresOverAllPairs()
    {
        QFETCH(bool, rbf);
        QFETCH(bool, debiased);
        const CkaKernels kernels = kernelsOf(rbf);
        for (const nlohmann::json& draw : drawReference()["draws"]) {
            const double value =
                ckaOfDraw(kernels, draw["times"].get<std::vector<std::uint32_t>>(), debiased);
            const double expected = draw[QTest::currentDataTag()];
            QVERIFY2(std::abs(value - expected) < 1e-6, qPrintable(QString::number(value - expected)));
        }
        CkaOptions options;
        options.kernel = rbf ? CkaKernel::Rbf : CkaKernel::Linear;
        options.debiased = debiased;
        QVERIFY(std::abs(cka(featuresOf("first"), featuresOf("second"), options).value().value
                         - drawReference()["draws"][0][QTest::currentDataTag()].get<double>())
                < 1e-6);
    }

    void ckaIntervalIsThatOfItsDraws_data() { ckaAgreesWithLeastSquaresOverAllPairs_data(); }

    void ckaIntervalIsThatOfItsDraws()
    {
        QFETCH(bool, rbf);
        QFETCH(bool, debiased);
        CkaOptions options;
        options.kernel = rbf ? CkaKernel::Rbf : CkaKernel::Linear;
        options.debiased = debiased;
        options.draws = 50;
        options.seed = 4;
        options.threads = 1;
        const auto one = cka(featuresOf("first"), featuresOf("second"), options).value();
        const CkaKernels kernels = kernelsOf(rbf);
        std::vector<double> values;
        for (std::uint64_t draw = 0; draw < 50; ++draw)
            values.push_back(ckaOfDraw(kernels, drawnTimes(items, Random(4, draw)), debiased));
        const auto expected = percentileInterval(values, .95).value();
        QVERIFY(std::abs(one.interval.value().low - expected.low) < 1e-5);
        QVERIFY(std::abs(one.interval.value().high - expected.high) < 1e-5);
        options.threads = 3;
        QCOMPARE(cka(featuresOf("first"), featuresOf("second"), options).value().interval, one.interval);
        options.draws = 0;
        const auto without = cka(featuresOf("first"), featuresOf("second"), options).value();
        QVERIFY(!without.interval);
        QVERIFY(std::abs(without.value - one.value) < 1e-6);
    }

    void ckaIsTheSameOverFeaturesOverItemsAndFromKernels_data()
    {
        QTest::addColumn<int>("columns");
        QTest::newRow("over features, in two blocks") << 300;
        QTest::newRow("over items, in two blocks") << 400;
    }

    void ckaIsTheSameOverFeaturesOverItemsAndFromKernels()
    {
        QFETCH(int, columns);
        constexpr std::size_t rows = 700;
        const auto count = static_cast<std::size_t>(columns);
        const std::vector<float> made = madeFeatures(rows * count, 8);
        std::vector<float> related = madeFeatures(rows * (count - 20), 31);
        for (std::size_t index = 0; index < related.size(); ++index)
            related[index] += made[index / (count - 20) * count + index % (count - 20)];
        for (const bool debiased : {false, true}) {
            CkaOptions options;
            options.debiased = debiased;
            const auto value =
                cka(embeddingOf(made, rows), embeddingOf(related, rows), options).value().value;
            options.draws = 1;
            const auto fromKernels =
                cka(embeddingOf(made, rows), embeddingOf(related, rows), options).value().value;
            QVERIFY(value > .1 && value < .95);
            QVERIFY2(std::abs(value - fromKernels) < 1e-6, qPrintable(QString::number(value - fromKernels)));
        }
    }

    void saysWhenKernelsDoNotFit()
    {
        const Embedding features = embeddingOf(madeFeatures(1000 * 2, 8), 1000);
        CkaOptions options;
        options.draws = 10;
        options.memory = 1 << 20;
        const auto result = cka(features, features, options).value();
        QVERIFY(!result.interval);
        QVERIFY2(result.note.find("needs 5 MiB for kernels; 1 are allowed") != std::string::npos,
                 result.note.c_str());
        QVERIFY(std::abs(result.value - 1) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(TestDrawnItems)
#include "tst_drawnitems.moc"
