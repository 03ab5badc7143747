#include "core/base/random.h"
#include "core/probing/aligning.h"
#include "core/probing/globalprobe.h"
#include "core/similarity/choices.h"

#include <QTest>

#include <algorithm>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::size_t objects = 48;
constexpr std::size_t columns = 6;

Embedding features()
{
    Random random(5);
    std::vector<float> values(objects * columns);
    for (float& value : values)
        value = static_cast<float>(4 * random.uniform() - 1);
    return Embedding::make(objects, columns, SharedValues<float>(std::move(values))).value();
}

/// A transform that stretches some directions and mixes others.
Transform known(const Standardisation& standardisation)
{
    std::vector<float> weights(columns * columns);
    for (std::size_t row = 0; row < columns; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            weights[row * columns + column] = static_cast<float>(
                (row == column ? 1.6 - .25 * double(row) : 0) + .25 * std::sin(double(3 * row + 5 * column)));
    Transform transform;
    transform.size = columns;
    transform.weights = SharedValues<float>(std::move(weights));
    transform.mean = standardisation.mean;
    transform.deviation = standardisation.deviation;
    return transform;
}

/// Choices of an observer who sees features through the known transform.
const Triplets& choices()
{
    static const Triplets made = [] {
        ChoiceSimulation simulation;
        simulation.triplets = 60000;
        const Embedding seen = aligned(features(), known(standardisationOf(features()).value())).value();
        return simulatedChoices(seen, simulation).value();
    }();
    return made;
}

double accuracyOf(const Transform& transform, const Triplets& triplets)
{
    OddOneOutOptions options;
    options.similarity = ChoiceSimilarity::Dot;
    return oddOneOut(aligned(features(), transform).value(), triplets, options)->accuracy;
}
} // namespace

class TestGlobalProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recoversWhatMadeTheChoices()
    {
        const auto standardisation = standardisationOf(features()).value();
        const auto folds = tripletFolds(choices(), 3, 1).value();
        GlobalProbeOptions options;
        options.regularisation = {ProbePenalty::Eye, 1e-4};
        const auto probe = trainGlobalProbe(features(), standardisation, folds[0].others.span(),
                                            folds[0].held.span(), options);
        QVERIFY(probe);
        QCOMPARE(probe->validation.triplets, std::uint64_t(folds[0].held.size()));
        const Transform found = transformOf(*probe, columns, standardisation);
        const double generating = accuracyOf(known(standardisation), folds[0].held);
        const double trained = accuracyOf(found, folds[0].held);
        QVERIFY(generating > .6); // the choices say something
        QVERIFY2(std::abs(trained - generating) < .005,
                 qPrintable(QStringLiteral("%1 against %2").arg(trained).arg(generating)));
        QVERIFY(std::abs(trained - probe->validation.accuracy) < 1e-6);
        // What choices tell is W W', to which a rotation makes no difference.
        const auto squareOf = [](std::span<const float> weights, std::size_t a, std::size_t b) {
            double sum = 0;
            for (std::size_t column = 0; column < columns; ++column)
                sum += double {weights[a * columns + column]} * double {weights[b * columns + column]};
            return sum;
        };
        const Transform made = known(standardisation);
        for (std::size_t a = 0; a < columns; ++a)
            for (std::size_t b = 0; b < columns; ++b)
                QVERIFY(std::abs(squareOf(found.weights.span(), a, b) - squareOf(made.weights.span(), a, b))
                        < .15);
    }

    void strongPenaltiesHoldWeightsBack_data()
    {
        QTest::addColumn<int>("penalty");
        for (const ProbePenalty penalty :
             {ProbePenalty::Frobenius, ProbePenalty::SquaredFrobenius, ProbePenalty::Eye})
            QTest::newRow(std::string(toString(penalty)).c_str()) << int(penalty);
    }

    void strongPenaltiesHoldWeightsBack()
    {
        QFETCH(int, penalty);
        const auto standardisation = standardisationOf(features()).value();
        const bool isEye = static_cast<ProbePenalty>(penalty) == ProbePenalty::Eye;
        double lastSize = INFINITY;
        double lastLoss = 0;
        for (const double lambda : {1e-4, 1e-2, .3}) {
            GlobalProbeOptions options;
            options.regularisation = {static_cast<ProbePenalty>(penalty), lambda};
            options.bias = true;
            const auto probe = trainGlobalProbe(features(), standardisation, choices().span(), {}, options);
            QVERIFY(probe);
            QVERIFY(probe->train.loss >= lastLoss - 1e-5);
            const double size = isEye ? probe->fromIdentity : probe->norm;
            QVERIFY(size <= lastSize + 1e-3);
            lastSize = size;
            lastLoss = probe->train.loss;
            QCOMPARE(probe->parameters.size(), columns * columns + columns);
            QVERIFY(std::isnan(probe->validation.loss)); // there was none
        }
    }

    void isTheSameAgainAndStopsAtTheBest()
    {
        const auto standardisation = standardisationOf(features()).value();
        const auto folds = tripletFolds(choices(), 4, 2).value();
        std::vector<double> watched;
        const auto train = [&] {
            watched.clear();
            GlobalProbeOptions options;
            options.regularisation.lambda = 0;
            options.threads = 2;
            // So few triplets that weights are learned by heart.
            return trainGlobalProbe(
                features(), standardisation, folds[1].others.span().first(60), folds[1].held.span(), options,
                {}, [&](const ProbeProgress& progress) { watched.push_back(progress.validation.loss); });
        };
        const auto one = train();
        const auto other = train();
        QVERIFY(one && other);
        QCOMPARE(one->parameters, other->parameters);
        QCOMPARE(one->descent.end, DescentEnd::Stopped);
        QVERIFY(one->bestIteration < one->descent.iterations);
        QCOMPARE(one->validation.loss, *std::min_element(watched.begin(), watched.end()));
        QCOMPARE(int(watched.size()), one->bestIteration + DescentOptions().patience);
    }

    void refuses_data()
    {
        QTest::addColumn<double>("lambda");
        QTest::addColumn<double>("start");
        QTest::addColumn<int>("triplets");
        QTest::addColumn<int>("warm");
        QTest::newRow("a negative lambda") << -1. << .02 << 10 << 0;
        QTest::newRow("a lambda that is no number") << std::nan("") << .02 << 10 << 0;
        QTest::newRow("a start at 0") << .1 << 0. << 10 << 0;
        QTest::newRow("no triplets") << .1 << .02 << 0 << 0;
        QTest::newRow("weights of another size") << .1 << .02 << 10 << 7;
    }

    void refuses()
    {
        QFETCH(double, lambda);
        QFETCH(double, start);
        QFETCH(int, triplets);
        QFETCH(int, warm);
        GlobalProbeOptions options;
        options.regularisation.lambda = lambda;
        options.start = start;
        const std::vector<float> weights(static_cast<std::size_t>(warm), .1f);
        const auto probe = trainGlobalProbe(features(), standardisationOf(features()).value(),
                                            choices().span().first(static_cast<std::size_t>(triplets)), {},
                                            options, weights);
        QVERIFY(!probe);
        QVERIFY(probe.error().kind == (warm > 0 ? Error::Kind::Mismatch : Error::Kind::Usage));
    }

    void appliesTransforms()
    {
        Transform transform;
        transform.size = 2;
        transform.weights = SharedValues<float>({1, 2, 3, 4});
        transform.bias = SharedValues<float>({10, 20});
        transform.mean = 1;
        transform.deviation = 2;
        std::vector<float> values;
        for (int row = 0; row < 600; ++row) // more than a block
            values.insert(values.end(), {float(row), 5});
        const Embedding made = Embedding::make(600, 2, SharedValues<float>(std::move(values))).value();
        const auto changed = aligned(made, transform, 2);
        QVERIFY(changed);
        for (const int row : {0, 1, 255, 256, 599}) {
            const double x = (row - 1) / 2.;
            QCOMPARE(changed->row(std::size_t(row))[0], float(x + 6 + 10));
            QCOMPARE(changed->row(std::size_t(row))[1], float(2 * x + 8 + 20));
        }
        transform.size = 3;
        const auto other = aligned(made, transform);
        QVERIFY(!other && other.error().kind == Error::Kind::Mismatch);
    }
};

QTEST_GUILESS_MAIN(TestGlobalProbe)
#include "tst_globalprobe.moc"
