#include "app/cli/demotour.h"
#include "app/cli/drawingapplication.h"
#include "app/cli/drawingcommands.h"
#include "app/workspace/demofolder.h"

#include "core/base/filewriter.h"

#include <QCoreApplication>
#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <iostream>
#include <memory>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

Result<void> takeDemoData(DemoTourOptions& options)
{
    const fs::path demo = demoFolder().toStdString();
    if (demo.empty())
        return failure(Error::Kind::Io, "the demo data are missing; name trial tables instead");
    for (const fs::directory_entry& entry : fs::directory_iterator(demo / "trials"))
        if (entry.path().extension() == ".csv")
            options.tables.push_back(entry.path().string());
    std::sort(options.tables.begin(), options.tables.end());
    options.stimuli = (demo / "stimuli").string();
    options.runs = "humans=learners";
    return {};
}

/// Runs one step as a program of its own, without a display.
Result<void> runStep(const DemoStep& step, const fs::path& out)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(step.keepOutputAs.empty() ? QProcess::ForwardedChannels
                                                            : QProcess::ForwardedErrorChannel);
    QStringList arguments;
    for (const std::string& argument : step.arguments)
        arguments << QString::fromStdString(argument);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!process.waitForStarted() || !process.waitForFinished(-1)
        || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(Error::Kind::Internal, "the step '" + step.title + "' failed");
    if (step.keepOutputAs.empty())
        return {};
    const QByteArray output = process.readAllStandardOutput();
    return writeFileAtomically(out / step.keepOutputAs,
                               {output.constData(), static_cast<std::size_t>(output.size())});
}

Result<void> runTour(DemoTourOptions options)
{
    if (options.tables.empty())
        if (const auto found = takeDemoData(options); !found)
            return found;
    std::error_code status;
    fs::create_directories(options.out, status);
    if (status)
        return failure(Error::Kind::Io, "the folder cannot be made: " + status.message(),
                       {options.out.string()});
    const std::vector<DemoStep> steps = demoSteps(options);
    for (std::size_t number = 0; number < steps.size(); ++number) {
        std::cerr << number + 1 << '/' << steps.size() << ' ' << steps[number].title << '\n';
        if (const auto done = runStep(steps[number], options.out); !done)
            return done;
    }
    return writeFileAtomically(options.out / "index.html", demoPage(options, steps));
}
} // namespace

void addDemoCommand(CLI::App& app, int& exitCode)
{
    CLI::App* const command =
        app.add_subcommand("demo",
                           "The whole tour, without a display: tables, figures, a picture of the "
                           "window and a page that shows them");
    const auto options = std::make_shared<DemoTourOptions>();
    const auto out = std::make_shared<std::string>();
    command->add_option("tables", options->tables, "Trial tables; without any, the demo data");
    command->add_option("--stimuli", options->stimuli, "Stimulus folder");
    command->add_option("--runs", options->runs, "Which runs of an observer count, as for analyse");
    command->add_option("--out", *out, "Folder for all that is made")->required();
    command->callback([options, out, &exitCode] {
        const DrawingApplication application;
        options->out = *out;
        const auto done = runTour(*options);
        exitCode = done ? ExitDone : reportError(done.error());
        if (done)
            std::cout << (options->out / "index.html").string() << '\n';
    });
}

} // namespace learnscope
