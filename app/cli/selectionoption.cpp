#include "app/cli/selectionoption.h"

#include "core/data/selectionexpression.h"
#include "core/data/trialselectionjson.h"
#include "core/repairs/restriction.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace learnscope {

namespace {
tl::unexpected<Error> usage(const std::string& message)
{
    return failure(Error::Kind::Usage, "--selection: " + message);
}

Result<TrialSelection> readSaved(const std::string& file, const std::string& name)
{
    std::ifstream input(file, std::ios::binary);
    std::ostringstream text;
    if (!input || !(text << input.rdbuf()))
        return failure(Error::Kind::Io, "cannot be read", {file});
    const auto saved = namedSelectionsFromJson(text.str(), file);
    if (!saved)
        return tl::unexpected(saved.error());
    std::string names;
    for (const NamedSelection& one : *saved) {
        if (one.name == name || (name.empty() && saved->size() == 1))
            return one.selection;
        names += (names.empty() ? "'" : ", '") + one.name + "'";
    }
    if (saved->empty())
        return failure(Error::Kind::Mismatch, "holds no selection", {file});
    return usage(name.empty() ? "say which selection of the file is meant, as FILE#NAME; there are " + names
                              : "there is no selection '" + name + "' in the file; there are " + names);
}

bool isFile(const std::string& path)
{
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

Result<TrialSelection> readSelection(const std::string& text)
{
    if (text.starts_with('{'))
        return trialSelectionFromJson(text, "--selection");
    if (isFile(text))
        return readSaved(text, {});
    // Names may hold a '#', and so may paths.
    for (std::size_t hash = text.find('#'); hash != std::string::npos; hash = text.find('#', hash + 1))
        if (isFile(text.substr(0, hash)))
            return readSaved(text.substr(0, hash), text.substr(hash + 1));
    auto selection = parseSelection(text);
    if (!selection && text.find('=') == std::string::npos)
        return usage("'" + text + "' is neither a file nor an expression such as epoch=4-6;phase=test");
    if (!selection)
        return usage(selection.error().message);
    return selection;
}
} // namespace

void addSelectionOption(CLI::App& command, std::string& text)
{
    command
        .add_option("--selection", text,
                    "Only these trials are counted: an expression (observer=human;epoch=4-6;phase=test, "
                    "alternatives parted by '|'), JSON, or saved ones as FILE#NAME")
        ->type_name("SELECTION");
}

Result<void> applySelectionOption(const std::string& text, std::vector<Observer>& observers,
                                  std::vector<RunSelection>& runs, unsigned threads, bool quiet,
                                  JobContext& context)
{
    if (text.empty())
        return {};
    const auto selection = readSelection(text);
    if (!selection)
        return tl::unexpected(selection.error());
    auto restricted = restrictTo(observers, runs, *selection, threads, context);
    if (!restricted)
        return tl::unexpected(restricted.error());
    if (!quiet)
        for (const std::string& name : restricted->leftOut)
            std::cerr << "no trial of " << name << " is selected: it is left out\n";
    observers = std::move(restricted->observers);
    runs = std::move(restricted->selections);
    return {};
}

} // namespace learnscope
