// How long a frame takes while a plot of a million values is panned or zoomed: from the mouse event to the
// painted widget, offscreen raster, in processor time of the GUI thread.
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/plotview.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <random>

#include <time.h>

using namespace learnscope;

namespace {
constexpr std::uint32_t trialsPerCell = 36;

/// One observer whose runs climb from chance in steps of one trial, each with noise of its own of standard
/// deviation @p spread.
ObserverCurves simulate(int place, int runs, int epochs, double spread)
{
    ObserverCurves curves;
    curves.observer.name = "network " + std::to_string(place);
    curves.observer.label = "Network " + std::to_string(place);
    curves.chance = 1. / 3;
    curves.chanceBand = {7. / 36, .5};
    curves.chanceTrials = trialsPerCell;
    std::mt19937 random(static_cast<unsigned>(place) + 1);
    std::normal_distribution<double> noise(0, spread);
    std::vector<double> sums(std::size_t(epochs) * 2);
    for (int run = 1; run <= runs; ++run) {
        curves.runs.push_back(run);
        for (int epoch = 1; epoch <= epochs; ++epoch)
            for (const Phase phase : {Phase::Test, Phase::Train}) {
                const double rise =
                    .9 - .55 * std::exp(-3. * epoch / epochs) + (phase == Phase::Train ? .05 : 0);
                const double correct =
                    std::clamp(std::round((rise + noise(random)) * trialsPerCell), 0., double(trialsPerCell));
                curves.cells.push_back(
                    {run, epoch, phase, trialsPerCell, static_cast<std::uint32_t>(correct)});
                sums[std::size_t(epoch - 1) * 2 + (phase == Phase::Train ? 1 : 0)] += correct / trialsPerCell;
            }
    }
    for (int epoch = 1; epoch <= epochs; ++epoch)
        for (const Phase phase : {Phase::Test, Phase::Train}) {
            CurvePoint point;
            point.epoch = epoch;
            point.runs = static_cast<std::uint32_t>(runs);
            point.mean = sums[std::size_t(epoch - 1) * 2 + (phase == Phase::Train ? 1 : 0)] / runs;
            point.band = Interval {point.mean - .03, point.mean + .03};
            (phase == Phase::Train ? curves.train : curves.test).push_back(point);
        }
    return curves;
}

/// Counts how often a widget was painted.
class PaintCounter : public QObject
{
public:
    int paints = 0;

    bool eventFilter(QObject*, QEvent* event) override
    {
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

class Bench
{
public:
    Bench(ViewKind kind, const ViewOptions& options, int observers, int runs, int epochs, double spread = .1)
    {
        auto set = std::make_shared<CurveSet>();
        for (int place = 0; place < observers; ++place)
            set->observers.push_back(simulate(place, runs, epochs, spread));
        m_view = makePlotView(kind);
        m_view->resize(1200, 800);
        m_view->setOptions(options);
        m_view->show();
        m_canvas = m_view->findChild<ChartCanvas*>();
        m_canvas->installEventFilter(&m_counter);
        const double before = milliseconds();
        m_view->setCurves(set);
        m_setMilliseconds = milliseconds() - before;
        frame([] {}); // the first one fills caches
        m_view->zoomIn();
        m_view->zoomIn();
        frame([] {});
    }

    void pan(benchmark::State& state)
    {
        QPoint position = m_canvas->rect().center();
        send(QEvent::MouseButtonPress, position, Qt::RightButton);
        int step = 0;
        std::vector<double> times;
        for ([[maybe_unused]] auto turn : state) {
            ++step;
            position += QPoint(step / 20 % 2 ? -3 : 3, step / 10 % 2 ? -2 : 2);
            times.push_back(frame([&] { send(QEvent::MouseMove, position, Qt::RightButton); }));
            state.SetIterationTime(times.back() / 1000);
        }
        send(QEvent::MouseButtonRelease, position, Qt::RightButton);
        std::sort(times.begin(), times.end());
        state.counters["median_ms"] = times[times.size() / 2];
        state.counters["p95_ms"] = times[times.size() * 95 / 100];
        state.counters["set_ms"] = m_setMilliseconds;
    }

private:
    static double milliseconds() // of processor time of this thread
    {
        timespec now {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
    }

    template<typename Act>
    double frame(Act act)
    {
        m_counter.paints = 0;
        const double before = milliseconds();
        act();
        m_canvas->update();
        do
            QApplication::processEvents();
        while (m_counter.paints == 0);
        return milliseconds() - before;
    }

    void send(QEvent::Type type, const QPoint& position, Qt::MouseButton button)
    {
        QMouseEvent event(type, position, m_canvas->mapToGlobal(position),
                          type == QEvent::MouseMove ? Qt::NoButton : button, button, Qt::NoModifier);
        QApplication::sendEvent(m_canvas, &event);
    }

    std::unique_ptr<PlotView> m_view;
    ChartCanvas* m_canvas;
    PaintCounter m_counter;
    double m_setMilliseconds = 0;
};

void panStudy(benchmark::State& state) // 7 observers x 20 runs x 6 epochs x 2 phases, bands and runs
{
    Bench(ViewKind::LearningCurves, {true, true, true, true}, 7, 20, 6).pan(state);
}

void panSinglePanels(benchmark::State& state) // 20 x 4,167 runs x 6 epochs x 2 phases
{
    Bench(ViewKind::Runs, {}, 20, 4167, 6).pan(state);
}

void panManyRuns(benchmark::State& state) // 83,334 runs behind one pair of curves
{
    Bench(ViewKind::LearningCurves, {true, true, true, true}, 1, 83334, 6).pan(state);
}

void panLongRuns(benchmark::State& state) // 20 runs x 25,000 epochs x 2 phases
{
    Bench(ViewKind::Runs, {}, 1, 20, 25000).pan(state);
}

void panLongCurves(benchmark::State& state) // 10 observers x 50,000 epochs x 2 phases, bands
{
    // As rough as means over 20 runs are.
    Bench(ViewKind::LearningCurves, {}, 10, 1, 50000, .1 / std::sqrt(20.)).pan(state);
}
} // namespace

BENCHMARK(panStudy)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(panSinglePanels)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(panManyRuns)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(panLongRuns)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);
BENCHMARK(panLongCurves)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);

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
