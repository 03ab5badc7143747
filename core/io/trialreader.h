#pragma once

#include "core/base/result.h"
#include "core/data/trialtable.h"
#include "core/io/trialmapping.h"
#include "core/jobs/jobcontext.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace learnscope {

struct TrialReadOptions
{
    unsigned threads = 0; ///< 0: all of the machine's
    TrialMapping mapping = {}; ///< how to read a table whose columns are called otherwise
    bool patient = false; ///< read row by row at once, as files with quotes are; slower, the same result
};

/// Reads a trial table: text in UTF-8 with the columns run, epoch, phase, image_name, ground_truth and
/// prediction in any order, separated by comma, semicolon or tab (found from the header); further columns are
/// kept. Tables of a layout that is known and those that the mapping fits are read as well, and say so in
/// TrialTable::mapping(). A byte-order mark, CRLF and quoted fields (RFC 4180) are understood; numbers read
/// the same in every locale. Either the whole file is read or nothing is: each problem comes with its line
/// and column. A cancelled read gives one Error of kind Cancelled. Any thread.
Checked<TrialTable> readTrials(const std::filesystem::path& path, const TrialReadOptions& options = {},
                               JobContext& context = JobContext::none());

/// The same for text in memory; @p file names it in messages.
Checked<TrialTable> parseTrials(std::string_view text, const std::string& file,
                                const TrialReadOptions& options = {},
                                JobContext& context = JobContext::none());

} // namespace learnscope
