#include "core/jobs/jobcontext.h"

namespace learnscope {

namespace {
class NoContext final : public JobContext
{
public:
    bool isCancelled() const override { return false; }
    void report(double, std::string_view) override { }
};
} // namespace

JobContext::~JobContext() = default;

JobContext& JobContext::none()
{
    static NoContext context;
    return context;
}

} // namespace learnscope
