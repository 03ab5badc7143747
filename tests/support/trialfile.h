#pragma once

#include <QString>

namespace learnscope {

struct TrialFileOptions
{
    int runs = 4;
    int epochs = 3;
    int trials = 12; ///< of each phase in one epoch of one run
    int learned = 3; ///< from this run on, answers never get better than chance
};

/// Writes a trial table with three classes whose runs below `learned` go from chance to all right, and
/// returns its path. The same options give the same bytes.
QString writeTrialFile(const QString& path, const TrialFileOptions& options = {});

} // namespace learnscope
