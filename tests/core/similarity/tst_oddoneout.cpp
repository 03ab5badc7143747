#include "core/similarity/choices.h"
#include "core/similarity/oddoneout.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <set>

using namespace learnscope;

namespace {
Triplets referenceTriplets()
{
    const auto numbers = representationReference()["choices"]["triplets"].get<std::vector<std::uint32_t>>();
    std::vector<Triplet> triplets;
    for (std::size_t index = 0; index < numbers.size(); index += 3)
        triplets.push_back({numbers[index], numbers[index + 1], numbers[index + 2]});
    return Triplets::make(14, SharedValues<Triplet>(triplets)).value();
}

Embedding referenceFeatures()
{
    return embeddingFrom(representationReference()["first"], 14);
}

Triplets tripletsOf(std::vector<Triplet> triplets, std::size_t objects, RowNames names = {})
{
    return Triplets::make(objects, SharedValues<Triplet>(std::move(triplets)), std::move(names)).value();
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}
} // namespace

class TestOddOneOut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithNumpy_data()
    {
        QTest::addColumn<bool>("atOnce");
        for (const char* name : {"cosine", "dot", "euclidean"}) {
            QTest::newRow(name) << true;
            QTest::newRow((std::string(name) + " triplet by triplet").c_str()) << false;
        }
    }

    void agreesWithNumpy()
    {
        QFETCH(bool, atOnce);
        const std::string name =
            QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(' '), 0, 0).toStdString();
        const nlohmann::json& expected = representationReference()["choices"];
        OddOneOutOptions options;
        options.similarity = choiceSimilarityFromName(name).value();
        options.perTriplet = true;
        if (!atOnce)
            options.memory = 0;
        const OddOneOut judged = oddOneOut(referenceFeatures(), referenceTriplets(), options).value();
        QCOMPARE(judged.triplets, 400u);
        QCOMPARE(judged.correct, expected[name].get<std::uint64_t>());
        QCOMPARE(judged.accuracy, static_cast<double>(judged.correct) / 400);
        QCOMPARE(judged.ties, 0u);
        std::uint64_t inConcepts = 0;
        for (const ConceptAccuracy& object : judged.concepts)
            inConcepts += object.correct;
        QCOMPARE(inConcepts, 3 * judged.correct);
        QCOMPARE(judged.probability.size(), std::size_t {400});
        options.perTriplet = options.probabilities = false;
        const OddOneOut quick = oddOneOut(referenceFeatures(), referenceTriplets(), options).value();
        QCOMPARE(quick.correct, judged.correct);
        QVERIFY(std::isnan(quick.logLoss));
        if (name != "dot")
            return;
        QVERIFY(near(judged.meanProbability, expected["probability_mean"].get<double>()));
        QVERIFY(near(judged.meanEntropy, expected["entropy_mean"].get<double>()));
        QVERIFY(near(judged.logLoss, expected["log_loss"].get<double>()));
    }

    /// Objects on a line: 0 and 1 in one place, 2 farther, 3 where 2 is mirrored.
    void tieRulesDiffer_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<quint64>("correct");
        QTest::newRow("strict") << static_cast<int>(TieRule::Strict) << quint64 {1};
        QTest::newRow("choice") << static_cast<int>(TieRule::PublishedChoice) << quint64 {2};
        QTest::newRow("training") << static_cast<int>(TieRule::PublishedTraining) << quint64 {0};
    }

    void tieRulesDiffer()
    {
        QFETCH(int, rule);
        QFETCH(quint64, correct);
        const Embedding line = embeddingOf({0, 0, 1, -1, 0}, 5);
        OddOneOutOptions options;
        options.similarity = ChoiceSimilarity::Euclidean;
        options.rule = static_cast<TieRule>(rule);
        // A tie of the pair with another; the pair first, the other two equal; all equal; the pair not first.
        const OddOneOut judged =
            oddOneOut(line, tripletsOf({{0, 2, 3}, {0, 1, 2}, {0, 1, 4}, {2, 3, 0}}, 5), options).value();
        QCOMPARE(judged.correct, correct);
        QCOMPARE(judged.ties, 2u);
        QCOMPARE(judged.allEqual, 1u);
    }

    void publishedTrainingWantsClearProbabilities()
    {
        const Embedding near = embeddingOf({0, .001f, .0031f, 5}, 4);
        OddOneOutOptions options;
        options.similarity = ChoiceSimilarity::Euclidean;
        options.rule = TieRule::PublishedTraining;
        // All three round to .33; in the second they do not.
        QCOMPARE(oddOneOut(near, tripletsOf({{0, 1, 2}, {0, 1, 3}}, 4), options).value().correct, 1u);
        options.temperature = 1000;
        QCOMPARE(oddOneOut(near, tripletsOf({{0, 1, 2}}, 4), options).value().correct, 1u);
    }

    /// Objects 0 and 1 are the same and 2 lies five times as far in the same direction: products of many
    /// features in single precision would not tie.
    void tiesAreFoundInDoublePrecision_data()
    {
        QTest::addColumn<int>("similarity");
        QTest::addColumn<quint64>("ties");
        QTest::addColumn<quint64>("allEqual");
        QTest::newRow("cosine") << static_cast<int>(ChoiceSimilarity::Cosine) << quint64 {2} << quint64 {2};
        QTest::newRow("dot") << static_cast<int>(ChoiceSimilarity::Dot) << quint64 {2} << quint64 {0};
        QTest::newRow("euclidean") << static_cast<int>(ChoiceSimilarity::Euclidean) << quint64 {0}
                                   << quint64 {0};
    }

    void tiesAreFoundInDoublePrecision()
    {
        QFETCH(int, similarity);
        QFETCH(quint64, ties);
        QFETCH(quint64, allEqual);
        std::vector<float> values = madeFeatures(3 * 701, 4);
        for (std::size_t column = 0; column < 701; ++column) {
            values[701 + column] = values[column];
            values[2 * 701 + column] = 5 * values[column];
        }
        OddOneOutOptions options;
        options.similarity = static_cast<ChoiceSimilarity>(similarity);
        const OddOneOut judged =
            oddOneOut(embeddingOf(values, 3), tripletsOf({{0, 2, 1}, {1, 2, 0}}, 3), options).value();
        QCOMPARE(judged.correct, 0u);
        QCOMPARE(judged.ties, ties);
        QCOMPARE(judged.allEqual, allEqual);
    }

    void extremeSimilaritiesDoNotOverflow()
    {
        OddOneOutOptions options;
        options.similarity = ChoiceSimilarity::Dot;
        const Embedding large = embeddingOf({1000, 1000, -1000}, 3);
        const OddOneOut judged = oddOneOut(large, tripletsOf({{0, 1, 2}, {0, 2, 1}}, 3), options).value();
        QCOMPARE(judged.meanProbability, .5);
        QCOMPARE(judged.meanEntropy, 0.);
        QCOMPARE(judged.logLoss, 1e6);
    }

    void masksObjectsWithoutAValue()
    {
        const Embedding holed = embeddingOf({1, 2, NAN, 0, 0, 0, 2, 1, 1, 3}, 5);
        const Triplets triplets = tripletsOf({{0, 3, 1}, {0, 4, 3}, {2, 3, 4}}, 5);
        OddOneOutOptions options;
        options.perTriplet = true;
        const OddOneOut cosine = oddOneOut(holed, triplets, options).value();
        QCOMPARE(cosine.masked, 2u);
        QCOMPARE(cosine.triplets, 1u);
        QVERIFY(std::isnan(cosine.probability[0]) && std::isfinite(cosine.probability[1]));
        QVERIFY(std::isnan(cosine.concepts[1].accuracy()));
        options.similarity = ChoiceSimilarity::Dot;
        QCOMPARE(oddOneOut(holed, triplets, options).value().masked, 1u);
    }

    void threadsChangeNothing()
    {
        const Embedding embedding = embeddingOf(madeFeatures(50 * 4, 21), 50);
        const Triplets triplets = simulatedChoices(embedding, {100000}).value();
        OddOneOutOptions options;
        options.threads = 1;
        const OddOneOut one = oddOneOut(embedding, triplets, options).value();
        options.threads = 3;
        const OddOneOut three = oddOneOut(embedding, triplets, options).value();
        QCOMPARE(three.correct, one.correct);
        QCOMPARE(three.logLoss, one.logLoss);
        QVERIFY(three.concepts == one.concepts);
    }

    void objectsAreMatchedByName()
    {
        const Embedding embedding =
            embeddingOf({5, 0, 0, 1, 0, 1, 5, .1f}, 4, RowNames({"d", "b", "c", "a"}));
        OddOneOutOptions options;
        const auto judged = oddOneOut(
            embedding, tripletsOf({{0, 3, 1}, {1, 2, 0}}, 4, RowNames({"a", "b", "c", "d"})), options);
        QCOMPARE(judged.value().correct, 2u);
        const auto missing =
            oddOneOut(embedding, tripletsOf({{0, 1, 2}}, 3, RowNames({"a", "b", "x"})), options);
        QCOMPARE(missing.error().kind, Error::Kind::Mismatch);
        QVERIFY(missing.error().message.find("'x'") != std::string::npos);
        QCOMPARE(oddOneOut(embedding, tripletsOf({{0, 1, 2}}, 5), options).error().kind,
                 Error::Kind::Mismatch);
    }

    void matrixIsTheShareOfTripletsInWhichAPairWasKept()
    {
        const TripletMatrix computed = matrixFromTriplets(referenceTriplets()).value();
        std::vector<double> expected;
        std::uint64_t masked = 0;
        for (const nlohmann::json& value : representationReference()["choices"]["rdm"]) {
            expected.push_back(value.is_null() ? NAN : value.get<double>());
            masked += value.is_null();
        }
        QVERIFY(largestDifference(computed.matrix, expected) < 1e-6);
        QCOMPARE(computed.maskedPairs, masked);
        QCOMPARE(matrixFromTriplets(tripletsOf({{0, 1, 2}}, 4)).value().maskedPairs, 3u);
    }

    void simulatedChoicesFollowTheEmbedding()
    {
        const Embedding embedding = embeddingOf(madeFeatures(30 * 4, 5), 30);
        ChoiceSimulation simulation;
        simulation.triplets = 40000;
        simulation.temperature = 2;
        const Triplets triplets = simulatedChoices(embedding, simulation).value();
        OddOneOutOptions options;
        options.similarity = ChoiceSimilarity::Dot;
        options.temperature = 2;
        const OddOneOut judged = oddOneOut(embedding, triplets, options).value();
        // Of choices made with these probabilities the mean loss is the mean entropy, to some standard
        // errors.
        QVERIFY2(std::abs(judged.logLoss - judged.meanEntropy) < .02,
                 qPrintable(QString::number(judged.logLoss)));
        QVERIFY(judged.accuracy > .4 && judged.accuracy < .9);
        QVERIFY(simulatedChoices(embedding, simulation).value().span()[777] == triplets[777]);
        simulation.seed = 2;
        QVERIFY(!(simulatedChoices(embedding, simulation).value()[777] == triplets[777]));
        simulation.temperature = INFINITY;
        QCOMPARE(
            oddOneOut(embedding, simulatedChoices(embedding, simulation).value(), options).value().accuracy,
            1.);
        QCOMPARE(simulatedChoices(embeddingOf({1, 2, NAN}, 3), simulation).error().kind, Error::Kind::Usage);
    }

    void simulatedTriplesAreAllEquallyLikely()
    {
        ChoiceSimulation simulation;
        simulation.triplets = 20000;
        const Triplets triplets = simulatedChoices(embeddingOf({1, 1, 1, 1}, 4), simulation).value();
        std::array<int, 4> left {};
        std::array<int, 4> odd {};
        for (const Triplet& triplet : triplets.span()) {
            ++left[6 - triplet.first - triplet.second - triplet.oddOne];
            ++odd[triplet.oddOne];
        }
        for (std::size_t object = 0; object < 4; ++object) {
            QVERIFY(std::abs(left[object] - 5000) < 300); // five standard deviations
            QVERIFY(std::abs(odd[object] - 5000) < 300);
        }
    }

    void foldsHaveObjectsOfTheirOwn()
    {
        const Triplets triplets = simulatedChoices(embeddingOf(madeFeatures(31 * 3, 6), 31), {20000}).value();
        const auto folds = tripletFolds(triplets, 3, 42).value();
        QCOMPARE(folds.size(), std::size_t {3});
        std::set<std::size_t> all;
        for (const TripletFold& fold : folds) {
            QVERIFY(fold.objects.size() == 10 || fold.objects.size() == 11);
            const std::set<std::size_t> objects(fold.objects.begin(), fold.objects.end());
            all.insert(objects.begin(), objects.end());
            for (const Triplet& triplet : fold.held.span())
                QVERIFY(objects.contains(triplet.first) && objects.contains(triplet.second)
                        && objects.contains(triplet.oddOne));
            for (const Triplet& triplet : fold.others.span())
                QVERIFY(!objects.contains(triplet.first) && !objects.contains(triplet.second)
                        && !objects.contains(triplet.oddOne));
            // Shares of triplets whose objects are all inside and all outside.
            QVERIFY(std::abs(static_cast<double>(fold.held.size()) / 20000 - 1. / 33) < .02);
            QVERIFY(std::abs(static_cast<double>(fold.others.size()) / 20000 - .28) < .03);
        }
        QCOMPARE(all.size(), std::size_t {31});
        QVERIFY(tripletFolds(triplets, 3, 43).value()[0].objects != folds[0].objects);
        QCOMPARE(tripletFolds(triplets, 1, 42).error().kind, Error::Kind::Usage);
        QCOMPARE(tripletFolds(triplets, 11, 42).error().kind, Error::Kind::Usage);
    }
};

QTEST_APPLESS_MAIN(TestOddOneOut)
#include "tst_oddoneout.moc"
