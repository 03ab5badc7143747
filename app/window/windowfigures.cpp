// The part of MainWindow that makes figures.
#include "app/window/mainwindow.h"

#include "app/cli/figureline.h"
#include "app/cli/representationline.h"
#include "app/window/statusstrip.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "widgets/figures/figuredialog.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/pagecomposer.h"
#include "widgets/figures/pagefile.h"
#include "widgets/matrices/matrixview.h"
#include "widgets/plots/confusionview.h"

#include <QClipboard>
#include <QGuiApplication>

namespace learnscope {

namespace {
/// Views and the figures of the same data have the same ids, but for one.
FigureKind figureKindFor(ViewKind kind)
{
    const QString id = kind == ViewKind::Gap ? QStringLiteral("gap-lag") : viewId(kind);
    return figureKindFromName(id.toStdString()).value_or(FigureKind::LearningCurves);
}

FigureInput inputOf(Workspace& workspace)
{
    FigureInput input =
        workspace.curves() ? figureInput(*workspace.curves(), &workspace.observers()) : FigureInput();
    input.rules = workspace.rules();
    input.analysis = workspace.analysis();
    input.representations = workspace.representations().set();
    return input;
}

/// The names of @p indices in @p set.
std::vector<std::string> namesOf(const RepresentationSet& set, std::span<const std::size_t> indices)
{
    std::vector<std::string> names;
    for (const std::size_t index : indices)
        names.push_back(set.shown[index].input.name);
    return names;
}

/// What of the representations the view shows.
void takeRepresentations(FigurePart& part, const RepresentationView& view)
{
    if (!view.representations())
        return;
    part.representations = namesOf(*view.representations(), view.drawnRepresentations());
    if (const auto* matrices = qobject_cast<const MatrixView*>(&view)) {
        part.coloring = matrices->coloring();
        part.colors = matrices->colors();
        part.difference = matrices->drawnDifference();
    }
}

/// What of the data the view shows.
FigurePart partOf(const PlotView& view)
{
    FigurePart part;
    if (const auto* representations = qobject_cast<const RepresentationView*>(&view)) {
        takeRepresentations(part, *representations);
    } else if (const auto* confusion = qobject_cast<const ConfusionView*>(&view)) {
        const ConfusionChoice& choice = confusion->choice();
        if (choice.phase != Phase::Test) // which is usual
            part.phase = choice.phase;
        part.counts = choice.counts;
        part.epochs = choice.epochs;
    } else if (const ViewOptions options = view.options(); options.train != options.test
               && view.kind() != ViewKind::MovingAverage && figureHasPhases(figureKindFor(view.kind()))) {
        part.phase = options.train ? Phase::Train : Phase::Test;
    }
    return part;
}

/// Takes those out that are not drawn.
void hideObservers(FigureInput& input, const std::set<std::string>& hidden)
{
    for (std::size_t place = input.curves.observers.size(); place-- > 0;)
        if (hidden.contains(input.curves.observers[place].observer.name)) {
            const auto at = static_cast<std::ptrdiff_t>(place);
            input.curves.observers.erase(input.curves.observers.begin() + at);
            if (place < input.styles.size())
                input.styles.erase(input.styles.begin() + at);
            if (place < input.selections.size())
                input.selections.erase(input.selections.begin() + at);
        }
}

/// Tables that no matrix was computed from are no part of a figure of matrices.
void keepAnswering(FigureInput& input, const std::set<std::string>& answering)
{
    std::set<std::string> others;
    for (const ObserverCurves& curves : input.curves.observers)
        if (!answering.contains(curves.observer.name))
            others.insert(curves.observer.name);
    hideObservers(input, others);
}
} // namespace

/// Whether there is something that a figure of the view would show.
bool MainWindow::canDraw(const PlotView& view) const
{
    if (!view.hasFigure())
        return false;
    if (isRepresentationView(view.kind())) {
        const auto set = m_workspace.representations().set();
        return set && !set->shown.empty();
    }
    return m_workspace.curves() && !m_workspace.curves()->observers.empty();
}

void MainWindow::exportFigure()
{
    const ViewCard* active = m_grid->active();
    if (active == nullptr || !canDraw(*active->view()))
        return;
    FigureInput input = inputOf(m_workspace);
    if (isRepresentationView(active->kind())) {
        keepAnswering(input, observersOfAnswers(m_workspace.representations().state()));
    } else {
        hideObservers(input, active->view()->hiddenObservers());
        if (input.curves.observers.empty())
            return m_status->showMessage(tr("All observers are hidden in this view"), 5000);
    }
    auto* dialog = new FigureDialog(std::move(input), figureKindFor(active->kind()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_figureSettings)
        dialog->setSettings(*m_figureSettings);
    dialog->setPart(partOf(*active->view()));
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        m_figureSettings = std::make_unique<FigureDialogSettings>(dialog->settings());
    });
    dialog->open();
}

void MainWindow::composePage()
{
    FigureInput input = inputOf(m_workspace);
    if (!m_composer && input.curves.observers.empty())
        return;
    if (!m_composer) {
        m_composer = new PageComposer(std::move(input), firstPage(), this);
        connectComposer();
    }
    m_composer->show();
    m_composer->raise();
    m_composer->activateWindow();
}

/// The workspace's, or one panel for each view.
FigurePage MainWindow::firstPage() const
{
    if (const auto kept = pageFromJson(m_workspace.kept().page))
        return *kept;
    std::vector<FigureKind> kinds;
    std::vector<FigurePart> parts;
    for (const ViewCard* card : m_grid->cards())
        if (card->view()->hasFigure() && !isRepresentationView(card->kind())) {
            kinds.push_back(figureKindFor(card->kind()));
            parts.push_back(partOf(*card->view()));
        }
    FigurePage page = makePage(kinds);
    for (std::size_t panel = 0; panel < parts.size(); ++panel)
        page.panels[panel].part = std::move(parts[panel]);
    return page;
}

/// The composer follows the data; its page and the workspace's are one.
void MainWindow::connectComposer()
{
    const auto follow = [this] { m_composer->setInput(inputOf(m_workspace)); };
    connect(&m_workspace, &Workspace::curvesChanged, m_composer, follow);
    connect(&m_workspace.observers(), &ObserverModel::stylesChanged, m_composer, follow);
    const auto isKept = [this] { // whatever the spaces in a workspace file
        const auto kept = pageFromJson(m_workspace.kept().page);
        return kept && pageJson(*kept) == pageJson(m_composer->page());
    };
    connect(m_composer, &PageComposer::pageChanged, this, [this, isKept] {
        if (isKept())
            return;
        KeptEntries kept = m_workspace.kept();
        kept.page = pageJson(m_composer->page());
        m_workspace.setKept(kept);
    });
    connect(&m_workspace, &Workspace::keptChanged, m_composer, [this, isKept] {
        // Undone, or of another workspace.
        if (const auto kept = pageFromJson(m_workspace.kept().page); kept && !isKept())
            m_composer->setPage(*kept);
    });
}

void MainWindow::copyCommand()
{
    const ViewCard* active = m_grid->active();
    if (active == nullptr)
        return;
    FigureLine line;
    line.hidden = active->view()->hiddenObservers();
    FigureRequest& request = line.request;
    if (m_figureSettings) {
        request.style = m_figureSettings->style;
        request.width = m_figureSettings->width;
        request.height = m_figureSettings->height;
        request.fontSize = m_figureSettings->fontSize;
        request.lineWidth = m_figureSettings->lineWidth;
        request.palette = m_figureSettings->palette;
    }
    request.kind = figureKindFor(active->kind());
    if (!figureHasStyle(request.kind, request.style))
        request.style = FigureStyle::Publication; // as the export does
    setPart(request, partOf(*active->view()));
    const std::string command = figureCommandLine(m_workspace.state(), line);
    if (command.empty())
        return;
    QGuiApplication::clipboard()->setText(QString::fromStdString(command));
    m_status->showMessage(tr("The command is on the clipboard: paste it into a terminal"), 5000);
}

} // namespace learnscope
