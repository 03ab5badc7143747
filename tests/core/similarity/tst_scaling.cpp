#include "core/similarity/dissimilarity.h"
#include "core/similarity/isotonic.h"
#include "core/similarity/ranking.h"
#include "core/similarity/scaling.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace learnscope;

namespace {
SimilarityMatrix referenceMatrix()
{
    DissimilarityOptions options {PairMeasure::Euclidean};
    options.precision = NumberPrecision::Double;
    return dissimilarities(embeddingFrom(representationReference()["second"], 14), options).value().matrix;
}

std::vector<double> distancesOn(const ItemMap& map)
{
    std::vector<double> distances;
    const std::size_t items = map.items.size();
    for (std::size_t a = 0; a < items; ++a)
        for (std::size_t b = a + 1; b < items; ++b) {
            double squares = 0;
            for (std::size_t axis = 0; axis < map.dimensions; ++axis)
                squares += std::pow(
                    map.points[a * map.dimensions + axis] - map.points[b * map.dimensions + axis], 2);
            distances.push_back(std::sqrt(squares));
        }
    return distances;
}

double largestGap(const std::vector<double>& a, const std::vector<double>& b)
{
    double gap = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t index = 0; index < std::min(a.size(), b.size()); ++index)
        gap = std::max(gap, std::abs(a[index] - b[index]));
    return gap;
}

ScalingOptions optionsFor(ScalingMethod method, int randomStarts = 0)
{
    ScalingOptions options;
    options.method = method;
    options.randomStarts = randomStarts;
    options.iterations = 5000;
    options.tolerance = 1e-13;
    return options;
}

/// Points in the plane, their distances, and a map that must find them.
SimilarityMatrix planeMatrix(bool squared)
{
    DissimilarityOptions options {squared ? PairMeasure::SquaredEuclidean : PairMeasure::Euclidean};
    options.precision = NumberPrecision::Double;
    return dissimilarities(embeddingOf(madeFeatures(20 * 2, 9), 20), options).value().matrix;
}

class StoppedJob final : public JobContext
{
public:
    bool isCancelled() const override { return m_stopped; }
    void report(double, std::string_view) override { m_stopped = true; }

private:
    std::atomic<bool> m_stopped = false;
};
} // namespace

class TestScaling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classicalAgreesWithNumpy()
    {
        const nlohmann::json& expected = representationReference()["maps"];
        const ItemMap map = scaledMap(referenceMatrix(), optionsFor(ScalingMethod::Classical)).value();
        QVERIFY(largestGap(distancesOn(map), numbersOf(expected["classical_distances"])) < 1e-6);
        const std::vector<double> values = numbersOf(expected["eigenvalues"]);
        double positive = 0;
        for (const double value : values)
            positive += std::max(0., value);
        QVERIFY(std::abs(map.explainedShare - (values[0] + values[1]) / positive) < 1e-9);
        QVERIFY(std::abs(map.positiveShare - 1) < 1e-9);
    }

    void negativeEigenvaluesAreSeen()
    {
        // Not distances in any space: 0 and 1 are far apart but both near to 2 and 3.
        const ItemMap map =
            scaledMap(matrixOf({10, 1, 1, 1, 1, 10}), optionsFor(ScalingMethod::Classical)).value();
        QVERIFY(map.positiveShare < .7);
    }

    void metricAgreesWithScikitLearn()
    {
        const double expected = representationReference()["maps"]["metric_stress1"];
        const ItemMap map = scaledMap(referenceMatrix(), optionsFor(ScalingMethod::Metric)).value();
        QVERIFY2(std::abs(map.stress - expected) < 1e-6, qPrintable(QString::number(map.stress - expected)));
        QVERIFY(map.settled);
        QVERIFY(scaledMap(referenceMatrix(), optionsFor(ScalingMethod::Metric, 8)).value().stress
                <= map.stress + 1e-12);
    }

    void planesAreFound_data()
    {
        QTest::addColumn<int>("method");
        for (const ScalingMethod method :
             {ScalingMethod::Classical, ScalingMethod::Metric, ScalingMethod::NonMetric})
            QTest::newRow(std::string(toString(method)).c_str()) << static_cast<int>(method);
    }

    void planesAreFound()
    {
        QFETCH(int, method);
        const ItemMap map =
            scaledMap(planeMatrix(false), optionsFor(static_cast<ScalingMethod>(method))).value();
        QVERIFY(map.stress < 1e-6);
        std::vector<double> plane;
        for (const float value : madeFeatures(20 * 2, 9))
            plane.push_back(value);
        const auto aligned = alignedPoints(plane, map.points, 2).value();
        QVERIFY(aligned.disparity < 1e-9);
        QVERIFY(largestGap(aligned.points, plane) < 1e-4);
    }

    void onlyRanksCountForNonMetricMaps()
    {
        const ItemMap ofSquares =
            scaledMap(planeMatrix(true), optionsFor(ScalingMethod::NonMetric, 2)).value();
        QVERIFY2(ofSquares.stress < .01, qPrintable(QString::number(ofSquares.stress)));
        QVERIFY(scaledMap(planeMatrix(true), optionsFor(ScalingMethod::Metric)).value().stress > .05);
    }

    void seedsAndThreadsGiveTheSameMapAgain()
    {
        ScalingOptions options;
        options.threads = 1;
        const ItemMap one = scaledMap(referenceMatrix(), options).value();
        options.threads = 3;
        QCOMPARE(scaledMap(referenceMatrix(), options).value().points, one.points);
        QCOMPARE(one.items.size(), std::size_t {14});
        options.iterations = 1;
        QVERIFY(!scaledMap(referenceMatrix(), options).value().settled);
    }

    void refusesWhatHasNoMap()
    {
        QCOMPARE(scaledMap(matrixOf({1})).error().kind, Error::Kind::Usage);
        ScalingOptions options;
        options.dimensions = 3;
        QCOMPARE(scaledMap(matrixOf({1, 2, 3}), options).error().kind, Error::Kind::Usage);
        QCOMPARE(scaledMap(matrixOf({1, NAN, 2, 4, 3, 5})).error().kind, Error::Kind::Usage);
        const ItemMap without = scaledMap(matrixOf({1, 2, NAN, 2, NAN, NAN})).value();
        QCOMPARE(without.withoutValue, std::vector<std::size_t> {3});
        StoppedJob job;
        QCOMPARE(scaledMap(referenceMatrix(), {}, job).error().kind, Error::Kind::Cancelled);
    }

    void alignmentAgreesWithScipy()
    {
        const nlohmann::json& expected = representationReference()["maps"];
        const ItemMap map = scaledMap(referenceMatrix(), optionsFor(ScalingMethod::Classical)).value();
        const auto aligned = alignedPoints(map.points, numbersOf(expected["procrustes_other"]), 2).value();
        QVERIFY(std::abs(aligned.disparity - expected["procrustes_disparity"].get<double>()) < 1e-9);
        QCOMPARE(alignedPoints(map.points, std::vector<double>(28, 1.), 2).error().kind, Error::Kind::Usage);
        QCOMPARE(alignedPoints(map.points, std::vector<double>(26, 1.), 2).error().kind,
                 Error::Kind::Mismatch);
    }

    void isotonicFitPoolsViolators()
    {
        const std::vector<double> keys {1, 2, 3, 4, 5, 6, 6};
        QCOMPARE(isotonicFit(keys, ascendingOrder(keys), std::vector<double> {1, 3, 2, 4, 3.5, 5, 7}),
                 (std::vector<double> {1, 2.5, 2.5, 3.75, 3.75, 6, 6}));
        const std::vector<double> falling {3, 2, 1};
        QCOMPARE(isotonicFit(falling, ascendingOrder(falling), std::vector<double> {0, 3, 6}),
                 (std::vector<double> {3, 3, 3}));
    }
};

QTEST_APPLESS_MAIN(TestScaling)
#include "tst_scaling.moc"
