#include "app/actions/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>

namespace learnscope {

namespace {
struct Words
{
    ActionId id;
    const char* text;
    const char* keys; ///< portable text of the shortcut; empty for none
    const char* tip;
};

// clang-format off
const Words table[] = {
    {ActionId::NewWorkspace, QT_TRANSLATE_NOOP("Actions", "&New workspace"), "Ctrl+N", QT_TRANSLATE_NOOP("Actions", "Close everything and begin anew")},
    {ActionId::Open, QT_TRANSLATE_NOOP("Actions", "&Open..."), "Ctrl+O", QT_TRANSLATE_NOOP("Actions", "Open trial tables, or a workspace that was saved")},
    {ActionId::Save, QT_TRANSLATE_NOOP("Actions", "&Save workspace"), "Ctrl+S", QT_TRANSLATE_NOOP("Actions", "Keep what is open and how it is shown in a file; data files stay as they are")},
    {ActionId::SaveAs, QT_TRANSLATE_NOOP("Actions", "Save workspace &as..."), "Ctrl+Shift+S", QT_TRANSLATE_NOOP("Actions", "Save the workspace in another file")},
    {ActionId::OpenStimuli, QT_TRANSLATE_NOOP("Actions", "Open &stimuli folder..."), "Ctrl+Shift+O", QT_TRANSLATE_NOOP("Actions", "Open the folder that holds the pictures in train/ and test/")},
    {ActionId::NamePattern, QT_TRANSLATE_NOOP("Actions", "Picture &names..."), "", QT_TRANSLATE_NOOP("Actions", "How the names of pictures tell category, object, axis and angle")},
    {ActionId::ColumnLayouts, QT_TRANSLATE_NOOP("Actions", "Remembered co&lumns..."), "", QT_TRANSLATE_NOOP("Actions", "The tables of other layouts that are read without a question")},
    {ActionId::OpenDemo, QT_TRANSLATE_NOOP("Actions", "Open the &demo"), "", QT_TRANSLATE_NOOP("Actions", "Open the tables and pictures that come with the program")},
    {ActionId::GetPublished, QT_TRANSLATE_NOOP("Actions", "&Get the published data..."), "", QT_TRANSLATE_NOOP("Actions", "Download the data of the published studies")},
    {ActionId::ClearRecent, QT_TRANSLATE_NOOP("Actions", "&Clear this list"), "", QT_TRANSLATE_NOOP("Actions", "Forget the files that were opened")},
    {ActionId::ExportFigure, QT_TRANSLATE_NOOP("Actions", "&Export figure..."), "Ctrl+E", QT_TRANSLATE_NOOP("Actions", "Write the active view as a figure for print")},
    {ActionId::ComposePage, QT_TRANSLATE_NOOP("Actions", "Co&mpose page..."), "Ctrl+Shift+E", QT_TRANSLATE_NOOP("Actions", "Put several views on one page for print")},
    {ActionId::CloseAll, QT_TRANSLATE_NOOP("Actions", "Close &all"), "Ctrl+Shift+W", QT_TRANSLATE_NOOP("Actions", "Close all observers and stimuli")},
    {ActionId::Quit, QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", QT_TRANSLATE_NOOP("Actions", "End the program")},
    {ActionId::Undo, QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", QT_TRANSLATE_NOOP("Actions", "Take back the last step")},
    {ActionId::Redo, QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z", QT_TRANSLATE_NOOP("Actions", "Do again what was taken back")},
    {ActionId::Rename, QT_TRANSLATE_NOOP("Actions", "&Rename observer"), "F2", QT_TRANSLATE_NOOP("Actions", "Change how the observer is called in all views")},
    {ActionId::SetHuman, QT_TRANSLATE_NOOP("Actions", "&Humans"), "", QT_TRANSLATE_NOOP("Actions", "These trials were done by people")},
    {ActionId::SetNetwork, QT_TRANSLATE_NOOP("Actions", "&Network"), "", QT_TRANSLATE_NOOP("Actions", "These trials were done by a network")},
    {ActionId::ChangeColor, QT_TRANSLATE_NOOP("Actions", "Change &colour..."), "", QT_TRANSLATE_NOOP("Actions", "Change the observer's colour in all views")},
    {ActionId::Repairs, QT_TRANSLATE_NOOP("Actions", "Repa&irs..."), "", QT_TRANSLATE_NOOP("Actions", "Choose what is repaired in the observer's trials and in which order; the file stays as it is")},
    {ActionId::MapColumns, QT_TRANSLATE_NOOP("Actions", "Map c&olumns..."), "", QT_TRANSLATE_NOOP("Actions", "Say which columns of the observer's file are the run, the epoch, the image and the answers")},
    {ActionId::Reload, QT_TRANSLATE_NOOP("Actions", "Read the file &again"), "F5", QT_TRANSLATE_NOOP("Actions", "Read the observer's file again; checks, name and colour stay")},
    {ActionId::RemoveObserver, QT_TRANSLATE_NOOP("Actions", "Re&move observer"), "Del", QT_TRANSLATE_NOOP("Actions", "Close this observer's table")},
    {ActionId::ClearSelection, QT_TRANSLATE_NOOP("Actions", "C&lear selection"), "Esc", QT_TRANSLATE_NOOP("Actions", "Select no trials")},
    {ActionId::OnlySelected, QT_TRANSLATE_NOOP("Actions", "Only selected &trials"), "Ctrl+Shift+T", QT_TRANSLATE_NOOP("Actions", "Compute every view from the selected trials alone; they follow the selection")},
    {ActionId::AskQuestion, QT_TRANSLATE_NOOP("Actions", "&Ask a question..."), "Ctrl+I", QT_TRANSLATE_NOOP("Actions", "Tests, intervals and effect sizes for a question about the open observers")},
    {ActionId::Filter, QT_TRANSLATE_NOOP("Actions", "&Filter observers"), "Ctrl+F", QT_TRANSLATE_NOOP("Actions", "Go to the filter line of the observers")},
    {ActionId::SplitRight, QT_TRANSLATE_NOOP("Actions", "Split &right"), "Ctrl+Shift+R", QT_TRANSLATE_NOOP("Actions", "A further view to the right of this one")},
    {ActionId::SplitBelow, QT_TRANSLATE_NOOP("Actions", "Split &below"), "Ctrl+Shift+B", QT_TRANSLATE_NOOP("Actions", "A further view below this one")},
    {ActionId::MaximiseView, QT_TRANSLATE_NOOP("Actions", "&Maximise view"), "Ctrl+M", QT_TRANSLATE_NOOP("Actions", "Show this view alone, or all of them again")},
    {ActionId::CloseView, QT_TRANSLATE_NOOP("Actions", "&Close view"), "Ctrl+W", QT_TRANSLATE_NOOP("Actions", "Close this view; the last one stays")},
    {ActionId::NextView, QT_TRANSLATE_NOOP("Actions", "&Next view"), "F6", QT_TRANSLATE_NOOP("Actions", "Go to the next view")},
    {ActionId::PreviousView, QT_TRANSLATE_NOOP("Actions", "&Previous view"), "Shift+F6", QT_TRANSLATE_NOOP("Actions", "Go to the view before")},
    {ActionId::ResetZoom, QT_TRANSLATE_NOOP("Actions", "Show &everything"), "Ctrl+0", QT_TRANSLATE_NOOP("Actions", "Undo zooming and moving in the active view")},
    {ActionId::ThemeSystem, QT_TRANSLATE_NOOP("Actions", "As the &desktop"), "", QT_TRANSLATE_NOOP("Actions", "Light or dark as the desktop is")},
    {ActionId::ThemeLight, QT_TRANSLATE_NOOP("Actions", "&Light"), "", QT_TRANSLATE_NOOP("Actions", "Dark text on a light ground")},
    {ActionId::ThemeDark, QT_TRANSLATE_NOOP("Actions", "D&ark"), "", QT_TRANSLATE_NOOP("Actions", "Light text on a dark ground")},
    {ActionId::FullScreen, QT_TRANSLATE_NOOP("Actions", "&Full screen"), "F11", QT_TRANSLATE_NOOP("Actions", "Use the whole screen, or a window again")},
    {ActionId::ResetLayout, QT_TRANSLATE_NOOP("Actions", "Reset &layout"), "", QT_TRANSLATE_NOOP("Actions", "Docks and views as at the first start")},
    {ActionId::ShowProblems, QT_TRANSLATE_NOOP("Actions", "&Problems"), "Alt+1", QT_TRANSLATE_NOOP("Actions", "Show the problems list")},
    {ActionId::ShowJobs, QT_TRANSLATE_NOOP("Actions", "&Jobs"), "Alt+2", QT_TRANSLATE_NOOP("Actions", "Show what runs in the background")},
    {ActionId::ShowReadout, QT_TRANSLATE_NOOP("Actions", "&Read-out"), "Alt+3", QT_TRANSLATE_NOOP("Actions", "Show the values under the crosshair")},
    {ActionId::CopyReadout, QT_TRANSLATE_NOOP("Actions", "C&opy read-out"), "Ctrl+Shift+C", QT_TRANSLATE_NOOP("Actions", "Copy the values under the crosshair as a table")},
    {ActionId::CopyCommand, QT_TRANSLATE_NOOP("Actions", "Copy as co&mmand"), "Ctrl+Alt+C", QT_TRANSLATE_NOOP("Actions", "Copy the command line that draws this view as a figure from the same data")},
    {ActionId::Help, QT_TRANSLATE_NOOP("Actions", "&Guide"), "Shift+F1", QT_TRANSLATE_NOOP("Actions", "Formats, definitions and how to do things")},
    {ActionId::Shortcuts, QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), "F1", QT_TRANSLATE_NOOP("Actions", "List every key")},
    {ActionId::About, QT_TRANSLATE_NOOP("Actions", "&About Learnscope"), "", QT_TRANSLATE_NOOP("Actions", "Version and licence")},
};
// clang-format on
} // namespace

Actions::Actions(QObject* parent)
    : QObject(parent)
{
    for (const Words& words : table) {
        auto* action = new QAction(QCoreApplication::translate("Actions", words.text), this);
        action->setShortcut(QKeySequence(QString::fromLatin1(words.keys), QKeySequence::PortableText));
        const QString tip = QCoreApplication::translate("Actions", words.tip);
        action->setWhatsThis(tip);
        action->setToolTip(
            words.keys[0] == 0
                ? tip
                : tip + QStringLiteral(" (%1)").arg(action->shortcut().toString(QKeySequence::NativeText)));
        m_actions.emplace(words.id, action);
    }
    // Keys that mean something else while the focus is in another part of the window.
    for (const ActionId id : {ActionId::Rename, ActionId::RemoveObserver})
        m_actions[id]->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const auto exclusive = [this](std::initializer_list<ActionId> ids) {
        auto* group = new QActionGroup(this);
        for (const ActionId id : ids) {
            m_actions[id]->setCheckable(true);
            group->addAction(m_actions[id]);
        }
    };
    exclusive({ActionId::SetHuman, ActionId::SetNetwork});
    exclusive({ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
    m_actions[ActionId::OnlySelected]->setCheckable(true);
    m_actions[ActionId::FullScreen]->setCheckable(true);
    m_actions[ActionId::MaximiseView]->setCheckable(true);
}

QList<QAction*> Actions::all() const
{
    QList<QAction*> actions;
    for (const auto& [id, action] : m_actions)
        actions << action;
    return actions;
}

} // namespace learnscope
