#include "core/similarity/cka.h"
#include "core/similarity/dissimilarity.h"
#include "core/similarity/matrixcomparison.h"
#include "tests/core/similarity/vicefeatures.h"

#include <QTest>

#include <map>

using namespace learnscope;

/// Matrices of 1854 concepts against scipy, scikit-learn and rsatoolbox.
class TestViceMatrices : public QObject
{
    Q_OBJECT

    static const SimilarityMatrix& matrix(const std::string& name, NumberPrecision precision)
    {
        static std::map<NumberPrecision, std::map<std::string, SimilarityMatrix>> all;
        std::map<std::string, SimilarityMatrix>& matrices = all[precision];
        const auto compute = [precision](const char* which, PairMeasure measure) {
            DissimilarityOptions options {measure};
            options.precision = precision;
            return dissimilarities(viceFeatures(which), options).value().matrix;
        };
        if (matrices.empty()) {
            matrices.emplace("correlation", compute("all", PairMeasure::Correlation));
            matrices.emplace("half euclidean", compute("half", PairMeasure::Euclidean));
            matrices.emplace("squares cosine", compute("squares", PairMeasure::Cosine));
        }
        return matrices.at(name);
    }

    static bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

private Q_SLOTS:
    void initTestCase() { REQUIRE_SHARED_DATA(); }

    void matricesAgreeWithScipy_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& [name, unused] : representationReference()["vice"]["matrices"].items())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

    void matricesAgreeWithScipy()
    {
        QFETCH(QString, name);
        const nlohmann::json& reference = representationReference()["vice"];
        const nlohmann::json& expected = reference["matrices"][name.toStdString()];
        const std::span<const float> values =
            matrix(name.toStdString(), NumberPrecision::Single).condensed<float>();
        QCOMPARE(values.size(), std::size_t {1717731});
        double sum = 0;
        for (const float value : values)
            sum += value;
        QVERIFY(near(sum / static_cast<double>(values.size()), expected["mean"].get<double>()));
        const auto places = reference["places"].get<std::vector<std::size_t>>();
        for (std::size_t index = 0; index < places.size(); ++index)
            QVERIFY(near(values[places[index]], expected["entries"][index].get<double>()));
    }

    void comparisonsAgreeWithScipyAndRsatoolbox_data()
    {
        QTest::addColumn<QString>("matrices");
        QTest::addColumn<QString>("measure");
        for (const auto& [matrices, values] : representationReference()["vice"]["comparisons"].items())
            for (const auto& [measure, unused] : values.items())
                QTest::newRow((matrices + ' ' + measure).c_str())
                    << QString::fromStdString(matrices) << QString::fromStdString(measure);
    }

    void comparisonsAgreeWithScipyAndRsatoolbox()
    {
        QFETCH(QString, matrices);
        QFETCH(QString, measure);
        const double expected =
            representationReference()["vice"]["comparisons"][matrices.toStdString()][measure.toStdString()];
        const QStringList names = matrices.split(QStringLiteral(" | "));
        MatrixComparisonOptions options;
        options.measure = matrixMeasureFromName(measure.toStdString()).value();
        options.draws = 0;
        const auto comparison =
            compareMatrices(matrix(names[0].toStdString(), NumberPrecision::Double),
                            matrix(names[1].toStdString(), NumberPrecision::Double), options)
                .value();
        QCOMPARE(comparison.pairs, 1717731u);
        QVERIFY2(near(comparison.value, expected), qPrintable(QString::number(comparison.value - expected)));
    }

    void ckaAgreesWithItsDefinition_data()
    {
        QTest::addColumn<double>("expected");
        for (const auto& [name, value] : representationReference()["vice"]["cka"].items())
            QTest::newRow(name.c_str()) << value.get<double>();
    }

    void ckaAgreesWithItsDefinition()
    {
        QFETCH(double, expected);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        CkaOptions options;
        options.kernel = name.startsWith(QStringLiteral("rbf")) ? CkaKernel::Rbf : CkaKernel::Linear;
        options.debiased = name.endsWith(QStringLiteral("debiased"));
        options.medianFraction = .8;
        const double value = cka(viceFeatures(), viceFeatures("half"), options).value().value;
        QVERIFY2(near(value, expected), qPrintable(QString::number(value - expected)));
    }
};

QTEST_APPLESS_MAIN(TestViceMatrices)
#include "tst_vicematrices.moc"
