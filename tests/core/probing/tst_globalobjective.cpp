#include "core/probing/globalobjective.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace learnscope;

namespace {
constexpr std::size_t objects = 9;
constexpr std::size_t columns = 5;

// As tests/fixtures/make_probe_reference.py makes them.
Embedding features()
{
    std::vector<float> values;
    for (std::size_t row = 0; row < objects; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            values.push_back(
                static_cast<float>(std::sin(1.7 * double(row) + .9 * double(column)) + .1 * double(row)));
    return Embedding::make(objects, columns, SharedValues<float>(std::move(values))).value();
}

template<typename Real>
std::vector<Real> parameters(bool hasBias, double factor = 1)
{
    std::vector<Real> made;
    for (std::size_t row = 0; row < columns; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            made.push_back(static_cast<Real>(
                factor
                * ((row == column ? .6 : 0) + .3 * std::cos(2.3 * double(row) + 1.1 * double(column)))));
    for (std::size_t column = 0; hasBias && column < columns; ++column)
        made.push_back(static_cast<Real>(.2 * std::sin(1. + double(column))));
    return made;
}

std::vector<Triplet> triplets()
{
    std::vector<Triplet> chosen;
    std::size_t number = 0;
    for (std::uint32_t a = 0; a < objects; ++a)
        for (std::uint32_t b = a + 1; b < objects; ++b)
            for (std::uint32_t c = b + 1; c < objects; ++c, ++number) {
                const Triplet turns[] = {{a, b, c}, {c, a, b}, {b, c, a}};
                if (number % 2 == 0)
                    chosen.push_back(turns[number % 3]);
            }
    return chosen;
}

const nlohmann::json& reference()
{
    static const nlohmann::json json = [] {
        std::ifstream file(sourceFolder() / "tests/fixtures/probe_reference.json");
        return nlohmann::json::parse(file);
    }();
    return json;
}

ProbeRegularisation regularisationOf(const nlohmann::json& one)
{
    return {*probePenaltyFromName(one["penalty"].get<std::string>()), one["lambda"].get<double>()};
}

template<typename Real>
void compare(const nlohmann::json& one, double tolerance)
{
    const auto standardisation = standardisationOf(features()).value();
    const bool hasBias = one["bias"].get<bool>();
    const std::vector<Triplet> judged = triplets();
    GlobalObjective<Real> objective(features(), standardisation, judged, hasBias, 2);
    const std::vector<Real> at = parameters<Real>(hasBias);
    QCOMPARE(objective.parameterCount(), at.size());
    std::vector<Real> gradient(at.size(), Real(99)); // is replaced
    const auto value = objective.evaluate(at, regularisationOf(one), gradient);
    QVERIFY(std::abs(value.loss - one["loss"].get<double>()) < tolerance);
    QVERIFY(std::abs(value.total - one["total"].get<double>()) < tolerance);
    for (std::size_t place = 0; place < gradient.size(); ++place)
        QVERIFY2(std::abs(double {gradient[place]} - one["gradient"][place].get<double>()) < tolerance,
                 qPrintable(QString::number(place)));
    const auto judgedAlone = objective.judge(at);
    QVERIFY(std::abs(judgedAlone.loss - value.loss) < 1e-12);
    QCOMPARE(judgedAlone.accuracy, value.accuracy);
}
} // namespace

class TestGlobalObjective : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standardisesByOneMeanAndDeviation()
    {
        const auto standardisation = standardisationOf(features()).value();
        QVERIFY(std::abs(standardisation.mean - reference()["mean"].get<double>()) < 1e-12);
        QVERIFY(std::abs(standardisation.deviation - reference()["deviation"].get<double>()) < 1e-12);
        const std::vector<std::uint32_t> rows {2, 0};
        const auto values = standardisedRows<double>(features(), standardisation, rows);
        QCOMPARE(values.size(), 2 * columns);
        QVERIFY(std::abs(values[columns + 1]
                         - (double {features().row(0)[1]} - standardisation.mean) / standardisation.deviation)
                < 1e-15);
    }

    void refusesFeaturesThatCannotBeStandardised()
    {
        const auto flat = standardisationOf(Embedding::make(2, 2, SharedValues<float>({3, 3, 3, 3})).value());
        QVERIFY(!flat && flat.error().kind == Error::Kind::OutOfRange);
        const auto holed =
            standardisationOf(Embedding::make(2, 2, SharedValues<float>({1, 2, std::nanf(""), 4})).value());
        QVERIFY(!holed && holed.error().message.find("row 2, column 1") != std::string::npos);
    }

    void agreesWithAutomaticDifferentiation_data()
    {
        QTest::addColumn<int>("number");
        for (int number = 0; number < int(reference()["cases"].size()); ++number) {
            const auto& one = reference()["cases"][std::size_t(number)];
            QTest::addRow("%s %g %s", one["penalty"].get<std::string>().c_str(), one["lambda"].get<double>(),
                          one["bias"].get<bool>() ? "with bias" : "without")
                << number;
        }
    }

    void agreesWithAutomaticDifferentiation()
    {
        QFETCH(int, number);
        const auto& one = reference()["cases"][std::size_t(number)];
        compare<double>(one, 1e-11);
        compare<float>(one, 1e-5);
    }

    void staysFiniteWhereExponentialsDoNot()
    {
        const auto standardisation = standardisationOf(features()).value();
        const std::vector<Triplet> judged = triplets();
        const double expected = reference()["large_loss"].get<double>();
        GlobalObjective<float> objective(features(), standardisation, judged, false, 1);
        const auto at = parameters<float>(false, 200);
        std::vector<float> gradient(at.size());
        const auto value = objective.evaluate(at, {ProbePenalty::Eye, 0}, gradient);
        QVERIFY(std::abs(value.loss - expected) < 1e-5 * expected);
        QVERIFY(std::all_of(gradient.begin(), gradient.end(), [](float one) { return std::isfinite(one); }));
    }

    void countsOnlyPairsThatAreTheMostSimilar()
    {
        // Objects 0 and 1 are alike, 2 is not, 3 is as 1: a tie, which does not count.
        const Embedding made = Embedding::make(4, 1, SharedValues<float>({2, 1, -1, 1})).value();
        const std::vector<Triplet> judged {{0, 1, 2}, {0, 2, 1}, {0, 1, 3}};
        GlobalObjective<double> objective(made, {0, 1}, judged, false, 1);
        const std::vector<double> identity {1};
        QCOMPARE(objective.judge(identity).accuracy, 1. / 3);
    }

    void numbersObjectsAmongThoseThatOccur()
    {
        const std::vector<Triplet> far {{7, 3, 5}};
        TripletLoss<double> loss(far);
        QCOMPARE(loss.objects(), (std::vector<std::uint32_t> {3, 5, 7}));
        // Similarities of 3-5, 3-7 (the pair that was kept) and 5-7.
        std::vector<double> similarities(9);
        similarities[1] = .5;
        similarities[2] = 2;
        similarities[5] = -1;
        std::vector<double> gradient(9, 5.);
        const auto value = loss.evaluate(similarities, gradient, 1);
        const double all = std::exp(2.) + std::exp(.5) + std::exp(-1.);
        QVERIFY(std::abs(value.loss + std::log(std::exp(2.) / all)) < 1e-14);
        QCOMPARE(value.correct, std::uint64_t {1});
        QVERIFY(std::abs(gradient[2] - (std::exp(2.) / all - 1)) < 1e-14);
        QVERIFY(std::abs(gradient[1] - std::exp(.5) / all) < 1e-14);
        QVERIFY(std::abs(gradient[5] - std::exp(-1.) / all) < 1e-14);
        for (const std::size_t place : {0, 3, 4, 6, 7, 8})
            QCOMPARE(gradient[place], 0.);
    }

    void isTheSameForTheSameThreads()
    {
        const auto standardisation = standardisationOf(features()).value();
        std::vector<Triplet> many;
        for (int copy = 0; copy < 50; ++copy)
            for (const Triplet& one : triplets())
                many.push_back(one);
        const auto at = parameters<float>(true);
        const auto gradientWith = [&](unsigned threads) {
            GlobalObjective<float> objective(features(), standardisation, many, true, threads);
            std::vector<float> gradient(at.size());
            objective.evaluate(at, {ProbePenalty::Eye, .1}, gradient);
            return gradient;
        };
        QCOMPARE(gradientWith(3), gradientWith(3));
        const auto one = gradientWith(1);
        const auto other = gradientWith(3);
        for (std::size_t place = 0; place < one.size(); ++place)
            QVERIFY(std::abs(one[place] - other[place]) < 1e-5f);
    }

    void penaltiesAreAsByHand_data()
    {
        QTest::addColumn<int>("penalty");
        QTest::addColumn<double>("value");
        QTest::addColumn<QList<double>>("derivatives");
        // Of the weights 1 2 / 3 5; their mean diagonal is 3.
        QTest::newRow("l2") << int(ProbePenalty::Frobenius) << std::sqrt(39.)
                            << QList<double> {1 / std::sqrt(39.), 2 / std::sqrt(39.), 3 / std::sqrt(39.),
                                              5 / std::sqrt(39.)};
        QTest::newRow("l2-squared") << int(ProbePenalty::SquaredFrobenius) << 39.
                                    << QList<double> {2, 4, 6, 10};
        QTest::newRow("eye") << int(ProbePenalty::Eye) << 21. << QList<double> {-4, 4, 6, 4};
    }

    void penaltiesAreAsByHand()
    {
        QFETCH(int, penalty);
        QFETCH(double, value);
        QFETCH(QList<double>, derivatives);
        const std::vector<double> weights {1, 2, 3, 5};
        std::vector<double> gradient(4, 1.); // added to
        const ProbeRegularisation regularisation {static_cast<ProbePenalty>(penalty), 2};
        QVERIFY(std::abs(addPenalty<double>(regularisation, 2, weights, gradient) - 2 * value) < 1e-13);
        for (int place = 0; place < 4; ++place)
            QVERIFY(std::abs(gradient[std::size_t(place)] - 1 - 2 * derivatives[place]) < 1e-13);
        const std::vector<double> zero(4);
        std::fill(gradient.begin(), gradient.end(), 0.);
        QCOMPARE(addPenalty<double>(regularisation, 2, zero, gradient), 0.);
        QCOMPARE(gradient, zero);
    }
};

QTEST_GUILESS_MAIN(TestGlobalObjective)
#include "tst_globalobjective.moc"
