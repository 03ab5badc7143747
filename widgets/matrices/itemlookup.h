#pragma once

#include "core/similarity/representationset.h"
#include "widgets/itemmodels/itemselectionmodel.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace learnscope {

/// The places of a group's items by name. A value, made once for a set.
class ItemLookup
{
public:
    ItemLookup() = default;
    explicit ItemLookup(const ShownGroup& group);

    std::optional<std::size_t> placeOf(std::string_view item) const; ///< the first of equal names
    /// For each place 1 where its item is among @p items.
    std::vector<std::uint8_t> marksOf(const ItemSet& items) const;

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string_view, std::size_t> m_places; ///< of m_names
};

/// "A map needs the whole matrix." of "a map needs the whole matrix"; empty stays empty.
QString asSentence(const std::string& words);

} // namespace learnscope
