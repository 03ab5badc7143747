#pragma once

#include <string_view>

namespace learnscope {

/// What long-running core code is given: how to say how far it is, and whether to stop.
/// Called from the threads that do the work, so an implementation must be thread-safe.
class JobContext
{
public:
    virtual ~JobContext();
    virtual bool isCancelled() const = 0;
    /// @p fraction of the whole, 0 to 1; @p step names what is being done ("reading trials").
    virtual void report(double fraction, std::string_view step) = 0;

    /// For callers that need neither progress nor a way to stop.
    static JobContext& none();
};

} // namespace learnscope
