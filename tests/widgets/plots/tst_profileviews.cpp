#include "core/io/trialreader.h"
#include "tests/support/oddtables.h"
#include "tests/support/shareddata.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartspecs.h"
#include "widgets/plots/plotview.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::array kinds = {ViewKind::NovelKnown, ViewKind::RotationProfile, ViewKind::ResponseShare,
                              ViewKind::Delta};

/// Curves and analysis of the same observers.
struct Computed
{
    std::shared_ptr<const CurveSet> curves;
    std::shared_ptr<const Analysis> analysis;
};

Computed computed(const std::vector<Observer>& observers, SplitRule rule = SplitRule::Exact,
                  std::vector<RunSelection> selections = {})
{
    AnalysisOptions options;
    options.curves.bootstrapDraws = 50;
    options.splitRule = rule;
    selections.resize(observers.size());
    options.selections = selections;
    return {std::make_shared<const CurveSet>(computeCurveSet(observers, selections, options.curves).value()),
            std::make_shared<const Analysis>(analyse(observers, options).value())};
}

const Computed& study()
{
    static const Computed made = [] {
        std::vector<Observer> observers;
        for (const char* name : {"human", "resnet50"}) {
            const auto file =
                sharedFile("data/huber2024/trials") / (std::string(name) + "_classification_data.csv");
            observers.push_back(
                makeObserver(file.string(), std::make_shared<const TrialTable>(readTrials(file).value())));
        }
        return computed(observers, SplitRule::AsPublished, {{RunSelection::Rule::Learners, {}}, {}});
    }();
    return made;
}

ChartSpec specOf(ChartSpec (*make)(const ChartInput&), const Computed& data, ViewOptions options = {})
{
    const AnalysisOptions rules;
    const std::set<std::string> hidden;
    return make({data.curves.get(),
                 data.analysis.get(),
                 options,
                 rules,
                 [](const Observer& observer) {
                     return std::pair(QString::fromStdString(observer.label), styleFor(observer, 0));
                 },
                 {},
                 hidden});
}

const ChartSeries* seriesOf(const ChartSpec& spec, const std::string& observer, const std::string& part,
                            int panel = -1)
{
    for (const ChartSeries& series : spec.series)
        if (series.observer == observer && series.part == part && (panel < 0 || series.panel == panel))
            return &series;
    return nullptr;
}

/// How many trials of an observer a selection holds.
std::uint64_t count(const TrialSelection& selection, const Observer& observer)
{
    const TrialTable& trials = *observer.trials;
    std::uint64_t found = 0;
    for (std::size_t row = 0; row < trials.size(); ++row)
        for (const TrialClause& clause : selection.clauses)
            if (clause.observers.contains(observer.name) && clause.epochs.contains(trials.epochs()[row])
                && clause.phases.contains(trials.phases()[row]) && clause.images.contains(trials.imageOf(row))
                && clause.truths.contains(trials.labelNames()[trials.truths()[row]])
                && clause.predictions.contains(trials.labelNames()[trials.predictions()[row]])) {
                ++found;
                break;
            }
    return found;
}
} // namespace

/// Views of splits, rotation, responses and differences.
class TestProfileViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsThePublishedSplit()
    {
        REQUIRE_SHARED_DATA();
        const ChartSpec spec = specOf(novelKnownSpec, study());
        QCOMPARE(spec.panels.size(), std::size_t(2));
        const QList<double> views {.4896, .5313, .6229, .7729, .7333, .7333}; // FACTS 1.5
        const ChartSeries* series = seriesOf(spec, "resnet50", "views");
        QVERIFY(series);
        QCOMPARE(series->points.size(), std::size_t(6));
        for (std::size_t epoch = 0; epoch < 6; ++epoch) {
            const ChartPoint& point = series->points[epoch];
            QVERIFY(std::abs(point.value - views[qsizetype(epoch)]) <= 5.0001e-5);
            QVERIFY(point.band);
            // A click selects the trials that the number is made of.
            QCOMPARE(count(series->trialsOf(point), study().curves->observers[1].observer),
                     std::uint64_t(point.n));
        }
        QCOMPARE(series->points[4].n, 660u); // with p_82, as published
        QVERIFY(spec.subtitle.contains(QStringLiteral("as published")));
    }

    void showsTheProfileAndItsPictures()
    {
        REQUIRE_SHARED_DATA();
        const ChartSpec spec = specOf(rotationProfileSpec, study());
        QCOMPARE(spec.panels.size(), std::size_t(2));
        QCOMPARE(spec.panels[0].title, QStringLiteral("Axis x"));
        const ChartSeries* series = seriesOf(spec, "resnet50", "axis x");
        QVERIFY(series);
        const std::vector<std::pair<double, double>> printed = {
            {-60, .562}, {-30, .707}, {0, .775}, {30, .625}, {60, .397}}; // FEATURES 5
        QCOMPARE(series->points.size(), printed.size());
        for (std::size_t index = 0; index < printed.size(); ++index) {
            const ChartPoint& point = series->points[index];
            QCOMPARE(point.x, printed[index].first);
            QVERIFY(std::abs(point.value - printed[index].second) <= 5.0001e-4);
            const TrialSelection trials = series->trialsOf(point);
            QCOMPARE(count(trials, study().curves->observers[1].observer), std::uint64_t(point.n));
            QCOMPARE(count(trials, study().curves->observers[0].observer), std::uint64_t(0));
        }
        QCOMPARE(spec.xText(-60), QStringLiteral("\u221260\u00b0"));
        // The canonical view stands in both panels.
        QCOMPARE(seriesOf(spec, "resnet50", "axis z")->points[2].value, series->points[2].value);
    }

    void showsAnswersBesideWhatWasShown()
    {
        REQUIRE_SHARED_DATA();
        const ChartSpec spec = specOf(responseShareSpec, study());
        QCOMPARE(spec.series.size(), std::size_t(2 * 3));
        QCOMPARE(spec.panels[1].references.size(), std::size_t(1));
        QVERIFY(std::abs(spec.panels[1].references[0].at - 1. / 3) < 1e-12);
        const ChartSeries* series = seriesOf(spec, "resnet50", "answer p");
        QVERIFY(series);
        for (const ChartPoint& point : series->points)
            QCOMPARE(double(count(series->trialsOf(point), study().curves->observers[1].observer)),
                     std::round(point.value * point.n));
        QCOMPARE(spec.key.size(), std::size_t(3));
    }

    void showsWhoIsAhead()
    {
        REQUIRE_SHARED_DATA();
        const ChartSpec spec = specOf(deltaSpec, study());
        const ChartSeries* series = seriesOf(spec, "resnet50", "delta human");
        QVERIFY(series);
        QCOMPARE(series->points.size(), std::size_t(6));
        QVERIFY(std::abs(series->points[0].value - (.4370 - .4578)) <= 1.0001e-4);
        QVERIFY(std::abs(series->points[5].value - (.7535 - .7020)) <= 1.0001e-4);
        QVERIFY(series->points[5].band);
        QCOMPARE(count(series->trialsOf(series->points[0]), study().curves->observers[1].observer),
                 std::uint64_t(20 * 51));
        QVERIFY(spec.hasZeroLine);
    }

    void givesAPictureOrASentence_data()
    {
        QTest::addColumn<std::size_t>("number");
        std::size_t number = 0;
        for (const OddTables& tables : oddTables())
            QTest::newRow(tables.name) << number++;
    }

    void givesAPictureOrASentence()
    {
        QFETCH(std::size_t, number);
        std::vector<Observer> observers;
        const OddTables tables = oddTables()[number];
        for (const OddFile& file : tables.files) {
            const std::string name = file.name.toStdString();
            observers.push_back(makeObserver(
                name,
                std::make_shared<const TrialTable>(parseTrials(file.text.toStdString(), name).value())));
        }
        const Computed data = computed(observers);
        for (const ViewKind kind : viewKinds()) {
            const auto view = makePlotView(kind);
            if (!view) // of representations
                continue;
            SelectionModel selection;
            view->setModels(nullptr, &selection);
            view->resize(640, 420);
            view->show();
            view->setCurves(data.curves);
            view->setAnalysis(data.analysis);
            view->grab(); // paints
            const bool isEmpty = view->toText().trimmed().count(u'\n') < 1;
            if (isEmpty)
                QVERIFY2(view->accessibleDescription().size() > 20, qPrintable(viewId(kind)));
            for (const int key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Return}) {
                QTest::keyClick(view.get(), Qt::Key(key));
                view->grab();
            }
            if (!isEmpty && std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
                QVERIFY2(!selection.selection().empty(), qPrintable(viewId(kind)));
        }
    }

    void asksForTheOtherSplit()
    {
        const auto view = makePlotView(ViewKind::NovelKnown);
        QSignalSpy asked(view.get(), &PlotView::rulesRequested);
        QMenu menu;
        view->addRuleActions(menu);
        QAction* published = nullptr;
        for (QAction* action : menu.actions()) {
            QCOMPARE(action->isChecked(),
                     action->text().contains(QStringLiteral("exact id"))
                         || action->text() == QStringLiteral("Percentiles"));
            if (action->text().startsWith(QStringLiteral("As published")))
                published = action;
        }
        QVERIFY(published);
        published->trigger();
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked[0][0].value<AnalysisOptions>().splitRule == SplitRule::AsPublished);
    }

    void doesWithoutAnAnalysisOfOtherParts()
    {
        Analysis analysis;
        for (const ViewKind kind : kinds) {
            const auto view = makePlotView(kind);
            analysis.options.parts = {AnalysisPart::Answers};
            view->setAnalysis(std::make_shared<const Analysis>(analysis));
            QVERIFY(!view->analysis());
            analysis.options.parts = {AnalysisPart::Answers, AnalysisPart::Split, AnalysisPart::Rotation,
                                      AnalysisPart::Responses, AnalysisPart::Deltas};
            view->setAnalysis(std::make_shared<const Analysis>(analysis));
            QVERIFY(view->analysis());
        }
    }

    void waitsForTheAnalysis()
    {
        for (const ViewKind kind : kinds) {
            const auto view = makePlotView(kind);
            QVERIFY(viewNeedsAnalysis(kind));
            view->show();
            QVERIFY(view->accessibleDescription().contains(QStringLiteral("Open trial tables")));
        }
    }
};

QTEST_MAIN(TestProfileViews)
#include "tst_profileviews.moc"
