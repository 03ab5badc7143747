#include "core/probing/lbfgs.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace learnscope;

namespace {
using Loss = std::function<double(std::span<const double>, std::span<double>)>;

/// Rosenbrock's valley in pairs of coordinates: 0 where all are 1.
double valley(std::span<const double> at, std::span<double> gradient)
{
    double sum = 0;
    for (std::size_t place = 0; place + 1 < at.size(); place += 2) {
        const double a = at[place];
        const double b = at[place + 1] - a * a;
        sum += (1 - a) * (1 - a) + 100 * b * b;
        gradient[place] = -2 * (1 - a) - 400 * a * b;
        gradient[place + 1] = 200 * b;
    }
    return sum;
}

/// A bowl whose axes differ by a factor of 1,000.
double bowl(std::span<const double> at, std::span<double> gradient)
{
    double sum = 0;
    for (std::size_t place = 0; place < at.size(); ++place) {
        const double scale = std::pow(10, 3 * double(place) / double(at.size() - 1));
        sum += scale * at[place] * at[place] / 2;
        gradient[place] = scale * at[place];
    }
    return sum;
}

class Stopped : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestLbfgs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheBottom_data()
    {
        QTest::addColumn<bool>("isValley");
        QTest::addColumn<double>("bottom");
        QTest::newRow("valley") << true << 1.;
        QTest::newRow("bowl") << false << 0.;
    }

    void findsTheBottom()
    {
        QFETCH(bool, isValley);
        QFETCH(double, bottom);
        std::vector<double> at(20, -1.2);
        DescentOptions options;
        options.tolerance = 1e-14;
        const auto descent = minimise<double>(Loss(isValley ? valley : bowl), at, options, 2);
        QVERIFY(descent);
        QVERIFY(descent->loss < 1e-9);
        QVERIFY(descent->iterations < (isValley ? 60 : 250)); // scipy: 31 and 217
        QVERIFY(descent->evaluations < 2 * descent->iterations + 10);
        for (const double one : at)
            QVERIFY(std::abs(one - bottom) < 1e-4);
    }

    void neverClimbs()
    {
        std::vector<double> at(6, -1.2);
        double last = std::numeric_limits<double>::infinity();
        int asked = 0;
        const auto descent = minimise<double>(Loss(valley), at, {}, 1,
                                              [&](int iteration, double loss, std::span<const double>) {
                                                  ++asked;
                                                  const bool falls = loss < last && iteration == asked;
                                                  last = loss;
                                                  return falls;
                                              });
        QVERIFY(descent && descent->end == DescentEnd::Settled);
        QCOMPARE(asked, descent->iterations);
        QCOMPARE(last, descent->loss);
    }

    void stopsWhereItIsTold()
    {
        std::vector<double> at(4, -1.2);
        const auto watched =
            minimise<double>(Loss(valley), at, {}, 1,
                             [](int iteration, double, std::span<const double>) { return iteration < 3; });
        QVERIFY(watched && watched->end == DescentEnd::Stopped && watched->iterations == 3);
        std::vector<double> gradient(4);
        QCOMPARE(valley(at, gradient), watched->loss); // the place is that of the loss
        DescentOptions few;
        few.iterations = 5;
        const auto limited = minimise<double>(Loss(valley), at, few, 1);
        QVERIFY(limited && limited->end == DescentEnd::MostIterations && limited->iterations == 5);
        Stopped stopped;
        const auto cancelled = minimise<double>(Loss(valley), at, {}, 1, {}, stopped);
        QVERIFY(!cancelled && cancelled.error().kind == Error::Kind::Cancelled);
    }

    void staysWhereNothingFalls()
    {
        std::vector<double> at(4, 0.);
        const auto settled = minimise<double>(Loss(bowl), at, {}, 1);
        QVERIFY(settled && settled->end == DescentEnd::Settled && settled->iterations == 0);
        // A gradient that points the wrong way: no step is found, and it ends.
        at = {1};
        const auto lost =
            minimise<double>(Loss([](std::span<const double> place, std::span<double> gradient) {
                                 gradient[0] = -2 * place[0];
                                 return place[0] * place[0];
                             }),
                             at, {}, 1);
        QVERIFY(lost && lost->end == DescentEnd::NoStepFound);
        QCOMPARE(at[0], 1.);
    }

    void refusesAStartThatIsNotFinite()
    {
        std::vector<double> at {1};
        const auto descent = minimise<double>(
            Loss([](std::span<const double>, std::span<double>) { return std::nan(""); }), at, {}, 1);
        QVERIFY(!descent && descent.error().kind == Error::Kind::OutOfRange);
    }

    void dependsOnNoThreads()
    {
        const auto from = [](unsigned threads) {
            std::vector<double> at(70000, -1.2);
            DescentOptions few;
            few.iterations = 6;
            if (!minimise<double>(Loss(valley), at, few, threads))
                at.clear();
            return at;
        };
        QVERIFY(from(1) == from(3));
    }
};

QTEST_GUILESS_MAIN(TestLbfgs)
#include "tst_lbfgs.moc"
