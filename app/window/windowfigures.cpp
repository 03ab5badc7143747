// The part of MainWindow that makes figures.
#include "app/window/mainwindow.h"

#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"
#include "widgets/figures/figuredialog.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/pagecomposer.h"

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
    return input;
}
} // namespace

void MainWindow::exportFigure()
{
    const ViewCard* active = m_grid->active();
    FigureInput input = inputOf(m_workspace);
    if (active == nullptr || input.curves.observers.empty())
        return;
    auto* dialog = new FigureDialog(std::move(input), figureKindFor(active->kind()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (m_figureSettings)
        dialog->setSettings(*m_figureSettings);
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
        std::vector<FigureKind> kinds;
        for (const ViewCard* card : m_grid->cards())
            kinds.push_back(figureKindFor(card->kind()));
        m_composer = new PageComposer(std::move(input), makePage(kinds), this);
        const auto follow = [this] { m_composer->setInput(inputOf(m_workspace)); };
        connect(&m_workspace, &Workspace::curvesChanged, m_composer, follow);
        connect(&m_workspace.observers(), &ObserverModel::stylesChanged, m_composer, follow);
    }
    m_composer->show();
    m_composer->raise();
    m_composer->activateWindow();
}

} // namespace learnscope
