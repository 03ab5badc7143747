#include "widgets/stimuli/trialindex.h"

#include <limits>

namespace learnscope {

Result<TrialIndex> TrialIndex::build(std::shared_ptr<const TrialTable> trials, JobContext& context)
{
    const std::span<const std::uint32_t> images = trials->images();
    if (images.size() > std::numeric_limits<std::uint32_t>::max())
        return failure(Error::Kind::OutOfRange, "the table has more trials than can be listed by picture");
    TrialIndex index;
    std::vector<std::size_t>& next = index.m_ends;
    next.assign(trials->imageNames().size(), 0);
    for (const std::uint32_t image : images)
        ++next[image];
    std::size_t begin = 0;
    for (std::size_t& count : next) {
        const std::size_t end = begin + count;
        count = begin;
        begin = end;
    }
    index.m_rows.resize(images.size());
    constexpr std::size_t rowsBetweenChecks = std::size_t(1) << 20;
    for (std::size_t row = 0; row < images.size(); ++row) {
        if (row % rowsBetweenChecks == 0 && context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        index.m_rows[next[images[row]]++] = static_cast<std::uint32_t>(row);
    }
    index.m_trials = std::move(trials);
    return index;
}

std::span<const std::uint32_t> TrialIndex::rowsOf(std::string_view image) const
{
    const auto code = m_trials->imageNames().find(image);
    if (!code)
        return {};
    const std::size_t begin = *code == 0 ? 0 : m_ends[*code - 1];
    return std::span(m_rows).subspan(begin, m_ends[*code] - begin);
}

} // namespace learnscope
