#include "core/base/random.h"
#include "core/similarity/topitems.h"
#include "tests/core/similarity/vicefeatures.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace learnscope;

namespace {
class Stopped : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestTopItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatSortingTells_data()
    {
        QTest::addColumn<unsigned>("threads");
        QTest::newRow("one thread") << 1u;
        QTest::newRow("several") << 3u;
    }

    void tellsWhatSortingTells()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(unsigned, threads);
        const Embedding vice = viceFeatures();
        const auto found = summarisedDimensions(vice, {}, {.top = 5, .bins = 10, .threads = threads}).value();
        QCOMPARE(found.items, std::size_t(1854));
        QCOMPARE(found.dimensions.size(), vice.columns());
        double sum = 0;
        for (std::size_t column = 0; column < vice.columns(); ++column) {
            std::vector<RankedItem> all;
            long double total = 0;
            for (std::size_t row = 0; row < vice.rows(); ++row) {
                all.push_back({static_cast<std::uint32_t>(row), vice.at(row, column)});
                total += vice.at(row, column);
            }
            const long double mean = total / vice.rows();
            long double squares = 0;
            for (const RankedItem& one : all)
                squares += (one.value - mean) * (one.value - mean);
            std::stable_sort(all.begin(), all.end(),
                             [](const auto& a, const auto& b) { return a.value > b.value; });
            const DimensionSummary& one = found.dimensions[column];
            QVERIFY(std::abs(one.mean - double(mean)) < 1e-12);
            QVERIFY(std::abs(one.variance - double(squares / (vice.rows() - 1))) < 1e-12);
            QCOMPARE(one.top, std::vector<RankedItem>(all.begin(), all.begin() + 5));
            QCOMPARE(one.maximum, double {all.front().value});
            QCOMPARE(one.minimum, double {all.back().value});
            QCOMPARE(std::accumulate(one.histogram.begin(), one.histogram.end(), 0u), 1854u);
            const double step = (one.maximum - one.minimum) / 10;
            QCOMPARE(one.histogram[0],
                     static_cast<std::uint32_t>(std::count_if(all.begin(), all.end(), [&](const auto& item) {
                         return item.value < one.minimum + step;
                     })));
            sum += one.variance;
        }
        QVERIFY(std::abs(found.varianceSum - sum) < 1e-12);
    }

    void looksAtSomeRowsByPlace()
    {
        const auto features =
            Embedding::make(4, 2, SharedValues<float>(std::vector<float> {1, 8, 2, 7, 3, 6, 4, 5})).value();
        const std::vector<std::size_t> rows {3, 0, 2};
        const auto found = summarisedDimensions(features, rows, {.top = 2, .bins = 3}).value();
        QCOMPARE(found.items, std::size_t(3));
        QCOMPARE(found.dimensions[0].top, (std::vector<RankedItem> {{0, 4}, {2, 3}}));
        QCOMPARE(found.dimensions[1].top, (std::vector<RankedItem> {{1, 8}, {2, 6}}));
        QVERIFY(std::abs(found.dimensions[0].mean - 8. / 3) < 1e-12);
        QVERIFY(std::abs(found.dimensions[0].variance - 7. / 3) < 1e-12);
    }

    void leavesOutWhatIsNotFinite()
    {
        const float none = std::numeric_limits<float>::quiet_NaN();
        const float endless = std::numeric_limits<float>::infinity();
        const auto features =
            Embedding::make(
                3, 3, SharedValues<float>(std::vector<float> {none, none, 5, 2, endless, 5, 4, none, 5}))
                .value();
        const auto found = summarisedDimensions(features, {}, {.top = 3, .bins = 2}).value();
        QCOMPARE(found.dimensions[0].values, std::uint64_t(2));
        QCOMPARE(found.dimensions[0].mean, 3.);
        QCOMPARE(found.dimensions[0].top, (std::vector<RankedItem> {{2, 4}, {1, 2}}));
        QCOMPARE(found.dimensions[1].values, std::uint64_t(0));
        QVERIFY(std::isnan(found.dimensions[1].mean) && std::isnan(found.dimensions[1].variance));
        QVERIFY(found.dimensions[1].top.empty());
        // All the same: ties by place, everything in one bin.
        QCOMPARE(found.dimensions[2].top, (std::vector<RankedItem> {{0, 5}, {1, 5}, {2, 5}}));
        QCOMPARE(found.dimensions[2].histogram, (std::vector<std::uint32_t> {3, 0}));
        QCOMPARE(found.varianceSum, 2.);
        QVERIFY(!summarisedDimensions(features, {}, {.bins = 0}).has_value());
        Stopped stopped;
        QVERIFY(summarisedDimensions(features, {}, {}, stopped).error().kind == Error::Kind::Cancelled);
    }

    void ordersLoadings()
    {
        const float none = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> row {1, none, 3, -2, 3};
        std::vector<std::uint32_t> order;
        for (const ItemLoading& one : loadingsOf(row))
            order.push_back(one.dimension);
        QCOMPARE(order, (std::vector<std::uint32_t> {2, 4, 0, 3, 1}));
    }
};

QTEST_APPLESS_MAIN(TestTopItems)
#include "tst_topitems.moc"
