#include "core/checks/findingtext.h"

namespace learnscope {

Finding makeFinding(const Observer& observer, std::string code, Finding::Severity severity,
                    std::uint64_t count, std::string message)
{
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.file = observer.file.empty() ? observer.name : observer.file;
    finding.count = count;
    finding.message = std::move(message);
    return finding;
}

} // namespace learnscope
