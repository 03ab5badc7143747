#pragma once

#include "core/base/result.h"
#include "core/data/observer.h"
#include "core/jobs/jobcontext.h"
#include "core/repairs/repair.h"

#include <span>

namespace learnscope {

/// The observer with the trials that @p repairs, one after the other, leave of those of @p observer, and with
/// a record of each, that of a repair with nothing to do among them. Records of before are kept in front.
/// Lines stay those of the file; the trials given are only read. Fails with Mismatch where a repair would
/// leave no trial or excludes a run that is not there, with Cancelled, or with OutOfRange beyond 2^32 - 1
/// rows. @p threads 0: all of the machine's. Any thread.
Result<Observer> repaired(Observer observer, std::span<const Repair> repairs, unsigned threads = 1,
                          JobContext& context = JobContext::none());

} // namespace learnscope
