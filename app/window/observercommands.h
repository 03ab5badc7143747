#pragma once

#include <QObject>

class QMenu;
class QPoint;

namespace learnscope {

class Actions;
class ObserverPanel;
class Workspace;

/// Makes the actions on one observer act on the one that is current in the list. GUI thread.
class ObserverCommands : public QObject
{
    Q_OBJECT
public:
    /// None is owned; @p panel gets the actions whose keys hold only in it.
    ObserverCommands(Workspace& workspace, Actions& actions, ObserverPanel& panel, QObject* parent = nullptr);

    /// Adds them to a menu, in groups.
    void fill(QMenu& menu) const;

private:
    void refresh();
    void changeColor();
    void editRepairs(int place);
    void showMenu(const QPoint& globalPosition);

    Workspace& m_workspace;
    Actions& m_actions;
    ObserverPanel& m_panel;
};

} // namespace learnscope
