#pragma once

#include <string_view>

namespace learnscope {

/// "0.1.0": written into every result, so that it can be reproduced.
std::string_view version();

} // namespace learnscope
