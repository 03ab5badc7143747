#include "app/cli/command.h"
#include "app/cli/representationinputs.h"
#include "app/cli/terminaljob.h"
#include "core/io/arrays/transformfile.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/probing/aligning.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace learnscope {

namespace {
struct Arguments
{
    ArrayArguments features;
    std::string transform;
    std::string out;
    CommonArguments common;
};

int run(const Arguments& arguments)
{
    TerminalJob job(arguments.common.quiet || arguments.common.json);
    const auto transform = readTransform(arguments.transform, job);
    if (!transform)
        return reportError(transform.error());
    auto read = readEmbedding(arguments.features.file, arguments.features.choice(), job);
    if (!read)
        return reportError(read.error());
    const Embedding features = withRemarks(std::move(*read), arguments.features.file, arguments.common);
    const auto changed = aligned(features, *transform, arguments.common.threads, job);
    if (!changed)
        return reportError({changed.error().kind, changed.error().message, {arguments.features.file}});
    if (const auto written = writeEmbedding(arguments.out, *changed); !written) {
        const int code = reportError(written.error());
        return written.error().kind == Error::Kind::Usage ? code : int {ExitFailed};
    }
    if (arguments.common.json)
        printJson({{"out", arguments.out}, {"rows", changed->rows()}, {"columns", changed->columns()}});
    else if (!arguments.common.quiet)
        std::printf("%s: %zu rows of %zu features\n", arguments.out.c_str(), changed->rows(),
                    changed->columns());
    return ExitDone;
}
} // namespace

void addAlignCommand(CLI::App& app, int& exitCode)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* const command = app.add_subcommand("align", "Apply a transform to features");
    addArrayOption(*command, arguments->features, "--features", "", "Features, one item a row")->required();
    command->add_option("--transform", arguments->transform, "A transform (.npz: weights, bias, mean, std)")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--out", arguments->out,
                     "Where they are written: .npy, .npz, .h5, .mat, .csv or .safetensors")
        ->required()
        ->type_name("FILE");
    addCommonOptions(*command, arguments->common);
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

} // namespace learnscope
