#include "app/window/observercommands.h"

#include "app/actions/actions.h"
#include "app/window/repairsdialog.h"
#include "app/workspace/workspace.h"
#include "widgets/observers/observerpanel.h"

#include <QAction>
#include <QColorDialog>
#include <QMenu>

namespace learnscope {

ObserverCommands::ObserverCommands(Workspace& workspace, Actions& actions, ObserverPanel& panel,
                                   QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_actions(actions)
    , m_panel(panel)
{
    for (const ActionId id : {ActionId::Rename, ActionId::RemoveObserver})
        panel.addAction(actions[id]);
    const auto connectTo = [&](ActionId id, auto act) {
        connect(actions[id], &QAction::triggered, this, [this, act] {
            if (const int place = m_panel.currentPlace(); place >= 0)
                act(place);
        });
    };
    connectTo(ActionId::Rename, [this](int) { m_panel.renameCurrent(); });
    connectTo(ActionId::SetHuman,
              [this](int place) { m_workspace.observers().setKind(place, ObserverKind::Human); });
    connectTo(ActionId::SetNetwork,
              [this](int place) { m_workspace.observers().setKind(place, ObserverKind::Network); });
    connectTo(ActionId::ChangeColor, [this](int) { changeColor(); });
    connectTo(ActionId::Repairs, [this](int place) { editRepairs(place); });
    connectTo(ActionId::Reload, [this](int place) { m_workspace.reload(place); });
    connectTo(ActionId::RemoveObserver, [this](int place) { m_workspace.removeObserver(place); });
    connect(&panel, &ObserverPanel::currentChanged, this, &ObserverCommands::refresh);
    connect(&panel, &ObserverPanel::contextMenuRequested, this, &ObserverCommands::showMenu);
    connect(&workspace.observers(), &ObserverModel::stylesChanged, this, &ObserverCommands::refresh);
    connect(&workspace.observers(), &ObserverModel::checkedRunsChanged, this, &ObserverCommands::refresh);
    refresh();
}

void ObserverCommands::fill(QMenu& menu) const
{
    menu.addAction(m_actions[ActionId::Rename]);
    menu.addAction(m_actions[ActionId::ChangeColor]);
    QMenu* kind = menu.addMenu(tr("&Kind"));
    kind->addAction(m_actions[ActionId::SetHuman]);
    kind->addAction(m_actions[ActionId::SetNetwork]);
    menu.addSeparator();
    menu.addAction(m_actions[ActionId::Repairs]);
    menu.addAction(m_actions[ActionId::MapColumns]);
    menu.addAction(m_actions[ActionId::Reload]);
    menu.addAction(m_actions[ActionId::RemoveObserver]);
}

void ObserverCommands::refresh()
{
    const int place = m_panel.currentPlace();
    for (const ActionId id :
         {ActionId::Rename, ActionId::ChangeColor, ActionId::SetHuman, ActionId::SetNetwork,
          ActionId::Repairs, ActionId::MapColumns, ActionId::Reload, ActionId::RemoveObserver})
        m_actions[id]->setEnabled(place >= 0);
    if (place < 0)
        return;
    const Observer& observer = m_workspace.observers().observer(place);
    m_actions[ActionId::SetHuman]->setChecked(observer.kind == ObserverKind::Human);
    m_actions[ActionId::SetNetwork]->setChecked(observer.kind == ObserverKind::Network);
    m_actions[ActionId::Repairs]->setEnabled(!observer.file.empty());
    m_actions[ActionId::MapColumns]->setEnabled(!observer.file.empty());
    m_actions[ActionId::Reload]->setEnabled(!observer.file.empty());
}

void ObserverCommands::changeColor()
{
    const int place = m_panel.currentPlace();
    const std::string name = m_workspace.observers().observer(place).name;
    auto* dialog = new QColorDialog(m_workspace.observers().style(place).color, &m_panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    dialog->setWindowTitle(
        tr("Colour of %1").arg(QString::fromStdString(m_workspace.observers().observer(place).label)));
    connect(dialog, &QColorDialog::colorSelected, this, [this, name](const QColor& color) {
        // The list may have changed while the dialog was open.
        if (const int now = m_workspace.observers().placeOf(name); now >= 0)
            m_workspace.observers().setColor(now, color);
    });
    dialog->open();
}

void ObserverCommands::editRepairs(int place)
{
    const Observer& observer = m_workspace.observers().observer(place);
    auto* dialog = new RepairsDialog(observer, m_workspace.repairs(place), &m_panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, name = observer.name] {
        // The list may have changed while the dialog was open.
        const int now = m_workspace.observers().placeOf(name);
        if (now >= 0 && dialog->repairs() != m_workspace.repairs(now))
            m_workspace.setRepairs(now, dialog->repairs());
    });
    dialog->open();
}

void ObserverCommands::showMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(&m_panel);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(*menu);
    menu->popup(globalPosition);
}

} // namespace learnscope
