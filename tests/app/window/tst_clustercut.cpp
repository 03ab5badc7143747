#include "app/actions/actions.h"
#include "app/window/mainwindow.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "core/base/random.h"
#include "core/io/arrays/writerepresentations.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/dendrogramview.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace learnscope;

#define WAIT_UNTIL_IDLE QTRY_VERIFY_WITH_TIMEOUT(!m_workspace->isBusy(), 60000)

/// A cut that is moved in the view of trees, in a whole window.
class TestClusterCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<Preferences>(m_folder->filePath(QStringLiteral("settings.ini")));
        m_workspace = std::make_unique<Workspace>(WorkspaceOptions {});
        m_window = std::make_unique<MainWindow>(*m_workspace, *m_preferences, MainWindow::Options {});
        m_window->resize(1280, 800);
        m_window->show();
        const std::string file = m_folder->filePath(QStringLiteral("items.npz")).toStdString();
        Random random(5);
        std::vector<float> values(20 * 3);
        for (float& value : values)
            value = static_cast<float>(random.uniform());
        std::vector<std::string> names;
        for (int row = 0; row < 20; ++row)
            names.push_back("item " + std::to_string(row));
        const auto features =
            Embedding::make(20, 3, SharedValues<float>(std::move(values)), RowNames(names)).value();
        QVERIFY(writeEmbedding(file, features));
        m_workspace->open({QString::fromStdString(file)});
        WAIT_UNTIL_IDLE;
        m_window->views().cards()[0]->setKind(ViewKind::Dendrogram);
        WAIT_UNTIL_IDLE;
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
    }

    void isOneForAllViewsAndUndone()
    {
        DendrogramView& trees = *qobject_cast<DendrogramView*>(m_window->views().cards()[0]->view());
        QVERIFY(trees.canvas()->panels()[0].tree); // before items are ordered by it, too
        QCOMPARE(trees.canvas()->cut(), std::size_t(0));
        trees.requestOrderByClusters();
        WAIT_UNTIL_IDLE;
        QCOMPARE(trees.canvas()->cut(), std::size_t(1));
        m_window->undo().history().flush(); // a step of its own
        const Session before = m_window->undo().session();
        trees.requestClusters(6);
        WAIT_UNTIL_IDLE;
        agrees(trees, 6);
        const Session after = m_window->undo().session();
        action(ActionId::Undo)->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(isSameWork(m_window->undo().session(), before));
        QCOMPARE(trees.canvas()->cut(), std::size_t(1));
        QVERIFY(m_workspace->representations().set()->groups[0].clusterStarts.empty());
        action(ActionId::Redo)->trigger();
        WAIT_UNTIL_IDLE;
        QVERIFY(isSameWork(m_window->undo().session(), after));
        agrees(trees, 6);
        // And what another view asks for is seen here.
        RepresentationOptions options = m_workspace->representations().options();
        options.order.clusters = 9;
        m_workspace->representations().setOptions(options);
        WAIT_UNTIL_IDLE;
        agrees(trees, 9);
    }

    void selectsInTheOneSelection()
    {
        DendrogramView& trees = *qobject_cast<DendrogramView*>(m_window->views().cards()[0]->view());
        QTest::keyClick(&trees, Qt::Key_Down);
        QTest::keyClick(&trees, Qt::Key_Return);
        QCOMPARE(m_workspace->representations().items().items().size(), std::size_t(20));
    }

private:
    QAction* action(ActionId id) const { return m_window->actions()[id]; }

    void agrees(const DendrogramView& trees, std::size_t clusters) const
    {
        const ShownGroup& group = m_workspace->representations().set()->groups[0];
        QCOMPARE(trees.canvas()->cut(), clusters);
        std::vector<std::size_t> starts = trees.canvas()->panels()[0].tree->startsOfCut(clusters);
        starts.erase(starts.begin());
        QCOMPARE(group.clusterStarts, starts);
        QCOMPARE(m_workspace->representations().options().order.clusters, clusters);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestClusterCut)
#include "tst_clustercut.moc"
