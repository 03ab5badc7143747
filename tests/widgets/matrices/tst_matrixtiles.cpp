#include "tests/support/madeset.h"
#include "widgets/matrices/matrixtiles.h"

#include <QSignalSpy>
#include <QtTest>

using namespace learnscope;

namespace {
std::shared_ptr<const MatrixLayer> makeLayer(std::size_t items = 600)
{
    static const auto set = madeSet({{"a", "A", madeFeatures(items, 16, 1)}});
    const ShownRepresentation& shown = set->shown[0];
    return std::make_shared<const MatrixLayer>(
        *shown.pyramid, MatrixScale::of(shown, {}, MatrixColoring::Values, MatrixColors::Viridis, false),
        MatrixLayer::Masked {});
}

WantedTile wanted(const std::shared_ptr<const MatrixLayer>& layer, int column, int row, double scale = 2,
                  bool isVisible = true)
{
    return {{layer->id(), scale, column, row}, layer, isVisible};
}
} // namespace

class TestMatrixTiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesTheTilesThatAreWanted()
    {
        const auto layer = makeLayer();
        MatrixTiles tiles;
        QSignalSpy ready(&tiles, &MatrixTiles::ready);
        tiles.want({wanted(layer, 0, 0), wanted(layer, 4, 4), wanted(layer, 1, 0, 2, false)});
        QVERIFY(tiles.find({layer->id(), 2, 0, 0}).isNull());
        QTRY_VERIFY(tiles.isIdle());
        QCOMPARE(ready.count(), 2); // what is not seen needs no painting
        QCOMPARE(tiles.madeCount(), 3);
        for (const auto& [column, row] : {std::pair(0, 0), std::pair(4, 4), std::pair(1, 0)}) {
            const TileKey key {layer->id(), 2, column, row};
            QCOMPARE(tiles.find(key), layer->picture(2, MatrixTiles::pixelsOf(key, layer->items())));
        }
        QCOMPARE(tiles.find({layer->id(), 2, 4, 4}).size(), QSize(1200 - 1024, 1200 - 1024));
        tiles.want({wanted(layer, 0, 0)});
        QVERIFY(tiles.isIdle()); // it is there
    }

    void neverStartsWhatIsNoLongerWanted()
    {
        const auto layer = makeLayer();
        MatrixTiles tiles;
        std::vector<WantedTile> many;
        for (int place = 0; place < 400; ++place)
            many.push_back(wanted(layer, place % 20, place / 20, 10));
        tiles.want(many);
        tiles.want({wanted(layer, 3, 3, 10)});
        QTRY_VERIFY(tiles.isIdle());
        QVERIFY(!tiles.find({layer->id(), 10, 3, 3}).isNull());
        QVERIFY2(tiles.madeCount() <= 1 + QThread::idealThreadCount(),
                 qPrintable(QString::number(tiles.madeCount())));
        tiles.want({wanted(layer, 0, 0, 10)}); // one that was cancelled perhaps
        QTRY_VERIFY(!tiles.find({layer->id(), 10, 0, 0}).isNull());
    }

    void keepsWithinItsMemory()
    {
        const auto layer = makeLayer();
        MatrixTiles tiles;
        constexpr qsizetype tileBytes = qsizetype {TileKey::side} * TileKey::side * 4;
        tiles.setMemoryLimit(3 * tileBytes);
        for (int place = 0; place < 6; ++place) {
            tiles.want({wanted(layer, place, 0, 10)});
            QTRY_VERIFY(tiles.isIdle());
            tiles.find({layer->id(), 10, 0, 0}); // used all the time
        }
        QVERIFY(tiles.memoryUsed() <= 3 * tileBytes);
        QVERIFY(!tiles.find({layer->id(), 10, 0, 0}).isNull());
        QVERIFY(tiles.find({layer->id(), 10, 1, 0}).isNull());
        QVERIFY(!tiles.find({layer->id(), 10, 5, 0}).isNull());
    }

    void goesWhileTilesAreMade()
    {
        const auto layer = makeLayer();
        auto tiles = std::make_unique<MatrixTiles>();
        std::vector<WantedTile> many;
        for (int place = 0; place < 40; ++place)
            many.push_back(wanted(layer, place, 0, 20));
        tiles->want(many);
        tiles.reset();
        QCoreApplication::processEvents();
        QCOMPARE(layer.use_count(), 41); // nobody else holds it any more: here and in the list
    }
};

QTEST_MAIN(TestMatrixTiles)
#include "tst_matrixtiles.moc"
