#include "core/checks/finding.h"

namespace learnscope {

std::string_view toString(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Information:
        return "info";
    case Finding::Severity::Warning:
        return "warning";
    case Finding::Severity::Error:
        return "error";
    }
    return "error";
}

} // namespace learnscope
