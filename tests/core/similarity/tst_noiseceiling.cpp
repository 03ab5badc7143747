#include "core/similarity/noiseceiling.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

using namespace learnscope;

namespace {
std::vector<SimilarityMatrix> observers()
{
    std::vector<SimilarityMatrix> matrices;
    for (const nlohmann::json& values : representationReference()["observers"])
        matrices.push_back(matrixOf(numbersOf(values)));
    return matrices;
}

/// What the observers were made from, and something unrelated.
std::vector<SimilarityMatrix> models()
{
    const nlohmann::json& distances = representationReference()["distances"];
    std::vector<double> unrelated;
    for (const float value : madeFeatures(91, 77))
        unrelated.push_back(value);
    return {matrixOf(numbersOf(distances["correlation"])), matrixOf(unrelated)};
}
} // namespace

class TestNoiseCeiling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithRsatoolbox_data()
    {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        for (const auto& [name, bounds] : representationReference()["ceilings"].items())
            QTest::newRow(name.c_str()) << bounds[0].get<double>() << bounds[1].get<double>();
    }

    void agreesWithRsatoolbox()
    {
        QFETCH(double, lower);
        QFETCH(double, upper);
        const auto ceiling =
            noiseCeiling(observers(), matrixMeasureFromName(QTest::currentDataTag()).value()).value();
        QVERIFY2(std::abs(ceiling.lower - lower) < 1e-6, qPrintable(QString::number(ceiling.lower - lower)));
        QVERIFY2(std::abs(ceiling.upper - upper) < 1e-6, qPrintable(QString::number(ceiling.upper - upper)));
        QCOMPARE(ceiling.lowerOf.size(), std::size_t {5});
    }

    void needsThreeObservers()
    {
        std::vector<SimilarityMatrix> two = observers();
        two.resize(2, two.front());
        QCOMPARE(noiseCeiling(two, MatrixMeasure::Cosine).error().kind, Error::Kind::Usage);
    }

    void findsTheRightModel_data()
    {
        QTest::addColumn<int>("unit");
        for (const BootstrapUnit unit : {BootstrapUnit::Items, BootstrapUnit::Observers, BootstrapUnit::Both})
            QTest::newRow(std::string(toString(unit)).c_str()) << static_cast<int>(unit);
    }

    void findsTheRightModel()
    {
        QFETCH(int, unit);
        ModelComparisonOptions options;
        options.measure = MatrixMeasure::Pearson;
        options.unit = static_cast<BootstrapUnit>(unit);
        options.draws = 300;
        const auto comparison = compareModels(models(), observers(), options).value();
        QCOMPARE(comparison.models.size(), std::size_t {2});
        QCOMPARE(comparison.models[0].values.size(), std::size_t {5});
        const LikenessTest& right = comparison.models[0].likeness;
        QVERIFY(right.estimate > .8 && right.correctedProbability < .01);
        QVERIFY(right.interval->low < right.estimate && right.estimate < right.interval->high);
        QVERIFY(right.correctedProbability >= right.probability);
        QVERIFY(comparison.models[1].belowCeiling->estimate < -.5);
        QVERIFY(comparison.models[1].belowCeiling->correctedProbability < .01);
        QVERIFY(comparison.models[0].belowCeiling->probability > .01);
        QCOMPARE(comparison.differences.size(), std::size_t {1});
        QVERIFY(comparison.differences[0].difference.estimate > .5);
        QVERIFY(comparison.differences[0].difference.correctedProbability < .01);
        options.threads = 2;
        QCOMPARE(compareModels(models(), observers(), options).value().models[0].likeness.interval,
                 right.interval);
    }

    void bothUnitsAreWiderThanEach()
    {
        const auto widthFor = [](BootstrapUnit unit) {
            ModelComparisonOptions options;
            options.measure = MatrixMeasure::Cosine;
            options.unit = unit;
            options.draws = 300;
            const Interval interval =
                compareModels(models(), observers(), options).value().models[1].likeness.interval.value();
            return interval.high - interval.low;
        };
        const double both = widthFor(BootstrapUnit::Both);
        QVERIFY(both >= widthFor(BootstrapUnit::Items));
        QVERIFY(both >= widthFor(BootstrapUnit::Observers));
    }

    void masksPairsOfAll()
    {
        std::vector<SimilarityMatrix> holed = observers();
        std::vector<double> values = numbersOf(representationReference()["observers"][1]);
        values[3] = NAN;
        holed[1] = matrixOf(values);
        ModelComparisonOptions options;
        options.draws = 20;
        const auto comparison = compareModels(models(), holed, options).value();
        QCOMPARE(comparison.maskedPairs, 1u);
        QCOMPARE(comparison.pairs, 90u);
    }

    void whitenedMeasuresHaveIntervalsForEveryUnit()
    {
        ModelComparisonOptions options;
        options.measure = MatrixMeasure::WhitenedCosine;
        options.draws = 50;
        for (const BootstrapUnit unit :
             {BootstrapUnit::Items, BootstrapUnit::Observers, BootstrapUnit::Both}) {
            options.unit = unit;
            const auto comparison = compareModels(models(), observers(), options).value();
            QVERIFY(comparison.models[0].likeness.interval);
            QVERIFY(comparison.models[0].likeness.probability < 1);
        }
    }

    void refusesWhatCannotBeAnswered()
    {
        ModelComparisonOptions options;
        options.draws = 20;
        const std::vector<SimilarityMatrix> one {observers()[0]};
        QCOMPARE(compareModels(models(), one, options).error().kind, Error::Kind::Usage);
        QCOMPARE(compareModels({}, observers(), options).error().kind, Error::Kind::Usage);
    }
};

QTEST_APPLESS_MAIN(TestNoiseCeiling)
#include "tst_noiseceiling.moc"
