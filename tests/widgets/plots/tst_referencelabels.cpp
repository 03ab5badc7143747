#include "tests/support/shareddata.h"
#include "tests/widgets/plots/agreementstage.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/stripoccupancy.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
/// Whether a line passes through a rectangle, by looking at a thousand of its points.
bool crosses(const QRectF& area, const QPointF& from, const QPointF& to)
{
    for (int step = 0; step <= 1000; ++step)
        if (area.contains(from + (to - from) * step / 1000.))
            return true;
    return false;
}
} // namespace

/// Levels of chance and other lines are named beside the line, where no curve passes, and panels above.
class TestReferenceLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheLastFreePlace_data()
    {
        QTest::addColumn<QList<QLineF>>("lines");
        QTest::addColumn<double>("left"); // of 20 pixels in a strip from 0 to 100; -1: none
        QTest::newRow("nothing there") << QList<QLineF>() << 80.;
        QTest::newRow("a line above") << QList<QLineF> {{0, -5, 100, -5}} << 80.;
        QTest::newRow("a line along") << QList<QLineF> {{0, 5, 100, 5}} << -1.;
        QTest::newRow("a line on its edge") << QList<QLineF> {{0, 10.4, 100, 10.4}} << -1.;
        QTest::newRow("across the end") << QList<QLineF> {{90, -20, 90, 20}} << 69.5;
        QTest::newRow("a slope") << QList<QLineF> {{0, 100, 100, 0}} << 69.;
        QTest::newRow("ends before") << QList<QLineF> {{0, 5, 50, 5}} << 80.;
        QTest::newRow("too little room at the end") << QList<QLineF> {{60, 5, 85, 5}} << 39.5;
        QTest::newRow("one within another") << QList<QLineF> {{40, 5, 99, 5}, {60, 5, 70, 5}} << 19.5;
        QTest::newRow("between two") << QList<QLineF> {{40, -9, 40, 9}, {70, 5, 99, 5}} << 49.5;
        QTest::newRow("not between two") << QList<QLineF> {{60, -9, 60, 9}, {70, 5, 99, 5}} << 39.5;
        QTest::newRow("not a number") << QList<QLineF> {{0, qQNaN(), 100, 5}, {qQNaN(), 5, 100, 5}} << 80.;
        QTest::newRow("backwards") << QList<QLineF> {{99, 5, 90, 5}} << 69.5;
    }

    void findsTheLastFreePlace()
    {
        QFETCH(QList<QLineF>, lines);
        QFETCH(double, left);
        StripOccupancy strip(QRectF(0, 0, 100, 10));
        for (const QLineF& line : lines)
            strip.addLine(line.p1(), line.p2(), 1);
        const auto free = strip.lastFree(20);
        QCOMPARE(free.has_value(), left >= 0);
        if (!free)
            return;
        QCOMPARE(free->left(), left);
        QCOMPARE(free->size(), QSizeF(20, 10));
        strip.addBox(QRectF(0, 9, 100, 3));
        QVERIFY(!strip.lastFree(20));
    }

    void titlesReachOverTheLabelsOfNarrowPlots()
    {
        const AgreementStage stage(
            ViewKind::Delta, {guessingObserver("human", 2, 3, 1), guessingObserver("resnet50", 2, 3, 2)}, {},
            0);
        const auto* canvas = stage.view->findChild<ChartCanvas*>();
        for (const int width : {230, 400, 900}) {
            stage.view->resize(width, 300);
            QCoreApplication::processEvents();
            const auto& entries = canvas->legend().entries();
            QCOMPARE(entries.size(), std::size_t(2)); // the title and the network
            QCOMPARE(entries[0].text, QStringLiteral("Against Humans")); // is not cut
            QVERIFY(entries[0].rect.right() <= canvas->width());
            QVERIFY(!entries[0].rect.intersects(entries[1].rect));
            QVERIFY(entries[0].rect.bottom() <= canvas->plotArea(0).top());
        }
    }

    void standOnNoCurve_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : {ViewKind::LearningCurves, ViewKind::Runs, ViewKind::ResponseShare,
                                    ViewKind::RotationProfile, ViewKind::NovelKnown})
            QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void standOnNoCurve()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(ViewKind, kind);
        std::vector<Observer> members;
        for (const char* file : {"data/huber2024/trials/human_classification_data.csv",
                                 "data/huber2024/trials/resnet50_classification_data.csv",
                                 "data/huber2024/trials/vit_classification_data.csv"}) {
            const auto path = sharedFile(file).string();
            members.push_back(makeObserver(path, std::make_shared<const TrialTable>(*readTrials(path))));
        }
        const AgreementStage stage(kind, members, {}, 0);
        const auto* canvas = stage.view->findChild<ChartCanvas*>();
        int named = 0;
        for (const QSize size : {QSize(1200, 800), QSize(900, 600), QSize(560, 420)}) {
            stage.view->resize(size);
            QCoreApplication::processEvents();
            bool isEachNamed = true;
            for (int panel = 0; panel < int(canvas->spec().panels.size()); ++panel) {
                if (canvas->plotArea(panel).isEmpty())
                    continue;
                for (const QRectF& label : canvas->referenceLabels(panel)) {
                    named += !label.isNull();
                    isEachNamed = isEachNamed && !label.isNull();
                    QVERIFY(label.isNull() || canvas->plotArea(panel).contains(label));
                    for (const ChartSeries& series : canvas->spec().series)
                        for (std::size_t point = 1; series.panel == panel && point < series.points.size();
                             ++point)
                            QVERIFY(!crosses(
                                label,
                                canvas->pixelOf(panel, series.points[point - 1].x,
                                                series.points[point - 1].value),
                                canvas->pixelOf(panel, series.points[point].x, series.points[point].value)));
                }
            }
            const QString name =
                kind == ViewKind::ResponseShare ? QStringLiteral("shown") : QStringLiteral("chance");
            const std::vector<ChartKey> keys = canvas->keyEntries();
            QCOMPARE(
                std::any_of(keys.begin(), keys.end(), [&](const ChartKey& key) { return key.text == name; }),
                !isEachNamed);
        }
        QVERIFY(named > 0);
    }
};

QTEST_MAIN(TestReferenceLabels)
#include "tst_referencelabels.moc"
