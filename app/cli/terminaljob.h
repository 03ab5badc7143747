#pragma once

#include "core/jobs/jobcontext.h"

#include <chrono>
#include <mutex>
#include <string>

namespace learnscope {

/// A job of the command line: Ctrl-C (or a termination signal) asks it to stop, and a line on standard error
/// shows how far it is, at what rate, and how long it will still take. The line appears only on a terminal,
/// and is wiped when the job ends. A second Ctrl-C ends the program at once. One at a time; made and
/// destroyed on the main thread, told of progress from any.
class TerminalJob final : public JobContext
{
public:
    /// @p quiet: no progress line even on a terminal.
    explicit TerminalJob(bool quiet = false);
    ~TerminalJob() override;
    TerminalJob(const TerminalJob&) = delete;
    TerminalJob& operator=(const TerminalJob&) = delete;

    bool isCancelled() const override;
    void report(double fraction, std::string_view step) override;

    /// "analysing  [=====     ]  50 %  12.5 %/s  0:04 left": what is shown @p seconds after the job began.
    static std::string progressLine(double fraction, std::string_view step, double seconds);

private:
    using Clock = std::chrono::steady_clock;

    const bool m_visible;
    const Clock::time_point m_start = Clock::now();
    std::mutex m_mutex; ///< guards what follows
    Clock::time_point m_lastDrawn = {};
    std::string m_lastStep;
    bool m_drawn = false;
};

} // namespace learnscope
