#include "app/cli/arraycheck.h"
#include "app/cli/command.h"

#include "app/cli/mapoption.h"
#include "app/cli/repairoptions.h"
#include "app/cli/terminaljob.h"

#include "core/checks/trialchecks.h"
#include "core/io/trialreader.h"
#include "core/stimuli/stimulusfolder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

namespace learnscope {

namespace {
struct CheckOptions
{
    std::vector<std::string> files;
    std::string stimuli;
    std::string pattern;
    std::vector<std::string> map;
    std::vector<std::string> repairs;
    ArrayCheckOptions arrays;
    unsigned threads = 0;
    bool json = false;
    bool quiet = false;
};

struct Report
{
    std::vector<Observer> observers; ///< in the order of the files; without trials where a file was refused
    std::vector<ArrayCheck> arrays; ///< of the files that hold arrays
    std::vector<Finding> findings; ///< errors of reading first
    bool cancelled = false;
    std::optional<Error> wrongRepair; ///< why the tables were not repaired; there are no findings then
};

/// A problem's own name, or one for its kind.
std::string codeOf(const Error& error)
{
    if (!error.code.empty())
        return std::string(error.code);
    switch (error.kind) {
    case Error::Kind::Io:
        return "cannot-read";
    case Error::Kind::Syntax:
        return "syntax";
    case Error::Kind::OutOfRange:
        return "out-of-range";
    case Error::Kind::Mismatch:
        return "mismatch";
    default:
        return "failed";
    }
}

Finding errorFinding(std::string code, SourceLocation where, std::uint64_t count, std::string message)
{
    return {std::move(code),       Finding::Severity::Error,
            std::move(where.file), where.line,
            where.column,          count,
            std::move(message),    {}};
}

void addErrors(const ErrorList& errors, const std::string& file, Report& report)
{
    for (const Error& error : errors.kept()) {
        report.cancelled |= error.kind == Error::Kind::Cancelled;
        report.findings.push_back(errorFinding(codeOf(error), error.where, 1, error.message));
    }
    if (const std::uint64_t more = errors.total() - errors.kept().size(); more > 0)
        report.findings.push_back(errorFinding("more-problems", {file}, more,
                                               "... and " + std::to_string(more) + " more problems"));
}

void addRemarks(const std::vector<Error>& remarks, Report& report)
{
    for (const Error& remark : remarks) {
        Finding finding = errorFinding("stimulus-folder", remark.where, 1, remark.message);
        finding.severity = Finding::Severity::Information;
        report.findings.push_back(std::move(finding));
    }
}

void readFiles(const CheckOptions& options, const std::vector<TrialMapping>& mappings, Report& report,
               JobContext& job)
{
    for (std::size_t place = 0; place < options.files.size(); ++place) {
        const std::string& file = options.files[place];
        if (holdsArrays(file, options.arrays)) {
            report.arrays.push_back(checkArrays(file, options.arrays, job));
            addErrors(report.arrays.back().errors, file, report);
            continue;
        }
        auto trials = readTrials(file, {.threads = options.threads, .mapping = mappings[place]}, job);
        if (!trials)
            addErrors(trials.error(), file, report);
        report.observers.push_back(
            makeObserver(file, trials ? std::make_shared<const TrialTable>(std::move(*trials)) : nullptr));
    }
}

Report makeReport(const CheckOptions& options, const StimulusNamePattern& pattern,
                  const std::vector<TrialMapping>& mappings, JobContext& job)
{
    Report report;
    StimulusSet stimuli;
    if (!options.stimuli.empty()) {
        auto set = readStimulusFolder(options.stimuli, {pattern}, job);
        if (set)
            stimuli = std::move(*set);
        else
            addErrors(set.error(), options.stimuli, report);
        addRemarks(stimuli.remarks(), report);
    }
    readFiles(options, mappings, report, job);
    if (const auto done = applyRepairs(options.repairs, report.observers, options.threads, job); !done) {
        report.wrongRepair = done.error();
        return report;
    }
    std::vector<Observer> readable;
    std::copy_if(report.observers.begin(), report.observers.end(), std::back_inserter(readable),
                 [](const Observer& observer) { return observer.trials != nullptr; });
    auto findings =
        checkTrials(readable, stimuli.empty() ? nullptr : &stimuli, {pattern, options.threads}, job);
    if (findings)
        std::move(findings->begin(), findings->end(), std::back_inserter(report.findings));
    else
        addErrors(findings.error(), {}, report);
    for (ArrayCheck& check : report.arrays)
        std::move(check.findings.begin(), check.findings.end(), std::back_inserter(report.findings));
    return report;
}

bool hasErrors(const Report& report)
{
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [](const Finding& finding) { return finding.severity == Finding::Severity::Error; });
}

void printJson(const Report& report)
{
    nlohmann::ordered_json json = {{"files", nlohmann::ordered_json::array()},
                                   {"findings", nlohmann::ordered_json::array()}};
    for (const Observer& observer : report.observers) {
        nlohmann::ordered_json file = {
            {"path", observer.file}, {"observer", observer.name}, {"kind", toString(observer.kind)}};
        if (observer.trials) {
            file["rows"] = observer.trials->size();
            file["runs"] = observer.trials->distinctRuns().size();
        } else {
            file["rows"] = nullptr;
            file["runs"] = nullptr;
        }
        if (observer.trials && !observer.trials->mapping().empty())
            file["columns"] = observer.trials->mapping();
        for (const RepairRecord& record : observer.repairs)
            file["repairs"].push_back({{"repair", record.repair},
                                       {"parameters", record.parameters},
                                       {"rows", record.rows},
                                       {"runs", record.runs},
                                       {"what", record.sentence}});
        json["files"].push_back(std::move(file));
    }
    for (const ArrayCheck& check : report.arrays)
        json["files"].push_back(check.facts);
    for (const Finding& finding : report.findings) {
        nlohmann::ordered_json entry = {{"code", finding.code},   {"severity", toString(finding.severity)},
                                        {"file", finding.file},   {"line", finding.line},
                                        {"count", finding.count}, {"message", finding.message}};
        if (finding.severity == Finding::Severity::Error)
            entry["column"] = finding.column;
        json["findings"].push_back(std::move(entry));
    }
    // Names of files need not be UTF-8; what is not is shown as U+FFFD.
    std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void printText(const Report& report)
{
    for (const Observer& observer : report.observers) {
        std::cout << observer.file << ": ";
        if (observer.trials)
            std::cout << observer.label << " (" << toString(observer.kind) << "), " << observer.trials->size()
                      << " rows, " << observer.trials->distinctRuns().size() << " runs\n";
        else
            std::cout << "not read\n";
        if (observer.trials && !observer.trials->mapping().empty()) {
            std::cout << "  columns:";
            for (const std::string& text : observer.trials->mapping())
                std::cout << ' ' << text;
            std::cout << '\n';
        }
        for (const RepairRecord& record : observer.repairs)
            std::cout << "  repair: " << record.sentence << '\n';
    }
    for (const ArrayCheck& check : report.arrays)
        for (const std::string& line : check.lines)
            std::cout << line << '\n';
    std::cout.flush();
    for (const Finding& finding : report.findings) {
        const bool isError = finding.severity == Finding::Severity::Error;
        const Error located {Error::Kind::Mismatch,
                             (isError ? "" : std::string(toString(finding.severity)) + ": ")
                                 + finding.message,
                             {finding.file, finding.line, finding.column}};
        (isError ? std::cerr : std::cout) << located.toString() << " [" << finding.code << "]\n";
    }
    if (report.findings.empty())
        std::cout << "nothing odd was found\n";
}

int check(const CheckOptions& options)
{
    StimulusNamePattern pattern;
    if (!options.pattern.empty()) {
        auto parsed = StimulusNamePattern::parse(options.pattern);
        if (!parsed) {
            Error error = parsed.error();
            error.message = "--pattern, column " + std::to_string(error.where.column) + ": " + error.message;
            error.where = {};
            error.kind = Error::Kind::Usage;
            return reportError(error);
        }
        pattern = std::move(*parsed);
    }
    const auto mappings = readMapOption(options.map, options.files);
    if (!mappings)
        return reportError(mappings.error());
    Report report;
    {
        TerminalJob job(options.quiet || options.json);
        report = makeReport(options, pattern, *mappings, job);
    }
    if (report.wrongRepair)
        return reportError(*report.wrongRepair);
    if (report.cancelled)
        return reportError({Error::Kind::Cancelled, "cancelled"});
    if (options.json)
        printJson(report);
    else
        printText(report);
    return hasErrors(report) ? ExitBadInput : ExitDone;
}
} // namespace

void addCheckCommand(CLI::App& app, int& exitCode)
{
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand("check",
                                           "Look for mistakes and oddities in trial tables, embeddings, "
                                           "triplets and matrices; exit code 3 where a "
                                           "file cannot be used");
    command->add_option("files", options->files, "Trial tables, or files of arrays")
        ->required()
        ->type_name("FILE");
    command
        ->add_option(
            "--as", options->arrays.as,
            "What the files are; auto: .npy, .npz, .h5, .mat, .pt, .safetensors and .json are arrays, others "
            "trials")
        ->check(CLI::IsMember({"auto", "trials", "embedding", "triplets", "matrix"}));
    command->add_option("--dataset", options->arrays.dataset, "Name of the array, in files that hold several")
        ->type_name("NAME");
    command->add_option("--names", options->arrays.names, "File with the names of rows or objects")
        ->type_name("FILE");
    command->add_option("--name-column", options->arrays.nameColumn, "Its column that holds them")
        ->type_name("NAME");
    command->add_option("--objects", options->arrays.objects, "How many objects triplets are about");
    command->add_option("--stimuli", options->stimuli, "Folder of stimuli that the tables should fit")
        ->type_name("DIR");
    command->add_option("--pattern", options->pattern, "How the names of stimuli are built")
        ->type_name("PATTERN");
    addMapOption(*command, options->map);
    addRepairOption(*command, options->repairs);
    command->add_option("--threads", options->threads, "How many threads to use; 0: all");
    command->add_flag("--json", options->json, "Print the report as JSON");
    command->add_flag("--quiet", options->quiet, "Show no progress");
    command->callback([options, &exitCode] { exitCode = check(*options); });
}

} // namespace learnscope
