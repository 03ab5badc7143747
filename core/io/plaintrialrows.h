#pragma once

#include "core/data/trialtable.h"
#include "core/io/trialheader.h"
#include "core/jobs/jobcontext.h"

#include <optional>

namespace learnscope {

/// Reads the rows of a table as nearly all are: the six columns, no quotes, no mistakes. Nothing where the
/// file is not so; readTrialRows() then says why, or reads it. Uses all threads; the result does not depend
/// on their number. Fails with Io or Cancelled.
Result<std::optional<TrialTable::Columns>> readPlainTrialRows(const ByteSource& source,
                                                              const TrialHeader& header, unsigned threads,
                                                              JobContext& context);

} // namespace learnscope
