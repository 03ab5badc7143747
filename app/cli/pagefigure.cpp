#include "app/cli/pagefigure.h"

#include "app/cli/command.h"
#include "app/cli/drawingapplication.h"
#include "app/cli/figureanswer.h"
#include "app/cli/terminaljob.h"
#include "core/base/sha256.h"
#include "core/io/trialreader.h"
#include "core/repairs/repairs.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/pagefile.h"

namespace learnscope {

namespace {
struct PageData
{
    FigureInput input;
    std::vector<std::string> notes; ///< tables that are not what they were
};

Result<Observer> readTable(const PageTable& table, TrialTable trials, unsigned threads, JobContext& context)
{
    Observer observer = makeObserver(table.file, std::make_shared<const TrialTable>(std::move(trials)));
    observer.name = table.name;
    observer.label = table.label;
    observer.kind = table.kind;
    std::vector<Repair> repairs;
    for (const std::string& text : table.repairs) {
        const auto repair = parseRepair(text);
        if (!repair)
            return tl::unexpected(repair.error());
        repairs.push_back(*repair);
    }
    return repaired(std::move(observer), repairs, threads, context);
}

Checked<PageData> readData(const PageFile& file, unsigned threads, JobContext& context)
{
    PageData data;
    ErrorList errors;
    std::vector<Observer> observers;
    for (const PageTable& table : file.tables) {
        Checked<TrialTable> trials = readTrials(table.file, {threads}, context);
        if (!trials) {
            for (const Error& error : trials.error().kept())
                errors.add(error);
            continue;
        }
        if (const auto hash = sha256OfFile(table.file);
            !table.sha256.empty() && hash && *hash != table.sha256)
            data.notes.push_back(table.file + " has changed since the page was saved");
        Result<Observer> observer = readTable(table, std::move(*trials), threads, context);
        if (!observer) {
            errors.add(observer.error());
            continue;
        }
        observers.push_back(std::move(*observer));
        data.input.selections.push_back(table.runs);
        data.input.styles.push_back(table.style.value_or(styleFor(observers.back(), 0)));
    }
    if (!errors.empty())
        return tl::unexpected(errors);
    data.input.rules = file.rules;
    data.input.rules.curves.threads = threads;
    auto curves = computeCurveSet(observers, data.input.selections, data.input.rules.curves, context);
    if (!curves)
        return tl::unexpected(ErrorList(curves.error()));
    data.input.curves = std::move(*curves);
    if (const auto computed = addAnalysis(data.input, partsForPage(file.page), context); !computed)
        return tl::unexpected(ErrorList(computed.error()));
    return data;
}
} // namespace

int drawPage(const PageFigureOptions& options)
{
    const auto file = readPageFile(options.page);
    if (!file)
        return reportError(file.error());
    Checked<PageData> data = PageData {};
    {
        TerminalJob job(options.quiet);
        data = readData(*file, options.threads, job);
    }
    if (!data)
        return reportErrors(data.error());
    const DrawingApplication application;
    auto scene = layOutPage(file->page, data->input, file->networks);
    if (!scene)
        return reportError(scene.error());
    scene->notes.insert(scene->notes.begin(), data->notes.begin(), data->notes.end());
    const FigureFiles files {options.out,
                             recordJson(makeRecord(file->page, data->input, file->networks, *scene))};
    if (const auto written = writeFigureFiles(files, *scene, options.output); !written)
        return reportUnwritten(written.error());
    tellOfFigure(files, *scene, options.json, options.quiet);
    return ExitDone;
}

} // namespace learnscope
