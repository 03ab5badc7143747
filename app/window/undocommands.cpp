#include "app/window/undocommands.h"

#include "app/actions/actions.h"
#include "app/window/viewcard.h"
#include "app/window/viewgrid.h"
#include "app/workspace/workspace.h"

#include <QAction>

namespace learnscope {

UndoCommands::UndoCommands(Workspace& workspace, ViewGrid& views, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_views(views)
    , m_actions(actions)
    , m_history(
          new History([this] { return session(); }, [this](const Session& wanted) { apply(wanted); }, this))
{
    const auto follow = [this](auto* sender, auto signal) {
        connect(sender, signal, m_history, &History::noteChange);
    };
    follow(&workspace.observers(), &ObserverModel::checkedRunsChanged);
    follow(&workspace.observers(), &ObserverModel::stylesChanged);
    follow(&workspace.selection(), &SelectionModel::selectionChanged);
    follow(&workspace.savedSelections(), &NamedSelectionModel::selectionsChanged);
    follow(&workspace, &Workspace::onlySelectedChanged);
    follow(&workspace, &Workspace::rulesChanged);
    follow(&workspace, &Workspace::viewOptionsChanged);
    follow(&workspace, &Workspace::stimuliChanged);
    follow(&workspace, &Workspace::keptChanged);
    follow(&workspace.representations(), &Representations::changed);
    follow(&views, &ViewGrid::layoutChanged);
    connect(&workspace, &Workspace::openingBegins, m_history, &History::beginBatch);
    connect(m_history, &History::changed, this, &UndoCommands::refresh);
    connect(actions[ActionId::Undo], &QAction::triggered, m_history, &History::undo);
    connect(actions[ActionId::Redo], &QAction::triggered, m_history, &History::redo);
    refresh();
}

Session UndoCommands::session() const
{
    Session session = m_workspace.state();
    session.views = m_views.saveWithStates();
    return session;
}

void UndoCommands::apply(const Session& session)
{
    Session wanted = session;
    wanted.stimulus = m_workspace.selection().stimulus(); // what is looked at is not undone
    m_workspace.setState(wanted);
    m_views.restore(wanted.views);
}

void UndoCommands::refresh()
{
    const auto say = [](QAction* action, bool possible, const QString& plain, const QString& text) {
        action->setEnabled(possible);
        QString step = text;
        action->setText(possible
                            ? plain + QLatin1Char(' ') + step.replace(QLatin1Char('&'), QStringLiteral("&&"))
                            : plain);
    };
    say(m_actions[ActionId::Undo], m_history->canUndo(), tr("&Undo"), m_history->undoText());
    say(m_actions[ActionId::Redo], m_history->canRedo(), tr("&Redo"), m_history->redoText());
}

} // namespace learnscope
