#pragma once

#include <QString>

namespace learnscope {

struct Theme;

/// The one style sheet of the program, in the colours of @p theme.
QString styleSheet(const Theme& theme);

} // namespace learnscope
