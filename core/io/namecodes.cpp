#include "core/io/namecodes.h"

#include "core/io/utf8.h"

namespace learnscope {

NameCodes::NameCodes()
    : m_slots(1024)
    , m_mask(m_slots.size() - 1)
{
}

std::uint32_t NameCodes::add(std::string_view name, std::uint64_t hash, std::uint64_t place)
{
    constexpr std::string_view suspect("\"\r\0", 3);
    m_plain = m_plain && !name.empty() && name.find_first_of(suspect) == std::string_view::npos
        && firstInvalidUtf8(name) == std::string_view::npos;
    const std::uint32_t code = size();
    m_names.emplace_back(name);
    m_places.push_back(place);
    if (m_names.size() * 2 > m_slots.size())
        grow();
    else
        put(hash, code);
    return code;
}

void NameCodes::put(std::uint64_t hash, std::uint32_t code)
{
    std::size_t slot = hash & m_mask;
    while (m_slots[slot].code != free)
        slot = (slot + 1) & m_mask;
    m_slots[slot] = {static_cast<std::uint32_t>(hash >> 32), code};
}

void NameCodes::grow()
{
    m_slots.assign(m_slots.size() * 4, Slot {});
    m_mask = m_slots.size() - 1;
    for (std::uint32_t code = 0; code < size(); ++code)
        put(hashOf(m_names[code]), code);
}

} // namespace learnscope
