// How long it takes from a selection to all views that show it, and how long the GUI thread is ever held up.
#include "app/workspace/workspace.h"
#include "core/base/random.h"
#include "core/stats/selectedtrials.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/observers/observerpanel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/plotview.h"
#include "widgets/stimuli/stimulusviewer.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <map>

using namespace learnscope;

namespace {
constexpr int epochs = 6;
constexpr int imagesPerEpoch = 51;

/// As the study's tables are built, with as many runs as give @p rows.
std::shared_ptr<const TrialTable> makeTrials(std::size_t rows)
{
    static std::map<std::size_t, std::shared_ptr<const TrialTable>> made;
    std::shared_ptr<const TrialTable>& table = made[rows];
    if (table)
        return table;
    TrialTable::Columns columns;
    std::uint16_t classes[3];
    for (int label = 0; label < 3; ++label)
        classes[label] = static_cast<std::uint16_t>(columns.labels.codeOf(std::string(1, char('p' + label))));
    Random random(1);
    for (std::size_t row = 0; row < rows; ++row) {
        const int place = static_cast<int>(row % (2 * epochs * imagesPerEpoch));
        const int epoch = place / (2 * imagesPerEpoch) + 1;
        const bool isTest = place / imagesPerEpoch % 2 == 1;
        const int picture = place % imagesPerEpoch;
        columns.run.push_back(static_cast<std::int32_t>(row / (2 * epochs * imagesPerEpoch)) + 1);
        columns.epoch.push_back(epoch);
        columns.phase.push_back(isTest ? Phase::Test : Phase::Train);
        columns.image.push_back(columns.images.codeOf(
            "second_gen_p_" + std::to_string(isTest ? 100 * epoch + picture : picture) + "_x_30.png"));
        columns.truth.push_back(classes[picture % 3]);
        columns.prediction.push_back(classes[random.uniform() < .7 ? picture % 3 : random.below(3)]);
    }
    return table = std::make_shared<const TrialTable>(TrialTable::fromColumns(std::move(columns)).value());
}

TrialSelection confusionCell(int epoch)
{
    TrialSelection selection = trialsOf("net", {}, epoch, Phase::Test);
    selection.clauses.front().truths = ValueSet<std::string>::only({"p"});
    selection.clauses.front().predictions = ValueSet<std::string>::only({"q"});
    return selection;
}

/// Arguments: rows, threads.
void countSelected(benchmark::State& state, const TrialSelection& selection)
{
    const auto trials = makeTrials(static_cast<std::size_t>(state.range(0)));
    const std::vector observers {SelectableObserver {"net", trials, trials->distinctRuns()}};
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(
            selectTrials(observers, selection, static_cast<unsigned>(state.range(1))).value());
}

/// What a view is painted on: views need not be charts.
QWidget* canvasOf(PlotView& view)
{
    auto* canvas = view.findChild<ChartCanvas*>();
    return canvas ? static_cast<QWidget*>(canvas) : &view;
}

class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget* watched) { watched->installEventFilter(this); }

    bool painted = false;

    bool eventFilter(QObject*, QEvent* event) override
    {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

/// All views of one big table, on the screen together.
class Desk
{
public:
    explicit Desk(std::size_t rows)
        : m_panel(m_workspace.observers(), m_workspace.selection())
    {
        const auto trials = makeTrials(rows);
        Observer net = makeObserver("net_classification_data.csv", trials);
        m_workspace.observers().addObserver(net, accuracyPerRun(*trials, 0));
        for (const ViewKind kind : viewKinds()) {
            auto view = makePlotView(kind);
            if (!view) // of representations
                continue;
            view->resize(600, 400);
            view->setModels(&m_workspace.observers(), &m_workspace.selection());
            view->show();
            m_watches.push_back(std::make_unique<PaintWatch>(canvasOf(*view)));
            m_views.push_back(std::move(view));
        }
        m_panel.resize(280, 900);
        m_panel.show();
        m_viewer.setModels(&m_workspace.observers(), &m_workspace.selection());
        m_viewer.resize(320, 900);
        m_viewer.show();
        m_watches.push_back(std::make_unique<PaintWatch>(m_panel.tree()->viewport()));
        for (int turn = 0; turn < 3 || m_workspace.isBusy() || !m_workspace.curves(); ++turn)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        for (const auto& view : m_views)
            view->setCurves(m_workspace.curves());
        turnUntilPainted();
    }

    /// From the selection to the last repaint that shows it, in seconds of the clock.
    double select(const TrialSelection& selection)
    {
        QElapsedTimer clock;
        clock.start();
        m_workspace.selection().select(selection);
        while (m_workspace.selection().isPending())
            turn();
        turnUntilPainted();
        return double(clock.nsecsElapsed()) * 1e-9;
    }

    double longestTurn() const { return m_longest; } ///< of the event loop, in seconds

private:
    void turn()
    {
        QElapsedTimer clock;
        clock.start();
        QApplication::processEvents();
        m_longest = std::max(m_longest, double(clock.nsecsElapsed()) * 1e-9);
    }

    void turnUntilPainted()
    {
        for (const auto& watch : m_watches)
            watch->painted = false;
        for (const auto& view : m_views)
            canvasOf(*view)->update();
        m_panel.tree()->viewport()->update();
        do
            turn();
        while (!std::all_of(m_watches.begin(), m_watches.end(),
                            [](const auto& watch) { return watch->painted; }));
    }

    Workspace m_workspace;
    std::vector<std::unique_ptr<PlotView>> m_views;
    ObserverPanel m_panel;
    StimulusViewer m_viewer;
    std::vector<std::unique_ptr<PaintWatch>> m_watches;
    double m_longest = 0;
};

std::vector<AccuracyCell> cellsOf(std::int32_t runs)
{
    std::vector<AccuracyCell> cells;
    for (std::int32_t run = 1; run <= runs; ++run)
        for (std::int32_t epoch = 1; epoch <= epochs; ++epoch)
            cells.push_back({run, epoch, Phase::Train, 36, std::uint32_t(12 + (7 * run + 5 * epoch) % 24)});
    return cells;
}

/// Participants come into the list, which is unfolded and then scrolled from its top to its end by the wheel,
/// each step with a repaint, in a turn. Argument: how many.
void openLongList(benchmark::State& state)
{
    const std::vector<AccuracyCell> cells = cellsOf(static_cast<std::int32_t>(state.range(0)));
    double longest[3] = {};
    std::vector<double> steps;
    for ([[maybe_unused]] auto turn : state) {
        ObserverModel observers;
        SelectionModel selection;
        ObserverPanel panel(observers, selection);
        panel.resize(280, 900);
        panel.show();
        QApplication::processEvents();
        const auto timed = [&](const auto& act) {
            QElapsedTimer clock;
            clock.start();
            act();
            QApplication::processEvents();
            return 1e-6 * double(clock.nsecsElapsed());
        };
        const auto keep = [](double& most, double time) { most = std::max(most, time); };
        keep(longest[0], timed([&] { observers.addObserver(makeObserver("human.csv", nullptr), cells); }));
        keep(longest[1], timed([&] { panel.tree()->expandAll(); }));
        QScrollBar* bar = panel.tree()->verticalScrollBar();
        while (bar->value() < bar->maximum())
            steps.push_back(timed([&] { bar->setValue(bar->value() + 3 * 24); }));
        keep(longest[2], timed([&] { bar->setValue(0); }));
    }
    std::sort(steps.begin(), steps.end());
    state.counters["appear_ms"] = longest[0];
    state.counters["unfold_ms"] = longest[1];
    state.counters["to_top_ms"] = longest[2];
    state.counters["scroll_p95_ms"] = steps.empty() ? 0 : steps[steps.size() * 95 / 100];
    state.counters["scroll_worst_ms"] = steps.empty() ? 0 : steps.back();
}

/// 2,000 participants in the list: each of the things one does there, with a repaint, in a turn.
void useLongList(benchmark::State& state)
{
    const std::vector<AccuracyCell> cells = cellsOf(2000);
    ObserverModel observers;
    SelectionModel selection;
    ObserverPanel panel(observers, selection);
    panel.resize(280, 900);
    panel.show();
    observers.addObserver(makeObserver("human.csv", nullptr), cells);
    panel.tree()->expandAll();
    QApplication::processEvents();
    double longest[4] = {};
    const auto timed = [&](double& most, const auto& act) {
        QElapsedTimer clock;
        clock.start();
        act();
        QApplication::processEvents();
        most = std::max(most, 1e-6 * double(clock.nsecsElapsed()));
    };
    for ([[maybe_unused]] auto turn : state) {
        timed(longest[0], [&] { panel.filterLine()->setText(QStringLiteral("19")); });
        timed(longest[1], [&] { panel.filterLine()->clear(); });
        timed(longest[2], [&] { panel.tree()->selectAll(); });
        timed(longest[3], [&] { observers.setChecked(0, observers.checkedRuns(0).empty()); });
        selection.clear();
    }
    state.counters["filter_ms"] = longest[0];
    state.counters["clear_filter_ms"] = longest[1];
    state.counters["select_all_ms"] = longest[2];
    state.counters["check_all_ms"] = longest[3];
}

/// Argument: rows.
void highlightInAllViews(benchmark::State& state)
{
    Desk desk(static_cast<std::size_t>(state.range(0)));
    std::vector<double> times;
    int epoch = 0;
    for ([[maybe_unused]] auto turn : state) {
        times.push_back(desk.select(confusionCell(1 + epoch++ % epochs)));
        state.SetIterationTime(times.back());
    }
    std::sort(times.begin(), times.end());
    state.counters["median_ms"] = 1e3 * times[times.size() / 2];
    state.counters["p95_ms"] = 1e3 * times[times.size() * 95 / 100];
    state.counters["worst_ms"] = 1e3 * times.back();
    state.counters["longest_turn_ms"] = 1e3 * desk.longestTurn();
}
} // namespace

BENCHMARK_CAPTURE(countSelected, confusionCell, confusionCell(3))
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Args({10'000'000, 2});
BENCHMARK_CAPTURE(countSelected, everything, TrialSelection::everything())
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Args({1'000'000, 1})
    ->Args({1'000'000, 2})
    ->Args({10'000'000, 2});
BENCHMARK(openLongList)->Unit(benchmark::kMillisecond)->Iterations(5)->Arg(2'000)->Arg(19'000);
BENCHMARK(useLongList)->Unit(benchmark::kMillisecond)->Iterations(10);
BENCHMARK(highlightInAllViews)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(200)
    ->Arg(1'000'000)
    ->Arg(10'000'000);

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyLook(application, Theme::light());
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
