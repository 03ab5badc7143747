#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace learnscope {

/// The places of items by what they are called. Made once, in the job that orders them, and shared. Any
/// thread.
class ItemIndex
{
public:
    explicit ItemIndex(std::vector<std::string> items);
    ItemIndex(const ItemIndex&) = delete; // the places look at the names
    ItemIndex& operator=(const ItemIndex&) = delete;

    const std::vector<std::string>& items() const noexcept { return m_items; } ///< by place
    std::optional<std::size_t> placeOf(std::string_view item) const; ///< the first of equal names

private:
    std::vector<std::string> m_items;
    std::unordered_map<std::string_view, std::size_t> m_places; ///< of m_items
};

} // namespace learnscope
