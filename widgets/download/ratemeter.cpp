#include "widgets/download/ratemeter.h"

#include <cmath>

namespace learnscope {

namespace {
constexpr qint64 windowMilliseconds = 5000;
constexpr qint64 leastMilliseconds = 500;
} // namespace

void RateMeter::add(qint64 total, qint64 milliseconds)
{
    m_samples.push_back({total, milliseconds});
    // One sample older than the window stays, so that there is always a whole window to look back on.
    while (m_samples.size() > 2 && milliseconds - m_samples[1].milliseconds >= windowMilliseconds)
        m_samples.pop_front();
}

double RateMeter::perSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    const qint64 passed = m_samples.back().milliseconds - m_samples.front().milliseconds;
    if (passed < leastMilliseconds)
        return 0;
    return 1000.0 * double(m_samples.back().total - m_samples.front().total) / double(passed);
}

qint64 RateMeter::secondsFor(qint64 remaining) const
{
    const double rate = perSecond();
    if (rate <= 0)
        return -1;
    return static_cast<qint64>(std::ceil(double(remaining) / rate));
}

} // namespace learnscope
