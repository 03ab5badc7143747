#include "app/actions/actions.h"
#include "app/window/bottomtabs.h"
#include "app/window/mainwindow.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "tests/support/trialfile.h"
#include "widgets/matrices/representationview.h"
#include "widgets/selections/selectionpanel.h"

#include <QAction>
#include <QCheckBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

Q_DECLARE_METATYPE(learnscope::ViewKind)

/// The switch by which all views count only selected trials.
class TestOnlySelected : public QObject
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
        m_workspace->open({writeTrialFile(m_folder->filePath(QStringLiteral("human.csv"))),
                           writeTrialFile(m_folder->filePath(QStringLiteral("net.csv")))});
        WAIT_UNTIL_IDLE;
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void isSaidInEveryView_data()
    {
        QTest::addColumn<ViewKind>("kind");
        for (const ViewKind kind : viewKinds())
            if (!isRepresentationView(kind))
                QTest::newRow(qPrintable(viewId(kind))) << kind;
    }

    void isSaidInEveryView()
    {
        QFETCH(ViewKind, kind);
        ViewCard* card = m_window->views().cards()[0];
        card->setKind(kind);
        WAIT_UNTIL_IDLE;
        QToolButton* chip = card->findChild<QToolButton*>(QStringLiteral("chip"));
        QVERIFY(chip && !chip->isVisible());
        action().trigger();
        WAIT_UNTIL_IDLE;
        const QString nothing = QStringLiteral("No trial is selected");
        QVERIFY2(card->view()->accessibleDescription().contains(nothing),
                 qPrintable(card->view()->accessibleDescription()));
        QCOMPARE(card->view()->curves()->observers.size(), std::size_t(0));

        TrialClause clause;
        clause.epochs = ValueSet<std::int32_t>::only({1, 2});
        m_workspace->selection().select({{clause}});
        WAIT_UNTIL_IDLE;
        QVERIFY(chip->isVisible());
        QCOMPARE(chip->text(), QStringLiteral("Only selected: 384 trials"));
        QVERIFY(!chip->accessibleName().isEmpty());
        QVERIFY2(card->view()->accessibleDescription().contains(chip->text()),
                 qPrintable(card->view()->accessibleDescription()));

        chip->click();
        WAIT_UNTIL_IDLE;
        QVERIFY(!action().isChecked());
        QVERIFY(!chip->isVisible());
        QVERIFY(!card->view()->accessibleDescription().contains(QStringLiteral("Only selected")));
    }

    void isSwitchedInMenuPanelAndByUndo()
    {
        QVERIFY(action().isCheckable() && !action().shortcut().isEmpty());
        auto* panel = m_window->bottomTabs().findChild<SelectionPanel*>();
        QVERIFY(panel);
        auto* box = panel->findChild<QCheckBox*>();
        QVERIFY(box && !box->isChecked() && !box->text().isEmpty());
        box->click();
        QVERIFY(action().isChecked() && m_workspace->isOnlySelected());
        m_window->actions()[ActionId::Undo]->trigger();
        QVERIFY(!box->isChecked() && !action().isChecked() && !m_workspace->isOnlySelected());
        m_window->actions()[ActionId::Redo]->trigger();
        QVERIFY(box->isChecked() && action().isChecked() && m_workspace->isOnlySelected());
    }

    void hasAKeyOfItsOwn()
    {
        for (const QAction* other : m_window->actions().all())
            QVERIFY2(other == &action() || other->shortcut() != action().shortcut(),
                     qPrintable(other->text()));
    }

private:
    QAction& action() { return *m_window->actions()[ActionId::OnlySelected]; }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestOnlySelected)
#include "tst_onlyselected.moc"
