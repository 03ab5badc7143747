#include "app/window/windowprogram.h"

#include "app/window/mainwindow.h"
#include "app/window/screenshot.h"
#include "app/window/windowarguments.h"
#include "app/window/workspacefiles.h"
#include "app/workspace/demofolder.h"
#include "app/workspace/recovery.h"
#include "app/workspace/workspace.h"
#include "core/base/version.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>

namespace learnscope {

namespace {
/// Milliseconds since the kernel made this process.
double processAge()
{
    double up = 0;
    if (std::FILE* file = std::fopen("/proc/uptime", "r")) {
        if (std::fscanf(file, "%lf", &up) != 1)
            up = 0;
        std::fclose(file);
    }
    long long started = 0; // in hundredths of a second since boot
    if (std::FILE* file = std::fopen("/proc/self/stat", "r")) {
        if (std::fscanf(
                file,
                "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d "
                "%*d %lld",
                &started)
            != 1)
            started = 0;
        std::fclose(file);
    }
    return up * 1000 - double(started) * 10;
}

void openArguments(MainWindow& window, Workspace& workspace, const WindowArguments& arguments)
{
    QStringList paths;
    if (arguments.demo)
        paths << demoFolder();
    for (const std::string& file : arguments.files)
        paths << QString::fromStdString(file);
    if (const auto pattern = StimulusNamePattern::parse(arguments.pattern))
        workspace.setNamePattern(*pattern);
    workspace.observers().setLearnersOnly(arguments.learnersOnly);
    // A workspace says by itself who is shown; what was typed holds all the same.
    if (arguments.learnersOnly && std::any_of(paths.begin(), paths.end(), &WorkspaceFiles::isWorkspace))
        QObject::connect(
            &window.files(), &WorkspaceFiles::opened, &workspace,
            [&workspace] { workspace.observers().setLearnersOnly(true); }, Qt::SingleShotConnection);
    window.files().open(paths);
    if (!arguments.stimuli.empty())
        workspace.openStimuli(QString::fromStdString(arguments.stimuli));
}

void setScaleFactor(const QByteArray& ofTheSystem, int percent)
{
    bool given = false;
    const double factor = ofTheSystem.toDouble(&given);
    if (given || percent != 100)
        qputenv("QT_SCALE_FACTOR", QByteArray::number((given ? factor : 1) * percent / 100));
    else
        qunsetenv("QT_SCALE_FACTOR");
}

/// Opens the window once and runs it; @p state is what was open before, and afterwards what is open now.
int runWindowOnce(int& argc, char** argv, const WindowArguments& arguments, Preferences& preferences,
                  std::optional<WorkspaceFiles::State>& state, const WindowOpened& opened)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("learnscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Learnscope"));
    QApplication::setApplicationVersion(QString::fromStdString(std::string(version())));
    const bool systemIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    const bool forShow = !arguments.screenshot.empty();
    const ThemeChoice theme = arguments.theme.value_or(preferences.theme());
    const bool dark = theme == ThemeChoice::Dark || (theme == ThemeChoice::System && systemIsDark);
    applyLook(application, dark ? Theme::darkTheme() : Theme::light());

    Workspace workspace;
    MainWindow window(workspace, preferences,
                      {.systemIsDark = systemIsDark,
                       .rememberLayout = !forShow,
                       .recoveryFolder = forShow || arguments.timeFirstPaint ? QString() : recoveryFolder()});
    if (arguments.width > 0)
        window.resize(arguments.width, arguments.height);
    std::unique_ptr<Screenshot> screenshot;
    if (forShow) {
        screenshot =
            std::make_unique<Screenshot>(window, workspace, QString::fromStdString(arguments.screenshot));
        QObject::connect(screenshot.get(), &Screenshot::done,
                         [](bool written) { QCoreApplication::exit(written ? 0 : 1); });
    }
    if (arguments.timeFirstPaint)
        QObject::connect(&window, &MainWindow::firstPainted, [] {
            std::cout << "first paint after " << processAge() << " ms\n";
            QCoreApplication::exit(0);
        });
    window.show();
    if (state)
        window.files().restore(*state);
    else
        openArguments(window, workspace, arguments);
    if (opened)
        opened(window, workspace);
    const int code = QApplication::exec();
    if (code == exitToRescale)
        state = window.files().state();
    return code;
}
} // namespace

int runWindow(int argc, char** argv, const WindowArguments& arguments, const WindowOpened& opened)
{
    const QTemporaryDir scratch; // a picture for a document depends on nobody's settings
    Preferences preferences(arguments.screenshot.empty() ? QString()
                                                         : scratch.filePath(QStringLiteral("settings.ini")));
    if (arguments.reset)
        preferences.reset();
    const QByteArray systemScale = qgetenv("QT_SCALE_FACTOR");
    std::optional<WorkspaceFiles::State> state;
    // Sizes are fixed when Qt starts, so another scale means another QApplication. What is open stays.
    for (std::optional<int> scale = arguments.scale;; scale.reset()) {
        setScaleFactor(systemScale, scale.value_or(preferences.scale()));
        const int code = runWindowOnce(argc, argv, arguments, preferences, state, opened);
        if (code != exitToRescale)
            return code;
    }
}

} // namespace learnscope
