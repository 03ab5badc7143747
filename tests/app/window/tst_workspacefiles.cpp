#include "app/window/workspacefiles.h"
#include "app/workspace/autosave.h"

#include "app/actions/actions.h"
#include "app/window/mainwindow.h"
#include "app/window/noticebar.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/window/workspacenotices.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/resource.h>
#include <unistd.h>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

class TestWorkspaceFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(QString::fromUtf8("daten \u00fc\u4e2d")));
        m_preferences = std::make_unique<Preferences>(m_settings.filePath(QStringLiteral("settings.ini")));
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void opensWhatItSaved()
    {
        fill();
        const NamedSelection saved {"\u9078\u629e", trialsOf("human", {}, 2)};
        m_workspace->savedSelections().add(saved);
        const QString file = save();
        const std::string before = text();
        openWindow();
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 3);
        QCOMPARE(text(), before);
        QCOMPARE(m_workspace->savedSelections().selections(), std::vector {saved});
        QCOMPARE(m_window->views().cards().size(), 3);
        QVERIFY(m_window->views().cards()[1]->view()->hiddenObservers() == (std::set<std::string> {"net"}));
        QVERIFY(m_window->undo().history().isClean());
        QVERIFY(!m_window->undo().history().canUndo());
        QCOMPARE(m_window->windowTitle(), QString::fromUtf8("stud\u00ede[*] \u2014 Learnscope"));
        QVERIFY(!m_window->isWindowModified());
        QCOMPARE(m_preferences->recent().first(), file);
        // And the file is the same, byte by byte, when it is saved once more.
        const QByteArray bytes = read(file);
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        QCOMPARE(withoutWindow(read(file)), withoutWindow(bytes));
    }

    void opensWhatWasMovedTogether()
    {
        fill();
        save();
        openWindow();
        const QString moved = m_folder->path() + QStringLiteral("-moved");
        QVERIFY(QDir().rename(m_folder->path(), moved));
        m_window->files().open({moved + QString::fromUtf8("/stud\u00ede.learnscope")});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 3);
        QVERIFY(m_window->notices().text(QStringLiteral("missing")).isEmpty());
        QVERIFY(m_workspace->observers().observer(0).file.starts_with(moved.toStdString()));
        QVERIFY(QDir().rename(moved, m_folder->path()));
    }

    void leavesRunsToLearnersOnlyWhereNoneAreNamed_data()
    {
        QTest::addColumn<QByteArray>("runs");
        QTest::addColumn<std::vector<std::int32_t>>("checked");
        using Runs = std::vector<std::int32_t>;
        QTest::newRow("none named") << QByteArray() << Runs {1, 2}; // those who learned
        QTest::newRow("all named") << QByteArray(R"(,"runs":"all")") << Runs {1, 2, 3, 4};
        QTest::newRow("some named") << QByteArray(R"(,"runs":[2,4])") << Runs {2, 4};
    }

    void leavesRunsToLearnersOnlyWhereNoneAreNamed()
    {
        QFETCH(QByteArray, runs);
        QFETCH(std::vector<std::int32_t>, checked);
        writeTrialFile(m_folder->filePath(QStringLiteral("human.csv")), {.trials = 36, .learned = 2});
        openByHand(R"({"format":"learnscope-workspace","version":"1.0","learners_only":true,)"
                   R"("tables":[{"path":"human.csv")"
                   + runs + "}]}");
        QVERIFY(m_workspace->observers().learnersOnly());
        QCOMPARE(m_workspace->observers().checkedRuns(0), checked);
        // And again when it was saved.
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        openWindow();
        m_window->files().open({m_folder->filePath(QStringLiteral("hand.learnscope"))});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().checkedRuns(0), checked);
    }

    void keepsViewsOfANewerVersion()
    {
        writeTrialFile(m_folder->filePath(QStringLiteral("human.csv")));
        const QByteArray heat = R"({"state":{"depth":3},"view":"heat-map"})";
        openByHand(R"({"format":"learnscope-workspace","version":"1.7","tables":[{"path":"human.csv"}],)"
                   R"("views":{"split":"right","sizes":[300,500,200],"children":[{"view":"gap"},)"
                   R"({"split":"below","sizes":[400,600],"children":[)"
                   + heat
                   + R"(,{"view":"runs","state":{"hidden":["x"]}}]},{"view":"atlas"}]},)"
                     R"("zooms":[{},{"z":1},{"y":[0,0.5],"x":[1,2]},{}]})");
        const QList<ViewCard*> cards = m_window->views().cards();
        QCOMPARE(cards.size(), 2);
        QVERIFY(cards[0]->kind() == ViewKind::Gap && cards[1]->kind() == ViewKind::Runs);
        QVERIFY(cards[1]->view()->hiddenObservers() == (std::set<std::string> {"x"}));
        const QString said = m_window->notices().text(QStringLiteral("open"));
        QVERIFY2(said.contains(QStringLiteral("heat-map, atlas")), qPrintable(said));
        // They stay in the file, whatever is done to the others.
        m_window->views().split(cards[0], Qt::Vertical, ViewKind::LearningCurves);
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        const QByteArray saved = read(m_folder->filePath(QStringLiteral("hand.learnscope")));
        const QJsonObject views = QJsonDocument::fromJson(saved).object()[QStringLiteral("views")].toObject();
        const QJsonArray children = views[QStringLiteral("children")].toArray();
        QCOMPARE(children.size(), views[QStringLiteral("sizes")].toArray().size());
        QCOMPARE(children[children.size() - 2].toObject(), QJsonDocument::fromJson(heat).object());
        QCOMPARE(children.last().toObject()[QStringLiteral("view")].toString(), QStringLiteral("atlas"));
    }

    void marksWhatIsNotSaved()
    {
        fill();
        QVERIFY(m_window->isWindowModified());
        save();
        QVERIFY(!m_window->isWindowModified());
        m_workspace->observers().setLabel(0, "People");
        QTRY_VERIFY(m_window->isWindowModified());
        m_window->actions()[ActionId::Undo]->trigger();
        QTRY_VERIFY(!m_window->isWindowModified());
    }

    void asksBeforeWorkIsLost_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<bool>("saves");
        QTest::newRow("save") << int(QMessageBox::Save) << true << true;
        QTest::newRow("discard") << int(QMessageBox::Discard) << true << false;
        QTest::newRow("cancel") << int(QMessageBox::Cancel) << false << false;
    }

    void asksBeforeWorkIsLost()
    {
        QFETCH(int, answer);
        QFETCH(bool, closes);
        QFETCH(bool, saves);
        fill();
        const QString file = save();
        const QByteArray before = read(file);
        m_workspace->observers().setLabel(0, "People");
        m_window->close();
        QVERIFY(m_window->isVisible());
        auto* question = m_window->findChild<QMessageBox*>();
        QVERIFY(question && question->text().contains(QString::fromUtf8("stud\u00ede")));
        question->button(QMessageBox::StandardButton(answer))->click();
        WAIT_UNTIL_IDLE;
        QTRY_COMPARE(m_window->isVisible(), !closes);
        QCOMPARE(read(file) != before, saves);
    }

    void asksNothingWhereNothingIsLost()
    {
        m_workspace->open({table("human.csv")});
        WAIT_UNTIL_IDLE;
        m_window->views().split(m_window->views().active(), Qt::Vertical, ViewKind::Runs);
        m_window->close(); // looked at a table, no more
        QVERIFY(!m_window->isVisible());
    }

    void staysAsItIsWhereAFileIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("{\"format\": \"learnscope-workspace\", \"ver");
        QTest::newRow("newer") << QByteArray("{\"format\": \"learnscope-workspace\", \"version\": \"2.0\"}");
        QTest::newRow("no workspace") << QByteArray("run,epoch\n1,2\n");
    }

    void staysAsItIsWhereAFileIsDamaged()
    {
        QFETCH(QByteArray, content);
        fill();
        save();
        const std::string before = text();
        const QString bad = path("bad.learnscope");
        write(bad, content);
        m_window->files().open({bad});
        WAIT_UNTIL_IDLE;
        QCOMPARE(text(), before);
        QVERIFY(m_window->undo().history().isClean());
        const QString said = m_window->notices().text(QStringLiteral("open"));
        QVERIFY2(said.contains(QStringLiteral("bad.learnscope:1:")), qPrintable(said));
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(m_workspace->problems().problems().back().file, bad.toStdString());
        QCOMPARE(read(bad), content);
    }

    void keepsTheEntriesOfTablesThatAreMissing()
    {
        fill();
        const QString file = save();
        const QByteArray before = read(file);
        openWindow();
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("other/place")));
        const QString data = path(QString::fromUtf8("daten \u00fc\u4e2d/"));
        for (const char* name : {"net.csv", "human.csv"})
            QVERIFY(QFile::rename(data + QString::fromUtf8(name),
                                  path("other/place/") + QString::fromUtf8(name)));
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
        const QString said = m_window->notices().text(QStringLiteral("missing"));
        QVERIFY2(said.contains(QStringLiteral("human.csv")) && said.contains(QStringLiteral("net.csv")),
                 qPrintable(said));
        QVERIFY(!QApplication::activeModalWidget());
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        QCOMPARE(withoutWindow(read(file)), withoutWindow(before));

        m_window->workspaceNotices().locate(path("other/place/human.csv"));
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 3);
        QCOMPARE(m_workspace->observers().observer(0).label, std::string("Menschen"));
        QCOMPARE(m_workspace->observers().checkedRuns(0), (std::vector<std::int32_t> {1, 2}));
        QCOMPARE(m_workspace->observers().observer(1).name, std::string("net"));
        QVERIFY(m_window->notices().text(QStringLiteral("missing")).isEmpty());
        QVERIFY(m_window->notices().text(QStringLiteral("changed")).isEmpty());
        m_window->actions()[ActionId::Undo]->trigger();
        QCOMPARE(m_workspace->observers().observerCount(), 1);
        QVERIFY(!m_window->notices().text(QStringLiteral("missing")).isEmpty());
    }

    void leavesOutWhatIsMissingOnlyWhenAsked()
    {
        fill();
        const QString file = save();
        openWindow();
        QVERIFY(QFile::remove(path(QString::fromUtf8("daten \u00fc\u4e2d/net.csv"))));
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QVERIFY(m_window->notices().press(QStringLiteral("missing"), QStringLiteral("Leave out")));
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(!read(file).contains("net.csv"));
    }

    void saysWhichTableHasChangedUntilThatIsAccepted()
    {
        fill();
        const QString file = save();
        const QByteArray before = read(file);
        openWindow();
        const QString net = path(QString::fromUtf8("daten \u00fc\u4e2d/net.csv"));
        writeTrialFile(net, {.runs = 3});
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 3);
        QVERIFY(m_window->notices().text(QStringLiteral("changed")).contains(QStringLiteral("net.csv")));
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(m_window->notices().press(QStringLiteral("changed"), QStringLiteral("Accept the change")));
        QVERIFY(m_window->notices().text(QStringLiteral("changed")).isEmpty());
        m_window->actions()[ActionId::Save]->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(read(file) != before);
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QVERIFY(m_window->notices().text(QStringLiteral("changed")).isEmpty());
    }

    void goesOnWhereItCannotSave_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("full");
        QTest::newRow("no folder can be made there") << QStringLiteral("/dev/null/x/a.learnscope") << false;
        QTest::newRow("the disk is full") << QString() << true;
        QTest::newRow("the folder is a file") << QStringLiteral("file/a.learnscope") << false;
        if (geteuid() != 0) // root may write everywhere
            QTest::newRow("the folder is read-only") << QStringLiteral("locked/a.learnscope") << false;
    }

    void goesOnWhereItCannotSave()
    {
        QFETCH(QString, file);
        QFETCH(bool, full);
        if (!file.isEmpty())
            file = QDir(m_folder->path()).absoluteFilePath(file); // absolute ones stay as they are
        write(path("file"), "no folder");
        QVERIFY(QDir().mkpath(path("locked")));
        QVERIFY(QFile::setPermissions(path("locked"), QFile::ReadOwner | QFile::ExeOwner));
        fill();
        const QString good = save();
        const QByteArray before = read(good);
        m_workspace->observers().setLabel(0, "People");
        {
            const FullDisk disk(full ? 100 : RLIM_INFINITY);
            m_window->files().saveTo(file.isEmpty() ? good : file);
            WAIT_UNTIL_IDLE;
        }
        const QString said = m_window->notices().text(QStringLiteral("save"));
        QVERIFY2(said.contains(QStringLiteral("cannot be written")), qPrintable(said));
        QVERIFY2(said.contains(file.isEmpty() ? good : file), qPrintable(said));
        QCOMPARE(read(good), before);
        QCOMPARE(read(path("file")), QByteArray("no folder"));
        QCOMPARE(m_window->files().file(), good);
        QVERIFY(!m_window->undo().history().isClean());
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(m_workspace->observers().observer(0).label, std::string("People"));
        m_window->files().saveTo(good);
        WAIT_UNTIL_IDLE;
        QVERIFY(m_window->undo().history().isClean());
        QVERIFY(m_window->notices().text(QStringLiteral("save")).isEmpty());
    }

    void saysWhereNoCopyCanBeKept()
    {
        write(path("file"), "no folder");
        fill();
        const auto take = [this] { return Autosave::Copy {m_window->files().session(), {}}; };
        Autosave autosave(path("file/recovery"), take, m_workspace->hashes());
        std::vector<Error> said;
        int ended = 0;
        connect(&autosave, &Autosave::failed, this, [&](const Error& error) { said.push_back(error); });
        connect(&autosave, &Autosave::written, this, [&] { ++ended; });
        const QString before = QString::fromStdString(text());
        autosave.write();
        QTRY_VERIFY(!said.empty());
        QCOMPARE(ended, 0);
        const QString text = QString::fromStdString(said[0].toString());
        QVERIFY2(text.contains(QStringLiteral("cannot be written")) && text.contains(path("file/recovery")),
                 qPrintable(text));
        QCOMPARE(read(path("file")), QByteArray("no folder"));
        QCOMPARE(QString::fromStdString(this->text()), before);
        QVERIFY(m_window->isWindowModified());
    }

    void opensAWorkspaceThatIsDropped()
    {
        fill();
        const QString file = save();
        openWindow();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_window->files().file(), file);
        QCOMPARE(m_workspace->observers().observerCount(), 3);
    }

    void beginsAnew()
    {
        fill();
        save();
        m_window->actions()[ActionId::NewWorkspace]->trigger();
        QCOMPARE(m_workspace->observers().observerCount(), 0);
        QCOMPARE(m_window->files().file(), QString());
        QVERIFY(m_window->undo().history().isClean() && !m_window->undo().history().canUndo());
    }

    void goesOnInAnotherWindow()
    {
        fill();
        const QString file = save();
        m_workspace->observers().setLabel(0, "People");
        const std::string before = text();
        const WorkspaceFiles::State state = m_window->files().state();
        openWindow();
        m_window->files().restore(state);
        WAIT_UNTIL_IDLE;
        QCOMPARE(text(), before);
        QCOMPARE(m_window->files().file(), file);
        QVERIFY(m_window->isWindowModified());
        m_window->actions()[ActionId::Undo]->trigger();
        QVERIFY(!m_window->isWindowModified());
    }

private:
    /// While it lives, no file grows beyond @p bytes: what a full disk does to a program.
    class FullDisk
    {
    public:
        explicit FullDisk(rlim_t bytes)
        {
            std::signal(SIGXFSZ, SIG_IGN);
            getrlimit(RLIMIT_FSIZE, &m_before);
            rlimit limit = m_before;
            limit.rlim_cur = bytes;
            setrlimit(RLIMIT_FSIZE, &limit);
        }
        ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
        FullDisk(const FullDisk&) = delete;
        FullDisk& operator=(const FullDisk&) = delete;

    private:
        rlimit m_before {};
    };

    QString path(const QString& name) const { return m_folder->filePath(name); }
    QString path(const char* name) const { return path(QString::fromUtf8(name)); }

    QString table(const char* name) const
    {
        return writeTrialFile(path(QString::fromUtf8("daten \u00fc\u4e2d/") + QString::fromUtf8(name)),
                              {.runs = 4, .learned = 2});
    }

    void openWindow()
    {
        m_window.reset();
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 0;
        m_workspace = std::make_unique<Workspace>(options);
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences,
                                                MainWindow::Options {.rememberLayout = false});
        m_window->resize(1280, 800);
        m_window->show();
    }

    /// Opens a workspace as somebody wrote it.
    void openByHand(const QByteArray& json)
    {
        const QString file = m_folder->filePath(QStringLiteral("hand.learnscope"));
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(json) == json.size());
        written.close();
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
    }

    /// Opens things and changes a bit of everything.
    void fill()
    {
        m_workspace->open({table("human.csv"), table("net.csv"), table("resnet50.csv")});
        m_workspace->openStimuli(QString::fromStdString((sourceFolder() / "data/demo/stimuli").string()));
        WAIT_UNTIL_IDLE;
        ObserverModel& observers = m_workspace->observers();
        observers.setLearnersOnly(true);
        observers.setCheckedRuns(0, std::vector<std::int32_t> {1, 2});
        observers.setLabel(0, "Menschen");
        observers.setKind(2, ObserverKind::Human);
        observers.setStyle(1, {QColor(1, 2, 3), Marker::Cross});
        AnalysisOptions rules = m_workspace->rules();
        rules.curves.lagRule = LagRule::CommonWindow;
        m_workspace->setRules(rules);
        m_workspace->setViewOptions({.bands = false, .singleRuns = true});
        ViewGrid& views = m_window->views();
        views.split(views.cards()[0], Qt::Vertical, ViewKind::Runs)->view()->setHiddenObservers({"net"});
        WAIT_UNTIL_IDLE;
    }

    QString save()
    {
        const QString file = path(QString::fromUtf8("stud\u00ede.learnscope"));
        m_window->files().saveTo(file);
        [&] { WAIT_UNTIL_IDLE; }();
        return file;
    }

    std::string text() const
    {
        return toText(documentOf(m_window->undo().session(), *m_workspace->hashes()), "/w/a.learnscope");
    }

    static QByteArray read(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Where the window stands on the screen is not the same each time.
    static QByteArray withoutWindow(const QByteArray& json) { return json.left(json.indexOf("\"window\"")); }

    static void write(const QString& name, const QByteArray& content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    QTemporaryDir m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestWorkspaceFiles)
#include "tst_workspacefiles.moc"
