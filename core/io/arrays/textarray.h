#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/bytesource.h"

namespace learnscope {

/// Which of tab, comma, semicolon and space separates the fields of @p line: the first of these that it has;
/// comma where it has none.
char separatorOf(std::string_view line);

/// A table of numbers as text, separated by tab, comma, semicolon or spaces, with or without a first row of
/// column names and a first column of row names, which are told from the numbers by themselves. Lines that
/// begin with # and empty ones are passed over; NaN, NA and empty fields are NaN. All numbers are read when
/// it is opened. Fails with Io, and Syntax with line and column.
Result<std::unique_ptr<ArrayFile>> openTextArray(std::unique_ptr<ByteSource> source, std::string file,
                                                 JobContext& job);

} // namespace learnscope
