#pragma once

#include "core/data/rownames.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// The items of one source.
struct SourceItems
{
    std::size_t count = 0;
    RowNames names; ///< may be empty
    std::string label; ///< of the source, for notes
};

/// Sources that speak of the same items, which can be drawn and compared in one order.
struct ItemGroup
{
    std::vector<std::size_t> members; ///< sources, ascending
    std::vector<std::vector<std::size_t>> rows; ///< of each member: the row of each common item
    RowNames names; ///< of the common items; empty where no member has names
    std::string note; ///< what does not match and was left out, in sentences; may be empty

    std::size_t size() const { return rows.empty() ? 0 : rows.front().size(); }
};

/// Puts sources together that have items in common. A source joins the first group of which at least half of
/// the items of the smaller are in both, by name; where it or the group's first member has no names, one of
/// as many items, by place. A group's items are those that all its members have, in the first one's order;
/// names that stand in several rows are left out as soon as there are two members. Any thread.
std::vector<ItemGroup> groupItems(std::span<const SourceItems> sources);

} // namespace learnscope
