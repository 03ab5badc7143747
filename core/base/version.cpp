#include "core/base/version.h"

namespace learnscope {

std::string_view version()
{
    return LEARNSCOPE_VERSION;
}

} // namespace learnscope
