#pragma once

#include "core/stats/analysis.h"

#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// One table of an analysis as text.
struct AnalysisTable
{
    std::string_view file; ///< "accuracy_mean.csv"
    std::string definition; ///< what the numbers are, in a sentence or two
    std::size_t rows = 0; ///< without the header
    std::string text; ///< comma-separated UTF-8 with LF and a header
};

/// The tables accuracy_per_run, accuracy_mean, generalisation_lag, data_efficiency, test_split, confusion,
/// rotation, error_consistency, response_share, delta, confusion_similarity and matched_trials, in this
/// order; by_column where a column was asked for, reaction_times and speed_accuracy where there are
/// times, and repairs where any were asked for. Numbers are written so that they read back as the same value;
/// what is not defined is empty; names are quoted where they must be (RFC 4180).
std::vector<AnalysisTable> analysisTables(const Analysis& analysis);

/// A file that went into an analysis.
struct AnalysisInput
{
    std::string observer; ///< its name, empty for other files
    std::string file;
    std::string sha256; ///< of its content
};

/// The definitions that numbers are computed by, as a JSON object with the members "bootstrap" and "rules".
std::string definitionsJson(const AnalysisOptions& options);

/// What the tables rest on, as JSON: definitions, rules, seed, draws, version, input files, the runs used of
/// each observer and what was left out.
std::string analysisJson(const Analysis& analysis, const std::vector<AnalysisTable>& tables,
                         const std::vector<AnalysisInput>& inputs);

} // namespace learnscope
