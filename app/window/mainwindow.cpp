#include "app/window/mainwindow.h"

#include "app/actions/actions.h"
#include "app/window/bottomtabs.h"
#include "app/window/docktitle.h"
#include "app/window/mainmenu.h"
#include "app/window/mappingcommands.h"
#include "app/window/noticebar.h"
#include "app/window/observercommands.h"
#include "app/window/questiondialog.h"
#include "app/window/representationcommands.h"
#include "app/window/shownpanel.h"
#include "app/window/startpage.h"
#include "app/window/statusstrip.h"
#include "app/window/undocommands.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/window/workspacefiles.h"
#include "app/window/workspacenotices.h"
#include "app/workspace/workspace.h"
#include "widgets/common/icons.h"
#include "widgets/download/publisheddatadialog.h"
#include "widgets/figures/figuredialog.h"
#include "widgets/help/helpwindow.h"
#include "widgets/jobs/jobpanel.h"
#include "widgets/matrices/representationview.h"
#include "widgets/observers/observerpanel.h"
#include "widgets/problems/problempanel.h"
#include "widgets/readout/readoutpanel.h"
#include "widgets/representations/representationpanel.h"
#include "widgets/selections/selectionpanel.h"
#include "widgets/stimuli/stimulusviewer.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

MainWindow::MainWindow(Workspace& workspace, Preferences& preferences, const Options& options)
    : m_workspace(workspace)
    , m_preferences(preferences)
    , m_options(options)
    , m_actions(new Actions(this))
{
    setWindowIcon(programIcon());
    setAcceptDrops(true);
    setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    resize(1440, 900);
    connectActions(); // before menus and start page look at which ones there are
    buildCentre();
    buildDocks();
    buildMenus();
    connectViewActions();
    connectWorkspace();
    restoreLayout();
    m_undo = new UndoCommands(m_workspace, *m_grid, *m_actions, this);
    m_files =
        new WorkspaceFiles({*this, m_workspace, m_preferences, *m_actions, *m_grid, *m_undo, *m_notices},
                           m_options.recoveryFolder, this);
    m_workspaceNotices = new WorkspaceNotices(m_workspace, *m_notices, *this, this);
    m_mapping =
        new MappingCommands({*this, m_workspace, m_preferences, *m_actions, *m_observers, *m_notices}, this);
    connect(m_files, &WorkspaceFiles::recentChanged, this, &MainWindow::refreshRecent);
    for (const ActionId id :
         {ActionId::NewWorkspace, ActionId::Save, ActionId::SaveAs, ActionId::Undo, ActionId::Redo})
        addAction((*m_actions)[id]);
    chooseCentre();
    followActiveView();
}

MainWindow::~MainWindow()
{
    // Views and docks look at the workspace's models until they are gone; nothing of theirs may come back
    // here.
    m_workspace.disconnect(this);
}

void MainWindow::buildCentre()
{
    m_grid = new ViewGrid(*m_actions, this);
    m_start = new StartPage(*m_actions, m_workspace.jobs(), this);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_start);
    m_centre->addWidget(m_grid);
    auto* centre = new QWidget(this);
    m_notices = new NoticeBar(centre);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_centre, 1);
    setCentralWidget(centre);
    connect(m_grid, &ViewGrid::viewMade, this, &MainWindow::setUpView);
    connect(m_grid, &ViewGrid::activeChanged, this, &MainWindow::followActiveView);
    connect(m_grid, &ViewGrid::cardsChanged, this, [this] {
        AnalysisParts parts;
        RepresentationParts further;
        for (const ViewCard* card : m_grid->cards()) {
            parts = parts | partsForView(card->kind());
            further = further | representationPartsForView(card->kind());
        }
        m_workspace.setAnalysisWanted(parts);
        m_workspace.representations().setWanted(further);
    });
    connect(m_start, &StartPage::openRequested, this, [this](const QString& path) { m_files->open({path}); });
    m_status = new StatusStrip(m_workspace, this);
    setStatusBar(m_status);
}

void MainWindow::buildDocks()
{
    auto* left = new QWidget(this);
    left->setObjectName(QStringLiteral("panel"));
    m_observers = new ObserverPanel(m_workspace.observers(), m_workspace.selection(), left);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_observers, 1);
    m_representations = new RepresentationPanel(m_workspace.representations().model(), left);
    layout->addWidget(m_representations);
    layout->addWidget(new ShownPanel(m_workspace, left));
    left->setMinimumWidth(200);

    m_viewer = new StimulusViewer(this);
    m_viewer->setModels(&m_workspace.observers(), &m_workspace.selection());
    m_viewer->setStimuli(m_workspace.stimuli());

    m_tabs = new BottomTabs(this);
    auto* problems = new ProblemPanel(m_workspace.problems(), m_tabs);
    m_problems = problems;
    connect(problems, &ProblemPanel::repairRequested, this,
            [this](const std::string& file, const Repair& repair) {
                if (const int place = m_workspace.observers().placeOfFile(file); place >= 0)
                    m_workspace.setRepairs(place, withRepair(m_workspace.repairs(place), repair));
            });
    m_jobs = new JobPanel(m_workspace.jobs(), m_tabs);
    m_readout = new ReadoutPanel(m_tabs);
    m_tabs->addPage(tr("Problems"), m_problems);
    m_tabs->addPage(tr("Jobs"), m_jobs);
    m_tabs->addPage(tr("Read-out"), m_readout);
    auto* selections = new SelectionPanel(m_workspace.observers(), m_workspace.selection(),
                                          m_workspace.savedSelections(), m_tabs);
    selections->addSwitch((*m_actions)[ActionId::OnlySelected]);
    m_tabs->addPage(tr("Selections"), selections);
    connect(selections, &SelectionPanel::failed, this,
            [this](const Error& error) { m_workspace.problems().append(error); });
    const auto count = [this, selections] {
        m_tabs->setCount(m_tabs->placeOf(selections), m_workspace.savedSelections().rowCount());
    };
    connect(&m_workspace.savedSelections(), &NamedSelectionModel::selectionsChanged, selections, count);
    count();
    m_tabs->showPage(2);

    const auto heading = [this](const QString& text) { return makeSectionLabel(text, this); };
    addDock(QStringLiteral("observers"), tr("Observers"), left, heading(tr("Observers")),
            Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("stimulus"), tr("Stimulus"), m_viewer, heading(tr("Stimulus")),
            Qt::RightDockWidgetArea);
    addDock(QStringLiteral("tasks"), tr("Problems, jobs, read-out and selections"), m_tabs, m_tabs->bar(),
            Qt::BottomDockWidgetArea);
}

QDockWidget* MainWindow::addDock(const QString& name, const QString& title, QWidget* content,
                                 QWidget* heading, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    content->setAttribute(Qt::WA_StyledBackground);
    dock->setWidget(content);
    dock->setTitleBarWidget(new DockTitle(dock, heading));
    addDockWidget(area, dock);
    m_docks << dock;
    return dock;
}

void MainWindow::buildMenus()
{
    auto* commands = new ObserverCommands(m_workspace, *m_actions, *m_observers, this);
    auto* further = new RepresentationCommands(m_workspace, *m_representations, *m_observers, this);
    QList<QAction*> docks;
    for (const QDockWidget* dock : std::as_const(m_docks))
        docks << dock->toggleViewAction();
    m_menus = std::make_unique<MainMenu>(buildMainMenu(*menuBar(), *m_actions, *commands, *further, docks));
    refreshRecent();
    auto* group = new QActionGroup(this);
    for (const int percent : Preferences::scales()) {
        QAction* action =
            m_menus->scale->addAction(tr("%1 %").arg(percent), this, [this, percent] { setScale(percent); });
        action->setCheckable(true);
        action->setChecked(percent == m_preferences.scale());
        group->addAction(action);
    }
}

void MainWindow::connectWorkspace()
{
    connect(&m_workspace, &Workspace::curvesChanged, this, [this] {
        eachView([this](PlotView& view) { view.setCurves(m_workspace.curves()); });
        refreshExport();
    });
    refreshExport();
    connect(&m_workspace, &Workspace::analysisChanged, this,
            [this] { eachView([this](PlotView& view) { view.setAnalysis(m_workspace.analysis()); }); });
    connect(&m_workspace, &Workspace::rulesChanged, this,
            [this] { eachView([this](PlotView& view) { view.setRules(m_workspace.rules()); }); });
    connect(&m_workspace, &Workspace::viewOptionsChanged, this,
            [this] { eachView([this](PlotView& view) { view.setOptions(m_workspace.viewOptions()); }); });
    connect(&m_workspace, &Workspace::stimuliChanged, m_viewer,
            [this] { m_viewer->setStimuli(m_workspace.stimuli()); });
    const Representations* representations = &m_workspace.representations();
    connect(representations, &Representations::setChanged, this, [this] {
        refreshExport();
        eachRepresentationView([this](RepresentationView& view) {
            view.setRepresentations(m_workspace.representations().set());
        });
    });
    connect(representations, &Representations::picturesChanged, this, [this] {
        eachRepresentationView(
            [this](RepresentationView& view) { view.setPictures(m_workspace.representations().pictures()); });
    });
    connect(&m_workspace.representations().model(), &QAbstractItemModel::rowsInserted, this,
            &MainWindow::showFirstRepresentation);
    connect(&m_workspace.representations().model(), &RepresentationModel::representationsChanged, this,
            &MainWindow::chooseCentre);
    connect(&m_workspace, &Workspace::busyChanged, this, &MainWindow::chooseCentre);
    connect(&m_workspace.observers(), &ObserverModel::checkedRunsChanged, this, &MainWindow::chooseCentre);
    connect(&m_workspace, &Workspace::opened, this, [this](const QString& path) {
        m_preferences.addRecent(path);
        refreshRecent();
    });
    ProblemModel& problems = m_workspace.problems();
    connect(&problems, &QAbstractItemModel::rowsInserted, this, &MainWindow::showNewProblems);
    connect(&problems, &QAbstractItemModel::rowsRemoved, this, &MainWindow::refreshCounts);
    connect(&problems, &QAbstractItemModel::modelReset, this, &MainWindow::refreshCounts);
    connect(&m_workspace.jobs(), &JobModel::runningCountChanged, this, &MainWindow::refreshCounts);
    connect(m_viewer, &StimulusViewer::openStimuliRequested, this, &MainWindow::openStimuli);
    connect(m_viewer, &StimulusViewer::problemFound, &problems,
            [&problems](const Error& error) { problems.append(error); });
    refreshCounts();
}

void MainWindow::setUpView(PlotView* view)
{
    connect(view, &PlotView::exportRequested, (*m_actions)[ActionId::ExportFigure], &QAction::trigger);
    connect(view, &PlotView::contextMenuAboutToShow, this,
            [this](QMenu* menu) { menu->addAction((*m_actions)[ActionId::CopyCommand]); });
    view->setModels(&m_workspace.observers(), &m_workspace.selection());
    view->setRunner(&m_workspace.runner());
    connect(view, &PlotView::rulesRequested, &m_workspace, &Workspace::setRules);
    view->setOptions(m_workspace.viewOptions());
    view->setRules(m_workspace.rules());
    view->setCurves(m_workspace.curves());
    view->setAnalysis(m_workspace.analysis());
    auto* further = qobject_cast<RepresentationView*>(view);
    if (!further)
        return;
    Representations& all = m_workspace.representations();
    connect(further, &RepresentationView::representationOptionsRequested, &all, &Representations::setOptions);
    further->setRepresentationModels(&all.items(), &m_workspace.runner());
    further->setPictures(all.pictures());
    further->setRepresentations(all.set());
}

void MainWindow::eachRepresentationView(const std::function<void(RepresentationView&)>& act)
{
    eachView([&](PlotView& view) {
        if (auto* one = qobject_cast<RepresentationView*>(&view))
            act(*one);
    });
}

/// What was opened is seen: where no view shows representations, one begins to.
void MainWindow::showFirstRepresentation()
{
    const QList<ViewCard*> cards = m_grid->cards();
    const bool isShown = std::any_of(cards.begin(), cards.end(),
                                     [](const ViewCard* card) { return isRepresentationView(card->kind()); });
    const auto kinds = viewKinds();
    const auto first = std::find_if(kinds.begin(), kinds.end(), isRepresentationView);
    if (isShown || first == kinds.end() || m_workspace.representations().model().count() != 1)
        return;
    if (m_workspace.observers().observerCount() == 0)
        cards.front()->setKind(*first);
    else if (cards.size() < ViewGrid::maximumViews)
        m_grid->split(cards.back(), Qt::Horizontal, *first);
}

void MainWindow::eachView(const std::function<void(PlotView&)>& act)
{
    for (ViewCard* card : m_grid->cards())
        act(*card->view());
}

/// Whether the active view can be written as a figure.
void MainWindow::refreshExport()
{
    const ViewCard* card = m_grid->active();
    const bool isPossible = card != nullptr && canDraw(*card->view());
    (*m_actions)[ActionId::ExportFigure]->setEnabled(isPossible);
    (*m_actions)[ActionId::CopyCommand]->setEnabled(isPossible);
}

void MainWindow::followActiveView()
{
    refreshExport();
    const ViewCard* card = m_grid->active();
    if (card != nullptr)
        m_readout->setReadout(card->view()->readout(), card->view()->title());
    else
        m_readout->setReadout(nullptr, {});
}

bool MainWindow::showsStartPage() const
{
    return m_centre->currentWidget() == m_start;
}

void MainWindow::chooseCentre()
{
    const bool nothing = !m_workspace.hasData();
    m_start->setLoading(nothing && m_workspace.isBusy());
    m_centre->setCurrentWidget(nothing ? static_cast<QWidget*>(m_start) : m_grid);
}

void MainWindow::showNewProblems(const QModelIndex&, int first, int last)
{
    refreshCounts();
    // What was rejected must be seen at once; remarks on what was read wait until they are looked for.
    const auto& problems = m_workspace.problems().problems();
    if (std::any_of(problems.begin() + first, problems.begin() + last + 1,
                    [](const Finding& problem) { return problem.severity == Finding::Severity::Error; }))
        m_tabs->showPage(0);
}

void MainWindow::refreshCounts()
{
    m_tabs->setCount(0, m_workspace.problems().rowCount());
    m_tabs->setCount(1, m_workspace.jobs().runningCount());
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (m_painted)
        return;
    m_painted = true;
    QTimer::singleShot(0, this, &MainWindow::firstPainted); // when the children are painted, too
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->mayGoOn([this] { close(); })) {
        event->ignore();
        return;
    }
    saveLayout();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    m_files->open(paths);
}

void MainWindow::placeDocks()
{
    const Qt::DockWidgetArea areas[] = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea,
                                        Qt::BottomDockWidgetArea};
    for (int place = 0; place < m_docks.size(); ++place) {
        m_docks[place]->setFloating(false);
        addDockWidget(areas[place], m_docks[place]);
        m_docks[place]->show();
    }
    resizeDocks({m_docks[0], m_docks[1]}, {232, 280}, Qt::Horizontal);
    resizeDocks({m_docks[2]}, {168}, Qt::Vertical);
}

void MainWindow::resetLayout()
{
    placeDocks();
    m_grid->reset();
    m_tabs->showPage(2);
}

void MainWindow::restoreLayout()
{
    const Preferences::Layout layout =
        m_options.rememberLayout ? m_preferences.layout() : Preferences::Layout();
    if (!m_grid->restore(layout.views))
        m_grid->reset();
    restoreGeometry(layout.geometry);
    if (!restoreState(layout.docks, Preferences::layoutVersion))
        placeDocks();
}

void MainWindow::saveLayout()
{
    if (m_options.rememberLayout)
        m_preferences.setLayout({saveGeometry(), saveState(Preferences::layoutVersion), m_grid->save()});
}

void MainWindow::setScale(int percent)
{
    if (percent == m_preferences.scale())
        return;
    m_preferences.setScale(percent);
    saveLayout();
    QCoreApplication::exit(exitToRescale);
}

} // namespace learnscope
