// How long the GUI thread is ever held up by one event, in the whole window, for each kind of view.
//
//     bench_window FILE... [--only VIEW|all]
#include "app/window/mainwindow.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/history.h"
#include "app/workspace/preferences.h"
#include "app/workspace/workspace.h"
#include "widgets/common/look.h"
#include "widgets/common/theme.h"
#include "widgets/plots/plotview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <malloc.h>

using namespace learnscope;

namespace {
double processorTime() // of this thread, in ms
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

/// Measures every event that is not handled within another one.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    struct Longest
    {
        double wall = 0; // ms
        double processor = 0; // ms, of the GUI thread
        QString what;
    };

    Longest takeLongest() { return std::exchange(m_longest, {}); }

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        const QString what = QStringLiteral("%1, event %2")
                                 .arg(QString::fromLatin1(receiver->metaObject()->className()))
                                 .arg(int(event->type()));
        QElapsedTimer clock;
        clock.start();
        const double before = processorTime();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        const double wall = 1e-6 * double(clock.nsecsElapsed());
        if (wall > m_longest.wall)
            m_longest = {wall, processorTime() - before, what};
        return handled;
    }

private:
    int m_depth = 0;
    Longest m_longest;
};

class Bench
{
public:
    Bench(TimedApplication& application, Workspace& workspace, MainWindow& window)
        : m_application(application)
        , m_workspace(workspace)
        , m_window(window)
    {
    }

    /// Does @p act within an event, as users' clicks are, and prints the longest until all is quiet.
    void step(const QString& name, const std::function<void()>& act)
    {
        settle();
        m_application.takeLongest();
        QElapsedTimer clock;
        clock.start();
        QTimer::singleShot(0, &m_window, act);
        settle();
        const auto longest = m_application.takeLongest();
        std::printf("%-42s %8.1f %8.1f %8.1f  %s\n", qPrintable(name), longest.wall, longest.processor,
                    1e-6 * double(clock.nsecsElapsed()), qPrintable(longest.what));
        std::fflush(stdout);
    }

private:
    void settle()
    {
        QElapsedTimer quiet;
        quiet.start();
        while (quiet.elapsed() < 120) { // longer than anything that waits for more changes
            QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
            if (m_workspace.isBusy() || m_workspace.selection().isPending())
                quiet.restart();
        }
    }

    TimedApplication& m_application;
    Workspace& m_workspace;
    MainWindow& m_window;
};

QByteArray layoutOf(std::span<const ViewKind> kinds)
{
    QByteArray views;
    QByteArray sizes;
    for (const ViewKind kind : kinds) {
        views += (views.isEmpty() ? "" : ",") + ("{\"view\":\"" + viewId(kind).toUtf8() + "\"}");
        sizes += sizes.isEmpty() ? "1" : ",1";
    }
    return "{\"split\":\"right\",\"sizes\":[" + sizes + "],\"children\":[" + views + "]}";
}

void useView(Bench& bench, Workspace& workspace, MainWindow& window, std::span<const ViewKind> kinds,
             const QString& name)
{
    bench.step(name + QStringLiteral(": opened"), [&] {
        if (!window.views().restore(layoutOf(kinds)))
            std::printf("layout not understood\n");
    });
    ObserverModel& observers = workspace.observers();
    const std::string observer = observers.observer(0).name;
    int epoch = 0;
    for (int turn = 0; turn < 2; ++turn)
        bench.step(name + QStringLiteral(": an epoch selected"), [&] {
            workspace.selection().select(trialsOf(observer, {}, 1 + epoch++ % 6, Phase::Test));
        });
    bench.step(name + QStringLiteral(": selection cleared"), [&] { workspace.selection().clear(); });
    bench.step(name + QStringLiteral(": zoomed"), [&] {
        for (ViewCard* card : window.views().cards())
            card->view()->zoomIn();
    });
    const auto runs = observers.checkedRuns(0);
    const std::vector<std::int32_t> fewer(runs.begin(), runs.end() - 1);
    bench.step(name + QStringLiteral(": a run unchecked"), [&] { observers.setCheckedRuns(0, fewer); });
    bench.step(name + QStringLiteral(": a run checked"), [&] { observers.setCheckedRuns(0, runs); });
}
/// What a hundred steps in a row cost that uncheck and check a run: time to keep a step and to take it back,
/// and memory.
void useHistory(Workspace& workspace, MainWindow& window)
{
    constexpr int steps = 100;
    History& history = window.undo().history();
    history.clear();
    ObserverModel& observers = workspace.observers();
    const auto runs = observers.checkedRuns(0);
    const std::vector<std::int32_t> fewer(runs.begin(), runs.end() - 1);
    const auto before = mallinfo2();
    QElapsedTimer clock;
    qint64 kept = 0;
    for (int step = 0; step < steps; ++step) {
        observers.setCheckedRuns(0, step % 2 == 0 ? fewer : runs);
        clock.start();
        history.flush();
        kept += clock.nsecsElapsed();
    }
    const auto after = mallinfo2();
    const auto used = [](const auto& info) { return double(info.uordblks) + double(info.hblkhd); };
    clock.start();
    while (history.canUndo())
        history.undo();
    std::printf("a step: %.1f kB, kept in %.3f ms, taken back in %.3f ms\n",
                (used(after) - used(before)) / steps / 1e3, 1e-6 * double(kept) / steps,
                1e-6 * double(clock.nsecsElapsed()) / steps);
}
} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    applyLook(application, Theme::light());
    Workspace workspace;
    Preferences preferences(QStringLiteral("/nonexistent/settings.ini"));
    MainWindow window(workspace, preferences, {.rememberLayout = false});
    window.resize(1600, 1000);
    window.show();
    Bench bench(application, workspace, window);
    std::printf("%-42s %8s %8s %8s\n", "ms", "longest", "of proc.", "whole");
    QStringList files = application.arguments().mid(1);
    QString only;
    if (const auto option = files.indexOf(QStringLiteral("--only")); option >= 0) {
        only = files.value(option + 1);
        files.erase(files.begin() + option, files.end());
    }
    bench.step(QStringLiteral("files opened"), [&] { workspace.open(files); });
    if (workspace.observers().observerCount() == 0)
        return 1;
    useHistory(workspace, window);
    for (const ViewKind kind : viewKinds())
        if (only.isEmpty() || only == viewId(kind))
            useView(bench, workspace, window, std::span(&kind, 1), viewId(kind));
    if (only.isEmpty() || only == QStringLiteral("all"))
        useView(bench, workspace, window, viewKinds(), QStringLiteral("all"));
    return 0;
}
