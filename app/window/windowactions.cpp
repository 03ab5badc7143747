// The part of MainWindow that answers its actions.
#include "app/window/mainwindow.h"

#include "app/actions/actions.h"
#include "app/cli/figureline.h"
#include "app/window/bottomtabs.h"
#include "app/window/keyspage.h"
#include "app/window/mainmenu.h"
#include "app/window/namepatterndialog.h"
#include "app/window/questiondialog.h"
#include "app/window/startpage.h"
#include "app/window/statusstrip.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/window/workspacefiles.h"
#include "app/workspace/demofolder.h"
#include "app/workspace/workspace.h"
#include "core/base/version.h"
#include "widgets/common/theme.h"
#include "widgets/download/publisheddatadialog.h"
#include "widgets/help/helpwindow.h"
#include "widgets/observers/observerpanel.h"
#include "widgets/readout/readoutpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

namespace learnscope {

void MainWindow::connectActions()
{
    const auto on = [this](ActionId id, auto act) {
        connect((*m_actions)[id], &QAction::triggered, this, act);
        addAction((*m_actions)[id]); // keys hold even where the menu bar is hidden
    };
    on(ActionId::Open, [this] { openFiles(); });
    on(ActionId::OpenStimuli, [this] { openStimuli(); });
    on(ActionId::NamePattern, [this] { editNamePattern(); });
    on(ActionId::OpenDemo, [this] { m_workspace.open({demoFolder()}); });
    on(ActionId::GetPublished, [this] { getPublished(); });
    on(ActionId::CloseAll, [this] { m_workspace.closeAll(); });
    on(ActionId::Quit, [this] { close(); });
    on(ActionId::ClearRecent, [this] {
        m_preferences.clearRecent();
        refreshRecent();
    });
    on(ActionId::ClearSelection, [this] {
        m_workspace.selection().clear();
        m_workspace.representations().items().clear();
    });
    QAction* onlySelected = (*m_actions)[ActionId::OnlySelected];
    on(ActionId::OnlySelected, [this](bool only) { m_workspace.setOnlySelected(only); });
    connect(&m_workspace, &Workspace::onlySelectedChanged, onlySelected,
            [this, onlySelected] { onlySelected->setChecked(m_workspace.isOnlySelected()); });
    onlySelected->setChecked(m_workspace.isOnlySelected());
    on(ActionId::Filter, [this] {
        m_docks[0]->show();
        m_observers->focusFilter();
    });
    on(ActionId::ThemeSystem, [this] { setTheme(ThemeChoice::System); });
    on(ActionId::ThemeLight, [this] { setTheme(ThemeChoice::Light); });
    on(ActionId::ThemeDark, [this] { setTheme(ThemeChoice::Dark); });
    on(ActionId::FullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(ActionId::ResetLayout, [this] { resetLayout(); });
    on(ActionId::ShowProblems, [this] { showTab(m_problems); });
    on(ActionId::ShowJobs, [this] { showTab(m_jobs); });
    on(ActionId::ShowReadout, [this] { showTab(m_readout); });
    on(ActionId::CopyReadout, [this] { m_readout->copy(); });
    on(ActionId::Help, [this] { showHelp(QStringLiteral("index")); });
    on(ActionId::Shortcuts, [this] { showHelp(QStringLiteral("keys")); });
    on(ActionId::About, [this] { showAbout(); });
    const auto choice = m_preferences.theme();
    (*m_actions)[choice == ThemeChoice::Light      ? ActionId::ThemeLight
                     : choice == ThemeChoice::Dark ? ActionId::ThemeDark
                                                   : ActionId::ThemeSystem]
        ->setChecked(true);
    (*m_actions)[ActionId::OpenDemo]->setVisible(!demoFolder().isEmpty());
}

void MainWindow::connectViewActions()
{
    const auto on = [this](ActionId id, auto act) {
        connect((*m_actions)[id], &QAction::triggered, this, act);
        addAction((*m_actions)[id]);
    };
    const auto split = [this](Qt::Orientation orientation) {
        if (ViewCard* active = m_grid->active())
            m_grid->split(active, orientation, active->kind());
    };
    on(ActionId::SplitRight, [split] { split(Qt::Horizontal); });
    on(ActionId::SplitBelow, [split] { split(Qt::Vertical); });
    on(ActionId::MaximiseView, [this] { m_grid->toggleMaximised(m_grid->active()); });
    on(ActionId::CloseView, [this] { m_grid->close(m_grid->active()); });
    on(ActionId::NextView, [this] { m_grid->stepActive(1); });
    on(ActionId::PreviousView, [this] { m_grid->stepActive(-1); });
    on(ActionId::ResetZoom, [this] {
        if (ViewCard* active = m_grid->active())
            active->view()->resetZoom();
    });
    on(ActionId::AskQuestion, [this] { askQuestion(); });
    on(ActionId::ExportFigure, [this] { exportFigure(); });
    on(ActionId::ComposePage, [this] { composePage(); });
    on(ActionId::CopyCommand, [this] { copyCommand(); });
    const auto refresh = [this] {
        const auto count = m_grid->cards().size();
        (*m_actions)[ActionId::MaximiseView]->setChecked(m_grid->isMaximised());
        (*m_actions)[ActionId::MaximiseView]->setEnabled(count > 1);
        (*m_actions)[ActionId::CloseView]->setEnabled(count > 1);
        (*m_actions)[ActionId::SplitRight]->setEnabled(count < ViewGrid::maximumViews);
        (*m_actions)[ActionId::SplitBelow]->setEnabled(count < ViewGrid::maximumViews);
    };
    connect(m_grid, &ViewGrid::cardsChanged, this, refresh);
}

void MainWindow::setTheme(ThemeChoice theme)
{
    m_preferences.setTheme(theme);
    const bool dark = theme == ThemeChoice::Dark || (theme == ThemeChoice::System && m_options.systemIsDark);
    applyLook(*qApp, dark ? Theme::darkTheme() : Theme::light());
}

void MainWindow::showTab(QWidget* page)
{
    QDockWidget* dock = m_docks[2];
    dock->show();
    dock->raise();
    m_tabs->showPage(m_tabs->placeOf(page));
    page->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::refreshRecent()
{
    const QStringList recent = m_preferences.recent();
    m_start->setRecent(recent);
    m_menus->recent->clear();
    m_menus->recent->setEnabled(!recent.isEmpty());
    for (const QString& path : recent) {
        QString name = QFileInfo(path).fileName();
        QAction* action = m_menus->recent->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")),
                                                     this, [this, path] { m_files->open({path}); });
        action->setToolTip(path);
    }
    m_menus->recent->addSeparator();
    m_menus->recent->addAction((*m_actions)[ActionId::ClearRecent]);
    m_menus->recent->setToolTipsVisible(true);
}

void MainWindow::openFiles()
{
    auto* dialog = new QFileDialog(this, tr("Open trial tables, representations or a workspace"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Trial tables, arrays and workspaces (*.csv *.tsv *.txt *.npy *.npz *.mat *.h5 "
            "*.hdf5 *.pt *.pth *.safetensors *.json *.learnscope)"),
         tr("Workspaces (*.learnscope)"), tr("All files (*)")});
    if (const QStringList recent = m_preferences.recent(); !recent.isEmpty())
        dialog->setDirectory(QFileInfo(recent.first()).path());
    connect(dialog, &QFileDialog::filesSelected, m_files, &WorkspaceFiles::open);
    dialog->open();
}

void MainWindow::openStimuli()
{
    auto* dialog = new QFileDialog(this, tr("Open stimulus folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &m_workspace, &Workspace::openStimuli);
    dialog->open();
}

void MainWindow::getPublished()
{
    if (!m_published) {
        auto* dialog = new PublishedDataDialog(m_preferences.publishedFolder(), this);
        m_published = dialog;
        connect(dialog, &PublishedDataDialog::openRequested, this,
                [this, dialog](const QStringList& tables, const QString& stimuli) {
                    m_preferences.setPublishedFolder(dialog->folder());
                    m_workspace.open(tables);
                    m_workspace.openStimuli(stimuli);
                });
    }
    m_published->show();
    m_published->raise();
    m_published->activateWindow();
}

void MainWindow::editNamePattern()
{
    NamePatternDialog dialog(m_workspace.namePattern(), m_workspace.imageNames(NamePatternDialog::mostNames),
                             this);
    if (dialog.exec() == QDialog::Accepted)
        if (const auto pattern = dialog.pattern())
            m_workspace.setNamePattern(*pattern);
}

void MainWindow::askQuestion()
{
    if (!m_question)
        m_question = new QuestionDialog(m_workspace, this);
    m_question->show();
    m_question->raise();
    m_question->activateWindow();
}

void MainWindow::showHelp(const QString& page)
{
    if (!m_help) {
        m_help = new HelpWindow(this);
        m_help->setPage(QStringLiteral("keys"), keysPage(*m_actions));
    }
    m_help->showPage(page);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Learnscope"));
    box->setIconPixmap(windowIcon().pixmap(64));
    box->setText(tr("<b>Learnscope %1</b><br>A workbench for comparing how people and deep networks learn.")
                     .arg(QString::fromStdString(std::string(version()))));
    box->setInformativeText(tr("Free software under the GNU General Public License, version 3 or later. With "
                               "Qt %1, QCustomPlot and OpenCV.")
                                .arg(QString::fromLatin1(qVersion())));
    box->open();
}

} // namespace learnscope
