#include "app/cli/drawingapplication.h"

#include <QGuiApplication>

#include <iostream>

namespace learnscope {

namespace {
/// A command's standard error is for the command: what Qt remarks on the session it runs in is left out.
void passSeriousMessages(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << message.toStdString() << '\n';
}
} // namespace

DrawingApplication::DrawingApplication()
{
    if (QCoreApplication::instance())
        return;
    qInstallMessageHandler(passSeriousMessages);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "learnscope";
    static char* names[] = {name, nullptr};
    m_application = std::make_unique<QGuiApplication>(count, names);
}

DrawingApplication::~DrawingApplication() = default;

} // namespace learnscope
