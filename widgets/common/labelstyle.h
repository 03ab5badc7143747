#pragma once

#include "widgets/common/observerstyle.h"

#include <cstddef>

namespace learnscope {

/// How the class or answer number @p index (in sorted order) is drawn in every view and figure: colours of
/// the Okabe-Ito set; after the last one they come again with another marker.
ObserverStyle labelStyle(std::size_t index);

} // namespace learnscope
