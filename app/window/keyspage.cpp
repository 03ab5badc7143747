#include "app/window/keyspage.h"

#include "app/actions/actions.h"

#include <QAction>
#include <QCoreApplication>

#include <utility>

namespace learnscope {

namespace {
QString text(const char* words)
{
    return QCoreApplication::translate("KeysPage", words);
}

QString row(const QString& keys, const QString& words)
{
    return QStringLiteral("<tr><td><code>%1</code>&nbsp;&nbsp;</td><td>%2</td></tr>\n")
        .arg(keys.toHtmlEscaped(), words.toHtmlEscaped());
}

template<std::size_t Count>
QString section(const char* heading, const std::pair<const char*, const char*> (&rows)[Count])
{
    QString html = QStringLiteral("<h2>%1</h2><table>\n").arg(text(heading));
    for (const auto& [keys, words] : rows)
        html += row(QString::fromUtf8(keys), text(words));
    return html + QStringLiteral("</table>\n");
}

// clang-format off
const std::pair<const char*, const char*> observerKeys[] = {
    {"Space", QT_TRANSLATE_NOOP("KeysPage", "check or uncheck")},
    {"Up, Down, Left, Right", QT_TRANSLATE_NOOP("KeysPage", "go through the list, open and close an observer")},
    {"F2", QT_TRANSLATE_NOOP("KeysPage", "rename the observer")},
    {"Del", QT_TRANSLATE_NOOP("KeysPage", "remove the observer; in the job list: cancel the job")},
};
const std::pair<const char*, const char*> viewKeys[] = {
    {"Left, Right, Up, Down", QT_TRANSLATE_NOOP("KeysPage", "move from point to point and from curve to curve")},
    {"Return", QT_TRANSLATE_NOOP("KeysPage", "select the trials of the point; as a click on it")},
    {"Esc", QT_TRANSLATE_NOOP("KeysPage", "select nothing")},
    {"+, -", QT_TRANSLATE_NOOP("KeysPage", "zoom; the wheel does the same, a drag zooms into a box")},
    {"R", QT_TRANSLATE_NOOP("KeysPage", "show everything; as a double click")},
    {"G", QT_TRANSLATE_NOOP("KeysPage", "grid on and off")},
    {"P", QT_TRANSLATE_NOOP("KeysPage", "pin the read-out")},
    {"Ctrl+C", QT_TRANSLATE_NOOP("KeysPage", "copy the read-out")},
};
const std::pair<const char*, const char*> viewerKeys[] = {
    {"Left, Right", QT_TRANSLATE_NOOP("KeysPage", "next and previous view of the object; with Shift ten at once")},
    {"Up, Down", QT_TRANSLATE_NOOP("KeysPage", "object before and after; with Shift ten at once")},
    {"Home, End", QT_TRANSLATE_NOOP("KeysPage", "first and last view; with Ctrl first and last object")},
    {"Space", QT_TRANSLATE_NOOP("KeysPage", "play and pause")},
};
// clang-format on
} // namespace

QString keysPage(const Actions& actions)
{
    const QString title = text(QT_TRANSLATE_NOOP("KeysPage", "Keyboard shortcuts"));
    QString html = QStringLiteral("<html><head><title>%1</title></head><body><h1>%1</h1>\n").arg(title);
    html += QStringLiteral("<h2>%1</h2><table>\n").arg(text(QT_TRANSLATE_NOOP("KeysPage", "Anywhere")));
    for (const QAction* action : actions.all())
        if (!action->shortcut().isEmpty() && action->shortcutContext() == Qt::WindowShortcut)
            html += row(action->shortcut().toString(QKeySequence::NativeText), action->whatsThis());
    html += row(QStringLiteral("Tab, Shift+Tab"),
                text(QT_TRANSLATE_NOOP("KeysPage", "next and previous part of the window")));
    html += QStringLiteral("</table>\n");
    html += section(QT_TRANSLATE_NOOP("KeysPage", "In the list of observers"), observerKeys);
    html += section(QT_TRANSLATE_NOOP("KeysPage", "In a view"), viewKeys);
    html += section(QT_TRANSLATE_NOOP("KeysPage", "In the stimulus viewer"), viewerKeys);
    return html + QStringLiteral("</body></html>\n");
}

} // namespace learnscope
