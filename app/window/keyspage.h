#pragma once

#include <QString>

namespace learnscope {

class Actions;

/// The help page that lists every key: those of the actions as they are, and those of views and viewer.
QString keysPage(const Actions& actions);

} // namespace learnscope
