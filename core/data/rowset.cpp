#include "core/data/rowset.h"

namespace learnscope {

std::size_t RowSet::count() const noexcept
{
    std::size_t rows = 0;
    for (const std::uint64_t word : m_words)
        rows += static_cast<std::size_t>(std::popcount(word));
    return rows;
}

} // namespace learnscope
