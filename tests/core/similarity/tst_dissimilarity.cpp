#include "core/similarity/blas.h"
#include "core/similarity/dissimilarity.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <atomic>

using namespace learnscope;

namespace {
constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

/// A job that is asked to stop when it first tells how far it is.
class StoppedJob final : public JobContext
{
public:
    bool isCancelled() const override { return m_stopped; }
    void report(double, std::string_view) override { m_stopped = true; }

private:
    std::atomic<bool> m_stopped = false;
};

Embedding referenceFeatures()
{
    const nlohmann::json& reference = representationReference();
    return embeddingFrom(reference["first"], reference["items"]);
}
} // namespace

class TestDissimilarity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScipyAndRsatoolbox_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("shrinkage"); // -1: of the items themselves
        for (const auto& [name, values] : representationReference()["distances"].items())
            QTest::newRow(name.c_str())
                << QString::fromStdString(name)
                << (name.ends_with("items")          ? -1
                        : name.ends_with("identity") ? static_cast<int>(Shrinkage::Identity)
                        : name.ends_with("none")     ? static_cast<int>(Shrinkage::None)
                                                     : static_cast<int>(Shrinkage::Diagonal));
    }

    void agreesWithScipyAndRsatoolbox()
    {
        QFETCH(QString, name);
        QFETCH(int, shrinkage);
        const nlohmann::json& reference = representationReference();
        DissimilarityOptions options;
        options.measure = pairMeasureFromName(name.section(QLatin1Char(' '), 0, 0).toStdString()).value();
        if (options.measure == PairMeasure::Mahalanobis && shrinkage >= 0) {
            options.noise.observations = embeddingFrom(reference["noise"], 30);
            options.noise.shrinkage = static_cast<Shrinkage>(shrinkage);
        }
        const auto computed = dissimilarities(referenceFeatures(), options);
        QVERIFY2(computed, computed ? "" : computed.error().message.c_str());
        QCOMPARE(computed->maskedPairs, 0u);
        QCOMPARE(computed->matrix.measure(), std::string(toString(options.measure)));
        const double difference =
            largestDifference(computed->matrix, numbersOf(reference["distances"][name.toStdString()]));
        QVERIFY2(difference < 1e-6, qPrintable(QString::number(difference)));
        options.precision = NumberPrecision::Double;
        const auto inDouble = dissimilarities(referenceFeatures(), options).value();
        QVERIFY(inDouble.matrix.isDouble());
        QVERIFY(largestDifference(inDouble.matrix, numbersOf(reference["distances"][name.toStdString()]))
                < 1e-12);
    }

    void crossnobisAgreesWithRsatoolbox()
    {
        const nlohmann::json& reference = representationReference();
        std::vector<Embedding> folds;
        for (const nlohmann::json& fold : reference["folds"])
            folds.push_back(embeddingFrom(fold, reference["items"]));
        DissimilarityOptions options;
        const auto plain = crossnobis(folds, options).value();
        QVERIFY(largestDifference(plain.matrix, numbersOf(reference["crossnobis"]["identity"])) < 1e-6);
        options.noise.observations = embeddingFrom(reference["noise"], 30);
        const auto whitened = crossnobis(folds, options).value();
        QVERIFY(largestDifference(whitened.matrix, numbersOf(reference["crossnobis"]["noise"])) < 1e-6);
        QVERIFY(whitened.shrinkage.value() > 0);
        QCOMPARE(whitened.matrix.measure(), std::string("crossnobis"));
    }

    void crossnobisRefusesFoldsThatDoNotFit()
    {
        const Embedding fold = referenceFeatures();
        QCOMPARE(crossnobis(std::vector {fold}).error().kind, Error::Kind::Usage);
        const Embedding other = embeddingOf(madeFeatures(14 * 5, 1), 14);
        QCOMPARE(crossnobis(std::vector {fold, other}).error().kind, Error::Kind::Mismatch);
    }

    void blocksAndThreadsChangeNothing_data()
    {
        QTest::addColumn<int>("measure");
        for (const PairMeasure measure : allPairMeasures())
            QTest::newRow(std::string(toString(measure)).c_str()) << static_cast<int>(measure);
    }

    void blocksAndThreadsChangeNothing()
    {
        QFETCH(int, measure);
        constexpr std::size_t rows = 700;
        const Embedding features = embeddingOf(madeFeatures(rows * 9, 3), rows);
        DissimilarityOptions options;
        options.measure = static_cast<PairMeasure>(measure);
        options.threads = 1;
        const auto whole = dissimilarities(features, options).value();
        options.memory = 20'000; // two panels of 192 rows
        options.threads = 3;
        const auto blocks = dissimilarities(features, options).value();
        QVERIFY(dissimilarityMemory(rows, 9, options).working
                < dissimilarityMemory(rows, 9, {options.measure}).working);
        QVERIFY(largestDifference(
                    blocks.matrix,
                    {whole.matrix.condensed<float>().begin(), whole.matrix.condensed<float>().end()})
                < 1e-6);
    }

    void masksAndCountsWhatHasNoValue()
    {
        // Rows: usual, NaN, constant, zero, usual, infinite.
        const Embedding features =
            embeddingOf({1, 2, 4, 1, notANumber, 2, .1f, .1f, .1f, 0, 0, 0, 3, 1, 2, 1, INFINITY, 2}, 6,
                        RowNames({"a", "b", "c", "d", "e", "f"}));
        const auto correlation = dissimilarities(features, {PairMeasure::Correlation}).value();
        QCOMPARE(correlation.maskedPairs, 14u); // all but (a, e)
        QCOMPARE(correlation.faultyRows,
                 (std::vector<FaultyRow> {{1, RowFault::NotFinite},
                                          {2, RowFault::Constant},
                                          {3, RowFault::Constant},
                                          {5, RowFault::NotFinite}}));
        QVERIFY(std::isnan(correlation.matrix.at(0, 2)));
        QVERIFY(std::isfinite(correlation.matrix.at(0, 4)));
        QCOMPARE(
            correlation.warning(),
            std::string("14 of 15 pairs have no value and are masked: item b has features that are NaN or "
                        "infinite; item c has the same value in all features; item d has the same value "
                        "in all features; item f has features that are NaN or infinite"));
        const auto cosine = dissimilarities(features, {PairMeasure::Cosine}).value();
        QCOMPARE(cosine.maskedPairs, 12u); // b, d and f
        const auto euclidean = dissimilarities(features, {PairMeasure::Euclidean}).value();
        QCOMPARE(euclidean.maskedPairs, 9u); // b and f
        QCOMPARE(euclidean.matrix.at(0, 3), static_cast<double>(std::sqrt(21.f)));
        QVERIFY(dissimilarities(referenceFeatures(), {}).value().warning().empty());
    }

    void nearRowsFarFromZeroKeepTheirDistance()
    {
        const Embedding features = embeddingOf({10000, 20000, 10000.0625f, 20000, 10000, 20000, -5e6, 7}, 4);
        const auto computed = dissimilarities(features, {PairMeasure::Euclidean}).value();
        QCOMPARE(computed.matrix.at(0, 1), .0625);
        QCOMPARE(computed.matrix.at(0, 2), 0.);
    }

    void saysWhenTheNoiseHasNoInverse()
    {
        DissimilarityOptions options {PairMeasure::Mahalanobis};
        options.noise.observations = embeddingOf(madeFeatures(4 * 6, 5), 4);
        options.noise.shrinkage = Shrinkage::None;
        QCOMPARE(dissimilarities(referenceFeatures(), options).error().kind, Error::Kind::Usage);
        options.noise.shrinkage = Shrinkage::Diagonal;
        QVERIFY(dissimilarities(referenceFeatures(), options));
        options.noise.observations = embeddingOf(madeFeatures(4 * 5, 5), 4);
        QCOMPARE(dissimilarities(referenceFeatures(), options).error().kind, Error::Kind::Mismatch);
    }

    void stopsWhenAsked()
    {
        const Embedding features = embeddingOf(madeFeatures(700 * 9, 3), 700);
        for (const PairMeasure measure : allPairMeasures()) {
            StoppedJob job;
            QCOMPARE(dissimilarities(features, {measure}, job).error().kind, Error::Kind::Cancelled);
        }
    }

    void namesWhatProductsRunOn() { QVERIFY(blasDescription().starts_with("OpenBLAS 0.")); }
};

QTEST_APPLESS_MAIN(TestDissimilarity)
#include "tst_dissimilarity.moc"
