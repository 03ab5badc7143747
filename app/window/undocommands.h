#pragma once

#include "app/workspace/history.h"

namespace learnscope {

class Actions;
class ViewGrid;
class Workspace;

/// Makes Undo and Redo act on the workspace and on the grid of views, and keeps what they would do in their
/// words. GUI thread.
class UndoCommands : public QObject
{
    Q_OBJECT
public:
    /// None is owned.
    UndoCommands(Workspace& workspace, ViewGrid& views, Actions& actions, QObject* parent = nullptr);

    History& history() noexcept { return *m_history; }
    Session session() const; ///< the workspace's, with the views

private:
    void apply(const Session& session);
    void refresh();

    Workspace& m_workspace;
    ViewGrid& m_views;
    Actions& m_actions;
    History* m_history; // a child
};

} // namespace learnscope
