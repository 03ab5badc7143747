#include "core/similarity/rowpyramid.h"
#include "tests/core/similarity/representationreference.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace learnscope;

namespace {
constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t items = 45;

/// The mean over all pairs of the two blocks, of values of the matrix in the order.
double directMean(const SimilarityMatrix& matrix, const std::vector<std::size_t>& order, std::size_t level,
                  std::size_t row, std::size_t column, double diagonal)
{
    const std::size_t side = std::size_t {1} << level;
    double sum = 0;
    double count = 0;
    for (std::size_t i = row * side; i < std::min(order.size(), (row + 1) * side); ++i)
        for (std::size_t j = column * side; j < std::min(order.size(), (column + 1) * side); ++j) {
            double value = matrix.at(order[i], order[j]);
            if (i == j && std::isfinite(diagonal))
                value = diagonal;
            if (!std::isfinite(value))
                continue;
            sum += value;
            ++count;
        }
    return count > 0 ? sum / count : NAN;
}

bool near(double a, double b)
{
    return std::isnan(a) == std::isnan(b) && (std::isnan(a) || std::abs(a - b) < 2e-6);
}

/// Every third row, then the others, backwards.
std::vector<std::size_t> madeOrder(std::size_t count)
{
    std::vector<std::size_t> order;
    for (std::size_t offset = 0; offset < 3; ++offset)
        for (std::size_t row = offset; row < count; row += 3)
            order.push_back(row);
    std::reverse(order.begin(), order.end());
    return order;
}

void compareAll(const RowPyramid& pyramid, const SimilarityMatrix& matrix,
                const std::vector<std::size_t>& order, double diagonal)
{
    QCOMPARE(pyramid.blockCount(0), order.size());
    QCOMPARE(pyramid.blockCount(pyramid.levelCount() - 1), std::size_t {1});
    for (std::size_t level = 0; level < pyramid.levelCount(); ++level) {
        const std::size_t blocks = pyramid.blockCount(level);
        const BlockRange rows {blocks / 3, blocks};
        const BlockRange columns {0, (blocks + 1) / 2};
        const std::vector<float> tile = pyramid.tile(level, rows, columns);
        QCOMPARE(tile.size(), rows.size() * columns.size());
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t column = 0; column < columns.size(); ++column) {
                const double direct =
                    directMean(matrix, order, level, rows.begin + row, columns.begin + column, diagonal);
                const float value = tile[row * columns.size() + column];
                QVERIFY2(near(value, direct),
                         qPrintable(QStringLiteral("level %1, %2, %3: %4 for %5")
                                        .arg(level)
                                        .arg(rows.begin + row)
                                        .arg(columns.begin + column)
                                        .arg(double {value})
                                        .arg(direct)));
            }
    }
}
} // namespace

class TestRowPyramid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tilesAreMeansOverBlocksOfPairs_data()
    {
        QTest::addColumn<int>("measure");
        for (const PairMeasure measure : {PairMeasure::Correlation, PairMeasure::Cosine})
            QTest::newRow(std::string(toString(measure)).c_str()) << static_cast<int>(measure);
    }

    void tilesAreMeansOverBlocksOfPairs()
    {
        QFETCH(int, measure);
        std::vector<float> values = madeFeatures(items * 7, 11);
        values[5 * 7 + 2] = notANumber; // an item without a value
        std::fill_n(values.begin() + 10 * 7, 7, 0.f); // and one without a direction
        const Embedding features = embeddingOf(values, items);
        const auto matrix = dissimilarities(features, {static_cast<PairMeasure>(measure)}).value().matrix;
        // A row with a fault has no value with itself either.
        std::vector<float> square(items * items);
        for (std::size_t row = 0; row < items; ++row)
            for (std::size_t column = 0; column < items; ++column)
                square[row * items + column] = row == column && (row == 5 || row == 10)
                    ? notANumber
                    : static_cast<float>(matrix.at(row, column));
        const auto withHoles =
            SimilarityMatrix::fromSquare(items, SharedValues<float>(square), matrix.meaning()).value();
        const std::vector<std::size_t> order = madeOrder(items);
        const auto pyramid =
            RowPyramid::fromEmbedding(features, static_cast<PairMeasure>(measure), order, {}).value();
        QCOMPARE(pyramid.meaning(), matrix.meaning());
        compareAll(pyramid, withHoles, order, NAN);
        compareAll(RowPyramid::fromMatrix(withHoles, order, {}).value(), withHoles, order, NAN);
    }

    void averagesDotProducts()
    {
        const Embedding features = embeddingOf(madeFeatures(items * 7, 17), items);
        std::vector<float> square(items * items);
        for (std::size_t row = 0; row < items; ++row)
            for (std::size_t column = 0; column < items; ++column)
                for (std::size_t feature = 0; feature < 7; ++feature)
                    square[row * items + column] += features.at(row, feature) * features.at(column, feature);
        const auto matrix = SimilarityMatrix::fromSquare(items, SharedValues<float>(square),
                                                         {SimilarityMatrix::Kind::Similarity, "dot"})
                                .value();
        std::vector<std::size_t> order(items);
        std::iota(order.begin(), order.end(), std::size_t {0});
        compareAll(RowPyramid::fromEmbedding(features, PairMeasure::Dot, {}, {}).value(), matrix, order, NAN);
        compareAll(RowPyramid::fromMatrix(matrix, {}, {}).value(), matrix, order, NAN);
    }

    void averagesAGivenMatrixInPart()
    {
        std::vector<double> values(items * (items - 1) / 2);
        for (std::size_t pair = 0; pair < values.size(); ++pair)
            values[pair] = pair % 11 == 0 ? NAN : std::sin(static_cast<double>(pair));
        const SimilarityMatrix matrix = matrixOf(values);
        const std::vector<std::size_t> order {7, 3, 44, 0, 21, 22, 9};
        compareAll(RowPyramid::fromMatrix(matrix, order, {}).value(), matrix, order, NAN);
    }

    void findsTheLevelOfAPixel()
    {
        const auto pyramid =
            RowPyramid::fromEmbedding(embeddingOf(madeFeatures(100 * 2, 1), 100), PairMeasure::Dot, {}, {})
                .value();
        QCOMPARE(pyramid.levelCount(), std::size_t {8}); // 100 50 25 13 7 4 2 1
        QCOMPARE(pyramid.levelFor(.1), std::size_t {0});
        QCOMPARE(pyramid.levelFor(1.9), std::size_t {0});
        QCOMPARE(pyramid.levelFor(2), std::size_t {1});
        QCOMPARE(pyramid.levelFor(7.9), std::size_t {2});
        QCOMPARE(pyramid.levelFor(1e6), std::size_t {7});
    }

    void refusesWhatItCannotDo()
    {
        const Embedding features = embeddingOf(madeFeatures(20, 1), 10);
        QCOMPARE(RowPyramid::fromEmbedding(features, PairMeasure::Euclidean, {}, {}).error().kind,
                 Error::Kind::Usage);
        const std::vector<std::size_t> twice {1, 2, 1};
        QCOMPARE(RowPyramid::fromEmbedding(features, PairMeasure::Dot, twice, {}).error().message,
                 std::string("the order names row 2 twice"));
        const std::vector<std::size_t> beyond {10};
        QVERIFY(!RowPyramid::fromEmbedding(features, PairMeasure::Dot, beyond, {}));
        QVERIFY(!RowPyramid::fromEmbedding(features, PairMeasure::Dot, {}, {.memory = 100}));
        QVERIFY(!RowPyramid::fromMatrix(dissimilarities(features).value().matrix, {}, {.memory = 100}));
    }
};

QTEST_APPLESS_MAIN(TestRowPyramid)
#include "tst_rowpyramid.moc"
