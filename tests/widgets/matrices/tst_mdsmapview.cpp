#include "tests/widgets/matrices/representationstage.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/mdsmapview.h"
#include "widgets/stimuli/pictureloader.h"

#include <QCheckBox>
#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace learnscope;

namespace {
RepresentationOptions withMaps(ScalingMethod method = ScalingMethod::Classical, std::size_t clusters = 0)
{
    RepresentationOptions options;
    options.parts.maps = true;
    options.scaling.method = method;
    if (clusters > 1) {
        options.order.by = ItemOrdering::Clusters;
        options.order.clusters = clusters;
    }
    return options;
}

std::shared_ptr<const RepresentationSet> twoMaps(std::size_t rows, const RepresentationOptions& options)
{
    return arranged({inputOf("first", madeItems(rows, 5)), inputOf("second", madeItems(rows, 5, 2))},
                    options);
}

/// A set with a map that is given, for sizes at which none is to be computed here.
std::shared_ptr<const RepresentationSet> givenMap(std::size_t rows, std::size_t maps)
{
    auto set = std::make_shared<RepresentationSet>();
    set->options = withMaps();
    ShownGroup group;
    group.items = rows;
    group.names = numberedNames(rows);
    const auto names = group.names.span();
    group.index = std::make_shared<const ItemIndex>(std::vector(names.begin(), names.end()));
    for (std::size_t index = 0; index < maps; ++index) {
        ItemMap map;
        Random random(index + 1);
        ShownRepresentation shown {inputOf("map " + std::to_string(index), madeItems(3, 2))};
        for (std::size_t row = 0; row < rows; ++row) {
            map.items.push_back(row);
            shown.rows.push_back(row);
            const double radius = std::sqrt(-2 * std::log(1 - random.uniform()));
            const double angle = 6.2831853 * random.uniform();
            map.points.push_back(radius * std::cos(angle));
            map.points.push_back(radius * std::sin(angle));
        }
        group.numbers = shown.rows;
        group.members.push_back(index);
        shown.map = std::make_shared<const ItemMap>(std::move(map));
        set->shown.push_back(std::move(shown));
    }
    set->groups.push_back(std::move(group));
    return set;
}

bool anyOverlap(const std::vector<MapCanvas::Drawn>& drawn)
{
    for (std::size_t one = 0; one < drawn.size(); ++one)
        for (std::size_t other = one + 1; other < drawn.size(); ++other)
            if (drawn[one].rect.intersects(drawn[other].rect))
                return true;
    return false;
}

using Stage = RepresentationStage<MdsMapView>;
} // namespace

class TestMdsMapView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsEveryItemWhereTheMapHasIt()
    {
        Stage stage;
        const auto set = twoMaps(40, withMaps());
        stage.view->setRepresentations(set);
        const MapCanvas& canvas = *stage.view->canvas();
        QCOMPARE(canvas.panels().size(), std::size_t(2));
        double extent = 0;
        for (const ShownRepresentation& shown : set->shown)
            for (const double number : shown.map->points)
                extent = std::max(extent, std::abs(number));
        for (std::size_t panel = 0; panel < 2; ++panel) {
            const ItemMap& map = *set->shown[panel].map;
            QCOMPARE(map.items.size(), std::size_t(40));
            const QRectF area = canvas.area(panel);
            // One scale for all maps and both axes, the second axis pointing up.
            const double scale = std::min(area.width(), area.height()) / (2 * 1.06 * extent);
            for (std::size_t point = 0; point < map.items.size(); ++point) {
                const QPointF at = canvas.pixelOf({panel, map.items[point]});
                QVERIFY(area.contains(at));
                QVERIFY(std::abs(at.x() - (area.center().x() + map.points[2 * point] * scale)) < 1e-6);
                QVERIFY(std::abs(at.y() - (area.center().y() - map.points[2 * point + 1] * scale)) < 1e-6);
            }
        }
    }

    void statesStressAndShares_data()
    {
        QTest::addColumn<ScalingMethod>("method");
        QTest::newRow("classical") << ScalingMethod::Classical;
        QTest::newRow("metric") << ScalingMethod::Metric;
        QTest::newRow("non-metric") << ScalingMethod::NonMetric;
    }

    void statesStressAndShares()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(ScalingMethod, method);
        Stage stage;
        const auto set = arranged({inputOf("VICE", viceItems(60))}, withMaps(method));
        stage.view->setRepresentations(set);
        const ItemMap& map = *set->shown[0].map;
        QVERIFY(map.stress > 0);
        const QString subtitle = stage.view->subtitle();
        QVERIFY2(subtitle.contains(QStringLiteral("stress %1").arg(map.stress, 0, 'f', 3)),
                 qPrintable(subtitle));
        QCOMPARE(subtitle.contains(QStringLiteral("%1 %").arg(100 * map.explainedShare, 0, 'f', 1)),
                 method == ScalingMethod::Classical);
        QCOMPARE(
            stage.view->details().contains(QStringLiteral("%1 %").arg(100 * map.positiveShare, 0, 'f', 1)),
            method == ScalingMethod::Classical);
    }

    void asksForAnotherMethod()
    {
        Stage stage;
        stage.view->setRepresentations(twoMaps(12, withMaps()));
        QSignalSpy asked(stage.view.get(), &RepresentationView::representationOptionsRequested);
        auto* methods = stage.view->findChild<QComboBox*>();
        methods->setFocus();
        QTest::keyClick(methods, Qt::Key_Down);
        QCOMPARE(asked.count(), 1);
        QVERIFY(asked[0][0].value<RepresentationOptions>().scaling.method == ScalingMethod::Metric);
        QMenu menu;
        stage.view->addRuleActions(menu);
        const auto actions = menu.actions();
        const auto nonMetric = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text() == QStringLiteral("Non-metric scaling");
        });
        QVERIFY(nonMetric != actions.end());
        (*nonMetric)->trigger();
        QCOMPARE(asked.count(), 2);
        QVERIFY(asked[1][0].value<RepresentationOptions>().scaling.method == ScalingMethod::NonMetric);
    }

    void selectsByMouseAndSharesIt()
    {
        Stage stage;
        const auto set = twoMaps(40, withMaps());
        stage.view->setRepresentations(set);
        MapCanvas* canvas = stage.view->canvas();
        stage.view->grab();
        const MapPlace place {1, 7};
        const QPoint at = canvas->pixelOf(place).toPoint();
        QCOMPARE(canvas->placeAt(at), std::optional(place));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, at);
        const std::string item = set->groups[0].itemAt(7);
        QCOMPARE(stage.items.items(), ItemSet {item});
        QCOMPARE(stage.items.current(), item);
        QCOMPARE(canvas->groups()[0].current, std::optional<std::size_t>(7));
        // Two items in a box about both points, added with Shift.
        const QRectF area = canvas->area(0);
        QTest::mousePress(canvas, Qt::LeftButton, Qt::ShiftModifier, area.topLeft().toPoint() + QPoint(2, 2));
        QMouseEvent move(QEvent::MouseMove, area.center(), canvas->mapToGlobal(area.center()), Qt::NoButton,
                         Qt::LeftButton, Qt::ShiftModifier);
        QCoreApplication::sendEvent(canvas, &move);
        QTest::mouseRelease(canvas, Qt::LeftButton, Qt::ShiftModifier, area.center().toPoint());
        ItemSet expected {item};
        for (std::size_t one = 0; one < 40; ++one)
            if (QRectF(area.topLeft() + QPointF(2, 2), area.center()).contains(canvas->pixelOf({0, one})))
                expected.insert(set->groups[0].itemAt(one));
        QVERIFY(expected.size() > 3);
        QCOMPARE(stage.items.items(), expected);
        // What others select is marked here.
        stage.items.select({"item 3", "not here"});
        QCOMPARE(canvas->groups()[0].selectedCount, std::size_t(1));
        QTest::mouseClick(canvas, Qt::LeftButton, {}, canvas->area(0).topLeft().toPoint() + QPoint(2, 2));
        QVERIFY(stage.items.items().empty());
    }

    void isWalkedByKeys()
    {
        Stage stage;
        const auto set = twoMaps(40, withMaps());
        stage.view->setRepresentations(set);
        MapCanvas* canvas = stage.view->canvas();
        QTest::keyClick(stage.view.get(), Qt::Key_Right);
        QVERIFY(canvas->cursorPlace().has_value());
        const MapPlace first = *canvas->cursorPlace();
        QTest::keyClick(stage.view.get(), Qt::Key_Up);
        const MapPlace second = *canvas->cursorPlace();
        QVERIFY(canvas->pixelOf(second).y() < canvas->pixelOf(first).y());
        const QString item = QString::fromStdString(set->groups[0].itemAt(second.item));
        QVERIFY(stage.view->accessibleDescription().startsWith(item));
        QCOMPARE(stage.view->readout()->rows().size(), std::size_t(2)); // its place on either map
        QCOMPARE(stage.view->readout()->rows()[0].phase, item);
        QTest::keyClick(stage.view.get(), Qt::Key_Return);
        QCOMPARE(stage.items.items(), ItemSet {item.toStdString()});
        QTest::keyClick(stage.view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(*canvas->cursorPlace(), (MapPlace {1, second.item}));
        QTest::keyClick(stage.view.get(), Qt::Key_Escape);
        QVERIFY(!canvas->cursorPlace() && stage.items.items().empty());
    }

    void zoomsAboutThePointer()
    {
        Stage stage;
        stage.view->setRepresentations(twoMaps(40, withMaps()));
        MapCanvas* canvas = stage.view->canvas();
        const MapPlace place {0, 5};
        const QPointF before = canvas->pixelOf(place);
        const QPointF other = canvas->pixelOf({1, 5});
        QWheelEvent wheel(before, canvas->mapToGlobal(before), {}, {0, 120}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &wheel);
        QVERIFY(canvas->sights()[0].zoom > 1.2);
        QVERIFY((canvas->pixelOf(place) - before).manhattanLength() < 1e-6);
        QVERIFY((canvas->pixelOf({1, 5}) - other).manhattanLength() > 0); // the other map follows
        const QJsonObject kept = stage.view->zoom();
        QVERIFY(!kept.isEmpty());
        stage.view->resetZoom();
        QVERIFY(stage.view->zoom().isEmpty());
        // A zoom that is set before there are maps waits for them.
        Stage later;
        later.view->setZoom(kept);
        later.view->setRepresentations(twoMaps(40, withMaps()));
        QCOMPARE(later.view->zoom(), kept);
    }

    void showsNamesAndPicturesThatCoverNothing()
    {
        constexpr std::size_t count = 60;
        const MadePictures made(count);
        Stage stage;
        stage.view->setPictures(made.pictures);
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(count, 4))}, withMaps()));
        MapCanvas* canvas = stage.view->canvas();
        auto* loader = canvas->findChild<PictureLoader*>();
        stage.view->grab();
        QTRY_VERIFY(loader->memoryUsed() > 0);
        std::size_t seen = 0;
        const auto settled = [&] {
            const std::size_t before = seen;
            stage.view->grab();
            seen = canvas->drawnPictures().size();
            return seen > 0 && seen == before;
        };
        QTRY_VERIFY(settled());
        const std::size_t pictures = seen;
        QVERIFY(pictures < count); // some are points, as they would cover others
        QVERIFY(!anyOverlap(canvas->drawnPictures()));
        QVERIFY(!anyOverlap(canvas->drawnNames()));
        const double side = canvas->drawnPictures()[0].rect.width();
        for (int step = 0; step < 8; ++step)
            stage.view->zoomIn();
        seen = 0;
        QTRY_VERIFY(settled());
        QVERIFY(canvas->drawnPictures()[0].rect.width() > side);
        QVERIFY(!anyOverlap(canvas->drawnPictures()));
        // A picture is a place to click.
        const auto& drawn = canvas->drawnPictures()[0];
        QCOMPARE(canvas->placeAt(drawn.rect.topLeft() + QPointF(2, 2)), std::optional(drawn.place));
        // Both can be switched off, which is kept.
        const auto boxes = stage.view->findChildren<QCheckBox*>();
        for (QCheckBox* box : boxes)
            box->setChecked(false);
        stage.view->grab();
        QVERIFY(canvas->drawnPictures().empty() && canvas->drawnNames().empty());
        const QJsonObject state = stage.view->state();
        stage.view->setState({});
        QVERIFY(boxes[0]->isChecked() && boxes[1]->isChecked() && stage.view->state().isEmpty());
        stage.view->setState(state);
        QVERIFY(!boxes[0]->isChecked() && !boxes[1]->isChecked());
    }

    void namesEveryPictureThatHasRoom()
    {
        const MadePictures made(3);
        Stage stage;
        stage.view->setPictures(made.pictures);
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(3, 4))}, withMaps()));
        MapCanvas* canvas = stage.view->canvas();
        const auto drawn = [&] {
            stage.view->grab();
            return canvas->drawnPictures().size();
        };
        QTRY_COMPARE(drawn(), std::size_t(3));
        QCOMPARE(canvas->drawnNames().size(), std::size_t(3));
        for (const MapCanvas::Drawn& picture : canvas->drawnPictures())
            QVERIFY(picture.rect.width() > 40); // few have room to be large
    }

    void showsMoreNamesWhenZoomedIn()
    {
        Stage stage;
        stage.view->setRepresentations(givenMap(1854, 1));
        MapCanvas* canvas = stage.view->canvas();
        stage.view->grab();
        const auto inSight = [&] {
            double count = 0;
            for (std::size_t item = 0; item < 1854; ++item)
                count += canvas->area(0).contains(canvas->pixelOf({0, item}));
            return count;
        };
        const double share = double(canvas->drawnNames().size()) / inSight();
        for (int step = 0; step < 12; ++step)
            stage.view->zoomIn();
        stage.view->grab();
        QVERIFY(double(canvas->drawnNames().size()) / inSight() > 3 * share);
        QVERIFY(!anyOverlap(canvas->drawnNames()));
        // What is selected is named before others.
        stage.view->resetZoom();
        stage.items.select({"item 900"});
        stage.view->grab();
        QVERIFY(!canvas->drawnNames().empty());
        QCOMPARE(canvas->drawnNames()[0].place.item, std::size_t(899));
    }

    void coloursByClusters()
    {
        Stage stage;
        const auto set = twoMaps(40, withMaps(ScalingMethod::Classical, 4));
        QCOMPARE(set->groups[0].clusterStarts.size(), std::size_t(3));
        stage.view->setRepresentations(set);
        const auto& clusters = stage.view->canvas()->groups()[0].clusters;
        QCOMPARE(clusters.size(), std::size_t(40));
        for (std::size_t place = 1; place < 40; ++place) {
            const auto& starts = set->groups[0].clusterStarts;
            const bool begins = std::find(starts.begin(), starts.end(), place) != starts.end();
            QCOMPARE(clusters[place] - clusters[place - 1], begins ? 1u : 0u);
        }
        QCOMPARE(stage.view->toText().section(QLatin1Char('\n'), 0, 0),
                 QStringLiteral(
                     "item\tselected\tcluster\tfirst axis 1\tfirst axis 2\tsecond axis 1\tsecond axis 2"));
    }

    void writesAllPlaces()
    {
        Stage stage;
        const auto set = twoMaps(12, withMaps());
        stage.view->setRepresentations(set);
        stage.items.select({"item 2"});
        const QStringList lines = stage.view->toText().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 13);
        const QStringList second = lines[2].split(QLatin1Char('\t'));
        QCOMPARE(second.size(), 6);
        QCOMPARE(second[0], QStringLiteral("item 2"));
        QCOMPARE(second[1], QStringLiteral("yes"));
        const ItemMap& map = *set->shown[1].map;
        const auto point = static_cast<std::size_t>(
            std::find(map.items.begin(), map.items.end(), std::size_t(1)) - map.items.begin());
        QVERIFY(std::abs(second[4].toDouble() - map.points[2 * point]) < 1e-5);
        QVERIFY(std::abs(second[5].toDouble() - map.points[2 * point + 1]) < 1e-5);
    }

    void saysWhyThereIsNothing()
    {
        Stage stage;
        stage.view->grab();
        QVERIFY(stage.view->canvas()->hint().contains(QStringLiteral("Open")));
        QCOMPARE(stage.view->accessibleDescription(), stage.view->canvas()->hint());
        // Before the maps are there.
        stage.view->setRepresentations(arranged({inputOf("one", madeItems(9, 3))}, {}));
        QVERIFY(stage.view->canvas()->hint().contains(QStringLiteral("computed")));
        // Of one item, and of too many for a whole matrix.
        RepresentationOptions options = withMaps();
        options.wholeItems = 20;
        stage.view->setRepresentations(
            arranged({inputOf("lone", madeItems(1, 3)), inputOf("large", madeItems(30, 3))}, options));
        const auto& panels = stage.view->canvas()->panels();
        QCOMPARE(panels.size(), std::size_t(2));
        QCOMPARE(panels[0].problem, QStringLiteral("There is only one item."));
        QCOMPARE(panels[1].problem,
                 QStringLiteral("A map needs the whole matrix, which is not formed of 30 items."));
        stage.view->grab();
        for (const int key : {Qt::Key_Right, Qt::Key_Return, Qt::Key_Plus, Qt::Key_R})
            QTest::keyClick(stage.view.get(), Qt::Key(key));
        QVERIFY(stage.items.items().empty());
        QVERIFY(stage.view->accessibleDescription().contains(panels[1].problem));
        stage.view->setRepresentations(nullptr);
        QVERIFY(stage.view->canvas()->panels().empty());
    }
};

QTEST_MAIN(TestMdsMapView)
#include "tst_mdsmapview.moc"
