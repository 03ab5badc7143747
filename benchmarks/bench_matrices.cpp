// Similarity matrices on the screen: how long the first picture takes, and how long the GUI thread is held by
// a frame and by any event while one pans and zooms at 60 frames a second.
//
//     QT_QPA_PLATFORM=offscreen bench_matrices [ITEMS FEATURES [MATRICES]]
//
// Without numbers: 1,854 items and 26,107 items, of 2,048 features each, as two matrices.
#include "core/base/random.h"
#include "core/similarity/representationset.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/matrixview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace learnscope;

namespace {
constexpr QSize windowSize(1400, 800);

double processorTime() // of this thread, in ms
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

/// Remembers the longest event that is not handled within another one.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    double takeLongest() { return std::exchange(m_longest, 0); } ///< ms, wall
    double takeLongestProcessor() { return std::exchange(m_longestProcessor, 0); }

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        QElapsedTimer clock;
        clock.start();
        const double before = processorTime();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        m_longest = std::max(m_longest, 1e-6 * double(clock.nsecsElapsed()));
        m_longestProcessor = std::max(m_longestProcessor, processorTime() - before);
        return handled;
    }

private:
    int m_depth = 0;
    double m_longest = 0;
    double m_longestProcessor = 0;
};

Embedding makeFeatures(std::size_t rows, std::size_t columns, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(rows * columns);
    std::vector<float> centre(columns);
    for (std::size_t row = 0; row < rows; ++row) {
        if (row % 40 == 0)
            for (float& one : centre)
                one = float(random.uniform());
        for (std::size_t column = 0; column < columns; ++column)
            values[row * columns + column] = centre[column] + 1.5f * float(random.uniform());
    }
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows; ++row)
        names.push_back("item_" + std::to_string(row));
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values)), RowNames(std::move(names)))
        .value();
}

class Bench
{
public:
    explicit Bench(TimedApplication& application)
        : m_application(application)
    {
    }

    void run(std::size_t items, std::size_t features, std::size_t matrices)
    {
        std::printf("%zu items, %zu features, %zu matrices, %d x %d px at %g\n", items, features, matrices,
                    windowSize.width(), windowSize.height(), qApp->devicePixelRatio());
        std::vector<RepresentationInput> inputs;
        for (std::size_t one = 0; one < matrices; ++one) {
            const std::string name = "net " + std::to_string(one + 1);
            inputs.push_back({name, name, makeFeatures(items, features, one + 1)});
        }
        QElapsedTimer clock;
        clock.start();
        const auto set =
            std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, {}).value());
        std::printf("  %-38s %8.0f ms\n", "levels of detail, in a job", 1e-6 * double(clock.nsecsElapsed()));

        ItemSelectionModel selected;
        MatrixView view;
        view.setRepresentationModels(&selected, nullptr);
        view.resize(windowSize);
        view.show();
        settle(view);
        m_application.takeLongest();
        m_application.takeLongestProcessor();
        clock.start();
        view.setRepresentations(set);
        const double handed = 1e-6 * double(clock.nsecsElapsed());
        settle(view);
        std::printf("  %-38s %8.0f ms (handed over in %.1f ms, longest event %.1f ms)\n",
                    "from there to sharp", 1e-6 * double(clock.nsecsElapsed()), handed,
                    m_application.takeLongest());
        move(view, "zoom in by the wheel", 60, [&](int) { wheel(view, 1); });
        move(view, "pan", 120, [&](int frame) { pan(view, 9 * std::cos(frame * .05), 7); });
        move(view, "zoom out by the wheel", 60, [&](int) { wheel(view, -1); });
        move(view, "zoom in smoothly", 120, [&](int) { zoom(view, 1.03); });
        move(view, "pan", 120, [&](int frame) { pan(view, 5, 11 * std::sin(frame * .05)); });
        move(view, "point", 120, [&](int frame) { point(view, frame); });
        std::vector<std::string> many;
        for (std::size_t place = 0; place < items; place += 7)
            many.push_back(set->groups[0].itemAt(place));
        move(view, "select a seventh of the items", 1, [&](int) { selected.select(many); });
        move(view, "pan with them", 60, [&](int) { pan(view, -8, -8); });
        move(view, "colour anew", 4, [&](int frame) {
            view.setColoring(frame % 2 == 0 ? MatrixColoring::Values : MatrixColoring::Ranks);
        });
    }

private:
    template<typename Act>
    void move(MatrixView& view, const char* name, int frames, Act act)
    {
        settle(view);
        m_application.takeLongest();
        m_application.takeLongestProcessor();
        std::vector<double> times;
        int sharp = 0;
        for (int frame = 0; frame < frames; ++frame) {
            QElapsedTimer clock;
            clock.start();
            const double before = processorTime();
            act(frame);
            view.canvas()->repaint();
            times.push_back(processorTime() - before);
            sharp += view.canvas()->isComplete();
            do
                QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 2);
            while (clock.nsecsElapsed() < 16'600'000);
        }
        QElapsedTimer clock;
        clock.start();
        settle(view);
        std::sort(times.begin(), times.end());
        std::printf("  %-38s %8.1f ms a frame in the middle, %5.1f at most; longest event %5.1f (processor "
                    "%5.1f); %3d %% sharp at once, then after %.0f ms\n",
                    name, times[times.size() / 2], times.back(), m_application.takeLongest(),
                    m_application.takeLongestProcessor(), 100 * sharp / frames,
                    1e-6 * double(clock.nsecsElapsed()));
        std::fflush(stdout);
    }

    /// Until all that is seen is sharp and nothing is made in the background.
    static void settle(MatrixView& view)
    {
        for (;;) {
            view.canvas()->repaint();
            if ((view.canvas()->isComplete() || view.canvas()->panels().empty())
                && view.canvas()->tiles().isIdle())
                return;
            QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
        }
    }

    static QPoint middle(const MatrixView& view) { return view.canvas()->places().front().matrix.center(); }

    static void wheel(MatrixView& view, int steps)
    {
        const QPoint at = middle(view) + QPoint(40, -25);
        QWheelEvent event(at, view.canvas()->mapToGlobal(at), {}, QPoint(0, 40 * steps), Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.canvas(), &event);
    }

    static void zoom(MatrixView& view, double factor) { view.canvas()->zoomBy(factor, 0); }

    static void pan(MatrixView& view, double right, double down)
    {
        MatrixSight sight = view.canvas()->sight(0);
        const double whole = sight.zoom * view.canvas()->places().front().matrix.width();
        sight.column += right / whole;
        sight.row += down / whole;
        view.canvas()->setSight(0, sight);
    }

    static void point(MatrixView& view, int frame)
    {
        const QPoint at = middle(view) + QPoint(frame - 60, 60 - frame);
        QMouseEvent event(QEvent::MouseMove, at, view.canvas()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(view.canvas(), &event);
    }

    TimedApplication& m_application;
};
} // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    applyLook(application, Theme::light());
    Bench bench(application);
    const auto number = [&](int place, std::size_t usual) {
        return argc > place ? std::size_t(std::strtoull(argv[place], nullptr, 10)) : usual;
    };
    if (argc > 2) {
        bench.run(number(1, 0), number(2, 0), number(3, 2));
        return 0;
    }
    bench.run(1854, 2048, 2);
    bench.run(26107, 2048, 2);
    return 0;
}
