#pragma once

#include "core/base/result.h"
#include "core/stats/analysis.h"
#include "widgets/figures/page.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// A trial table that a page is drawn from.
struct PageTable
{
    std::string file; ///< absolute; in the page file relative to it
    std::string sha256; ///< of its content as it was; empty: not known
    std::string name; ///< Observer::name
    std::string label;
    ObserverKind kind = ObserverKind::Network;
    RunSelection runs;
    std::optional<ObserverStyle> style; ///< nothing: the standard one
    std::vector<std::string> repairs = {}; ///< as typed after --repair

    bool operator==(const PageTable&) const = default;
};

/// A page with all that is needed to draw it again: "FILE.json".
struct PageFile
{
    FigurePage page;
    std::vector<PageTable> tables;
    AnalysisOptions rules; ///< without selections of runs, which are the tables'
    std::vector<NetworkFacts> networks;
};

/// What draws @p page from @p input. Reads the tables' files for their hashes. Any thread.
PageFile pageFileOf(const FigurePage& page, const FigureInput& input,
                    const std::vector<NetworkFacts>& networks);

/// The page alone, without data, as JSON; and read back: every error names the place and what was expected.
std::string pageJson(const FigurePage& page);
Result<FigurePage> pageFromJson(std::string_view json, const std::string& fileName = {});

/// @p path is where the text will be: files get paths relative to it.
std::string pageFileJson(const PageFile& file, const std::filesystem::path& path);
Result<PageFile> pageFileFromJson(std::string_view json, const std::filesystem::path& path);
/// Fails with Io, Syntax (not JSON, or a member is missing, unknown or of the wrong type) or OutOfRange.
Result<PageFile> readPageFile(const std::filesystem::path& path);

} // namespace learnscope
