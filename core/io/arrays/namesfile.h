#pragma once

#include "core/base/result.h"
#include "core/data/rownames.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace learnscope {

/// Names of rows from a text file: one name a line, or a column of a table with a header, which is the one
/// called @p column or, where that is empty, the first of uniqueID, name, names, concept, image, image_name
/// and label that there is. A single column has a header where it has one line more than @p rows, or where
/// its first line is @p column. Fails with Io, Syntax, and (Mismatch) where there are not @p rows names; any
/// number will do where @p rows is 0.
Result<RowNames> readNames(const std::filesystem::path& path, const std::string& column, std::size_t rows);

} // namespace learnscope
