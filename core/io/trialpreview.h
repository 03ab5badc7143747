#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// The beginning of a table with whatever columns, to be looked at before it is said what they mean.
struct TrialPreview
{
    char separator = ',';
    std::vector<std::string> header; ///< the names of the columns
    std::vector<std::vector<std::string>> rows; ///< the first ones; as many fields as each has
};

/// Reads the header and up to @p rows rows. The separator is that by which readTrials() would go. Fails with
/// Io, and with Syntax where the file is empty or no text. Any thread.
Result<TrialPreview> previewTrials(const std::filesystem::path& path, std::size_t rows = 20);

/// The same for text in memory; @p file names it in messages.
Result<TrialPreview> previewOf(std::string_view text, const std::string& file, std::size_t rows = 20);

/// Whether @p header has every column of the schema.
bool hasTrialColumns(std::span<const std::string> header);

/// The different texts of a column in the order of their first row, at the most @p most of them: where there
/// are more, one more. Fails with Io or Cancelled, and with Mismatch where there is no such column. Any
/// thread.
Result<std::vector<std::string>> distinctTexts(const std::filesystem::path& path, const std::string& column,
                                               std::size_t most, JobContext& context = JobContext::none());

} // namespace learnscope
