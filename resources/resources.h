#pragma once

namespace learnscope {

/// Makes :/icons and :/help known. A static library's resources are linked only where this is called; calling
/// it again costs nothing. Any thread.
void initResources();

} // namespace learnscope
