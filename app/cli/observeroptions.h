#pragma once

#include "app/cli/command.h"
#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/stats/runselection.h"

#include <string>
#include <vector>

namespace learnscope {

/// What a command line says of single observers, as it was typed.
struct ObserverOptions
{
    std::vector<std::string> runs; ///< OBSERVER=all|learners|1,2,7
    std::vector<std::string> kinds; ///< OBSERVER=human|network
    std::vector<std::string> labels; ///< OBSERVER=TEXT
    std::vector<std::string> names; ///< OBSERVER=NAME
    std::vector<std::string> map; ///< how the columns of foreign tables are read: ROLE=COLUMN...
    std::vector<std::string> repairs; ///< [OBSERVER:]REPAIR
};

/// One option of the form OBSERVER=VALUE.
struct OptionForm
{
    std::string name;
    std::string expected;
    bool valueMayHoldEquals = false; ///< otherwise the observer's name may
};

struct ObserverSetting
{
    std::size_t observer = 0; ///< its place
    std::string value;
};

/// Fails with Usage where @p text has another form or there is no such observer.
Result<ObserverSetting> readSetting(const OptionForm& form, const std::string& text,
                                    const std::vector<Observer>& observers);

/// Adds --map, --runs, --observer-kind and --repair to @p command, and keeps a reference to @p options. @p
/// kindNames: other names of --observer-kind too, parted by commas.
void addObserverOptions(CLI::App& command, ObserverOptions& options,
                        const std::string& kindNames = "--observer-kind");

/// Adds --label and --name.
void addLabelOption(CLI::App& command, ObserverOptions& options);

/// Tables of one name get different ones, in their order: "net", "net (2)".
void makeNamesDiffer(std::vector<Observer>& observers);

/// Sets kinds and labels, repairs the trials, and gives other names in the end: all other options go by the
/// names that files give; gives the chosen runs, one selection for each observer. Fails with Usage where an
/// observer is not there or a value is not understood, or as repaired() does.
Result<std::vector<RunSelection>> applyObserverOptions(const ObserverOptions& options,
                                                       std::vector<Observer>& observers, unsigned threads = 0,
                                                       JobContext& context = JobContext::none());

} // namespace learnscope
