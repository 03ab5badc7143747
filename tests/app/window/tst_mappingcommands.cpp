#include "app/actions/actions.h"
#include "app/cli/figureline.h"
#include "app/window/mainwindow.h"
#include "app/window/mappingcommands.h"
#include "app/window/mappingdialog.h"
#include "app/window/noticebar.h"
#include "app/window/workspacefiles.h"
#include "app/workspace/workspace.h"
#include "widgets/observers/observerpanel.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace learnscope;

using Texts = std::vector<std::string>;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)
#define WAIT_FOR_DIALOG QTRY_VERIFY(m_window->mapping().dialog() && m_window->mapping().dialog()->isValid())

namespace {
const QByteArray foreign = "participant,block,pic,category,response,alternative\n"
                           "p1,1,a,cat,cat,dog\np1,2,b,dog,dog,cat\np2,1,a,cat,dog,cat\np2,2,b,dog,cat,dog\n";
const Texts guessed {"run=participant", "epoch=block",    "phase=:test",
                     "image=pic",       "truth=category", "prediction=response"};
} // namespace

/// Tables of other layouts in the window: asked for once, remembered, changed, undone, saved.
class TestMappingCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(QStringLiteral("settings.ini")));
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void offersToMapWhatIsForeign()
    {
        m_workspace->open({write("first.csv"), write("second.csv")});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 0);
        QVERIFY(m_workspace->problems().rowCount() > 0);
        QVERIFY2(m_window->notices().text(key()).startsWith(QStringLiteral("2 tables have other columns")),
                 qPrintable(m_window->notices().text(key())));
        mapForeign();
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 2); // the other one has the same columns
        QCOMPARE(m_workspace->observers().observer(0).trials->mapping(), guessed);
        QVERIFY(m_window->notices().text(key()).isEmpty());
        QCOMPARE(m_workspace->problems().rowCount(), 0);
    }

    void readsTheNextOneWithoutAQuestion()
    {
        mapOne();
        openWindow(); // another start of the program
        m_workspace->open({write("next.csv")});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
        QVERIFY(m_window->notices().text(key()).isEmpty());
        m_preferences->setColumnLayouts({});
        openWindow();
        m_workspace->open({write("next.csv")});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 0);
    }

    void changesTheMappingOfWhatIsOpenAndUndoesIt()
    {
        mapOne();
        QVERIFY(!m_window->actions()[ActionId::MapColumns]->isEnabled());
        auto* tree = m_window->observerPanel().findChild<QTreeView*>();
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QVERIFY(m_window->actions()[ActionId::MapColumns]->isEnabled());
        m_window->actions()[ActionId::MapColumns]->trigger();
        WAIT_FOR_DIALOG;
        QComboBox* answers = m_window->mapping().dialog()->choiceOf(TrialColumn::Prediction);
        answers->setCurrentIndex(answers->findText(QStringLiteral("alternative")));
        WAIT_FOR_DIALOG;
        m_window->mapping().dialog()->accept();
        WAIT_UNTIL_IDLE;
        Texts changed = guessed;
        changed.back() = "prediction=alternative";
        QCOMPARE(mapping(), changed);
        QVERIFY(!m_workspace->observers().observer(0).trials->isCorrect(0));
        QTRY_VERIFY(m_window->actions()[ActionId::Undo]->text().contains(QStringLiteral("columns of")));
        m_window->actions()[ActionId::Undo]->trigger();
        QTRY_COMPARE(mapping(), guessed);
        m_workspace->reload(0);
        WAIT_UNTIL_IDLE;
        QCOMPARE(mapping(), guessed);
        m_window->actions()[ActionId::Undo]->trigger(); // the reading again
        m_window->actions()[ActionId::Redo]->trigger();
        QCOMPARE(mapping(), guessed);
        // What is remembered was not asked to change.
        QCOMPARE(toTexts(m_preferences->columnLayouts().front().mapping), guessed);
    }

    void keepsTheMappingOfARepairedTable()
    {
        mapOne();
        m_workspace->setRepairs(0, {parseRepair("labels=cat=kitten").value()});
        WAIT_UNTIL_IDLE;
        QCOMPARE(mapping(), guessed);
        m_workspace->open({m_folder->filePath(QStringLiteral("one.csv"))});
        WAIT_UNTIL_IDLE;
        QCOMPARE(mapping(), guessed);
        QCOMPARE(int(m_workspace->repairs(0).size()), 1);
    }

    void keepsTheMappingInTheWorkspace()
    {
        mapOne();
        const QString file = m_folder->filePath(QStringLiteral("w.learnscope"));
        m_window->files().saveTo(file);
        WAIT_UNTIL_IDLE;
        m_preferences->setColumnLayouts({});
        openWindow();
        m_window->files().open({file});
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
        QCOMPARE(mapping(), guessed);
    }

    void copiesTheMapping()
    {
        mapOne();
        const auto line = [this] {
            FigureLine wanted;
            wanted.request.kind = FigureKind::GapLag;
            return QString::fromStdString(figureCommandLine(m_workspace->state(), wanted));
        };
        QVERIFY2(line().contains(QStringLiteral("--map run=participant --map epoch=block --map phase=:test "
                                                "--map image=pic --map truth=category --map "
                                                "prediction=response")),
                 qPrintable(line()));
        // Beside a table of our own the mapping is of its observer alone.
        QFile file(m_folder->filePath(QStringLiteral("net.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("run,epoch,phase,image_name,ground_truth,prediction\n1,1,test,a,cat,cat\n");
        file.close();
        m_workspace->open({file.fileName()});
        WAIT_UNTIL_IDLE;
        QVERIFY2(line().contains(QStringLiteral("--map one:run=participant --map one:epoch=block")),
                 qPrintable(line()));
    }

private:
    static QString key() { return MappingCommands::noticeKey(); }

    const Texts& mapping() const { return m_workspace->observers().observer(0).trials->mapping(); }

    void openWindow()
    {
        m_window.reset();
        WorkspaceOptions options;
        options.rules.curves.bootstrapDraws = 0;
        m_workspace = std::make_unique<Workspace>(options);
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->show();
    }

    QString write(const char* name) const
    {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(foreign);
        return file.fileName();
    }

    void mapForeign()
    {
        QVERIFY(m_window->notices().press(key(), QStringLiteral("Map columns...")));
        WAIT_FOR_DIALOG;
        m_window->mapping().dialog()->accept();
    }

    void mapOne()
    {
        m_workspace->open({write("one.csv")});
        WAIT_UNTIL_IDLE;
        mapForeign();
        WAIT_UNTIL_IDLE;
        QCOMPARE(m_workspace->observers().observerCount(), 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMappingCommands)
#include "tst_mappingcommands.moc"
