#include "app/workspace/inputs.h"

#include "core/checks/trialchecks.h"
#include "core/io/arrays/readrepresentation.h"
#include "core/io/trialpreview.h"
#include "core/io/trialreader.h"
#include "core/repairs/repairs.h"

#include <algorithm>
#include <filesystem>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

std::string absolutePath(const fs::path& path)
{
    std::error_code status;
    const fs::path canonical = fs::weakly_canonical(path, status);
    return (status ? path : canonical).string();
}

bool isFolder(const fs::path& path)
{
    std::error_code status;
    return fs::is_directory(path, status);
}

bool looksLikeTable(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return extension == ".csv" || extension == ".tsv";
}

void addOnce(std::vector<std::string>& files, const fs::path& path)
{
    std::string file = absolutePath(path);
    if (std::find(files.begin(), files.end(), file) == files.end())
        files.push_back(std::move(file));
}

/// True where the folder held anything.
bool lookInto(FoundInputs& found, const fs::path& folder)
{
    if (isFolder(folder / "train") || isFolder(folder / "test")) {
        found.stimuli = absolutePath(folder);
        return true;
    }
    std::vector<fs::path> tables;
    std::error_code status;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end; entry.increment(status))
        if (std::error_code fileStatus; looksLikeTable(entry->path()) && entry->is_regular_file(fileStatus))
            tables.push_back(entry->path());
    std::sort(tables.begin(), tables.end());
    for (const fs::path& table : tables)
        addOnce(found.tables, table);
    bool any = !tables.empty();
    for (const char* part : {"trials", "stimuli"})
        if (isFolder(folder / part))
            any |= lookInto(found, folder / part);
    return any;
}

TrialMapping mappingFor(const std::string& path, const TrialLoading& loading)
{
    if (loading.mapping)
        return *loading.mapping;
    if (loading.remembered.empty())
        return {};
    const auto preview = previewTrials(path, 0);
    if (!preview)
        return {}; // reading it says what is wrong
    const auto found =
        std::find_if(loading.remembered.begin(), loading.remembered.end(),
                     [&](const RememberedLayout& layout) { return layout.fits(preview->header); });
    return found == loading.remembered.end() ? TrialMapping() : found->mapping;
}

/// The columns of a table that was rejected for want of some; empty where that was not the reason.
std::vector<std::string> foreignColumns(const std::string& path, const ErrorList& errors)
{
    const bool lacksColumns = std::any_of(errors.kept().begin(), errors.kept().end(),
                                          [](const Error& error) { return error.code == "missing-column"; });
    if (!lacksColumns)
        return {};
    auto preview = previewTrials(path, 0);
    return preview ? std::move(preview->header) : std::vector<std::string>();
}
} // namespace

FoundInputs findInputs(const std::vector<std::string>& paths)
{
    FoundInputs found;
    for (const std::string& path : paths) {
        std::error_code status;
        if (!fs::exists(path, status))
            found.problems.add({Error::Kind::Io, "there is no such file or folder", {path}});
        else if (!isFolder(path))
            addOnce(looksLikeArrays(path) ? found.arrays : found.tables, path);
        else if (!lookInto(found, path))
            found.problems.add({Error::Kind::Mismatch,
                                "nothing to open in this folder; expected trial tables (.csv, .tsv), or "
                                "pictures in train/ or test/",
                                {path}});
    }
    return found;
}

LoadedTrials loadTrials(const std::string& path, const StimulusSet* stimuli,
                        const StimulusNamePattern& pattern, unsigned threads, JobContext& context,
                        const TrialLoading& loading)
{
    LoadedTrials loaded;
    loaded.stamp = stampOf(path);
    auto table = readTrials(path, {.threads = threads, .mapping = mappingFor(path, loading)}, context);
    if (!table) {
        loaded.errors = std::move(table.error());
        loaded.foreignColumns = foreignColumns(path, loaded.errors);
        return loaded;
    }
    auto observer = repaired(makeObserver(path, std::make_shared<const TrialTable>(std::move(*table))),
                             loading.repairs, threads, context);
    if (!observer) {
        loaded.errors.add(observer.error());
        return loaded;
    }
    loaded.observer = std::move(*observer);
    context.report(1, "counting right answers");
    loaded.cells = accuracyPerRun(*loaded.observer.trials, threads);
    context.report(1, "checking trials");
    auto findings = checkTrials(loaded.observer, stimuli, {.pattern = pattern, .threads = threads}, context);
    if (findings)
        loaded.findings = std::move(*findings);
    else
        loaded.errors.add(findings.error());
    return loaded;
}

} // namespace learnscope
