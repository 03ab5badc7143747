#include "tests/support/madeset.h"
#include "widgets/matrices/matrixtiles.h"
#include "widgets/matrixpictures/matrixlayer.h"

#include <QtTest>

Q_DECLARE_METATYPE(learnscope::MatrixColoring)

using namespace learnscope;

namespace {
constexpr MatrixLayer::Masked masked {0xff010203, 0xff040506, 1};

std::shared_ptr<const RepresentationSet> oneMatrix(const SimilarityMatrix& matrix)
{
    return madeSet({{"m", "M", matrix}});
}

MatrixLayer layerOf(const ShownRepresentation& shown, MatrixColoring coloring,
                    MatrixColors colors = MatrixColors::Viridis)
{
    return {*shown.pyramid, MatrixScale::of(shown, {}, coloring, colors, false), masked};
}

/// The mean over all pairs of items that a pixel covers; of the blocks of the level that is drawn, items
/// count in proportion to how much of their block lies in the pixel.
double meanAt(const ShownRepresentation& shown, double scale, int x, int y)
{
    const double side = std::exp2(std::floor(std::log2(1 / scale)));
    const auto overlap = [=](std::size_t item, int pixel) {
        const double block = std::floor(double(item) / side) * side;
        return std::max(0., std::min(block + side, (pixel + 1) / scale) - std::max(block, pixel / scale));
    };
    double sum = 0;
    double weights = 0;
    for (std::size_t row = 0; row < shown.rows.size(); ++row)
        for (std::size_t column = 0; column < shown.rows.size(); ++column) {
            const double weight = overlap(row, y) * overlap(column, x);
            const double value = shown.at(row, column);
            if (weight > 0 && !std::isnan(value)) {
                sum += weight * value;
                weights += weight;
            }
        }
    return weights > 0 ? sum / weights : std::nan("");
}

double smooth(std::size_t row, std::size_t column)
{
    return 1 + .5 * std::sin(.7 * double(row)) * std::cos(.3 * double(column)) + .001 * double(row);
}
} // namespace

class TestMatrixLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheValuesOfPairsWhereTheyFillPixels_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1., 1.7, 3., 20.5})
            QTest::newRow(qPrintable(QString::number(scale))) << scale;
    }

    void hasTheValuesOfPairsWhereTheyFillPixels()
    {
        QFETCH(double, scale);
        const auto set = madeSet({{"a", "A", madeFeatures(37, 12, 3)}});
        const ShownRepresentation& shown = set->shown[0];
        const MatrixLayer layer = layerOf(shown, MatrixColoring::Values);
        const int extent = MatrixLayer::extent(37, scale);
        QCOMPARE(extent, int(std::lround(37 * scale)));
        const auto numbers = layer.numbers(scale, QRect(0, 0, extent, extent));
        for (int y = 0; y < extent; ++y)
            for (int x = 0; x < extent; ++x) {
                const auto row = std::min<std::size_t>(36, std::size_t((y + .5) / scale));
                const auto column = std::min<std::size_t>(36, std::size_t((x + .5) / scale));
                QCOMPARE(numbers[std::size_t(y * extent + x)], shown.at(row, column));
            }
    }

    void hasTheMeansOfPairsWherePixelsCoverSeveral_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {.93, .5, .37, .25, .11})
            QTest::newRow(qPrintable(QString::number(scale))) << scale;
    }

    void hasTheMeansOfPairsWherePixelsCoverSeveral()
    {
        QFETCH(double, scale);
        // Blocks that are whole in every direction: with 64 items, up to level 6.
        const auto set = oneMatrix(madeMatrix(64, smooth));
        const ShownRepresentation& shown = set->shown[0];
        const MatrixLayer layer = layerOf(shown, MatrixColoring::Values);
        const int extent = MatrixLayer::extent(64, scale);
        const auto numbers = layer.numbers(scale, QRect(0, 0, extent, extent));
        for (int y = 0; y < extent; ++y)
            for (int x = 0; x < extent; ++x) {
                const double found = numbers[std::size_t(y * extent + x)];
                const double expected = meanAt(shown, scale, x, y);
                QVERIFY2(
                    std::abs(found - expected) < 2e-6,
                    qPrintable(QStringLiteral("%1, %2: %3 for %4").arg(x).arg(y).arg(found).arg(expected)));
            }
    }

    void isTheSameInPartsAsInOne()
    {
        const auto set = madeSet({{"a", "A", madeFeatures(150, 9, 5)}});
        const MatrixLayer layer = layerOf(set->shown[0], MatrixColoring::Ranks);
        for (const double scale : {.4, 1., 2.3}) {
            const int extent = MatrixLayer::extent(150, scale);
            const QImage whole = layer.picture(scale, QRect(0, 0, extent, extent));
            const QRect part(extent / 3, extent / 4, extent / 2, extent / 3);
            QCOMPARE(layer.picture(scale, part), whole.copy(part));
        }
    }

    void coversItsTilesWithoutGapAndOverlap()
    {
        const std::size_t items = 777;
        const double scale = 1.1;
        const int extent = MatrixLayer::extent(items, scale);
        int covered = 0;
        for (int row = 0; row * TileKey::side < extent; ++row)
            for (int column = 0; column * TileKey::side < extent; ++column) {
                const QRect pixels = MatrixTiles::pixelsOf({1, scale, column, row}, items);
                QCOMPARE(pixels.topLeft(), QPoint(column, row) * TileKey::side);
                covered += pixels.width() * pixels.height();
            }
        QCOMPARE(covered, extent * extent);
    }

    void hatchesMaskedPairsAndLeavesThemOutOfMeans()
    {
        const auto set = oneMatrix(madeMatrix(8, [](std::size_t row, std::size_t column) {
            return row == 2 || column == 2 || (row == 4 && column == 5) ? std::nan("")
                                                                        : .1 * double(row + column);
        }));
        const ShownRepresentation& shown = set->shown[0];
        QCOMPARE(shown.distribution.masked(), std::uint64_t(8));
        const MatrixLayer layer = layerOf(shown, MatrixColoring::Values);
        const QImage image = layer.picture(8, QRect(0, 0, 64, 64));
        bool hasPaper = false;
        bool hasHatch = false;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x) {
                const bool isMasked = std::isnan(shown.at(std::size_t(y / 8), std::size_t(x / 8)));
                const QRgb color = image.pixel(x, y);
                QCOMPARE(color == masked.paper || color == masked.hatch, isMasked);
                hasPaper = hasPaper || color == masked.paper;
                hasHatch = hasHatch || color == masked.hatch;
            }
        QVERIFY(hasPaper && hasHatch);
        // Of items 4 and 5, the pixel at half the scale has the means of what is not masked: 0, 0 and NaN
        // twice.
        const auto halved = layer.numbers(.5, QRect(0, 0, 4, 4));
        QCOMPARE(halved[2 * 4 + 2], 0.);
        QVERIFY(std::abs(halved[3 * 4 + 2] - meanAt(shown, .5, 2, 3)) < 1e-6);
    }

    void colorsValuesByTheirPlaceInTheRange_data()
    {
        QTest::addColumn<MatrixColoring>("coloring");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("share"); // of the way from different to alike
        // 21 items: 210 values 0, 1 ... 209.
        QTest::newRow("smallest") << MatrixColoring::Values << 0. << 1.;
        QTest::newRow("largest") << MatrixColoring::Values << 209. << 0.;
        QTest::newRow("quarter") << MatrixColoring::Values << 52.25 << .75;
        QTest::newRow("first percentile") << MatrixColoring::Percentiles << 2.09 << 1.;
        QTest::newRow("below it") << MatrixColoring::Percentiles << 1. << 1.;
        QTest::newRow("last percentile") << MatrixColoring::Percentiles << 206.91 << 0.;
        QTest::newRow("median") << MatrixColoring::Percentiles << 104.5 << .5;
        QTest::newRow("median by rank") << MatrixColoring::Ranks << 104.5 << .5;
        QTest::newRow("lowest rank") << MatrixColoring::Ranks << 0. << 1 - .5 / 210;
    }

    void colorsValuesByTheirPlaceInTheRange()
    {
        QFETCH(MatrixColoring, coloring);
        QFETCH(double, value);
        QFETCH(double, share);
        const auto set =
            oneMatrix(madeMatrix(21, [next = 0](std::size_t, std::size_t) mutable { return next++; }));
        const MatrixScale scale = MatrixScale::of(set->shown[0], {}, coloring, MatrixColors::Viridis, false);
        const HeatScale heat(HeatScale::Kind::Viridis);
        const double step = std::floor(share * 255 + .5) / 255;
        QCOMPARE(QColor(*scale.colorOf(value)), heat.at(step));
        QVERIFY(!scale.colorOf(std::nan("")));
    }

    void showsAlikeBrightInBothKindsOfMatrix()
    {
        const auto likeness = [](std::size_t row, std::size_t column) { return 1. / double(row + column); };
        const auto set = madeSet(
            {{"s", "S", madeMatrix(9, likeness, SimilarityMatrix::Kind::Similarity, "cosine")},
             {"d", "D", madeMatrix(9, [&](auto row, auto column) { return 1 - likeness(row, column); })}});
        const auto scales = [&](std::size_t one) {
            return MatrixScale::of(set->shown[one], {}, MatrixColoring::Values, MatrixColors::Blues, false);
        };
        QCOMPARE(scales(0).colorOf(1.), scales(1).colorOf(0.));
        QCOMPARE(scales(0).colorOf(1. / 15), scales(1).colorOf(1 - 1. / 15));
        QCOMPARE(scales(0).highText(), QStringLiteral("alike"));
        QCOMPARE(scales(1).lowText(), QStringLiteral("alike"));
    }

    void sharesOneScaleAmongMatricesOfOneMeaning()
    {
        const auto set =
            madeSet({{"a", "A", madeMatrix(5, [](auto, auto column) { return .1 * double(column); })},
                     {"b", "B", madeMatrix(5, [](auto, auto column) { return .3 * double(column); })}});
        const std::vector alike {&set->shown[0], &set->shown[1]};
        for (const std::size_t one : {0, 1}) {
            const auto scale =
                MatrixScale::of(set->shown[one], alike, MatrixColoring::Values, MatrixColors::Viridis, false);
            QCOMPARE(float(scale.low()), .1f);
            QCOMPARE(float(scale.high()), 1.2f);
        }
    }

    void centresDivergingColorsWhereNothingIsSaid()
    {
        const auto set =
            oneMatrix(madeMatrix(5, [](auto row, auto column) { return .1 * double(row + column); }));
        const auto scale =
            MatrixScale::of(set->shown[0], {}, MatrixColoring::Values, MatrixColors::Diverging, false);
        QCOMPARE(.5 * (scale.low() + scale.high()), 1.); // no correlation
        QCOMPARE(float(scale.low()), .1f); // the smallest, which is farther away than the largest
        QCOMPARE(float(scale.high()), 1.9f);
        const auto middle = QColor(*scale.colorOf(1.));
        QVERIFY(middle.saturationF() < .05);
    }

    void subtractsValuesAndRanks()
    {
        const auto set = madeSet({{"a", "A", madeFeatures(40, 6, 1)}, {"b", "B", madeFeatures(40, 6, 2)}});
        const ShownRepresentation& a = set->shown[0];
        const ShownRepresentation& b = set->shown[1];
        const MatrixLayer values(*a.pyramid, MatrixLayer::Subtraction {*b.pyramid, {}, {}, false},
                                 MatrixScale::ofDifference(1, false, QStringLiteral("d"), false), masked);
        const MatrixLayer ranks(*a.pyramid,
                                MatrixLayer::Subtraction {*b.pyramid, a.distribution, b.distribution, false},
                                MatrixScale::ofDifference(1, true, QStringLiteral("d"), false), masked);
        const auto byValue = values.numbers(1, QRect(0, 0, 40, 40));
        const auto byRank = ranks.numbers(1, QRect(0, 0, 40, 40));
        for (std::size_t row = 0; row < 40; ++row)
            for (std::size_t column = 0; column < 40; ++column) {
                QCOMPARE(byValue[row * 40 + column], a.at(row, column) - b.at(row, column));
                QCOMPARE(byRank[row * 40 + column],
                         a.distribution.rankOf(a.at(row, column)) - b.distribution.rankOf(b.at(row, column)));
            }
        const QRgb none = values.scale().colorOfNumber(0);
        QVERIFY(QColor(none).saturationF() < .05);
        QVERIFY(QColor(values.scale().colorOfNumber(1)).redF() > .6);
    }

    void findsTheLimitOfADifference()
    {
        const auto linear = [](auto row, auto column) { return double(row + column); };
        const auto set = madeSet(
            {{"a", "A", madeMatrix(20, linear)}, {"b", "B", madeMatrix(20, [](auto, auto) { return 0.; })}});
        // All 400 pairs, with the diagonal, which is 0 in both: sorted, number .99 * 399.
        std::vector<double> sizes;
        for (std::size_t row = 0; row < 20; ++row)
            for (std::size_t column = 0; column < 20; ++column)
                sizes.push_back(row == column ? 0 : double(row + column));
        std::sort(sizes.begin(), sizes.end());
        const MatrixLayer::Subtraction subtraction {*set->shown[1].pyramid, {}, {}, false};
        QCOMPARE(MatrixLayer::differenceLimit(*set->shown[0].pyramid, subtraction),
                 sizes[std::size_t(.99 * 399)]);
    }
};

QTEST_MAIN(TestMatrixLayer)
#include "tst_matrixlayer.moc"
