#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "core/similarity/representationset.h"
#include "core/stats/analysis.h"
#include "widgets/figures/figurerequest.h"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// What a figure's command line says of representations, as it was typed. A value with a place, "2=cosine",
/// is that of the second representation, one without a place that of all; files come before answers.
struct RepresentationArguments
{
    std::vector<std::string> files;
    std::vector<std::string> answers; ///< OBSERVER[:PHASE[:EPOCH]]; or among files, after "answers:"
    std::vector<std::string> datasets;
    std::vector<std::string> kinds;
    std::vector<std::string> namesFiles;
    std::vector<std::string> nameColumns;
    std::vector<std::string> measures;
    std::vector<std::string> labels;
    std::vector<std::size_t> references; ///< places, from 1 on
    std::vector<std::size_t> shown; ///< as well; empty: all
    std::vector<std::size_t> difference; ///< two places, or none
    std::string coloring = "ranks";
    std::string colors = "viridis";
    std::string order = "as-given";
    std::size_t leader = 1;
    std::size_t column = 1;
    bool descending = false;
    std::string linkage = "average";
    std::size_t clusters = 0;
    std::string scaling = "metric";
    std::string likeness = "spearman";
    std::string unit = "both";
    std::string correction = "holm";

    bool areGiven() const { return !files.empty() || !answers.empty(); }
};

void addRepresentationOptions(CLI::App& command, RepresentationArguments& arguments);

/// What of @p set, which arrangeFrom() made, is drawn and how.
void applyRepresentationOptions(const RepresentationArguments& arguments, const RepresentationSet& set,
                                FigureRequest& request);

/// Reads the files and puts all into one set with @p parts. @p analysis: of the observers whose answers are
/// asked for; may be null where none are. All that is wrong with a file is told.
Checked<std::shared_ptr<const RepresentationSet>> arrangeFrom(const RepresentationArguments& arguments,
                                                              const Analysis* analysis,
                                                              RepresentationParts parts, unsigned threads,
                                                              JobContext& job);

} // namespace learnscope
