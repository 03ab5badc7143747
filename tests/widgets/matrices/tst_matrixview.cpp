#include "tests/widgets/matrices/matrixstage.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/paircard.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace learnscope;

class TestMatrixView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheColoursOfTheValues()
    {
        Stage stage(twoOfOneGroup());
        stage.view.setColoring(MatrixColoring::Values);
        stage.settle();
        const QImage image = stage.canvas().grab().toImage();
        for (const std::size_t panel : {0, 1})
            for (std::size_t row = 0; row < count; row += 5)
                for (std::size_t column = 1; column < count; column += 7) {
                    const QPoint at = stage.pointOf(panel, row, column);
                    const MatrixScale& scale = stage.canvas().panels()[panel].layer->scale();
                    const auto isLine = [&](std::size_t place) { // of a cluster, one pixel wide
                        const auto& starts = stage.set->groups[0].clusterStarts;
                        return std::find(starts.begin(), starts.end(), place) != starts.end();
                    };
                    if (!isLine(row) && !isLine(column))
                        QCOMPARE(QColor(image.pixel(at)),
                                 QColor(*scale.colorOf(stage.set->shown[panel].at(row, column))));
                }
    }

    void isEqualAtEveryScaleOfTheScreen()
    {
        // What is drawn is what the layer gives for device pixels: nothing is scaled.
        Stage stage(madeSet({features("a", 1)}));
        stage.canvas().setSight(0, {2.37, .31, .62});
        stage.settle();
        const QRect matrix = stage.canvas().places()[0].matrix;
        const double ratio = stage.view.devicePixelRatioF();
        const SightPixels pixels(stage.canvas().sight(0), count, int(std::lround(matrix.width() * ratio)));
        const QImage shown = stage.canvas().grab().toImage();
        const QImage expected = stage.canvas().panels()[0].layer->picture(
            pixels.pixelsPerItem, QRect(pixels.left, pixels.top, pixels.side, pixels.side));
        const QPoint corner = (QPointF(matrix.topLeft()) * ratio).toPoint();
        QCOMPARE(shown.copy(QRect(corner, expected.size())).convertToFormat(QImage::Format_RGB32), expected);
    }

    void readsExactValuesUnderThePointer()
    {
        Stage stage(twoOfOneGroup());
        QSignalSpy hovered(&stage.view, &PlotView::hovered);
        pointAt(stage.canvas(), stage.pointOf(1, 7, 30));
        QVERIFY(!hovered.isEmpty());
        const auto& rows = stage.view.readout()->rows();
        QCOMPARE(rows.size(), std::size_t(2));
        for (const std::size_t one : {0, 1}) {
            QCOMPARE(rows[one].observer, QString::fromStdString(stage.set->shown[one].input.label));
            QCOMPARE(rows[one].mean, stage.set->shown[one].at(7, 30));
            QVERIFY(rows[one].phase.contains(QString::fromStdString(stage.item(7))));
            QVERIFY(rows[one].phase.contains(QString::fromStdString(stage.item(30))));
        }
        const PairCard& card = *stage.view.pairCard();
        QVERIFY(card.isVisible());
        QVERIFY(stage.view.rect().contains(card.geometry()));
        QCOMPARE(card.content().names[0], QString::fromStdString(stage.item(7)));
        QCOMPARE(card.content().names[1], QString::fromStdString(stage.item(30)));
        QCOMPARE(card.content().values[1].second, QString::number(stage.set->shown[1].at(7, 30), 'f', 4));
        QVERIFY(!card.content().hasPictures);
        QVERIFY(stage.view.accessibleDescription().contains(QString::fromStdString(stage.item(30))));
        pointAt(stage.canvas(), QPoint(2, 2));
        QVERIFY(!card.isVisible());
    }

    void showsPicturesOfItemsThatHaveSome()
    {
        QTemporaryDir folder;
        QImage picture(40, 30, QImage::Format_RGB32);
        picture.fill(Qt::red);
        Stage stage(twoOfOneGroup());
        const QString file = folder.filePath(QString::fromStdString(stage.item(3)) + QStringLiteral(".png"));
        QVERIFY(picture.save(file));
        stage.view.setPictures(std::make_shared<const ItemPictures>(
            ItemPictures::ofFolder(folder.path().toStdString()).value()));
        pointAt(stage.canvas(), stage.pointOf(0, 3, 9));
        QTRY_VERIFY(!stage.view.pairCard()->content().pictures[0].isNull());
        QCOMPARE(QColor(stage.view.pairCard()->content().pictures[0].pixel(3, 3)), QColor(Qt::red));
        QVERIFY(stage.view.pairCard()->content().pictures[1].isNull());
    }

    void marksWhatIsSelectedElsewhere()
    {
        Stage stage(twoGroups());
        stage.items.select({stage.item(3), stage.item(4), stage.item(5), stage.item(9), stage.item(19, 1)});
        const std::vector<BlockRange> expected {{3, 6}, {9, 10}};
        QCOMPARE(stage.canvas().selectedOf(0), expected);
        QCOMPARE(stage.canvas().selectedOf(1), (std::vector<BlockRange> {{19, 20}}));
        const QColor accent = Theme::of(&stage.view).accent;
        const QImage image = stage.canvas().grab().toImage();
        for (const std::size_t panel : {0, 1}) { // both of the group
            const QRect& matrix = stage.canvas().places()[panel].matrix;
            QCOMPARE(QColor(image.pixel(matrix.left() - 3, stage.pointOf(panel, 4, 0).y())), accent);
            QCOMPARE(QColor(image.pixel(stage.pointOf(panel, 0, 9).x(), matrix.top() - 3)), accent);
            QVERIFY(QColor(image.pixel(matrix.left() - 3, stage.pointOf(panel, 12, 0).y())) != accent);
            // Bands over rows and columns, and nothing over the others.
            for (const auto& [row, column, isBand] :
                 {std::tuple(4, 20, true), std::tuple(20, 9, true), std::tuple(20, 30, false)}) {
                const auto value = stage.set->shown[panel].at(std::size_t(row), std::size_t(column));
                const QColor plain(*stage.canvas().panels()[panel].layer->scale().colorOf(value));
                const QPoint at = stage.pointOf(panel, std::size_t(row), std::size_t(column));
                QCOMPARE(QColor(image.pixel(at)) != plain, isBand);
            }
        }
    }

    void subtractsMatricesOfOneGroup()
    {
        Stage stage(twoGroups());
        stage.view.setColoring(MatrixColoring::Values);
        QSignalSpy changed(&stage.view, &PlotView::stateChanged);
        stage.view.setDifference(std::pair<std::string, std::string>("a", "b"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(stage.canvas().panels().size(), std::size_t(4));
        QTRY_VERIFY(stage.canvas().panels()[2].layer && stage.canvas().panels()[2].layer->isDifference());
        stage.settle();
        const QPoint at = stage.pointOf(2, 10, 37);
        const MatrixScale& scale = stage.canvas().panels()[2].layer->scale();
        const double difference = stage.set->shown[0].at(10, 37) - stage.set->shown[1].at(10, 37);
        QCOMPARE(QColor(stage.canvas().grab().toImage().pixel(at)), QColor(*scale.colorOf(difference)));
        pointAt(stage.canvas(), at);
        QCOMPARE(stage.view.readout()->rows().size(), std::size_t(3));
        QCOMPARE(stage.view.readout()->rows()[2].mean, difference);
        // Of other items there is none.
        stage.view.setDifference(std::pair<std::string, std::string>("a", "c"));
        QCOMPARE(stage.canvas().panels().size(), std::size_t(3));
    }

    void keepsItsSwitchesAndItsSight()
    {
        Stage stage(twoGroups());
        QVERIFY(stage.view.state().isEmpty() && stage.view.zoom().isEmpty());
        stage.view.setColoring(MatrixColoring::Percentiles);
        stage.view.setColors(MatrixColors::Diverging);
        stage.view.setDifference(std::pair<std::string, std::string>("b", "a"));
        stage.view.setMatrixShown("c", false);
        stage.view.setNeighboursShown(true);
        stage.canvas().setSight(0, {3, .4, .6});
        const QJsonObject state = stage.view.state();
        const QJsonObject zoom = stage.view.zoom();
        QVERIFY(!zoom.isEmpty());

        MatrixView other;
        QSignalSpy changed(&other, &PlotView::stateChanged);
        other.setState(state);
        QCOMPARE(changed.count(), 1);
        other.setZoom(zoom); // before there is anything
        QCOMPARE(other.zoom(), zoom);
        other.setRepresentations(stage.set);
        QCOMPARE(other.state(), state);
        QCOMPARE(other.zoom(), zoom);
        QCOMPARE(other.canvas()->sight(0), (MatrixSight {3, .4, .6}));
        QCOMPARE(other.canvas()->panels().size(), std::size_t(3)); // two and their difference
        other.setState({});
        QVERIFY(other.state().isEmpty());
        other.setState(
            {{QStringLiteral("coloring"), 3}, {QStringLiteral("difference"), QStringLiteral("x")}});
        QVERIFY(other.state().isEmpty());
    }

    void staysWhereItIsWhenOthersAreOpened()
    {
        Stage stage(madeSet({features("a", 1)}));
        stage.canvas().setSight(0, {3, .4, .6});
        stage.view.setRepresentations(madeSet({features("a", 1), features("b", 2)}));
        QCOMPARE(stage.canvas().sight(0), (MatrixSight {3, .4, .6}));
        stage.view.setRepresentations(madeSet({{"s", "S", madeFeatures(30, 5, 1)}}));
        QCOMPARE(stage.canvas().sight(0), MatrixSight());
    }

    void drawsWhatIsNotFormed()
    {
        RepresentationOptions options;
        options.wholeItems = 0;
        Stage stage(
            madeSet({{"a", "A", madeFeatures(700, 24, 3)}, {"b", "B", madeFeatures(700, 24, 4)}}, options));
        QVERIFY(!stage.set->shown[0].matrix);
        stage.canvas().setSight(0, {40, .52, .13});
        stage.settle();
        const QPoint at = stage.canvas().places()[1].matrix.center();
        const auto pair = stage.canvas().pairAt(at);
        const double value = stage.set->shown[1].at(pair->row, pair->column);
        QCOMPARE(QColor(stage.canvas().grab().toImage().pixel(at)),
                 QColor(*stage.canvas().panels()[1].layer->scale().colorOf(value)));
        pointAt(stage.canvas(), at);
        QCOMPARE(stage.view.readout()->rows()[1].mean, value);
        QVERIFY(stage.canvas().panels()[0].layer->scale().text().contains(QStringLiteral("of a sample")));
    }

    void saysWhatIsMissing()
    {
        MatrixView empty;
        empty.resize(500, 300);
        empty.grab();
        QVERIFY(empty.accessibleDescription().contains(QStringLiteral("Open embeddings")));
        QVERIFY(empty.toText().contains(QStringLiteral("Open embeddings")));
        for (const int key : {Qt::Key_Right, Qt::Key_Return, Qt::Key_B, Qt::Key_C, Qt::Key_Z, Qt::Key_Plus,
                              Qt::Key_R, Qt::Key_Escape, Qt::Key_N})
            QTest::keyClick(&empty, Qt::Key(key));

        const auto faulty = Embedding::make(1, 3, SharedValues<float>(std::vector<float> {1, 2, 3}));
        Stage stage(madeSet({features("a", 1), {"one", "One item", *faulty}}));
        QCOMPARE(stage.canvas().panels().size(), std::size_t(2));
        QVERIFY(!stage.canvas().panels()[1].layer);
        QVERIFY(stage.canvas().panels()[1].problem.contains(QStringLiteral("only one item")));
        QVERIFY(stage.view.details().contains(QStringLiteral("only one item")));
        stage.view.setMatrixShown("a", false);
        stage.view.setMatrixShown("one", false);
        QVERIFY(stage.canvas().panels().empty());
        QVERIFY(stage.view.accessibleDescription().contains(QStringLiteral("hidden")));
    }

    void showsFourAtMost()
    {
        Stage stage(madeSet(
            {features("a", 1), features("b", 2), features("c", 3), features("d", 4), features("e", 5)}));
        QCOMPARE(stage.view.shownMatrices(), (std::vector<std::size_t> {0, 1, 2, 3}));
        stage.view.setMatrixShown("b", false);
        QCOMPARE(stage.view.shownMatrices(), (std::vector<std::size_t> {0, 2, 3, 4}));
    }

    void tellsValuesAsText()
    {
        Stage stage(twoOfOneGroup());
        const QStringList all = stage.view.toText().trimmed().split(u'\n');
        QCOMPARE(all.size(), 1 + int(count * (count - 1) / 2));
        stage.items.select({stage.item(3), stage.item(8), stage.item(20)});
        const QStringList lines = stage.view.toText().trimmed().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QStringLiteral("row\tcolumn\tNet a\tNet b"));
        const QStringList fields = lines[2].split(u'\t');
        QCOMPARE(fields[0].toStdString(), stage.item(3));
        QCOMPARE(fields[1].toStdString(), stage.item(20));
        QCOMPARE(fields[3], QString::number(stage.set->shown[1].at(3, 20), 'g', 9));
        // Too many: a summary.
        Stage large(madeSet({{"l", "Large", madeFeatures(200, 5, 1)}}));
        const QString text = large.view.toText();
        QVERIFY(text.contains(QStringLiteral("19,900")) && text.size() < 1000);
        QVERIFY(text.contains(QString::number(large.set->shown[0].distribution.maximum(), 'g', 9)));
    }

    void followsTheTheme()
    {
        Stage stage(twoOfOneGroup());
        stage.view.setColors(MatrixColors::Blues);
        const QRgb light = stage.canvas().panels()[0].layer->scale().colorOfNumber(1);
        stage.view.setPalette(Theme::darkTheme().palette());
        QVERIFY(stage.canvas().panels()[0].layer->scale().colorOfNumber(1) != light);
    }
};

QTEST_MAIN(TestMatrixView)
#include "tst_matrixview.moc"
