// What any chart can show: a spec made here, through the view that all kinds share.
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/chartview.h"

#include <QApplication>
#include <QScrollBar>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
/// Accuracy by angle in two panels: "people" in both, "network" in the second, undefined at 0 degrees there.
ChartSpec angleSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = QStringLiteral("Angle");
    spec.xName = QStringLiteral("angle");
    spec.xUnit = QStringLiteral("°");
    spec.xTicks = {{-60, QStringLiteral("−60°")}, {0, QStringLiteral("0°")}, {60, QStringLiteral("60°")}};
    spec.xRange = Interval {-70, 70};
    spec.yTitle = QStringLiteral("Accuracy");
    spec.values = {0, 1};
    spec.decimals = 2;
    spec.valueName = QStringLiteral("Accuracy");
    spec.count = trialsText;
    spec.columns = 1;
    spec.subtitle = QStringLiteral("by angle");
    spec.hint = QStringLiteral("nothing");
    if (input.empty())
        return spec;
    for (const char* axis : {"about x", "about z"}) {
        ChartPanel panel;
        panel.title = QString::fromLatin1(axis);
        spec.panels.push_back(std::move(panel));
    }
    spec.panels[1].ribbons.push_back(
        {QStringLiteral("attainable"), {{-60, {.2, .9}}, {0, {.3, .8}}, {60, {NAN, NAN}}}});
    spec.panels[1].references.push_back({.25, QStringLiteral("guessing")});
    spec.panels[1].references.push_back({30, QStringLiteral("trained"), true});
    for (const int panel : {0, 1})
        for (const char* name : {"people", "network"}) {
            if (panel == 0 && name == std::string("network"))
                continue;
            ChartSeries series;
            series.observer = name;
            series.label = QString::fromLatin1(name);
            series.style = {name == std::string("people") ? Qt::magenta : Qt::blue};
            series.panel = panel;
            series.name = QStringLiteral("by angle");
            series.part = panel == 0 ? "x" : "z";
            for (const double angle : {-60., 0., 60.}) {
                const bool isUndefined = panel == 1 && angle == 0 && series.observer == "network";
                series.points.push_back({angle, isUndefined ? NAN : .5 + angle / 200, {}, 36});
            }
            series.trials = [name](const ChartPoint& point) { // stands for an epoch of its own
                return trialsOf(name, {}, point.x < 0 ? 1 : point.x > 0 ? 3 : 2);
            };
            spec.series.push_back(std::move(series));
        }
    spec.labels = {{"people", QStringLiteral("people"), QStringLiteral("people"), {Qt::magenta}},
                   {"network", QStringLiteral("network"), QStringLiteral("network"), {Qt::blue}}};
    return spec;
}

/// A panel for each of a hundred people, of which a page is made.
ChartSpec pagedSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = QStringLiteral("Epoch");
    spec.values = {0, 1};
    spec.labelsAreTitles = true;
    spec.isPaged = true;
    if (input.empty())
        return spec;
    std::vector<int> people;
    for (int person = 0; person < 100; ++person)
        if (!input.isHidden("group " + std::to_string(person / 50)))
            people.push_back(person);
    spec.panelTotal = int(people.size());
    for (int place = input.page.first;
         place < std::min(int(people.size()), input.page.first + input.page.capacity); ++place) {
        ChartPanel panel;
        panel.observer = "group " + std::to_string(people[std::size_t(place)] / 50);
        panel.title = QString::number(people[std::size_t(place)]);
        ChartSeries series;
        series.observer = panel.observer;
        series.panel = int(spec.panels.size());
        series.points = {{1, .5, {}, 1}, {2, .6, {}, 1}};
        spec.panels.push_back(std::move(panel));
        spec.series.push_back(std::move(series));
    }
    for (const char* group : {"group 0", "group 1"})
        spec.labels.push_back({group, QString::fromLatin1(group), QString::fromLatin1(group), {}});
    if (spec.panels.empty())
        spec.panels.resize(1);
    return spec;
}

std::shared_ptr<const CurveSet> anyCurves()
{
    auto set = std::make_shared<CurveSet>();
    set->observers.resize(1);
    return set;
}

struct Stage
{
    explicit Stage(ChartSpecFunction spec)
        : view(ViewKind::LearningCurves, {spec})
        , canvas(view.findChild<ChartCanvas*>())
        , pages(view.findChild<QScrollBar*>())
    {
        view.resize(640, 420);
        view.setModels(nullptr, &selection);
        view.setCurves(anyCurves());
        view.show();
        QApplication::processEvents();
    }

    SelectionModel selection;
    ChartView view;
    ChartCanvas* canvas;
    QScrollBar* pages;

    QPoint pixel(std::size_t series, std::size_t point) const
    {
        return canvas->pixelOf(ChartPlace {series, point}).toPoint();
    }
    QStringList titles() const
    {
        QStringList all;
        for (const ChartPanel& panel : canvas->spec().panels)
            all << panel.title;
        return all;
    }
};
} // namespace

class TestChartView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOutXInItsOwnWords()
    {
        Stage stage(angleSpec);
        QTest::mouseMove(stage.canvas, stage.canvas->pixelOf(0, -55, .9).toPoint());
        const std::vector<ReadoutRow> rows = stage.view.readout()->rows();
        QCOMPARE(rows.size(), std::size_t(4)); // two of people, one of the network, the ribbon
        QCOMPARE(rows[0].x, std::optional(-60.));
        QCOMPARE(rows[0].xText, QStringLiteral("−60°"));
        QCOMPARE(rows[0].phase, QStringLiteral("by angle"));
        QCOMPARE(rows[3].phase, QStringLiteral("attainable"));
        QCOMPARE(rows[3].low, std::optional(.2));
        const ReadoutModel& table = *stage.view.readout();
        QCOMPARE(table.headerData(ReadoutModel::XColumn, Qt::Horizontal).toString(), QStringLiteral("Angle"));
        QCOMPARE(table.headerData(ReadoutModel::MeanColumn, Qt::Horizontal).toString(),
                 QStringLiteral("Accuracy"));
        QCOMPARE(table.index(0, ReadoutModel::XColumn).data().toString(), QStringLiteral("−60°"));
        QCOMPARE(table.index(0, ReadoutModel::MeanColumn).data().toString(), QStringLiteral("0.20"));
        QCOMPARE(table.index(3, ReadoutModel::MeanColumn).data().toString(), QString());
    }

    void saysWhatIsUndefinedAndJoinsNothingThere()
    {
        Stage stage(angleSpec);
        std::size_t undefined = 0;
        for (const QCPGraph* graph : stage.view.findChildren<QCPGraph*>())
            if (graph->name() == QStringLiteral("network/z"))
                for (const QCPGraphData& point : *graph->data())
                    undefined += std::isnan(point.value); // QCustomPlot interrupts the line there
        QCOMPARE(undefined, std::size_t(1));
        const QStringList lines = stage.view.toText().split(QLatin1Char('\n'));
        QCOMPARE(lines.filter(QStringLiteral("undefined")),
                 QStringList {QStringLiteral("network\tby angle\t0\tundefined\t\t\t36")});
        QCOMPARE(lines.front(), QStringLiteral("observer\tvalues\tangle\taccuracy\tlow\thigh\tn"));
        stage.selection.select(trialsOf("network", {}, 2)); // the undefined point's trials: no ring, no crash
        stage.view.grab();
    }

    void aClickSelectsWhatThePointStandsFor()
    {
        Stage stage(angleSpec);
        QTest::mouseClick(stage.canvas, Qt::LeftButton, {}, stage.pixel(2, 2)); // network at 60 degrees
        QCOMPARE(stage.selection.selection(), trialsOf("network", {}, 3));
        // Where its trials are selected, the point is ringed: it looks different from its neighbour's.
        const auto look = [&](std::size_t point) {
            const QPoint at = stage.pixel(2, point);
            return stage.view
                .grab(QRect(stage.canvas->mapTo(&stage.view, at) - QPoint(11, 11), QSize(22, 22)))
                .toImage();
        };
        stage.view.grab();
        const QImage ringed = look(2);
        stage.selection.select(trialsOf("network", {}, 1));
        QApplication::processEvents();
        QVERIFY(look(2) != ringed);
    }

    void keysPassUndefinedPoints()
    {
        Stage stage(angleSpec);
        QTest::keyClick(&stage.view, Qt::Key_Up); // the first series, then up and around to the last
        QTest::keyClick(&stage.view, Qt::Key_Up);
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QVERIFY2(
            stage.view.accessibleDescription().contains(QStringLiteral("angle 0°: undefined, 36 trials")),
            qPrintable(stage.view.accessibleDescription()));
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QVERIFY(stage.view.accessibleDescription().contains(QStringLiteral("angle 60°: 0.80")));
    }

    void standsInColumnsWithTitlesThatAreNoButtons()
    {
        Stage stage(angleSpec);
        const QRectF first = stage.canvas->plotArea(0);
        const QRectF second = stage.canvas->plotArea(1);
        QCOMPARE(first.left(), second.left());
        QVERIFY(second.top() > first.bottom());
        QCOMPARE(stage.canvas->xRange(), QCPRange(-70, 70));
        const QPointF title(first.left() + 10, first.top() - 10);
        QVERIFY(!stage.canvas->legend().entryAt(title));
        const auto& entries = stage.canvas->legend().entries();
        QCOMPARE(std::count_if(entries.begin(), entries.end(),
                               [](const LegendEntry& entry) { return !entry.isButton; }),
                 2);
    }

    void thinsOwnTicksWhereTheyHaveNoRoom()
    {
        ListTicker ticker;
        std::vector<ListTicker::Tick> ticks;
        for (int place = 0; place <= 12; ++place)
            ticks.push_back({36. * place, QString::number(36 * place)});
        ticker.setTicks(ticks);
        ticker.setLargestCount(5);
        QVector<double> places;
        QVector<QString> labels;
        ticker.generate({0, 432}, QLocale(), QLatin1Char('f'), 6, places, nullptr, &labels);
        QCOMPARE(places, (QVector<double> {0, 108, 216, 324, 432}));
        QCOMPARE(labels.last(), QStringLiteral("432"));
        ticker.generate({100, 200}, QLocale(), QLatin1Char('f'), 6, places, nullptr, &labels);
        QCOMPARE(places, (QVector<double> {108, 144, 180}));
    }

    void turnsPagesOfPanels()
    {
        Stage stage(pagedSpec);
        const int capacity = int(stage.titles().size());
        QCOMPARE(capacity, 3 * 3);
        QVERIFY(stage.pages->isVisible());
        QCOMPARE(stage.pages->maximum(), (100 - 1) / capacity);
        QTest::keyClick(&stage.view, Qt::Key_PageDown);
        QCOMPARE(stage.titles().front(), QString::number(capacity));
        stage.pages->setValue(stage.pages->maximum());
        QCOMPARE(stage.titles(), QStringList {QStringLiteral("99")});
        stage.view.resize(1300, 420); // more have room: the page with that panel
        QApplication::processEvents();
        QVERIFY(stage.titles().contains(QStringLiteral("99")));
        QVERIFY(stage.titles().size() > 1);
        stage.view.setHiddenObservers({"group 1"}); // half of them go, and the page is filled again
        QCOMPARE(stage.titles().front(), QStringLiteral("0"));
        QCOMPARE(stage.pages->maximum(), (50 - 1) / (6 * 3));
        stage.view.setHiddenObservers({"group 0"});
        QCOMPARE(stage.titles().front(), QStringLiteral("50"));
        stage.view.setHiddenObservers({"group 0", "group 1"}); // nothing is left but their names
        QVERIFY(stage.canvas->spec().empty());
        const LegendEntry name = stage.canvas->legend().entries().back();
        QTest::mouseClick(stage.canvas, Qt::LeftButton, {}, name.rect.center().toPoint());
        QCOMPARE(stage.titles().front(), QStringLiteral("50"));
        stage.view.setCurves(std::make_shared<const CurveSet>());
        QVERIFY(!stage.pages->isVisible());
    }
};

QTEST_MAIN(TestChartView)
#include "tst_chartview.moc"
