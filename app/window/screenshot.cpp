#include "app/window/screenshot.h"

#include "app/workspace/workspace.h"

#include <QSaveFile>
#include <QWidget>

namespace learnscope {

using namespace std::chrono_literals;

Screenshot::Screenshot(QWidget& window, const Workspace& workspace, QString file, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_workspace(workspace)
    , m_file(std::move(file))
{
    m_timer.setInterval(150ms);
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start();
}

void Screenshot::look()
{
    if (m_workspace.isBusy())
        return;
    const QImage now = m_window.grab().toImage();
    if (now != m_last) {
        m_last = now;
        return;
    }
    m_timer.stop();
    QSaveFile file(m_file);
    const bool written = file.open(QIODevice::WriteOnly) && now.save(&file, "PNG") && file.commit();
    if (!written)
        qWarning("%s: %s", qUtf8Printable(m_file), qUtf8Printable(file.errorString()));
    Q_EMIT done(written);
}

} // namespace learnscope
