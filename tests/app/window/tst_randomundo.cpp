#include "app/window/mainwindow.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/sessiondocument.h"
#include "app/workspace/workspace.h"
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"
#include "widgets/plots/confusionview.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

/// Does many things at random and takes them back: what would be saved must then be what it was.
class TestRandomUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromManyRandomSteps_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3})
            QTest::addRow("seed %d", seed) << seed;
    }

    void comesBackFromManyRandomSteps()
    {
        QFETCH(int, seed);
        open();
        WAIT_UNTIL_IDLE;
        m_random.seed(static_cast<unsigned>(seed));
        History& history = m_window->undo().history();
        history.clear();
        std::vector<std::string> states {saved()};
        for (int step = 0; step < 200; ++step) {
            act();
            WAIT_UNTIL_IDLE;
            history.flush();
            states.push_back(saved());
        }
        const std::string end = states.back();
        QVERIFY(end != states.front());

        int undone = 0;
        std::size_t at = states.size() - 1;
        for (; history.canUndo(); ++undone) {
            history.undo();
            const std::string now = saved();
            while (at > 0 && states[at] != now)
                --at;
            QVERIFY2(states[at] == now,
                     qPrintable(QStringLiteral("undo %1: %2").arg(undone).arg(history.redoText())));
        }
        QVERIFY(undone > 100);
        QCOMPARE(saved(), states.front());
        for (; history.canRedo(); --undone)
            history.redo();
        QCOMPARE(undone, 0);
        QCOMPARE(saved(), end);
        WAIT_UNTIL_IDLE;
        QCOMPARE(saved(), end);
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

private:
    void open()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(QStringLiteral("settings.ini")));
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 0;
        m_workspace = std::make_unique<Workspace>(options);
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->resize(1400, 900);
        m_window->show();
        m_files.clear();
        for (const char* name :
             {"human.csv", "net.csv", "resnet50.csv", "\u00fcbung \u4e2d.csv", "human_b.csv"})
            m_files << writeTrialFile(m_folder.filePath(QString::fromUtf8(name)), {.runs = 4, .learned = 2});
        m_workspace->open(m_files.mid(0, 3));
    }

    std::string saved() const
    {
        Session session = m_window->undo().session();
        session.stimulus.clear(); // what is looked at is not undone
        return toText(documentOf(session, *m_workspace->hashes()), "/w/a.learnscope");
    }

    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    void act()
    {
        ObserverModel& observers = m_workspace->observers();
        if (observers.observerCount() == 0 || below(12) == 0)
            return m_workspace->open({m_files[below(static_cast<int>(m_files.size()))]});
        below(2) == 0 ? actOnObserver(below(observers.observerCount())) : actOnViews();
    }

    void actOnObserver(int place)
    {
        ObserverModel& observers = m_workspace->observers();
        switch (below(9)) {
        case 0:
            return observers.setLabel(place, "label " + std::to_string(below(1000)));
        case 1:
            return observers.setKind(place, below(2) == 0 ? ObserverKind::Human : ObserverKind::Network);
        case 2:
            return observers.setColor(place, QColor(below(256), below(256), below(256)));
        case 3:
            return observers.setChecked(place, below(2) == 0);
        case 4:
            return observers.setLearnersOnly(!observers.learnersOnly());
        case 5:
            return m_workspace->removeObserver(place);
        case 6:
            return m_workspace->reload(place);
        case 7:
            return below(8) == 0 ? m_workspace->closeAll() : m_workspace->openStimuli(demoStimuli());
        default: {
            const QModelIndex run = observers.index(below(observers.rowCount(observers.index(place, 0))), 0,
                                                    observers.index(place, 0));
            const bool checked = run.data(Qt::CheckStateRole).toInt() == Qt::Checked;
            observers.setData(run, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        }
        }
    }

    void actOnViews()
    {
        ViewGrid& views = m_window->views();
        ViewCard* card = views.cards()[below(static_cast<int>(views.cards().size()))];
        const auto kinds = viewKinds();
        const ViewKind kind = kinds[static_cast<std::size_t>(below(static_cast<int>(kinds.size())))];
        AnalysisOptions rules = m_workspace->rules();
        switch (below(9)) {
        case 0:
            views.split(card, below(2) == 0 ? Qt::Horizontal : Qt::Vertical, kind);
            return;
        case 1:
            return views.close(card);
        case 2:
            return card->setKind(kind);
        case 3:
            if (auto* confusion = qobject_cast<ConfusionView*>(card->view()); confusion && below(2) == 0)
                return confusion->setChoice({below(2) == 0 ? Phase::Train : Phase::Test,
                                             {below(3) + 1},
                                             below(2) == 0,
                                             ConfusionMeasure::Spearman});
            return card->view()->setHiddenObservers(
                below(3) == 0 ? std::set<std::string>()
                              : std::set<std::string> {below(2) == 0 ? "net" : "human"});
        case 4:
            return m_workspace->setViewOptions({.bands = below(2) == 0,
                                                .singleRuns = below(2) == 0,
                                                .train = below(2) == 0,
                                                .test = below(2) == 0});
        case 5:
            rules.curves.lagRule = below(2) == 0 ? LagRule::AsPublished : LagRule::CommonWindow;
            rules.splitRule = below(2) == 0 ? SplitRule::Exact : SplitRule::AsPublished;
            return m_workspace->setRules(rules);
        case 6:
            return m_workspace->setNamePattern(*StimulusNamePattern::parse(
                below(2) == 0 ? StimulusNamePattern::usual : StimulusNamePattern::published));
        case 7:
            return views.toggleMaximised(card);
        default:
            return below(3) == 0 ? m_workspace->setOnlySelected(!m_workspace->isOnlySelected()) : select();
        }
    }

    void select() { m_workspace->selection().select(trialsOf("human", 1, below(3) + 1, Phase::Test)); }

    static QString demoStimuli()
    {
        return QString::fromStdString((sourceFolder() / "data/demo/stimuli").string());
    }

    QTemporaryDir m_folder;
    QStringList m_files;
    std::mt19937 m_random;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestRandomUndo)
#include "tst_randomundo.moc"
