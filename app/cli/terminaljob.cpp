#include "app/cli/terminaljob.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace learnscope {

namespace {
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");
std::atomic<bool> stopRequested = false;

void requestStop(int)
{
    stopRequested = true;
}

constexpr std::array stopSignals = {SIGINT, SIGTERM};
std::array<struct sigaction, stopSignals.size()> previousActions;

void catchSignals()
{
    struct sigaction action = {};
    action.sa_handler = requestStop;
    action.sa_flags = static_cast<int>(SA_RESETHAND); // the second one kills
    sigemptyset(&action.sa_mask);
    for (std::size_t index = 0; index < stopSignals.size(); ++index) {
        ::sigaction(stopSignals[index], nullptr, &previousActions[index]);
        if (previousActions[index].sa_handler != SIG_IGN) // as a background job of a shell may have it
            ::sigaction(stopSignals[index], &action, nullptr);
    }
}

void restoreSignals()
{
    for (std::size_t index = 0; index < stopSignals.size(); ++index)
        ::sigaction(stopSignals[index], &previousActions[index], nullptr);
}

std::string clockText(double seconds)
{
    const long whole = std::lround(std::min(seconds, 359999.0));
    char text[32];
    if (whole < 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    return text;
}
} // namespace

TerminalJob::TerminalJob(bool quiet)
    : m_visible(!quiet && ::isatty(STDERR_FILENO) == 1)
{
    stopRequested = false;
    catchSignals();
}

TerminalJob::~TerminalJob()
{
    restoreSignals();
    if (m_drawn)
        std::fputs("\r\033[K", stderr);
}

bool TerminalJob::isCancelled() const
{
    return stopRequested;
}

void TerminalJob::report(double fraction, std::string_view step)
{
    if (!m_visible)
        return;
    const std::scoped_lock lock(m_mutex);
    const Clock::time_point now = Clock::now();
    // Short jobs stay silent, and a terminal need not be drawn more than ten times a second.
    if (now - m_start < std::chrono::milliseconds(300)
        || (step == m_lastStep && now - m_lastDrawn < std::chrono::milliseconds(100)))
        return;
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    std::fprintf(stderr, "\r%s\033[K", progressLine(fraction, step, seconds).c_str());
    std::fflush(stderr);
    m_lastDrawn = now;
    m_lastStep = step;
    m_drawn = true;
}

std::string TerminalJob::progressLine(double fraction, std::string_view step, double seconds)
{
    constexpr int width = 24;
    fraction = std::clamp(fraction, 0.0, 1.0);
    const int filled = static_cast<int>(fraction * width);
    std::string line(step);
    line += "  [" + std::string(static_cast<std::size_t>(filled), '=')
        + std::string(static_cast<std::size_t>(width - filled), ' ') + ']';
    char text[64];
    std::snprintf(text, sizeof text, " %3d %%", static_cast<int>(fraction * 100));
    line += text;
    if (fraction > 0 && seconds > 0) {
        std::snprintf(text, sizeof text, "  %.3g %%/s  ", 100 * fraction / seconds);
        line += text + clockText(seconds * (1 - fraction) / fraction) + " left";
    }
    return line;
}

} // namespace learnscope
