// Another scale means another QApplication in the same process: what is open must come through it.
#include "app/window/mainwindow.h"
#include "app/window/undocommands.h"
#include "app/window/windowarguments.h"
#include "app/window/windowprogram.h"
#include "app/workspace/workspace.h"
#include "tests/support/trialfile.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace learnscope;

namespace {
QAction* actionNamed(const QList<QAction*>& actions, const QString& text)
{
    for (QAction* action : actions) {
        if (action->text() == text)
            return action;
        if (action->menu())
            if (QAction* inner = actionNamed(action->menu()->actions(), text))
                return inner;
    }
    return nullptr;
}

/// Calls @p act once nothing is being read or computed.
void whenIdle(const Workspace& workspace, QObject* context, std::function<void()> act)
{
    auto* timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, [&workspace, timer, act] {
        if (workspace.isBusy())
            return;
        timer->stop();
        act();
    });
    timer->start(20);
}
} // namespace

class TestRescale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsOpen()
    {
        const QTemporaryDir folder;
        qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
        qputenv("XDG_STATE_HOME", folder.path().toUtf8());
        WindowArguments arguments;
        arguments.files = {writeTrialFile(folder.filePath(QStringLiteral("human.csv"))).toStdString()};
        char name[] = "learnscope";
        char* argv[] = {name, nullptr};
        int openings = 0;
        std::vector<double> ratios;
        std::vector<std::int32_t> checked;
        std::vector<std::int32_t> undone;
        std::size_t curves = 0;
        const int code = runWindow(1, argv, arguments, [&](MainWindow& window, Workspace& workspace) {
            ++openings;
            ratios.push_back(window.devicePixelRatioF());
            whenIdle(workspace, &window, [&] {
                if (openings == 1) {
                    workspace.observers().setCheckedRuns(0, std::vector<std::int32_t> {2, 3});
                    QAction* scale = actionNamed(window.menuBar()->actions(), QStringLiteral("200 %"));
                    scale ? scale->trigger() : QCoreApplication::exit(7);
                    return;
                }
                checked = workspace.observers().checkedRuns(0);
                curves = workspace.curves()->observers.at(0).runs.size();
                window.undo().history().undo(); // steps of before can still be taken back
                undone = workspace.observers().checkedRuns(0);
                QCoreApplication::exit(0);
            });
        });
        QCOMPARE(code, 0);
        QCOMPARE(openings, 2);
        QCOMPARE(ratios, (std::vector<double> {1, 2}));
        QCOMPARE(checked, (std::vector<std::int32_t> {2, 3}));
        QCOMPARE(curves, std::size_t(2));
        QCOMPARE(undone, (std::vector<std::int32_t> {1, 2, 3, 4}));
    }

    void learnersOnlyOnTheCommandLineHoldsForAWorkspace()
    {
        const QTemporaryDir folder;
        qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
        qputenv("XDG_STATE_HOME", folder.path().toUtf8());
        writeTrialFile(folder.filePath(QStringLiteral("human.csv")), {.trials = 36, .learned = 2});
        const QString file = folder.filePath(QStringLiteral("a.learnscope"));
        QFile workspaceFile(file);
        QVERIFY(workspaceFile.open(QIODevice::WriteOnly));
        workspaceFile.write(R"({"format":"learnscope-workspace","version":"1.0","learners_only":false,)"
                            R"("tables":[{"path":"human.csv","runs":"all"}]})");
        workspaceFile.close();
        WindowArguments arguments;
        arguments.files = {file.toStdString()};
        arguments.learnersOnly = true;
        char name[] = "learnscope";
        char* argv[] = {name, nullptr};
        bool learnersOnly = false;
        std::vector<std::int32_t> checked;
        const int code = runWindow(1, argv, arguments, [&](MainWindow& window, Workspace& workspace) {
            whenIdle(workspace, &window, [&] {
                learnersOnly = workspace.observers().learnersOnly();
                checked = workspace.observers().checkedRuns(0);
                QCoreApplication::exit(0);
            });
        });
        QCOMPARE(code, 0);
        QVERIFY(learnersOnly);
        QCOMPARE(checked, (std::vector<std::int32_t> {1, 2}));
    }
};

QTEST_APPLESS_MAIN(TestRescale)
#include "tst_rescale.moc"
