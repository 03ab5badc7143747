#include "app/cli/picturecommands.h"
#include "app/cli/terminaljob.h"

#include "core/simulation/simulatedtrials.h"
#include "core/simulation/stimulusgenerator.h"
#include "core/stimuli/contactsheet.h"
#include "core/stimuli/stimulusfolder.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

struct Options
{
    std::string folder;
    std::string pattern {StimulusNamePattern::usual};
    bool json = false;
    bool quiet = false;
    unsigned threads = 0;
    std::string out;
    ContactSheetOptions sheet;
    StimulusDesignOptions design;
    StimulusGeneratorOptions generator;
    bool withTrials = false;
    std::string trials;
    int runs = 20;
};

Result<StimulusSet> readSet(const Options& options, JobContext& context)
{
    Result<StimulusNamePattern> pattern = StimulusNamePattern::parse(options.pattern);
    if (!pattern)
        return failure(Error::Kind::Usage, pattern.error().message,
                       {"--pattern", 1, pattern.error().where.column});
    return readStimulusFolder(options.folder, {*std::move(pattern)}, context);
}

nlohmann::ordered_json asJson(const StimulusSet& set)
{
    auto pictures = nlohmann::ordered_json::array();
    for (const Stimulus& stimulus : set.stimuli()) {
        nlohmann::ordered_json picture {
            {"file", stimulus.path.lexically_relative(set.root()).generic_string()},
            {"phase", toString(stimulus.phase)},
            {"test_set", stimulus.testSet > 0 ? nlohmann::ordered_json(stimulus.testSet) : nullptr},
            {"folder_category", stimulus.category},
        };
        if (stimulus.name) {
            picture["category"] = stimulus.name->category;
            picture["object"] = stimulus.name->object;
            picture["axis"] = stimulus.name->axis;
            picture["angle"] = stimulus.name->angle;
        }
        pictures.push_back(std::move(picture));
    }
    auto remarks = nlohmann::ordered_json::array();
    for (const Error& remark : set.remarks())
        remarks.push_back(remark.toString());
    return {{"root", set.root().string()}, {"pictures", pictures}, {"remarks", remarks}};
}

/// Tab-separated, with a header, for reading and for other programs.
void printTable(const StimulusSet& set)
{
    std::cout << "phase\ttest_set\tcategory\tobject\taxis\tangle\tfile\n";
    for (const Stimulus& stimulus : set.stimuli()) {
        std::cout << toString(stimulus.phase) << '\t';
        if (stimulus.testSet > 0)
            std::cout << stimulus.testSet;
        std::cout << '\t' << (stimulus.name ? stimulus.name->category : stimulus.category) << '\t';
        if (stimulus.name)
            std::cout << stimulus.name->object << '\t' << stimulus.name->axis << '\t' << stimulus.name->angle;
        else
            std::cout << "\t\t";
        std::cout << '\t' << stimulus.path.lexically_relative(set.root()).generic_string() << '\n';
    }
}

int list(const Options& options)
{
    TerminalJob job(options.quiet);
    const Result<StimulusSet> set = readSet(options, job);
    if (!set)
        return reportError(set.error());
    if (options.json)
        std::cout << asJson(*set).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    else
        printTable(*set);
    for (const Error& remark : set->remarks())
        std::cerr << remark.toString() << '\n';
    return std::cout.flush() ? ExitDone : reportError({Error::Kind::Io, "the list cannot be written"});
}

int sheet(const Options& options)
{
    Result<Picture> picture;
    {
        TerminalJob job(options.quiet);
        const Result<StimulusSet> set = readSet(options, job);
        if (!set)
            return reportError(set.error());
        ContactSheetOptions sheetOptions = options.sheet;
        sheetOptions.threads = options.threads;
        picture = contactSheet(*set, sheetOptions, job);
    }
    if (!picture)
        return reportError(picture.error());
    const Result<void> written = writePicture(options.out, *picture);
    return written ? ExitDone : reportError(written.error());
}

int generate(const Options& options)
{
    const Result<StimulusDesign> design = designStimuli(options.design);
    if (!design)
        return reportError(design.error());
    if (options.runs < 1)
        return reportError({Error::Kind::Usage, "--runs must be at least 1"});
    StimulusGeneratorOptions generator = options.generator;
    generator.threads = options.threads;
    const fs::path trials =
        options.trials.empty() ? fs::path(options.out) / "trials" : fs::path(options.trials);
    const bool withTrials = options.withTrials || !options.trials.empty();
    Result<void> done;
    {
        TerminalJob job(options.quiet);
        done = generateStimuli(options.out, *design, generator, job);
        if (done && withTrials)
            done = writeSimulatedTrials(trials, *design, observersFor(*design, options.runs),
                                        options.design.seed, job);
    }
    if (!done)
        return reportError(done.error());
    if (!options.quiet) {
        std::cout << design->stimuli.size() << " pictures in " << options.out << '\n';
        if (withTrials)
            std::cout << simulatedObservers().size() << " trial tables in " << trials.string() << '\n';
        if (!StimulusNamePattern().match(design->stimuli.front().fileName))
            std::cout << "pattern of their names: " << options.design.prefix
                      << "_{category}_{object}[_{axis}_{angle}]\n";
    }
    return ExitDone;
}

CLI::App* addAction(CLI::App& app, const char* name, const char* description,
                    const std::shared_ptr<Options>& options, int& exitCode, int (*action)(const Options&))
{
    CLI::App* const command = app.add_subcommand(name, description);
    command->add_flag("--quiet", options->quiet, "No progress");
    command->add_option("--threads", options->threads, "Threads; 0: all of the machine's");
    command->callback([options, &exitCode, action] { exitCode = action(*options); });
    return command;
}

void addFolder(CLI::App* command, const std::shared_ptr<Options>& options)
{
    command
        ->add_option("folder", options->folder,
                     "Folder with train/<category>/*.png and test/testset_<n>/<category>/*.png")
        ->required();
    command->add_option("--pattern", options->pattern, "How file names are built")->capture_default_str();
}
} // namespace

void addStimuliCommand(CLI::App& app, int& exitCode)
{
    const auto options = std::make_shared<Options>();
    CLI::App* const stimuli = app.add_subcommand("stimuli", "List, draw together or make stimuli");
    stimuli->require_subcommand(1);

    CLI::App* const listing = addAction(*stimuli, "list", "List a folder's pictures and what their names say",
                                        options, exitCode, list);
    addFolder(listing, options);
    listing->add_flag("--json", options->json, "As JSON");

    CLI::App* const drawing =
        addAction(*stimuli, "sheet", "Draw all pictures on one: objects by views", options, exitCode, sheet);
    addFolder(drawing, options);
    drawing->add_option("--out", options->out, "The PNG to write")->required();
    drawing->add_option("--cell", options->sheet.cell, "Longest side of a picture, in pixels")
        ->capture_default_str();

    CLI::App* const making =
        addAction(*stimuli, "generate", "Make a set of digital embryos that may be shared freely", options,
                  exitCode, generate);
    making->add_option("--out", options->out, "Folder for train/ and test/")->required();
    making->add_option("--seed", options->design.seed, "Decides shapes, numbers and trials")
        ->capture_default_str();
    making->add_option("--size", options->generator.size, "Width and height in pixels")
        ->capture_default_str();
    making->add_option("--categories", options->design.categories, "Number of families")
        ->capture_default_str();
    making
        ->add_option("--objects", options->design.objects,
                     "Trained objects per family; as many novel ones and test sets")
        ->capture_default_str();
    making->add_option("--prefix", options->design.prefix, "What file names begin with")
        ->capture_default_str();
    making->add_flag("--with-trials", options->withTrials,
                     "Also simulate observers and write their trial tables to trials/ in the folder");
    making->add_option("--trials", options->trials, "The same, to this folder");
    making->add_option("--runs", options->runs, "Runs of each simulated network")->capture_default_str();
}

} // namespace learnscope
