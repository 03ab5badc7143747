#include "widgets/plots/linedensity.h"
#include "widgets/plots/runtable.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace learnscope;

namespace {
ObserverCurves curvesOf(const std::vector<AccuracyCell>& cells, std::vector<std::int32_t> runs,
                        std::vector<int> epochs)
{
    ObserverCurves curves;
    curves.cells = cells;
    curves.runs = std::move(runs);
    for (const int epoch : epochs) {
        CurvePoint point;
        point.epoch = epoch;
        curves.test.push_back(point);
    }
    return curves;
}

float total(const LineDensity& density)
{
    float sum = 0;
    for (int y = 0; y < density.height(); ++y)
        for (int x = 0; x < density.width(); ++x)
            sum += density.at(x, y);
    return sum;
}
} // namespace

class TestRunTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryCellOfThePhase()
    {
        const RunTable table = runTable(curvesOf({{2, 1, Phase::Test, 4, 1},
                                                  {2, 1, Phase::Train, 4, 4},
                                                  {2, 3, Phase::Test, 4, 2},
                                                  {5, 1, Phase::Test, 4, 3},
                                                  {5, 2, Phase::Test, 4, 0}},
                                                 {2, 5}, {1, 2, 3}),
                                        Phase::Test);
        QCOMPARE(table.epochs, (std::vector<int> {1, 2, 3}));
        QCOMPARE(table.at(0, 0), .25F);
        QVERIFY(std::isnan(table.at(1, 0)));
        QCOMPARE(table.at(2, 0), .5F);
        QCOMPARE(table.at(0, 1), .75F);
        QCOMPARE(table.at(1, 1), 0.F);
        QVERIFY(std::isnan(table.at(2, 1)));
        // Run 2 has no neighbouring epochs, so both of its values stand alone.
        const std::vector<RunDot> dots = loneValues(table);
        QCOMPARE(dots.size(), std::size_t(2));
        QCOMPARE(dots[0].value, .25F);
        QCOMPARE(dots[0].count, 1U);
        QCOMPARE(dots[1].epoch, std::size_t(2));
    }

    void countsLinesThatCoincide_data()
    {
        QTest::addColumn<int>("runs");
        QTest::addColumn<int>("values");
        QTest::addColumn<int>("lines"); // distinct ones between two epochs
        QTest::newRow("all alike") << 1000 << 1 << 1;
        QTest::newRow("quarters") << 1000 << 4 << 4;
        QTest::newRow("too many to count") << 3000 << 2000 << 3000;
    }

    void countsLinesThatCoincide()
    {
        QFETCH(int, runs);
        QFETCH(int, values);
        QFETCH(int, lines);
        RunTable table;
        table.epochs = {1, 2};
        table.runs.resize(std::size_t(runs));
        std::iota(table.runs.begin(), table.runs.end(), 1);
        for (int epoch = 0; epoch < 2; ++epoch)
            for (int run = 0; run < runs; ++run)
                table.values.push_back(float(run % values) / float(values));
        const auto segments = runSegments(table);
        QCOMPARE(segments.size(), std::size_t(1));
        QCOMPARE(segments[0].size(), std::size_t(lines));
        std::uint32_t counted = 0;
        for (const RunSegment& segment : segments[0])
            counted += segment.count;
        QCOMPARE(counted, std::uint32_t(runs)); // none is left out
    }

    void addsUpLines()
    {
        LineDensity density(10, 10);
        density.addLine(0, 4.5, 10, 4.5); // along a row's centre
        QCOMPARE(density.at(3, 4), 1.F);
        QCOMPARE(density.at(3, 5), 0.F);
        QCOMPARE(total(density), 10.F);
        density.addLine(0, 5, 10, 5, 2); // between two rows
        QCOMPARE(density.at(3, 4), 2.F);
        QCOMPARE(density.at(3, 5), 1.F);
        density.addLine(2.5, 10, 2.5, 0); // up
        QCOMPARE(density.at(2, 0), 1.F);
        QCOMPARE(density.at(2, 9), 1.F);
    }

    void leavesOutWhatLiesOutside()
    {
        LineDensity density(10, 10);
        density.addLine(-1e6, -1e6, 1e6, 1e6);
        QCOMPARE(std::lround(total(density)), 10L);
        density.addSpan(4, -3, 2.5);
        QCOMPARE(density.at(4, 0), 1.F);
        QCOMPARE(density.at(4, 2), .5F);
        QCOMPARE(density.at(4, 3), 0.F);
        density.addSpan(0, 9.25, 99, 2);
        QCOMPARE(density.at(0, 9), 2 * .75F);
        density.addSpan(9, 3.5, 5.5); // from the middle of a row to the middle of another
        QCOMPARE(density.at(9, 4), 1.F);
        QCOMPARE(density.at(9, 5), .5F);
        const float before = total(density);
        density.addLine(-5, -5, 15, -5);
        density.addLine(20, 0, 20, 10);
        density.addSpan(-1, 0, 10);
        density.addSpan(10, 0, 10);
        density.addSpan(3, 12, 20);
        density.addDot(-9, 30);
        QCOMPARE(total(density), before);
    }

    void coversWhatALineCoversWhereverItRuns_data()
    {
        QTest::addColumn<double>("thickness");
        QTest::newRow("1 px") << 1.;
        QTest::newRow("2 px") << 2.;
        QTest::newRow("3 px") << 3.;
    }

    void coversWhatALineCoversWhereverItRuns()
    {
        QFETCH(double, thickness);
        unsigned state = 11;
        const auto next = [&state] {
            return (state = state * 1103515245U + 12345U) / 65536 % 400 / 10. - 10;
        };
        for (int round = 0; round < 2000; ++round) { // from -10 to 30 around an image of 20 x 20
            double ends[] = {next(), next(), next(), next()};
            LineDensity density(20, 20, thickness);
            density.addLine(ends[0], ends[1], ends[2], ends[3], 3);
            const bool isFlat = std::abs(ends[2] - ends[0]) >= std::abs(ends[3] - ends[1]);
            if (!isFlat) {
                std::swap(ends[0], ends[1]);
                std::swap(ends[2], ends[3]);
            }
            const double low = std::min(ends[0], ends[2]);
            const double high = std::max(ends[0], ends[2]);
            for (int along = 0; along < 20; ++along)
                for (int across = 0; across < 20; ++across) {
                    double expected = 0;
                    if (along + .5 >= low && along + .5 < high) {
                        const double middle =
                            ends[1] + (ends[3] - ends[1]) / (ends[2] - ends[0]) * (along + .5 - ends[0]);
                        expected = 3
                            * std::max(0.,
                                       std::min(middle + thickness / 2, across + 1.)
                                           - std::max(middle - thickness / 2, double(across)));
                    }
                    const float found = isFlat ? density.at(along, across) : density.at(across, along);
                    QVERIFY2(std::abs(found - expected) < 1e-4, qPrintable(QString::number(found)));
                }
        }
    }

    void joinsLinesWithoutCountingTheirMeetingTwice()
    {
        LineDensity density(20, 20);
        density.addLine(0, 3, 7.3, 5);
        density.addLine(7.3, 5, 20, 8);
        for (int x = 0; x < 20; ++x) {
            float column = 0;
            for (int y = 0; y < 20; ++y)
                column += density.at(x, y);
            QVERIFY(std::abs(column - 1) < 1e-5F);
        }
    }

    void showsOneLineAndDarkensWithMore()
    {
        LineDensity density(4, 1);
        density.addSpan(1, 0, 1, 1);
        density.addSpan(2, 0, 1, 100);
        density.addSpan(3, 0, 1, 10000);
        QImage image(4, 1, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        const LineDensity::Palette palette = LineDensity::palette(Qt::black, 10000);
        density.drainInto(image, palette);
        QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
        QVERIFY(qAlpha(image.pixel(1, 0)) > 60); // a single line among 10,000 is seen
        QVERIFY(qAlpha(image.pixel(2, 0)) > qAlpha(image.pixel(1, 0)) + 30);
        QVERIFY(qAlpha(image.pixel(3, 0)) > qAlpha(image.pixel(2, 0)) + 30);
        const QImage before = image;
        density.drainInto(image, palette); // nothing is left
        QCOMPARE(image, before);
    }

    void drainsLinesAsItDrainsSpans()
    {
        // Without spans empty blocks are passed over: the picture must be the same.
        const LineDensity::Palette palette = LineDensity::palette(QColor(200, 10, 60), 20);
        QImage images[2];
        for (const bool hasSpans : {false, true}) {
            QImage& image = images[hasSpans];
            image = QImage(83, 41, QImage::Format_ARGB32_Premultiplied);
            image.fill(QColor(10, 200, 90, 128));
            LineDensity density(83, 41);
            density.addLine(0, 3, 83, 40);
            density.addLine(80, 0, 82, 41, 7);
            if (hasSpans) {
                density.addSpan(5, 1, 9);
                density.addSpan(5, 1, 9, -1); // takes it away again
            }
            density.drainInto(image, palette);
        }
        QCOMPARE(images[0], images[1]);
    }
};

QTEST_GUILESS_MAIN(TestRunTable)
#include "tst_runtable.moc"
