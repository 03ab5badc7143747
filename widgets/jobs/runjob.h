#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"

#include <QFuture>
#include <QPromise>
#include <QtConcurrentRun>
#include <QThreadPool>

#include <concepts>
#include <exception>
#include <memory>

namespace learnscope {

template<typename T>
using JobResult = Result<std::shared_ptr<const T>>; // const: safe to hand to any thread

namespace detail {
template<typename T>
class PromiseContext final : public JobContext
{
public:
    explicit PromiseContext(QPromise<T>& promise)
        : m_promise(promise)
    {
        promise.setProgressRange(0, 1000);
    }

    bool isCancelled() const override { return m_promise.isCanceled(); }
    void report(double fraction, std::string_view step) override
    {
        m_promise.setProgressValueAndText(static_cast<int>(fraction * 1000),
                                          QString::fromUtf8(step.data(), qsizetype(step.size())));
    }

private:
    QPromise<T>& m_promise;
};
} // namespace detail

/// Runs @p work(JobContext&) -> Result<T> on @p pool. A cancelled future delivers no result.
template<typename T, std::invocable<JobContext&> Work>
QFuture<JobResult<T>> runJob(QThreadPool& pool, Work work)
{
    return QtConcurrent::run(&pool, [work = std::move(work)](QPromise<JobResult<T>>& promise) {
        detail::PromiseContext<JobResult<T>> context(promise);
        try {
            Result<T> result = work(context);
            if (result)
                promise.addResult(JobResult<T>(std::make_shared<const T>(std::move(result).value())));
            else
                promise.addResult(JobResult<T>(tl::unexpected(result.error())));
        } catch (const std::exception& exception) { // LibTorch and OpenCV throw; nothing gets past here
            promise.addResult(JobResult<T>(failure(Error::Kind::Internal, exception.what())));
        }
    });
}

} // namespace learnscope
