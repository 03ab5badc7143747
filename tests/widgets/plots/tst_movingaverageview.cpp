#include "core/base/random.h"
#include "tests/core/stats/trialbuilder.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/plotview.h"
#include "widgets/plots/windowsdialog.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
/// @p people of three epochs of 12 training and 9 test trials; one more is right from epoch to epoch.
Observer group(const char* name, int people)
{
    TrialBuilder builder;
    for (int person = 1; person <= people; ++person)
        for (int epoch = 1; epoch <= 3; ++epoch)
            builder.cell(person, epoch, Phase::Train, 12, 4 + epoch)
                .cell(person, epoch, Phase::Test, 9, 3 + epoch);
    return builder.observer(name);
}

struct Stage
{
    explicit Stage(ViewKind kind, const std::vector<Observer>& observers = {group("human", 2)})
        : view(makePlotView(kind))
        , canvas(view->findChild<ChartCanvas*>())
    {
        view->resize(700, 420);
        view->setModels(nullptr, &selection);
        rules.curves.bootstrapDraws = 0;
        QObject::connect(view.get(), &PlotView::rulesRequested, view.get(),
                         [this](const AnalysisOptions& wanted) {
                             rules = wanted;
                             view->setRules(rules);
                         });
        view->setRules(rules);
        auto analysis = std::make_shared<const Analysis>(*analyse(observers, rules));
        auto curves = std::make_shared<CurveSet>();
        curves->options = rules.curves;
        for (const ObserverAnalysis& one : analysis->observers)
            curves->observers.push_back(one.curves);
        view->setCurves(curves);
        view->setAnalysis(analysis);
        view->show();
        QApplication::processEvents();
    }

    AnalysisOptions rules;
    SelectionModel selection;
    std::unique_ptr<PlotView> view;
    ChartCanvas* canvas;

    std::vector<double> values(std::size_t series) const
    {
        std::vector<double> all;
        for (const ChartPoint& point : canvas->spec().series[series].points)
            all.push_back(point.value);
        return all;
    }
    void trigger(const QString& text) const
    {
        QMenu menu;
        view->addRuleActions(menu);
        for (QAction* action : menu.actions())
            if (action->text() == text)
                return action->trigger();
        qFatal("no such definition");
    }
};
} // namespace

class TestMovingAverageView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsEveryWindowOfEveryRun()
    {
        const Observer people = group("human", 2);
        Stage stage(ViewKind::MovingAverage, {people});
        QCOMPARE(stage.canvas->spec().panels.size(), std::size_t(2));
        QCOMPARE(stage.canvas->spec().panels[1].title, QStringLiteral("Participant 2"));
        const std::vector<std::int32_t> runs {1, 2};
        const auto answers = answerSequences(*people.trials, trialBlocks(*people.trials, runs), runs);
        std::size_t series = 0;
        for (const std::size_t sequence : {0U, 2U}) // training comes before test
            for (const std::uint32_t window : {9U, 18U, 36U}) {
                QCOMPARE(stage.canvas->spec().series[series].points.front().x, double(window));
                QCOMPARE(stage.values(series++), movingAverage(answers[sequence], window));
            }
        QCOMPARE(series, stage.canvas->spec().series.size());
        QVERIFY(stage.view->subtitle().contains(QStringLiteral("9, 18, 36")));
        QCOMPARE(stage.canvas->spec().xTicks.size(), std::size_t(4)); // 0, 12, 24 and 36
        QCOMPARE(stage.canvas->spec().xTicks[2].at, 24.);
    }

    void keepsTheExtremesOfLongRuns()
    {
        TrialBuilder builder;
        Random random(3);
        for (int epoch = 1; epoch <= 450; ++epoch)
            builder.cell(1, epoch, Phase::Train, 100, 20 + int(random.below(80)));
        const Observer person = builder.observer("human");
        Stage stage(ViewKind::MovingAverage, {person});
        const std::vector<std::int32_t> runs {1};
        const auto answers = answerSequences(*person.trials, trialBlocks(*person.trials, runs), runs);
        QCOMPARE(answers.at(0).trials(), 45000U);
        QVERIFY(stage.view->subtitle().endsWith(QStringLiteral(", extremes of every 8 trials")));
        for (const ChartSeries& series : stage.canvas->spec().series) {
            const std::uint32_t window = series.points.front().n;
            const std::vector<double> all = movingAverage(answers[0], window);
            QVERIFY(series.points.size() <= 20'000);
            QCOMPARE(series.points.front().x, double(window));
            QCOMPARE(series.points.back().x, 45000.);
            auto point = series.points.begin();
            for (std::size_t stretch = window / 8 * 8; stretch <= 45000; stretch += 8) {
                const std::size_t first = std::max<std::size_t>(stretch, window) - window;
                const auto end = all.begin() + std::ptrdiff_t(std::min(stretch + 8 - window, all.size()));
                const auto [lowest, highest] = std::minmax_element(all.begin() + std::ptrdiff_t(first), end);
                double low = 1;
                double high = 0;
                for (; point != series.points.end() && point->x < double(stretch + 8); ++point) {
                    QCOMPARE(point->value, all[std::size_t(point->x) - window]);
                    low = std::min(low, point->value);
                    high = std::max(high, point->value);
                }
                QCOMPARE(low, *lowest);
                QCOMPARE(high, *highest);
            }
        }
    }

    void drawsEveryTrialWhereItIsZoomedIn()
    {
        TrialBuilder builder;
        Random random(3);
        for (int epoch = 1; epoch <= 450; ++epoch)
            builder.cell(1, epoch, Phase::Train, 100, 20 + int(random.below(80)));
        const Observer person = builder.observer("human");
        Stage stage(ViewKind::MovingAverage, {person});
        const QSignalSpy captions(stage.view.get(), &PlotView::captionChanged);
        const QJsonObject zoom {{QStringLiteral("x"), QJsonArray {20000, 21000}},
                                {QStringLiteral("values"), QJsonArray {0, 1}}};
        stage.view->setZoom(zoom);
        QTRY_COMPARE(captions.size(), 1);
        QVERIFY(!stage.view->subtitle().contains(QStringLiteral("extremes")));
        QCOMPARE(stage.view->zoom(), zoom);
        for (const ChartSeries& series : stage.canvas->spec().series) {
            auto point = std::find_if(series.points.begin(), series.points.end(),
                                      [](const ChartPoint& one) { return one.x >= 20000; });
            for (int trial = 20000; trial <= 21000; ++trial, ++point)
                QCOMPARE(point->x, double(trial));
            QCOMPARE(series.points.back().x, 45000.);
            QVERIFY(series.points.size() <= 22'000);
        }
        stage.view->resetZoom();
        QTRY_COMPARE(captions.size(), 2);
        QVERIFY(stage.view->subtitle().endsWith(QStringLiteral(", extremes of every 8 trials")));
    }

    void keepsTheKeyboardsPlaceWhereItIsZoomedIn()
    {
        TrialBuilder builder;
        Random random(5);
        for (int epoch = 1; epoch <= 450; ++epoch)
            builder.cell(1, epoch, Phase::Train, 100, 20 + int(random.below(80)));
        Stage stage(ViewKind::MovingAverage, {builder.observer("human")});
        for (int press = 0; press < 5; ++press)
            QTest::keyClick(stage.view.get(), Qt::Key_Right);
        const std::optional<double> before = stage.canvas->overlay().x;
        QVERIFY(before && *before > 9);
        const QSignalSpy captions(stage.view.get(), &PlotView::captionChanged);
        stage.view->setZoom(
            {{QStringLiteral("x"), QJsonArray {0, 900}}, {QStringLiteral("values"), QJsonArray {0, 1}}});
        QTRY_COMPARE(captions.size(), 1);
        QCOMPARE(stage.canvas->overlay().x, before);
        QTest::keyClick(stage.view.get(), Qt::Key_Right);
        QCOMPARE(stage.canvas->overlay().x, std::optional(*before + 1));
    }

    void switchesThePhase()
    {
        Stage stage(ViewKind::MovingAverage);
        stage.trigger(QStringLiteral("Test trials"));
        QVERIFY(stage.rules.movingAverage.phase == Phase::Test);
        QCOMPARE(stage.canvas->spec().xTitle, QStringLiteral("Test trial"));
        QCOMPARE(stage.canvas->spec().series.size(), std::size_t(4)); // 51 trials there are not
        QCOMPARE(stage.canvas->spec().series[0].points.front().x, 13.);
    }

    void asksForWindows()
    {
        Stage stage(ViewKind::MovingAverage);
        stage.trigger(QStringLiteral("Windows..."));
        auto* dialog = stage.view->findChild<WindowsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QLineEdit* train = dialog->findChildren<QLineEdit*>().front();
        QPushButton* accept = dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(accept->isEnabled());
        train->setText(QStringLiteral("5, none"));
        QVERIFY(!accept->isEnabled());
        train->setText(QStringLiteral("20, 5"));
        QVERIFY(accept->isEnabled());
        accept->click();
        QCOMPARE(stage.rules.movingAverage.train, (std::vector<std::uint32_t> {5, 20}));
        QCOMPARE(stage.rules.movingAverage.test, MovingAverageOptions().test);
        QCOMPARE(stage.canvas->spec().series[0].points.front().x, 5.);
        QCOMPARE(stage.canvas->spec().key.size(), std::size_t(2));
    }

    void aPointSelectsItsRunAndEpoch()
    {
        Stage stage(ViewKind::MovingAverage);
        const std::size_t series = 3; // participant 2, window 9
        const auto& points = stage.canvas->spec().series[series].points;
        const std::size_t place = 12 + 1 - 9; // trial 13, the first of epoch 2
        QCOMPARE(points[place].x, 13.);
        QTest::mouseClick(stage.canvas, Qt::LeftButton, {},
                          stage.canvas->pixelOf(ChartPlace {series, place}).toPoint());
        QCOMPARE(stage.selection.selection(), trialsOf("human", 2, 2, Phase::Train));
        QCOMPARE(stage.view->readout()->rows().front().x, std::optional(13.));
        const QImage selected = stage.view->grab().toImage();
        stage.selection.clear();
        QApplication::processEvents();
        QVERIFY(stage.view->grab().toImage() != selected); // the stretch is marked
    }

    void pagesThousandsOfRuns()
    {
        Stage stage(ViewKind::MovingAverage, {group("human", 2000)});
        const std::size_t shown = stage.canvas->spec().panels.size();
        QVERIFY(shown > 1 && shown <= 12);
        QCOMPARE(stage.canvas->spec().panelTotal, 2000);
        QVERIFY2(stage.view->subtitle().contains(QStringLiteral("of 2,000")),
                 qPrintable(stage.view->subtitle()));
        for (int press = 0; press < 3; ++press)
            QTest::keyClick(stage.view.get(), Qt::Key_PageDown);
        QCOMPARE(stage.canvas->spec().panels.front().title,
                 QStringLiteral("Participant %1").arg(3 * shown + 1));
        for (std::size_t place = 0; place < shown; ++place)
            QVERIFY(stage.canvas->plotArea(int(place)).width() >= 100);
    }

    void saysWhenNoWindowFits()
    {
        Stage stage(ViewKind::MovingAverage);
        AnalysisOptions rules = stage.rules;
        rules.movingAverage.train = {500};
        stage.view->setRules(rules);
        QVERIFY(stage.canvas->spec().empty());
        QVERIFY(stage.canvas->spec().hint.contains(QStringLiteral("shorter")));
        stage.view->grab();
    }

    void drawsTheGainsAndSaysWhereTheyStart()
    {
        Stage stage(ViewKind::DataEfficiency, {group("human", 2), group("alexnet", 3)});
        const CurveSet& curves = *stage.view->curves();
        QCOMPARE(stage.canvas->spec().series.size(), std::size_t(2));
        for (std::size_t place = 0; place < 2; ++place) {
            std::vector<double> gains;
            for (const EfficiencyPoint& point : curves.observers[place].efficiency)
                gains.push_back(point.gain);
            QCOMPARE(gains.size(), std::size_t(3));
            QCOMPARE(stage.values(place), gains);
        }
        QVERIFY(stage.canvas->spec().yTitle.contains(QStringLiteral("from 0")));
        QTest::mouseClick(stage.canvas, Qt::LeftButton, {},
                          stage.canvas->pixelOf(ChartPlace {1, 1}).toPoint()); // on top of the other
        QCOMPARE(stage.selection.selection(),
                 trialsOf(stage.canvas->spec().series[1].observer, {}, 2, Phase::Test));
        stage.trigger(QStringLiteral("From chance"));
        QVERIFY(stage.rules.curves.efficiencyStart == EfficiencyStart::Chance);
        CurveSet fromChance = curves;
        fromChance.options.efficiencyStart = EfficiencyStart::Chance;
        stage.view->setCurves(std::make_shared<const CurveSet>(fromChance));
        QVERIFY(stage.canvas->spec().yTitle.contains(QStringLiteral("from chance")));
        QVERIFY(stage.view->subtitle().contains(QStringLiteral("from chance")));
    }
};

QTEST_MAIN(TestMovingAverageView)
#include "tst_movingaverageview.moc"
