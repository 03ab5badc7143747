#pragma once

#include "core/io/arrays/readrepresentations.h"

#include <functional>

namespace learnscope {

/// The array that @p choice names, or the only one that @p fits; @p expected says what was looked for ("rows
/// of features"). Fails (Usage, Mismatch), naming those there are.
Result<std::size_t> chooseArray(const ArrayFile& file, const ArrayChoice& choice,
                                const std::function<bool(const ArrayInfo&)>& fits,
                                const std::string& expected);

/// Names for @p rows rows: from the file of names that @p choice names, from what the format ties to them
/// (@p tied), or from the one text array of that length in the file.
Result<RowNames> chooseNames(ArrayFile& file, const ArrayChoice& choice, std::size_t rows, RowNames tied);

/// An array's numbers where they can be mapped and @p choice wishes it, else empty.
template<typename T>
Result<SharedValues<T>> mapArray(const ArrayFile& file, std::size_t array, const ArrayChoice& choice);

ArraySource sourceOf(const ArrayFile& file, std::size_t array);

} // namespace learnscope
