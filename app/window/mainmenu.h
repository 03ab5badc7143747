#pragma once

#include <QList>

class QAction;
class QMenu;
class QMenuBar;

namespace learnscope {

class Actions;
class ObserverCommands;
class RepresentationCommands;

/// Menus whose contents are not fixed.
struct MainMenu
{
    QMenu* recent = nullptr;
    QMenu* scale = nullptr;
};

/// Fills the menu bar with the actions and the docks' own show and hide actions.
MainMenu buildMainMenu(QMenuBar& bar, const Actions& actions, const ObserverCommands& observers,
                       const RepresentationCommands& representations, const QList<QAction*>& docks);

} // namespace learnscope
