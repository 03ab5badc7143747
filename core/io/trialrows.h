#pragma once

#include "core/data/trialtable.h"
#include "core/io/trialheader.h"
#include "core/jobs/jobcontext.h"

namespace learnscope {

/// Reads every row below the header, one after the other, whatever is in them: quotes, line breaks in fields,
/// mistakes. What is wrong goes to @p problems; the columns are whole only where nothing was. Fails with Io
/// or Cancelled.
Result<TrialTable::Columns> readTrialRows(const ByteSource& source, const TrialHeader& header,
                                          Problems& problems, JobContext& context);

} // namespace learnscope
