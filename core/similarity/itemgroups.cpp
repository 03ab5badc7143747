#include "core/similarity/itemgroups.h"

#include <algorithm>
#include <numeric>

namespace learnscope {

namespace {
/// A group while it is gathered.
struct Gathered
{
    ItemGroup group;
    SourceItems first;
};

std::vector<std::size_t> allRows(std::size_t count)
{
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), std::size_t {0});
    return rows;
}

RowNames picked(const RowNames& names, const std::vector<std::size_t>& rows)
{
    std::vector<std::string> kept;
    kept.reserve(rows.size());
    for (const std::size_t row : rows)
        kept.push_back(names[row]);
    return RowNames(std::move(kept));
}

void addNote(ItemGroup& group, const std::string& sentence)
{
    group.note += (group.note.empty() ? "" : " ") + sentence;
}

bool joinByPlace(Gathered& gathered, const SourceItems& source)
{
    if (source.count != gathered.first.count)
        return false;
    ItemGroup& group = gathered.group;
    group.rows.push_back(group.rows.front());
    if (group.names.empty() && !source.names.empty())
        group.names = picked(source.names, group.rows.front());
    if (!group.names.empty())
        addNote(group,
                "Items of " + (source.names.empty() ? source.label : gathered.first.label)
                    + ", which have no names, are matched by their place.");
    return true;
}

bool joinByName(Gathered& gathered, const SourceItems& source)
{
    ItemGroup& group = gathered.group;
    const auto match = matchRows(group.names, source.names);
    if (!match || match->size() < 2 || 2 * match->size() < std::min(group.names.size(), source.names.size()))
        return false;
    if (match->size() != group.names.size() || match->size() != source.names.size())
        addNote(group, match->toString(gathered.first.label, source.label) + '.');
    if (match->size() != group.names.size()) {
        for (std::vector<std::size_t>& rows : group.rows) {
            std::vector<std::size_t> kept;
            kept.reserve(match->size());
            for (const std::size_t place : match->first)
                kept.push_back(rows[place]);
            rows = std::move(kept);
        }
        group.names = picked(group.names, match->first);
    }
    group.rows.push_back(match->second);
    return true;
}

bool join(Gathered& gathered, const SourceItems& source)
{
    return gathered.group.names.empty() || source.names.empty() ? joinByPlace(gathered, source)
                                                                : joinByName(gathered, source);
}
} // namespace

std::vector<ItemGroup> groupItems(std::span<const SourceItems> sources)
{
    std::vector<Gathered> all;
    for (std::size_t index = 0; index < sources.size(); ++index) {
        const SourceItems& source = sources[index];
        auto joined =
            std::find_if(all.begin(), all.end(), [&](Gathered& gathered) { return join(gathered, source); });
        if (joined == all.end()) {
            joined = all.insert(all.end(), Gathered {{}, source});
            joined->group.rows.push_back(allRows(source.count));
            joined->group.names = source.names;
        }
        joined->group.members.push_back(index);
    }
    std::vector<ItemGroup> groups;
    groups.reserve(all.size());
    for (Gathered& gathered : all)
        groups.push_back(std::move(gathered.group));
    return groups;
}

} // namespace learnscope
