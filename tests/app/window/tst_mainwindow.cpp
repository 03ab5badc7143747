#include "app/window/mainwindow.h"

#include "app/actions/actions.h"
#include "app/window/bottomtabs.h"
#include "app/window/statusstrip.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/demofolder.h"
#include "app/workspace/workspace.h"
#include "tests/support/badtables.h"
#include "tests/support/trialfile.h"
#include "widgets/common/theme.h"
#include "widgets/figures/pagecomposer.h"
#include "widgets/figures/pagefile.h"
#include "widgets/observers/observerpanel.h"
#include "widgets/stimuli/stimulusviewer.h"

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

namespace {
/// How many connections answer the action, beside those by which menus and groups follow it.
int answers(const QAction& action)
{
    struct Access : QAction
    {
        using QAction::receivers;
    };
    const auto receivers = static_cast<int (QObject::*)(const char*) const>(&Access::receivers);
    int followers = action.actionGroup() != nullptr ? 1 : 0;
    for (const QObject* object : action.associatedObjects())
        followers += qobject_cast<const QMenu*>(object) != nullptr ? 1 : 0;
    return (action.*receivers)(SIGNAL(triggered(bool))) - followers;
}
} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyLook(*qApp, Theme::light()); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(path("settings.ini"));
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 100;
        m_workspace = std::make_unique<Workspace>(options);
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void saysWhatToDoUntilSomethingIsOpen()
    {
        QVERIFY(m_window->showsStartPage());
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        QVERIFY(!m_window->showsStartPage());
        for (const ViewCard* card : m_window->views().cards()) {
            QVERIFY(card->view()->curves());
            QCOMPARE(card->view()->curves()->observers.size(), std::size_t(1));
        }
        QCOMPARE(m_window->statusStrip().contents(), QStringLiteral("288 trials · 1 observer"));
        m_workspace->closeAll();
        QTRY_VERIFY(m_window->showsStartPage());
    }

    void livesOnWhenAFileIsRejected_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("message");
        for (const BadTable& bad : badTables())
            QTest::newRow(bad.name.constData())
                << bad.text
                << (bad.line > 0 ? QStringLiteral("%1:%2").arg(bad.line).arg(bad.column) : QString())
                << bad.message;
    }

    void livesOnWhenAFileIsRejected()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        QFETCH(QString, message);
        QFile bad(path("bad.csv"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        QCOMPARE(bad.write(text), text.size());
        bad.close();
        rejects(bad.fileName(), place, message);
    }

    void livesOnWhenAFileIsNotThere() { rejects(path("nowhere.csv"), {}, QStringLiteral("no such file")); }

    void showsLearnersOnly()
    {
        m_workspace->open({writeTrialFile(path("human.csv"), {.runs = 5, .trials = 36, .learned = 3})});
        WAIT_UNTIL_IDLE;
        auto* learners = findSwitch("Learners only");
        QVERIFY(learners && learners->isEnabled());
        QTest::mouseClick(learners, Qt::LeftButton, {}, QPoint(8, learners->height() / 2));
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().checkedRuns(0), (std::vector<std::int32_t> {1, 2, 3}));
        QCOMPARE(m_window->views().active()->view()->curves()->observers[0].runs.size(), std::size_t(3));
    }

    void showsLearnersOnlyByTheMenuOfAView_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : {ViewKind::LearningCurves, ViewKind::Confusion, ViewKind::RdmTrajectory})
            QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void showsLearnersOnlyByTheMenuOfAView()
    {
        QFETCH(ViewKind, kind);
        m_workspace->open({writeTrialFile(path("human.csv"), {.runs = 5, .trials = 36, .learned = 3})});
        WAIT_UNTIL_IDLE;
        ViewCard* card = m_window->views().active();
        card->setKind(kind);
        WAIT_UNTIL_IDLE;
        History& history = m_window->undo().history();
        history.flush();
        QMenu menu;
        card->view()->addRuleActions(menu);
        const QList<QAction*> actions = menu.actions();
        const auto learners = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text().startsWith(QStringLiteral("Learners only"));
        });
        QVERIFY(learners != actions.end());
        const auto isShown = [&](bool on) {
            return (*learners)->isChecked() == on && findSwitch("Learners only")->isChecked() == on
                && card->view()->curves()->observers[0].runs.size() == (on ? 3U : 5U);
        };
        QVERIFY(isShown(false));
        (*learners)->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(isShown(true));
        history.flush();
        QCOMPARE(history.undoText(), QStringLiteral("learners only"));
        history.undo();
        WAIT_UNTIL_IDLE;
        QVERIFY(isShown(false));
        history.redo();
        WAIT_UNTIL_IDLE;
        QVERIFY(isShown(true));
        findSwitch("Learners only")->click(); // the other switch
        WAIT_UNTIL_IDLE;
        QVERIFY(isShown(false));
    }

    void givesSwitchesToAllViews()
    {
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        findSwitch("Single runs")->setChecked(true);
        findSwitch("Train")->setChecked(false);
        ViewCard* added = m_window->views().split(m_window->views().active(), Qt::Vertical, ViewKind::Runs);
        for (const ViewCard* card : m_window->views().cards()) {
            QVERIFY(card->view()->options().singleRuns);
            QVERIFY(!card->view()->options().train);
        }
        QCOMPARE(added->view()->curves(), m_workspace->curves());
    }

    void saysWhatIsSelected()
    {
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        m_workspace->selection().select(trialsOf("human", {}, 4, Phase::Test));
        QCOMPARE(m_window->statusStrip().selection(), QStringLiteral("Selection: Humans · test · epoch 4"));
        m_window->actions()[ActionId::ClearSelection]->trigger();
        QCOMPARE(m_window->statusStrip().selection(), QString());
    }

    void leavesEscapeToTheFilterLineWhileOneTypesThere()
    {
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_workspace->selection().select(trialsOf("human", {}, 2, {}));
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QLineEdit* line = m_window->observerPanel().filterLine();
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("hum"));
        QTest::keyClick(line, Qt::Key_Escape);
        QCOMPARE(line->text(), QString());
        QVERIFY(!m_workspace->selection().selection().empty());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(m_workspace->selection().selection().empty());
    }

    void opensWhatIsDropped()
    {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("tables")));
        writeTrialFile(path("tables/a.csv"));
        writeTrialFile(path("tables/b.csv"));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path("tables"))});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 2);
    }

    void neverStallsWhileItLoadsAndDraws()
    {
        const QString file =
            writeTrialFile(path("human.csv"), {.runs = 100, .epochs = 20, .trials = 100}); // 400,000 rows
        QTimer heart;
        QElapsedTimer sinceBeat;
        qint64 longest = 0;
        connect(&heart, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceBeat.restart()); });
        heart.start(std::chrono::milliseconds(5));
        sinceBeat.start();
        QElapsedTimer whole;
        whole.start();
        m_workspace->open({file});
        WAIT_UNTIL_IDLE;
        QTRY_VERIFY(!m_window->showsStartPage());
        const qint64 load = whole.elapsed();
        qInfo("longest gap between heartbeats: %lld ms while loading for %lld ms", longest, load);
        QVERIFY2(longest < std::max<qint64>(load / 2, 100), qPrintable(QString::number(longest)));
    }

    void keepsTheComposedPage()
    {
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        QVERIFY(m_workspace->kept().page.empty());
        m_window->actions()[ActionId::ComposePage]->trigger();
        auto* composer = m_window->findChild<PageComposer*>();
        QVERIFY(composer && composer->isVisible());
        const FigurePage first = composer->page();
        QCOMPARE(first.panels.size(), std::size_t(m_window->views().cards().size()));
        composer->removePanel(0);
        QCOMPARE(pageFromJson(m_workspace->kept().page)->panels.size(), first.panels.size() - 1);
        QTRY_VERIFY(m_window->actions()[ActionId::Undo]->text().contains(QStringLiteral("composed page")));
        KeptEntries kept = m_workspace->kept(); // as another workspace has it
        kept.page = "\n" + pageJson(first);
        m_workspace->setKept(kept);
        QCOMPARE(pageJson(composer->page()), pageJson(first));
    }

    void opensTheDemo()
    {
        QVERIFY(!demoFolder().isEmpty());
        m_window->actions()[ActionId::OpenDemo]->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(m_workspace->observers().observerCount() >= 2);
        QVERIFY(m_workspace->stimuli());
        QCOMPARE(m_window->stimulusViewer().stimuli(), m_workspace->stimuli());
        for (const Finding& problem : m_workspace->problems().problems())
            QVERIFY2(problem.severity != Finding::Severity::Error, problem.message.c_str());
    }

    void resetsItsLayout()
    {
        ViewGrid& views = m_window->views();
        const QByteArray fresh = views.save();
        views.split(views.active(), Qt::Vertical, ViewKind::Runs);
        auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("observers"));
        dock->close();
        m_window->actions()[ActionId::ResetLayout]->trigger();
        QVERIFY(dock->isVisible());
        QCOMPARE(views.cards().size(), 2);
        QCOMPARE(views.cards()[0]->kind(), ViewKind::LearningCurves);
        QCOMPARE(views.cards()[1]->kind(), ViewKind::Gap);
        QVERIFY(!fresh.isEmpty());
    }

    void comesBackAsItWasLeft()
    {
        m_window->views().split(m_window->views().active(), Qt::Vertical, ViewKind::Runs);
        m_window->findChild<QDockWidget*>(QStringLiteral("stimulus"))->close();
        m_window->close();
        openWindow();
        QCOMPARE(m_window->views().cards().size(), 3);
        QVERIFY(m_window->findChild<QDockWidget*>(QStringLiteral("stimulus"))->isHidden());
    }

    void opensWithADamagedLayout_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("of another version") << Preferences::layoutVersion + 1;
        QTest::newRow("damaged") << Preferences::layoutVersion;
    }

    void opensWithADamagedLayout()
    {
        QFETCH(int, version);
        m_window.reset();
        {
            QSettings settings(path("settings.ini"), QSettings::IniFormat);
            settings.setValue(QStringLiteral("layout/version"), version);
            for (const char* key : {"layout/geometry", "layout/docks", "layout/views"})
                settings.setValue(QString::fromLatin1(key), QByteArray("\x00\xff{nonsense", 12));
        }
        openWindow();
        QCOMPARE(m_window->views().cards().size(), 2);
        for (const QDockWidget* dock : m_window->findChildren<QDockWidget*>())
            QVERIFY2(dock->isVisible(), qPrintable(dock->objectName()));
    }

    void keepsEveryActionNamedAndEveryKeyUnique()
    {
        QSet<QString> keys;
        for (const QAction* action : m_window->actions().all()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY(!action->toolTip().isEmpty());
            if (action->shortcut().isEmpty())
                continue;
            const QString key = action->shortcut().toString();
            QVERIFY2(!keys.contains(key), qPrintable(key + QStringLiteral(" means two things")));
            keys << key;
        }
    }

    void hasNothingInItsMenusThatDoesNothing()
    {
        QList<QAction*> open = m_window->menuBar()->actions();
        int entries = 0;
        while (!open.isEmpty()) {
            const QAction* action = open.takeFirst();
            if (action->isSeparator())
                continue;
            QVERIFY(!action->text().isEmpty());
            if (action->menu()) {
                open += action->menu()->actions();
                continue;
            }
            ++entries;
            const bool answered = answers(*action) > 0;
            QVERIFY2(answered, qPrintable(action->text()));
        }
        QVERIFY(entries > 20);
    }

    void changesItsThemeWhileItRuns()
    {
        m_window->actions()[ActionId::ThemeDark]->trigger();
        QVERIFY(Theme::of(m_window.get()).dark);
        QCOMPARE(m_preferences->theme(), ThemeChoice::Dark);
        m_window->actions()[ActionId::ThemeLight]->trigger();
        QVERIFY(!Theme::of(m_window.get()).dark);
    }

    void namesWhatCanBeFocused()
    {
        m_workspace->open({writeTrialFile(path("human.csv"))});
        WAIT_UNTIL_IDLE;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisibleTo(m_window.get())
                || widget->objectName().startsWith(QStringLiteral("qt_")))
                continue;
            const QAccessibleInterface* accessible =
                QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            QVERIFY2(
                accessible && !accessible->text(QAccessible::Name).isEmpty(),
                qPrintable(QStringLiteral("%1 %2 in %3")
                               .arg(QString::fromLatin1(widget->metaObject()->className()),
                                    widget->objectName(),
                                    QString::fromLatin1(widget->parentWidget()->metaObject()->className()))));
        }
    }

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    /// Opens a good table and a bad one: the good one is shown, the problems list says what is wrong with the
    /// other, where, and no box is in the way.
    void rejects(const QString& file, const QString& place, const QString& message)
    {
        m_workspace->open({writeTrialFile(path("good.csv")), file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
        const ProblemModel& problems = m_workspace->problems();
        QCOMPARE(problems.rowCount(), 1);
        QCOMPARE(problems.index(0, ProblemModel::FileColumn).data().toString(), QFileInfo(file).fileName());
        QCOMPARE(problems.index(0, ProblemModel::PlaceColumn).data().toString(), place);
        const QString said = problems.index(0, ProblemModel::MessageColumn).data().toString();
        QVERIFY2(said.contains(message), qPrintable(said));
        const QTabBar* tabs = m_window->bottomTabs().bar();
        QCOMPARE(tabs->currentIndex(), 0);
        QCOMPARE(tabs->tabText(0), QStringLiteral("Problems 1"));
        QVERIFY(m_window->isVisible());
        QVERIFY(QApplication::topLevelWidgets().count(m_window.get()) == 1
                && QApplication::activeModalWidget() == nullptr);
    }

    void openWindow()
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    QCheckBox* findSwitch(const char* text) const
    {
        for (auto* box : m_window->findChildren<QCheckBox*>())
            if (box->text().remove(QLatin1Char('&')) == QLatin1String(text))
                return box;
        return nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
