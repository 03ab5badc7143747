#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace learnscope {

/// Either a value or the one Error that stopped its making.
template<typename T>
using Result = tl::expected<T, Error>;

/// Either a value or all that is wrong with the input it should have come from.
template<typename T>
using Checked = tl::expected<T, ErrorList>;

inline tl::unexpected<Error> failure(Error::Kind kind, std::string message, SourceLocation where = {})
{
    return tl::unexpected<Error>(Error {kind, std::move(message), std::move(where)});
}

} // namespace learnscope
