#include "app/window/mainmenu.h"

#include "app/actions/actions.h"
#include "app/window/observercommands.h"
#include "app/window/representationcommands.h"

#include <QCoreApplication>
#include <QMenuBar>

#include <initializer_list>

namespace learnscope {

namespace {
QString text(const char* words)
{
    return QCoreApplication::translate("MainMenu", words);
}

void add(QMenu& menu, const Actions& actions, std::initializer_list<ActionId> ids)
{
    for (const ActionId id : ids)
        if (actions[id]->isVisible())
            menu.addAction(actions[id]);
}

void fillView(QMenu& view, MainMenu& menus, const Actions& actions, const QList<QAction*>& docks)
{
    add(view, actions,
        {ActionId::SplitRight, ActionId::SplitBelow, ActionId::MaximiseView, ActionId::ResetZoom,
         ActionId::CopyCommand, ActionId::NextView, ActionId::PreviousView, ActionId::CloseView});
    view.addSeparator();
    QMenu* dockMenu = view.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Docks")));
    dockMenu->addActions(docks);
    dockMenu->addSeparator();
    add(*dockMenu, actions, {ActionId::ShowProblems, ActionId::ShowJobs, ActionId::ShowReadout});
    add(view, actions, {ActionId::ResetLayout});
    view.addSeparator();
    QMenu* theme = view.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Theme")));
    add(*theme, actions, {ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
    menus.scale = view.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "S&cale")));
    add(view, actions, {ActionId::FullScreen});
}
} // namespace

MainMenu buildMainMenu(QMenuBar& bar, const Actions& actions, const ObserverCommands& observers,
                       const RepresentationCommands& representations, const QList<QAction*>& docks)
{
    MainMenu menus;
    QMenu* file = bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&File")));
    add(*file, actions,
        {ActionId::NewWorkspace, ActionId::Open, ActionId::OpenStimuli, ActionId::NamePattern,
         ActionId::ColumnLayouts});
    menus.recent = file->addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "Open &recent")));
    add(*file, actions, {ActionId::OpenDemo, ActionId::GetPublished});
    file->addSeparator();
    add(*file, actions, {ActionId::Save, ActionId::SaveAs});
    file->addSeparator();
    add(*file, actions, {ActionId::ExportFigure, ActionId::ComposePage});
    file->addSeparator();
    add(*file, actions, {ActionId::CloseAll, ActionId::Quit});

    QMenu* edit = bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Edit")));
    add(*edit, actions, {ActionId::Undo, ActionId::Redo});
    edit->addSeparator();
    add(*edit, actions, {ActionId::CopyReadout, ActionId::ClearSelection, ActionId::OnlySelected});
    edit->addSeparator();
    add(*edit, actions, {ActionId::Filter});

    observers.fill(*bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Observer"))));
    QMenu* items = bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Representation")));
    items->setToolTipsVisible(true);
    const auto fillItems = [items, &representations] {
        items->clear();
        representations.fill(*items);
    };
    QObject::connect(items, &QMenu::aboutToShow, &representations, fillItems);
    fillItems();
    fillView(*bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&View"))), menus, actions, docks);

    QMenu* analyse = bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Analyse")));
    add(*analyse, actions, {ActionId::AskQuestion});

    QMenu* help = bar.addMenu(text(QT_TRANSLATE_NOOP("MainMenu", "&Help")));
    add(*help, actions, {ActionId::Help, ActionId::Shortcuts});
    help->addSeparator();
    add(*help, actions, {ActionId::About});
    return menus;
}

} // namespace learnscope
