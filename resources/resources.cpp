#include "resources/resources.h"

#include <QtGlobal>

// The macro declares a function, which must not land in our namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace learnscope {

void initResources()
{
    static const bool done = (registerResources(), true);
    Q_UNUSED(done)
}

} // namespace learnscope
