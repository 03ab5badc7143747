// A window that is killed while there is unsaved work, and the next one that offers it. The windows run in
// processes of their own, which are this program too, with a part to play as its first argument.
#include "app/window/mainwindow.h"
#include "app/window/noticebar.h"
#include "app/window/undocommands.h"
#include "app/window/windowarguments.h"
#include "app/window/windowprogram.h"
#include "app/window/workspacefiles.h"
#include "app/workspace/autosave.h"
#include "app/workspace/recovery.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"
#include "tests/support/trialfile.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <cstring>
#include <iostream>

using namespace learnscope;

namespace {
std::string textOf(MainWindow& window, Workspace& workspace)
{
    return toText(documentOf(window.undo().session(), *workspace.hashes()), "/w/a.learnscope");
}

/// Calls @p act in the event loop as soon as nothing loads any more.
void whenIdle(Workspace& workspace, std::function<void()> act)
{
    auto* timer = new QTimer(&workspace);
    QObject::connect(timer, &QTimer::timeout, &workspace, [&workspace, timer, act = std::move(act)] {
        if (workspace.isBusy())
            return;
        timer->deleteLater();
        act();
    });
    timer->start(10);
}

/// Changes what it opened, and says so once a copy is written; then waits to be killed.
void work(MainWindow& window, Workspace& workspace)
{
    whenIdle(workspace, [&window, &workspace] {
        workspace.observers().setLabel(0, "Menschen \u4e2d");
        workspace.observers().setColor(1, QColor(1, 2, 3));
        workspace.observers().setCheckedRuns(1, std::vector<std::int32_t> {2});
        window.undo().history().flush();
        QObject::connect(window.files().autosave(), &Autosave::written, &window, [&window, &workspace] {
            std::cout << textOf(window, workspace) << "saved" << std::endl;
        });
        window.files().autosave()->write();
    });
}

/// Recovers what is offered, prints it, and ends by itself.
void recover(MainWindow& window, Workspace& workspace, bool byDiscarding)
{
    const auto offered = QStringLiteral("recover0");
    std::cout << window.notices().text(offered).toStdString() << std::endl;
    if (!window.notices().press(offered,
                                byDiscarding ? QStringLiteral("Discard") : QStringLiteral("Recover")))
        return QTimer::singleShot(0, [] { QCoreApplication::exit(3); });
    whenIdle(workspace, [&window, &workspace] {
        std::cout << textOf(window, workspace) << (window.isWindowModified() ? "unsaved" : "clean")
                  << std::endl;
        QCoreApplication::exit(0);
    });
}

int play(int argc, char** argv)
{
    const std::string part = argv[1];
    WindowArguments arguments;
    for (int place = 2; place < argc; ++place)
        arguments.files.emplace_back(argv[place]);
    argc = 1;
    return runWindow(argc, argv, arguments, [part](MainWindow& window, Workspace& workspace) {
        part == "work" ? work(window, workspace) : recover(window, workspace, part == "discard");
    });
}
} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recoversWhatWasKilled()
    {
        QProcess working;
        const QByteArray before = startWorking(working);
        QCOMPARE(copies().size(), 1);
        QProcess meanwhile; // another window beside it: the copy is not offered
        run(meanwhile, {QStringLiteral("recover")});
        QCOMPARE(meanwhile.exitCode(), 3);
        kill(working);
        QCOMPARE(copies().size(), 1);

        QProcess next;
        run(next, {QStringLiteral("recover")});
        QCOMPARE(next.exitCode(), 0);
        const QByteArray said = next.readAllStandardOutput();
        QVERIFY2(said.contains("2 tables") && said.contains("never saved"), said.constData());
        QVERIFY(said.endsWith("unsaved\n"));
        QVERIFY2(said.contains(before), said.constData());
    }

    void keepsWhatWasRecoveredUntilItIsSafe()
    {
        QProcess working;
        const QByteArray before = startWorking(working);
        kill(working);
        // Recovered, and killed again at once: it can be recovered again.
        QProcess next;
        run(next, {QStringLiteral("recover")});
        QCOMPARE(next.exitCode(), 0);
        // That one ended by itself; its user was asked, so nothing is left.
        QCOMPARE(copies().size(), 0);
    }

    void leavesNothingBehindWhatWasDiscarded()
    {
        QProcess working;
        startWorking(working);
        kill(working);
        QProcess next;
        run(next, {QStringLiteral("discard")});
        QCOMPARE(next.exitCode(), 0);
        QVERIFY(QDir(recovery()).isEmpty());
    }

    void removesWhatWasHalfWritten()
    {
        QVERIFY(QDir().mkpath(recovery()));
        QFile half(recovery() + QStringLiteral("/1-a.learnscope.AbCd12"));
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("{\"form") > 0);
        half.close();
        QVERIFY(RecoverableWorkspace::findIn(recovery()).empty());
        QVERIFY(QDir(recovery()).isEmpty());
    }

    void goesOnWhereNoCopyCanBeKept()
    {
        QProcess working;
        start(working,
              {QStringLiteral("work"), writeTrialFile(m_folder->filePath(QStringLiteral("human.csv"))),
               writeTrialFile(m_folder->filePath(QStringLiteral("net.csv")))},
              QStringLiteral("/dev/null/state"));
        // Nothing is printed, since no copy is written; but it lives on.
        QVERIFY(!working.waitForFinished(1500));
        QCOMPARE(working.state(), QProcess::Running);
        working.kill();
        working.waitForFinished();
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

private:
    QString state() const { return m_folder->filePath(QStringLiteral("state")); }
    QString recovery() const { return state() + QStringLiteral("/learnscope/recovery"); }
    QStringList copies() const
    {
        return QDir(recovery()).entryList({QStringLiteral("*.learnscope")}, QDir::Files);
    }

    void start(QProcess& process, const QStringList& arguments, const QString& state) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_STATE_HOME"), state);
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder->filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), arguments);
    }

    void run(QProcess& process, const QStringList& arguments) const
    {
        start(process, arguments, state());
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    }

    /// Runs a window until it says that a copy of its work is written; returns the workspace.
    QByteArray startWorking(QProcess& process) const
    {
        start(process,
              {QStringLiteral("work"), writeTrialFile(m_folder->filePath(QStringLiteral("human.csv"))),
               writeTrialFile(m_folder->filePath(QStringLiteral("net.csv")))},
              state());
        QByteArray said;
        while (!said.endsWith("saved\n") && process.waitForReadyRead(60000))
            said += process.readAllStandardOutput();
        said.chop(static_cast<int>(std::strlen("saved\n")));
        [&] { QVERIFY2(said.contains("Menschen"), said.constData()); }();
        return said;
    }

    static void kill(QProcess& process)
    {
        process.kill(); // SIGKILL
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

int main(int argc, char** argv)
{
    if (argc > 1
        && (!std::strcmp(argv[1], "work") || !std::strcmp(argv[1], "recover")
            || !std::strcmp(argv[1], "discard")))
        return play(argc, argv);
    QCoreApplication application(argc, argv);
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recovery.moc"
