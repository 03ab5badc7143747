#pragma once

#include "core/stats/bootstrap.h"

#include <cstdint>
#include <span>
#include <vector>

namespace learnscope {

/// A share of trials pooled over runs, such as the right answers among those to novel objects: every trial
/// counts the same, whichever run it belongs to.
class PooledShare
{
public:
    PooledShare() = default;
    explicit PooledShare(std::size_t runs)
        : m_perRun {std::vector<double>(runs), std::vector<double>(runs)}
    {
    }

    /// @p counted of @p trials more trials of run number @p run.
    void add(std::size_t run, std::uint64_t trials, std::uint64_t counted)
    {
        m_perRun.numerator[run] += static_cast<double>(counted);
        m_perRun.denominator[run] += static_cast<double>(trials);
        m_trials += trials;
        m_counted += counted;
    }

    std::uint64_t trials() const noexcept { return m_trials; }
    std::uint64_t counted() const noexcept { return m_counted; }
    /// NaN without trials.
    double share() const noexcept { return static_cast<double>(m_counted) / static_cast<double>(m_trials); }
    /// How many runs have trials here.
    std::size_t runsWithTrials() const;
    /// Of the pooled trials, as if they were independent.
    Interval wilson(double level = .95) const { return wilsonInterval(m_counted, m_trials, level); }
    /// Bootstrap over runs; nothing before addBands, for one run, and where fewer than two runs have trials.
    const std::optional<Interval>& band() const noexcept { return m_band; }
    /// What is drawn around the share: the band; Wilson's interval where a single run has trials; else
    /// nothing.
    std::optional<Interval> interval(double level = .95) const
    {
        return !m_band && runsWithTrials() == 1 ? std::optional(wilson(level)) : m_band;
    }
    /// Counted trials and all trials of each run.
    const RatioColumn& perRun() const noexcept { return m_perRun; }

private:
    friend Result<void> addBands(std::span<PooledShare* const>, const BootstrapOptions&, double, JobContext&);

    RatioColumn m_perRun;
    std::uint64_t m_trials = 0;
    std::uint64_t m_counted = 0;
    std::optional<Interval> m_band;
};

/// Gives every one of @p shares, all of the same runs, its band; all see the same draws of runs. Nothing is
/// done for 0 draws. Fails (Cancelled) where the job is stopped. Any thread.
Result<void> addBands(std::span<PooledShare* const> shares, const BootstrapOptions& options,
                      double level = .95, JobContext& context = JobContext::none());

} // namespace learnscope
