#include "core/similarity/itemindex.h"

#include <utility>

namespace learnscope {

ItemIndex::ItemIndex(std::vector<std::string> items)
    : m_items(std::move(items))
{
    m_places.reserve(m_items.size());
    for (std::size_t place = 0; place < m_items.size(); ++place)
        m_places.try_emplace(m_items[place], place);
}

std::optional<std::size_t> ItemIndex::placeOf(std::string_view item) const
{
    const auto found = m_places.find(item);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

} // namespace learnscope
