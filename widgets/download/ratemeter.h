#pragma once

#include <QtGlobal>

#include <deque>

namespace learnscope {

/// How fast something grows, over the last few seconds: what "1.2 MB/s, 8 s left" is made of.
class RateMeter
{
public:
    /// @p total is the amount so far, @p milliseconds a clock that never goes back.
    void add(qint64 total, qint64 milliseconds);
    void clear() { m_samples.clear(); }

    /// Per second; 0 where less than half a second has been seen.
    double perSecond() const;
    /// Seconds until @p remaining more are there; -1 where that cannot be told.
    qint64 secondsFor(qint64 remaining) const;

private:
    struct Sample
    {
        qint64 total;
        qint64 milliseconds;
    };
    std::deque<Sample> m_samples;
};

} // namespace learnscope
