#pragma once

#include <QList>
#include <QObject>

#include <map>

class QAction;

namespace learnscope {

/// Every command of the window. Its words, keys and tips stand in one table, in actions.cpp.
enum class ActionId {
    NewWorkspace,
    Open,
    Save,
    SaveAs,
    OpenStimuli,
    NamePattern,
    ColumnLayouts,
    OpenDemo,
    GetPublished,
    ClearRecent,
    ExportFigure,
    ComposePage,
    CloseAll,
    Quit,
    Undo,
    Redo,
    Rename,
    SetHuman,
    SetNetwork,
    ChangeColor,
    Repairs,
    MapColumns,
    Reload,
    RemoveObserver,
    ClearSelection,
    OnlySelected,
    AskQuestion,
    Filter,
    SplitRight,
    SplitBelow,
    MaximiseView,
    CloseView,
    NextView,
    PreviousView,
    ResetZoom,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    FullScreen,
    ResetLayout,
    ShowProblems,
    ShowJobs,
    ShowReadout,
    CopyReadout,
    CopyCommand,
    Help,
    Shortcuts,
    About
};

/// The window's actions, made once; menus, context menus and buttons show these same objects.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QObject* parent = nullptr);

    QAction* operator[](ActionId id) const { return m_actions.at(id); }
    QList<QAction*> all() const; ///< in the order of ActionId

private:
    std::map<ActionId, QAction*> m_actions; // children
};

} // namespace learnscope
