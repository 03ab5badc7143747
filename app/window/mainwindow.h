#pragma once

#include "app/workspace/preferences.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <memory>

class QDockWidget;
class QStackedWidget;

namespace learnscope {

class Actions;
class BottomTabs;
class HelpWindow;
class MappingCommands;
class NoticeBar;
class ObserverPanel;
class PageComposer;
struct FigurePage;
class PlotView;
class PublishedDataDialog;
class QuestionDialog;
class ReadoutPanel;
class RepresentationPanel;
class RepresentationView;
class StartPage;
class StatusStrip;
class StimulusViewer;
class UndoCommands;
class ViewGrid;
class Workspace;
class WorkspaceFiles;
class WorkspaceNotices;
struct FigureDialogSettings;
struct MainMenu;

/// How QApplication::exec() ends where the window wants to be built anew at another scale.
constexpr int exitToRescale = 1000;

/// The program's window: docks around a grid of views, all on the models of one workspace. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Options
    {
        bool systemIsDark = false;
        bool rememberLayout = true; ///< false: neither read nor written
        /// For copies of a workspace that is not saved; empty: none are made, and none are offered.
        QString recoveryFolder = {};
    };

    /// @p workspace and @p preferences are not owned and outlive this.
    MainWindow(Workspace& workspace, Preferences& preferences, const Options& options);
    ~MainWindow() override;

    ViewGrid& views() noexcept { return *m_grid; }
    const Actions& actions() const noexcept { return *m_actions; }
    RepresentationPanel& representationPanel() noexcept { return *m_representations; }
    ObserverPanel& observerPanel() noexcept { return *m_observers; }
    StimulusViewer& stimulusViewer() noexcept { return *m_viewer; }
    StatusStrip& statusStrip() noexcept { return *m_status; }
    BottomTabs& bottomTabs() noexcept { return *m_tabs; }
    NoticeBar& notices() noexcept { return *m_notices; }
    UndoCommands& undo() noexcept { return *m_undo; }
    WorkspaceFiles& files() noexcept { return *m_files; }
    MappingCommands& mapping() noexcept { return *m_mapping; }
    WorkspaceNotices& workspaceNotices() noexcept { return *m_workspaceNotices; }
    bool showsStartPage() const;

    void setTheme(ThemeChoice theme);
    void resetLayout();

Q_SIGNALS:
    void firstPainted(); ///< once, when the first picture of the window is on the screen

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content, QWidget* heading,
                         Qt::DockWidgetArea area);
    void buildMenus();
    void connectActions();
    void connectViewActions();
    void connectWorkspace();
    void placeDocks();
    void restoreLayout();
    void saveLayout();

    void setUpView(PlotView* view);
    void eachView(const std::function<void(PlotView&)>& act);
    void eachRepresentationView(const std::function<void(RepresentationView&)>& act);
    void showFirstRepresentation();
    void followActiveView();
    void refreshExport();
    bool canDraw(const PlotView& view) const;
    void chooseCentre();
    void showNewProblems(const QModelIndex& parent, int first, int last);
    void refreshCounts();
    void refreshRecent();
    void setScale(int percent);
    void openFiles();
    void openStimuli();
    void getPublished();
    void editNamePattern();
    void exportFigure();
    void composePage();
    FigurePage firstPage() const;
    void connectComposer();
    void copyCommand();
    void showHelp(const QString& page);
    void showAbout();
    void askQuestion();
    void showTab(QWidget* page);

    Workspace& m_workspace;
    Preferences& m_preferences;
    Options m_options;
    Actions* m_actions; // these are all children
    QStackedWidget* m_centre = nullptr;
    StartPage* m_start = nullptr;
    ViewGrid* m_grid = nullptr;
    ObserverPanel* m_observers = nullptr;
    RepresentationPanel* m_representations = nullptr;
    StimulusViewer* m_viewer = nullptr;
    BottomTabs* m_tabs = nullptr;
    QWidget* m_problems = nullptr;
    QWidget* m_jobs = nullptr;
    ReadoutPanel* m_readout = nullptr;
    StatusStrip* m_status = nullptr;
    NoticeBar* m_notices = nullptr;
    UndoCommands* m_undo = nullptr;
    WorkspaceFiles* m_files = nullptr;
    WorkspaceNotices* m_workspaceNotices = nullptr;
    MappingCommands* m_mapping = nullptr;
    QList<QDockWidget*> m_docks;
    std::unique_ptr<MainMenu> m_menus;
    QPointer<HelpWindow> m_help;
    QPointer<PublishedDataDialog> m_published;
    QPointer<QuestionDialog> m_question;
    QPointer<PageComposer> m_composer; ///< made when it is first wanted
    std::unique_ptr<FigureDialogSettings> m_figureSettings; ///< of the last export
    bool m_painted = false;
};

} // namespace learnscope
