#include "app/window/undocommands.h"

#include "app/actions/actions.h"
#include "app/window/mainwindow.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "tests/support/trialfile.h"
#include "widgets/plots/confusionview.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

Q_DECLARE_METATYPE(std::function<void(Workspace&, ViewGrid&)>)

class TestUndoCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(QStringLiteral("settings.ini")));
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 0;
        m_workspace = std::make_unique<Workspace>(options);
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->resize(1280, 800);
        m_window->show();
        m_workspace->open({table("human.csv"), table("net.csv")});
        WAIT_UNTIL_IDLE;
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void closesTogetherWhatWasOpenedTogether()
    {
        QCOMPARE(undoText(), QStringLiteral("Undo open 2 tables"));
        undo();
        QCOMPARE(m_workspace->observers().observerCount(), 0);
        QVERIFY(!action(ActionId::Undo)->isEnabled());
        redo();
        QCOMPARE(m_workspace->observers().observerCount(), 2);
        QCOMPARE(m_workspace->observers().observer(0).label, std::string("Humans"));
        QVERIFY(!action(ActionId::Redo)->isEnabled());
    }

    void takesEachKindOfChangeBack_data()
    {
        QTest::addColumn<std::function<void(Workspace&, ViewGrid&)>>("change");
        QTest::addColumn<QString>("text");
        using Change = std::function<void(Workspace&, ViewGrid&)>;
        const auto row = [](const char* text, Change change) {
            QTest::newRow(text) << change << QString::fromLatin1(text);
        };
        row("rename Humans",
            [](Workspace& workspace, ViewGrid&) { workspace.observers().setLabel(0, "People"); });
        row("kind of net",
            [](Workspace& workspace, ViewGrid&) { workspace.observers().setKind(1, ObserverKind::Human); });
        row("colour of net",
            [](Workspace& workspace, ViewGrid&) { workspace.observers().setColor(1, QColor(1, 2, 3)); });
        row("checked runs of net", [](Workspace& workspace, ViewGrid&) {
            workspace.observers().setCheckedRuns(1, std::vector<std::int32_t> {2});
        });
        row("learners only",
            [](Workspace& workspace, ViewGrid&) { workspace.observers().setLearnersOnly(true); });
        row("only selected trials", [](Workspace& workspace, ViewGrid&) { workspace.setOnlySelected(true); });
        row("what is shown", [](Workspace& workspace, ViewGrid&) {
            workspace.setViewOptions({.bands = false, .singleRuns = true});
        });
        row("definitions", [](Workspace& workspace, ViewGrid&) {
            AnalysisOptions rules = workspace.rules();
            rules.splitRule = SplitRule::AsPublished;
            workspace.setRules(rules);
        });
        row("picture names", [](Workspace& workspace, ViewGrid&) {
            workspace.setNamePattern(*StimulusNamePattern::parse("face_{object}"));
        });
        row("saved selections", [](Workspace& workspace, ViewGrid&) {
            workspace.savedSelections().add({"late", trialsOf("net")});
        });
        row("close Humans", [](Workspace& workspace, ViewGrid&) { workspace.removeObserver(0); });
        row("close 2 tables", [](Workspace& workspace, ViewGrid&) { workspace.closeAll(); });
        row("split view",
            [](Workspace&, ViewGrid& views) { views.split(views.cards()[1], Qt::Vertical, ViewKind::Runs); });
        row("close view", [](Workspace&, ViewGrid& views) { views.close(views.cards()[0]); });
        row("change of view", [](Workspace&, ViewGrid& views) { views.cards()[0]->setKind(ViewKind::Runs); });
        row("settings of a view",
            [](Workspace&, ViewGrid& views) { views.cards()[0]->view()->setHiddenObservers({"net"}); });
    }

    void takesEachKindOfChangeBack()
    {
        QFETCH(std::function<void(Workspace&, ViewGrid&)>, change);
        QFETCH(QString, text);
        const Session before = m_window->undo().session();
        change(*m_workspace, m_window->views());
        WAIT_UNTIL_IDLE;
        const Session after = m_window->undo().session();
        QVERIFY(!isSameWork(before, after));
        QCOMPARE(undoText(), QStringLiteral("Undo ") + text);
        undo();
        QVERIFY(isSameWork(m_window->undo().session(), before));
        redo();
        QVERIFY(isSameWork(m_window->undo().session(), after));
        WAIT_UNTIL_IDLE;
    }

    void takesTheChosenEpochsBack()
    {
        ViewCard* card = m_window->views().cards()[0];
        card->setKind(ViewKind::Confusion);
        WAIT_UNTIL_IDLE;
        m_window->undo().history().flush();
        const ConfusionChoice choice {Phase::Train, {1, 2}, true, ConfusionMeasure::Spearman};
        const auto shown = [&] { return qobject_cast<ConfusionView*>(card->view())->choice(); };
        qobject_cast<ConfusionView*>(card->view())->setChoice(choice);
        QCOMPARE(undoText(), QStringLiteral("Undo settings of a view"));
        undo();
        QVERIFY(shown() == ConfusionChoice());
        redo();
        QVERIFY(shown() == choice);
        WAIT_UNTIL_IDLE;
    }

    void gathersAStreamOfColoursIntoOneStep()
    {
        const ObserverStyle before = m_workspace->observers().style(1);
        for (int red = 10; red < 20; ++red) {
            m_workspace->observers().setColor(1, QColor(red, 0, 0));
            QCoreApplication::processEvents();
        }
        undo();
        QVERIFY(m_workspace->observers().style(1) == before);
        QCOMPARE(undoText(), QStringLiteral("Undo open 2 tables"));
    }

    void putsBackWhatWasSaidOfAFile()
    {
        const QString odd = m_folder->filePath(QStringLiteral("odd.csv"));
        QFile file(odd);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "run,epoch,phase,image_name,ground_truth,prediction\n1,1,train,a.png,p,p\n1,1,train,a.png,p,p\n");
        file.close();
        m_workspace->open({odd});
        WAIT_UNTIL_IDLE;
        const auto said = [&] {
            const auto& problems = m_workspace->problems().problems();
            return std::count_if(problems.begin(), problems.end(), [&](const Finding& problem) {
                return problem.file == m_folder->filePath(QStringLiteral("odd.csv")).toStdString();
            });
        };
        const auto before = said();
        QVERIFY(before > 0);
        m_workspace->removeObserver(2);
        QVERIFY(said() == 0);
        undo();
        WAIT_UNTIL_IDLE;
        QCOMPARE(said(), before);
    }

    void knowsWhetherAnythingIsWorthKeeping()
    {
        History& history = m_window->undo().history();
        QVERIFY(!history.hasWork()); // tables were opened, no more
        m_workspace->selection().select({});
        m_workspace->observers().setLabel(0, "People");
        QVERIFY(history.hasWork());
        history.setClean();
        QVERIFY(history.isClean() && !history.hasWork());
        undo();
        QVERIFY(!history.isClean() && history.hasWork());
        redo();
        QVERIFY(history.isClean());
    }

    void goesOnInAnotherWindow()
    {
        m_workspace->observers().setLabel(0, "People");
        m_window->undo().history().setClean();
        m_workspace->observers().setColor(1, QColor(1, 2, 3));
        undo();
        const History::Steps steps = m_window->undo().history().steps();
        const Session session = m_window->undo().session();
        m_window.reset();
        Workspace other;
        other.setState(session);
        MainWindow window(other, *m_preferences, {.rememberLayout = false});
        window.undo().history().setSteps(steps);
        QVERIFY(window.undo().history().isClean());
        QCOMPARE(window.undo().history().redoText(), QStringLiteral("colour of net"));
        window.undo().history().undo();
        QCOMPARE(other.observers().observer(0).label, std::string("Humans"));
        window.undo().history().redo();
        window.undo().history().redo();
        QCOMPARE(other.observers().style(1).color, QColor(1, 2, 3));
    }

private:
    QString table(const char* name) const
    {
        return writeTrialFile(m_folder->filePath(QString::fromLatin1(name)), {.runs = 4, .learned = 2});
    }
    QAction* action(ActionId id) const { return m_window->actions()[id]; }
    void undo() const
    {
        m_window->undo().history().flush();
        action(ActionId::Undo)->trigger();
    }
    void redo() const { action(ActionId::Redo)->trigger(); }
    QString undoText() const
    {
        m_window->undo().history().flush();
        return action(ActionId::Undo)->text().remove(QLatin1Char('&'));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestUndoCommands)
#include "tst_undocommands.moc"
