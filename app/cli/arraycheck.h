#pragma once

#include "core/base/error.h"
#include "core/checks/finding.h"
#include "core/jobs/jobcontext.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace learnscope {

/// How `check` takes files that hold arrays.
struct ArrayCheckOptions
{
    std::string as = "auto"; ///< or trials, embedding, triplets, matrix
    std::string dataset; ///< of a file with several arrays
    std::string names; ///< a file of names
    std::string nameColumn;
    std::size_t objects = 0; ///< of triplets; 0: not known
};

/// Whether @p file is to be checked as arrays: because --as says so, or it is in a binary format or JSON.
bool holdsArrays(const std::string& file, const ArrayCheckOptions& options);

/// What `check` found out about one file of arrays.
struct ArrayCheck
{
    nlohmann::ordered_json facts; ///< for --json
    std::vector<std::string> lines; ///< the same for people
    std::vector<Finding> findings;
    ErrorList errors; ///< why it, or an array in it, cannot be used
};

/// Lists the arrays of a file and looks through those that can be meant.
ArrayCheck checkArrays(const std::string& file, const ArrayCheckOptions& options, JobContext& job);

} // namespace learnscope
