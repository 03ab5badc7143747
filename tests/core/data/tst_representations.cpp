#include "core/base/sha256.h"
#include "core/data/embedding.h"
#include "core/data/similaritymatrix.h"
#include "core/data/triplets.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>
#include <numeric>

using namespace learnscope;

namespace {
QString message(const Error& error)
{
    return QString::fromStdString(error.message);
}

template<typename T>
SharedValues<T> counted(std::size_t count, T first = 0)
{
    std::vector<T> values(count);
    std::iota(values.begin(), values.end(), first);
    return SharedValues<T>(std::move(values));
}
} // namespace

class TestRepresentations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmbeddingIsReadRowByRow()
    {
        const auto embedding = Embedding::make(2, 3, counted<float>(6), {{"cat", "dog"}});
        QVERIFY(embedding);
        QCOMPARE(embedding->at(1, 2), 5.0F);
        QCOMPARE(embedding->row(1)[0], 3.0F);
        QCOMPARE(embedding->rowNames().label(1), std::string("dog"));
        QCOMPARE(embedding->columnNames().label(1), std::string("2"));
        QVERIFY(!embedding->isMapped());
        const auto renamed = embedding->withRowNames({{"a", "b"}});
        QVERIFY(renamed);
        QCOMPARE(renamed->values().data(), embedding->values().data());
        QCOMPARE(renamed->rowNames()[0], std::string("a"));
    }

    void anEmbeddingThatDoesNotFitIsRefused()
    {
        QCOMPARE(message(Embedding::make(2, 3, counted<float>(7)).error()),
                 QStringLiteral("7 numbers; expected 2 x 3"));
        QCOMPARE(message(Embedding::make(0, 3, {}).error()),
                 QStringLiteral("an embedding of 0 rows and 3 columns; expected at least one of each"));
        QCOMPARE(message(Embedding::make(2, 1, counted<float>(2), {{"a"}}).error()),
                 QStringLiteral("1 names of rows; expected 2, one for each"));
        // 2^32 x 2^32 is 0 in 64 bits.
        QVERIFY(!Embedding::make(std::size_t {1} << 32, std::size_t {1} << 32, {}));
    }

    void tripletsNameThreeObjectsThatThereAre_data()
    {
        QTest::addColumn<quint32>("first");
        QTest::addColumn<quint32>("second");
        QTest::addColumn<quint32>("odd");
        QTest::addColumn<QString>("error");
        QTest::newRow("good") << 0U << 4U << 2U << QString();
        QTest::newRow("too large") << 0U << 5U << 2U
                                   << QStringLiteral("triplet 1 (0 5 2) names object 5; expected numbers "
                                                     "below 5, the number of objects");
        for (const auto& [first, second, odd] : {std::tuple(3U, 3U, 1U), {3U, 1U, 3U}, {1U, 3U, 3U}})
            QTest::addRow("%u %u %u", first, second, odd)
                << first << second << odd
                << QStringLiteral("triplet 1 (%1 %2 %3) names an object twice; expected three different ones")
                       .arg(first)
                       .arg(second)
                       .arg(odd);
    }
    void tripletsNameThreeObjectsThatThereAre()
    {
        QFETCH(quint32, first);
        QFETCH(quint32, second);
        QFETCH(quint32, odd);
        QFETCH(QString, error);
        const auto triplets =
            Triplets::make(5, SharedValues<Triplet>({{0, 1, 2}, Triplet {first, second, odd}}));
        QCOMPARE(triplets ? QString() : message(triplets.error()), error);
        if (triplets)
            QCOMPARE((*triplets)[1].second, second);
    }

    void bothLayoutsOfAMatrixReadTheSame()
    {
        const std::vector<double> square = {0, 1, 2, 3, 1, 0, 4, 5, 2, 4, 0, 6, 3, 5, 6, 0};
        const auto wide = SimilarityMatrix::fromSquare(4, SharedValues<double>(square), {});
        const auto narrow = SimilarityMatrix::fromCondensed(4, counted<float>(6, 1), {});
        QVERIFY(wide && narrow);
        QCOMPARE(narrow->pairCount(), std::size_t {6});
        QVERIFY(wide->isDouble() && !narrow->isDouble());
        std::vector<float> row(4);
        for (std::size_t first = 0; first < 4; ++first) {
            for (std::size_t second = 0; second < 4; ++second) {
                QCOMPARE(wide->at(first, second), square[first * 4 + second]);
                QCOMPARE(narrow->at(first, second), square[first * 4 + second]);
            }
            for (const SimilarityMatrix* matrix : {&*wide, &*narrow}) {
                matrix->copyRow(first, row);
                QVERIFY(std::equal(row.begin(), row.end(), square.begin() + static_cast<long>(first) * 4));
                const auto count =
                    matrix->upperRow(first, [](const auto& numbers) { return numbers.size(); });
                QCOMPARE(count, 3 - first);
            }
        }
        QCOMPARE(narrow->condensed<float>().size(), std::size_t {6});
        QVERIFY(narrow->condensed<double>().empty() && wide->condensed<double>().empty());
    }

    void theDiagonalThatIsNotStored()
    {
        const auto similarity = SimilarityMatrix::fromCondensed(
            2, counted<double>(1), {SimilarityMatrix::Kind::Similarity, "cosine"}, {{"a", "b"}});
        QVERIFY(similarity && std::isnan(similarity->at(1, 1)));
        QCOMPARE(similarity->measure(), std::string("cosine"));
        QCOMPARE(message(SimilarityMatrix::fromCondensed(4, counted<float>(5), {}).error()),
                 QStringLiteral("5 numbers; expected 6 for 4 items"));
        QVERIFY(!SimilarityMatrix::fromSquare(std::size_t {1} << 32, counted<float>(1), {}));
        QVERIFY(!similarity->withNames({{"a"}}));
    }

    void itemsAreCountedFromPairs()
    {
        for (const std::size_t items : {2UL, 3UL, 4UL, 1854UL, 26107UL, 1UL << 31})
            QCOMPARE(itemsOfPairs(items * (items - 1) / 2), items);
        for (const std::size_t pairs : {0UL, 2UL, 4UL, 5UL, 1717730UL, 1717732UL, ~0UL})
            QCOMPARE(itemsOfPairs(pairs), std::size_t {0});
    }

    void rowsAreMatchedByName()
    {
        const RowNames first({"dog", "cat", "ant", "cow", "ant"});
        const auto match = matchRows(first, {{"cow", "bee", "dog", "ant"}});
        QVERIFY(match);
        QCOMPARE(match->first, (std::vector<std::size_t> {0, 3}));
        QCOMPARE(match->second, (std::vector<std::size_t> {2, 0}));
        QVERIFY(!match->isIdentity());
        QCOMPARE(match->toString("a.npy", "b.npy"),
                 std::string("2 rows match; only in a.npy: 'cat'; only in b.npy: 'bee'; in several rows of "
                             "one and left out: 'ant'"));
        QCOMPARE(repeatedNames(first.span()), (std::vector<RepeatedName> {{"ant", {2, 4}}}));
        QVERIFY(matchRows({{"a", "b"}}, {{"a", "b"}})->isIdentity());
        QCOMPARE(message(matchRows({{"a"}}, {{"b"}}).error()),
                 QStringLiteral("no row of the first source has a name of the second; the first begins with "
                                "'a', the second with 'b'"));
        QCOMPARE(message(matchRows({}, {{"b"}}).error()),
                 QStringLiteral("the first source does not name its rows; expected names, by which rows are "
                                "matched"));
    }

    void theHashOfAFileIsTakenOnce()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("a.npy")).toStdString();
        std::ofstream(file) << "one";
        const ArraySource source(file, {}, "float32", ArraySource::Order::RowMajor);
        const ArraySource copy = source;
        QCOMPARE(source.sha256().value(), sha256("one"));
        std::ofstream(file) << "two";
        QCOMPARE(copy.sha256().value(), sha256("one"));
        QVERIFY(!ArraySource().sha256());
    }
};

QTEST_APPLESS_MAIN(TestRepresentations)
#include "tst_representations.moc"
