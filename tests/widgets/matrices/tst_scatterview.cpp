#include "core/similarity/matrixcomparison.h"
#include "tests/widgets/matrices/representationstage.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/pairlistmodel.h"
#include "widgets/matrices/scatterview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLocale>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
using Stage = RepresentationStage<ScatterView>;

std::shared_ptr<const RepresentationSet> twoOf(std::size_t rows, RepresentationOptions options = {})
{
    return arranged({inputOf("first", madeItems(rows, 5)), inputOf("second", madeItems(rows, 5, 2))},
                    options);
}

DensityCell densest(const PairDensity& density)
{
    const auto most = std::max_element(density.counts.begin(), density.counts.end());
    const auto place = static_cast<int>(most - density.counts.begin());
    const auto bins = static_cast<int>(density.bins);
    return {place % bins, place / bins};
}
} // namespace

class TestScatterView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesWhatComparingFinds()
    {
        REQUIRE_SHARED_DATA();
        Stage stage;
        const auto set = arranged({inputOf("VICE", viceItems(150)), inputOf("noise", madeItems(150, 8))}, {});
        stage.view->setRepresentations(set);
        QTRY_VERIFY(stage.view->canvas()->density());
        QCOMPARE(stage.view->canvas()->density()->inside, std::uint64_t(150 * 149 / 2));
        for (const MatrixMeasure measure : {MatrixMeasure::Pearson, MatrixMeasure::Spearman}) {
            const double value = compareMatrices(*set->shown[0].matrix, *set->shown[1].matrix,
                                                 {.measure = measure, .draws = 0, .threads = 1})
                                     ->value;
            const QString words = QString::number(value, 'f', 3).replace(QLatin1Char('-'), QChar(0x2212));
            QVERIFY2(stage.view->subtitle().contains(words), qPrintable(stage.view->subtitle()));
        }
        QVERIFY(stage.view->subtitle().contains(QLocale().toString(150 * 149 / 2)));
        QVERIFY(stage.view->toText().contains(QStringLiteral("pairs")));
        QCOMPARE(stage.view->canvas()->xAxis->label(), QStringLiteral("VICE: 1 \u2212 cosine"));
    }

    void tellsOfCells()
    {
        Stage stage;
        stage.view->setRepresentations(twoOf(60));
        ScatterCanvas* canvas = stage.view->canvas();
        QTRY_VERIFY(canvas->density());
        canvas->replot(); // lays the axes out
        const DensityCell cell = densest(*canvas->density());
        const QPointF middle = canvas->areaOf(cell).center();
        QCOMPARE(canvas->cellAt(middle), std::optional(cell));
        QTest::mouseMove(canvas, middle.toPoint());
        const PairArea area = canvas->density()->cell(std::size_t(cell.first), std::size_t(cell.second));
        QTRY_COMPARE(stage.view->readout()->rows().size(), std::size_t(2));
        QCOMPARE(stage.view->readout()->rows()[0].low, std::optional(area.firstLow));
        QCOMPARE(stage.view->readout()->rows()[1].high, std::optional(area.secondHigh));
        QCOMPARE(stage.view->readout()->rows()[0].n, qint64(canvas->density()->most));
    }

    void listsAndSelectsTheMostAlikePairs()
    {
        Stage stage;
        const auto set = twoOf(400);
        stage.view->setRepresentations(set);
        const QAbstractItemModelTester tester(stage.view->list());
        ScatterCanvas* canvas = stage.view->canvas();
        QTRY_VERIFY(canvas->density());
        canvas->replot();
        const DensityCell cell = densest(*canvas->density());
        QVERIFY(canvas->density()->most > ScatterView::mostListed);
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->areaOf(cell).center().toPoint());
        QTRY_COMPARE(stage.view->list()->rowCount(), int(ScatterView::mostListed));
        const PairArea area = canvas->density()->cell(std::size_t(cell.first), std::size_t(cell.second));
        std::vector<double> all;
        for (std::size_t row = 0; row < 400; ++row)
            for (std::size_t column = row + 1; column < 400; ++column) {
                const auto first = double(float(set->shown[0].at(row, column)));
                const auto second = double(float(set->shown[1].at(row, column)));
                if (first >= area.firstLow && first < area.firstHigh && second >= area.secondLow
                    && second < area.secondHigh)
                    all.push_back(first);
            }
        std::sort(all.begin(), all.end());
        ItemSet expected;
        for (std::size_t pair = 0; pair < ScatterView::mostListed; ++pair) {
            const ListedPair& listed = stage.view->list()->pairs()[pair];
            QCOMPARE(listed.first, all[pair]);
            expected.insert(listed.one);
            expected.insert(listed.other);
        }
        QCOMPARE(stage.items.items(), expected);
        // Their pairs are drawn, and no more than is said.
        const std::size_t pairs = expected.size() * (expected.size() - 1) / 2;
        QCOMPARE(std::size_t(canvas->points().size()), std::min(pairs, ScatterView::mostPoints));
        std::vector<std::string> many;
        for (std::size_t place = 0; place < 100; ++place)
            many.push_back(set->groups[0].itemAt(place));
        stage.items.select(many);
        QCOMPARE(std::size_t(canvas->points().size()), ScatterView::mostPoints);
        QVERIFY(stage.view->details().contains(QLocale().toString(100 * 99 / 2)));
        QCOMPARE(canvas->points()[0],
                 QPointF(double(float(set->shown[0].at(0, 1))), double(float(set->shown[1].at(0, 1)))));
        // Of a single item: all of its pairs.
        stage.items.select({many[7]});
        QCOMPARE(canvas->points().size(), qsizetype(399));
    }

    void zoomsAndCountsAnew()
    {
        Stage stage;
        stage.view->setRepresentations(twoOf(60));
        ScatterCanvas* canvas = stage.view->canvas();
        QTRY_VERIFY(canvas->density());
        const PairArea whole = canvas->area();
        const auto before = canvas->density();
        stage.view->zoomIn();
        QVERIFY(canvas->area().firstLow > whole.firstLow && canvas->area().firstHigh < whole.firstHigh);
        QTRY_VERIFY(canvas->density() != before);
        QCOMPARE(canvas->density()->area, canvas->area());
        QVERIFY(canvas->density()->inside < before->inside);
        const QJsonObject kept = stage.view->zoom();
        QVERIFY(!kept.isEmpty());
        stage.view->resetZoom();
        QCOMPARE(canvas->area(), whole);
        QVERIFY(stage.view->zoom().isEmpty());
        Stage later;
        later.view->setZoom(kept);
        later.view->setRepresentations(twoOf(60));
        QTRY_VERIFY(later.view->canvas()->density());
        QCOMPARE(later.view->zoom(), kept);
    }

    void isWalkedByKeys()
    {
        Stage stage;
        stage.view->setRepresentations(twoOf(60));
        ScatterCanvas* canvas = stage.view->canvas();
        QTRY_VERIFY(canvas->density());
        QTest::keyClick(stage.view.get(), Qt::Key_Right);
        QCOMPARE(canvas->cursorCell(), std::optional(densest(*canvas->density())));
        const DensityCell cell = *canvas->cursorCell();
        QVERIFY(stage.view->accessibleDescription().contains(QString::number(canvas->density()->most)));
        QTest::keyClick(stage.view.get(), Qt::Key_Return);
        QTRY_COMPARE(stage.view->list()->rowCount(), int(std::min<std::size_t>(canvas->density()->most, 20)));
        QVERIFY(!stage.items.items().empty());
        QTest::keyClick(stage.view.get(), Qt::Key_Up);
        QCOMPARE(*canvas->cursorCell(), (DensityCell {cell.first, cell.second + 1}));
        QTest::keyClick(stage.view.get(), Qt::Key_Escape);
        QVERIFY(stage.items.items().empty() && !canvas->cursorCell());
    }

    void comparesWhatIsChosen()
    {
        const auto unnamed =
            Embedding::make(7, 1, SharedValues<float>(std::vector<float> {1, 2, 3, 4, 5, 6, 7})).value();
        Stage stage;
        stage.view->setRepresentations(
            arranged({inputOf("lone", unnamed), inputOf("one", madeItems(30, 5)),
                      inputOf("two", madeItems(30, 5, 2)), inputOf("three", madeItems(30, 5, 3))},
                     {}));
        const auto boxes = stage.view->findChildren<QComboBox*>();
        QCOMPARE(boxes[0]->currentText(), QStringLiteral("one")); // the first two of one group
        QCOMPARE(boxes[1]->currentText(), QStringLiteral("two"));
        QVERIFY(stage.view->state().isEmpty());
        QTRY_VERIFY(stage.view->canvas()->density());
        QSignalSpy changed(stage.view.get(), &PlotView::stateChanged);
        QTest::keyClick(boxes[1], Qt::Key_Down);
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY(stage.view->canvas()->density());
        QVERIFY(stage.view->subtitle().startsWith(QStringLiteral("one and three")));
        const QJsonObject state = stage.view->state();
        stage.view->setState({});
        QCOMPARE(boxes[1]->currentText(), QStringLiteral("two"));
        stage.view->setState(state);
        QCOMPARE(boxes[1]->currentText(), QStringLiteral("three"));
        stage.view->setCompared("lone", "two");
        QVERIFY(stage.view->canvas()->hint().contains(QStringLiteral("not of the same items")));
        QVERIFY(!stage.view->values());
    }

    void saysWhyThereIsNothing()
    {
        Stage stage;
        stage.view->grab();
        QVERIFY(stage.view->canvas()->hint().startsWith(QStringLiteral("Open two")));
        QCOMPARE(stage.view->accessibleDescription(), stage.view->canvas()->hint());
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(9, 3))}, {}));
        QVERIFY(stage.view->canvas()->hint().contains(QStringLiteral("No two")));
        RepresentationOptions options;
        options.wholeItems = 20;
        stage.view->setRepresentations(twoOf(30, options));
        QTRY_VERIFY(stage.view->canvas()->hint().contains(QStringLiteral("whole matrices are not formed")));
        // Of one item each.
        stage.view->setRepresentations(twoOf(1));
        QVERIFY(stage.view->canvas()->hint().contains(QStringLiteral("No two"))); // nothing to pair
        for (const int key : {Qt::Key_Right, Qt::Key_Return, Qt::Key_Plus, Qt::Key_R, Qt::Key_Escape})
            QTest::keyClick(stage.view.get(), Qt::Key(key));
        stage.view->grab();
        QCOMPARE(stage.view->toText(), stage.view->canvas()->hint());
        stage.view->setRepresentations(nullptr);
        QVERIFY(!stage.view->canvas()->density());
    }
};

QTEST_MAIN(TestScatterView)
#include "tst_scatterview.moc"
