#include "tests/widgets/matrices/representationstage.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/dimensionmodel.h"
#include "widgets/matrices/dimensionsview.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
using Stage = RepresentationStage<DimensionsView>;

QString textAt(const QTableView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}
} // namespace

class TestDimensionsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTopItemsAndNumbers()
    {
        REQUIRE_SHARED_DATA();
        Stage stage;
        const QAbstractItemModelTester models[] {QAbstractItemModelTester(stage.view->dimensions()),
                                                 QAbstractItemModelTester(stage.view->table()->model()),
                                                 QAbstractItemModelTester(stage.view->loadings())};
        const Embedding vice = viceItems(200);
        RepresentationOptions options;
        options.order.by = ItemOrdering::Clusters; // places are not rows
        stage.view->setRepresentations(arranged({inputOf("VICE", vice)}, options));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 42);
        for (const std::size_t dimension : {0u, 17u, 41u}) {
            std::vector<std::size_t> rows(200);
            double mean = 0;
            for (std::size_t row = 0; row < 200; ++row) {
                rows[row] = row;
                mean += double(vice.at(row, dimension)) / 200;
            }
            std::sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
                return vice.at(a, dimension) > vice.at(b, dimension);
            });
            for (int rank = 0; rank < 3; ++rank)
                QCOMPARE(textAt(*stage.view->table(), int(dimension), DimensionModel::FirstItemColumn + rank),
                         QString::fromStdString(vice.rowNames()[rows[std::size_t(rank)]]));
            QCOMPARE(textAt(*stage.view->table(), int(dimension), DimensionModel::MeanColumn),
                     QString::number(mean, 'g', 4));
        }
        QVERIFY(stage.view->subtitle().contains(QStringLiteral("42 dimensions of 200 items")));
        const QStringList lines = stage.view->toText().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 43);
        QCOMPARE(lines[1].count(QLatin1Char('\t')), 5 + int(DimensionsView::topItems));
        double shares = 0;
        for (int line = 1; line < lines.size(); ++line)
            shares += lines[line].section(QLatin1Char('\t'), 3, 3).toDouble();
        QVERIFY(std::abs(shares - 1) < 1e-5);
    }

    void sortsByNumbers()
    {
        Stage stage;
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(50, 12))}, {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 12);
        QTableView* table = stage.view->table();
        for (const int column : {int(DimensionModel::MeanColumn), int(DimensionModel::ShareColumn)}) {
            table->sortByColumn(column, Qt::DescendingOrder);
            std::vector<double> numbers;
            for (int row = 0; row < 12; ++row)
                numbers.push_back(
                    table->model()->index(row, column).data(DimensionModel::SortRole).toDouble());
            QVERIFY(std::is_sorted(numbers.rbegin(), numbers.rend()));
            QVERIFY(numbers.front() > numbers.back());
        }
        const QJsonObject state = stage.view->state();
        QVERIFY(!state.isEmpty());
        stage.view->setState({});
        // By number, not by letters: 10 comes after 9.
        QCOMPARE(textAt(*table, 9, 0), QStringLiteral("10"));
        QCOMPARE(textAt(*table, 1, 0), QStringLiteral("2"));
        QVERIFY(stage.view->state().isEmpty());
        stage.view->setState(state);
        QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), int(DimensionModel::ShareColumn));
        QCOMPARE(stage.view->state(), state);
    }

    void selectsItemsAndOrdersByDimensions()
    {
        Stage stage;
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(50, 4))}, {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 4);
        QTableView* table = stage.view->table();
        const QModelIndex item = table->model()->index(2, DimensionModel::FirstItemColumn + 1);
        table->scrollTo(item);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(item).center());
        const std::string name = item.data().toString().toStdString();
        QCOMPARE(stage.items.items(), ItemSet {name});
        QCOMPARE(stage.items.current(), name);
        QVERIFY(item.data(DimensionModel::SelectedRole).toBool());
        QVERIFY(item.data(DimensionModel::CurrentRole).toBool());
        QCOMPARE(stage.view->readout()->rows().size(), DimensionsView::topItems);
        // By keys: the item beside it.
        QTest::keyClick(table, Qt::Key_Left);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(stage.items.current(),
                 table->model()->index(2, DimensionModel::FirstItemColumn).data().toString().toStdString());
        QSignalSpy asked(stage.view.get(), &RepresentationView::representationOptionsRequested);
        table->setCurrentIndex(table->model()->index(2, DimensionModel::NameColumn));
        QTest::keyClick(table, Qt::Key_Return);
        auto* button = stage.view->findChild<QPushButton*>();
        QVERIFY(button->isEnabled());
        button->click();
        QCOMPARE(asked.count(), 2);
        for (const auto& request : asked) {
            const ItemOrderRule rule = request[0].value<RepresentationOptions>().order;
            QVERIFY(rule.by == ItemOrdering::Column && rule.descending);
            QCOMPARE(rule.leader, std::string("one"));
            QCOMPARE(rule.column, std::size_t(2));
        }
    }

    void showsWhereAnItemLiesHighest()
    {
        Stage stage;
        const Embedding items = madeItems(50, 6);
        RepresentationOptions options;
        options.order.by = ItemOrdering::Clusters;
        stage.view->setRepresentations(arranged({inputOf("one", items)}, options));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 6);
        QCOMPARE(stage.view->loadings()->rowCount(), 0);
        stage.items.setCurrent("item 30");
        QCOMPARE(stage.view->loadings()->rowCount(), 6);
        const auto row = items.row(29);
        const auto highest = std::max_element(row.begin(), row.end());
        QCOMPARE(stage.view->loadings()->loadings()[0].value, *highest);
        QCOMPARE(stage.view->loadings()->index(0, 0).data().toString(),
                 QString::number(highest - row.begin() + 1));
        stage.items.setCurrent("not here");
        QCOMPARE(stage.view->loadings()->rowCount(), 0);
    }

    void findsDimensionsAndItems()
    {
        Stage stage;
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(50, 30))}, {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 30);
        auto* search = stage.view->findChild<QLineEdit*>();
        QAbstractItemModel* shown = stage.view->table()->model();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("3"));
        QCOMPARE(shown->rowCount(), 1);
        QCOMPARE(textAt(*stage.view->table(), 0, 0), QStringLiteral("3"));
        search->clear();
        QCOMPARE(shown->rowCount(), 30);
        // Those with an item of that name among their top ones.
        const QString name = shown->index(4, DimensionModel::FirstItemColumn).data().toString();
        QTest::keyClicks(search, name);
        QVERIFY(shown->rowCount() >= 1 && shown->rowCount() < 30);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(stage.items.current(), name.toStdString());
        QCOMPARE(stage.items.items(), ItemSet {name.toStdString()});
        stage.view->resetZoom();
        QCOMPARE(shown->rowCount(), 30);
    }

    void choosesAmongEmbeddings()
    {
        Stage stage;
        const auto matrix = matrixOf(madeItems(50, 3), PairMeasure::Cosine, 1 << 30, 1)->matrix;
        stage.view->setRepresentations(arranged({inputOf("matrix", matrix), inputOf("one", madeItems(50, 3)),
                                                 inputOf("two", madeItems(50, 5, 2))},
                                                {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        auto* box = stage.view->findChild<QComboBox*>();
        QCOMPARE(box->count(), 2);
        QTest::keyClick(box, Qt::Key_Down);
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 5);
        const QJsonObject state = stage.view->state();
        stage.view->setState({});
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        stage.view->setState(state);
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 5);
    }

    void saysWhyThereIsNothing()
    {
        Stage stage;
        stage.view->grab();
        QVERIFY(stage.view->hint().startsWith(QStringLiteral("Open an embedding")));
        QCOMPARE(stage.view->accessibleDescription(), stage.view->hint());
        QCOMPARE(stage.view->toText(), stage.view->hint());
        const auto matrix = matrixOf(madeItems(5, 3), PairMeasure::Cosine, 1 << 30, 1)->matrix;
        stage.view->setRepresentations(arranged({inputOf("matrix", matrix)}, {}));
        QVERIFY(stage.view->hint().startsWith(QStringLiteral("None of the open")));
        // One item still has values, though no variance.
        stage.view->setRepresentations(arranged({inputOf("lone", madeItems(1, 3))}, {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        QCOMPARE(textAt(*stage.view->table(), 0, DimensionModel::ShareColumn), QString());
        QCOMPARE(textAt(*stage.view->table(), 0, DimensionModel::FirstItemColumn), QStringLiteral("item 1"));
        stage.view->grab();
        stage.view->setRepresentations(nullptr);
        QCOMPARE(stage.view->dimensions()->rowCount(), 0);
    }

    void keepsRoomForPicturesOnlyWhereItemsHaveSome()
    {
        Stage stage;
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(6, 3))}, {}));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        const int plain = stage.view->table()->rowHeight(0);
        QTemporaryDir others; // pictures of other things
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QVERIFY(image.save(others.filePath(QStringLiteral("elsewhere.png"))));
        stage.view->setPictures(std::make_shared<const ItemPictures>(
            ItemPictures::ofFolder(others.path().toStdString()).value()));
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        QCOMPARE(stage.view->table()->rowHeight(0), plain);
        const MadePictures made(2); // of two of the six
        stage.view->setPictures(made.pictures);
        QTRY_COMPARE(stage.view->dimensions()->rowCount(), 3);
        QVERIFY(stage.view->table()->rowHeight(0) > plain + 30);
    }
};

QTEST_MAIN(TestDimensionsView)
#include "tst_dimensionsview.moc"
