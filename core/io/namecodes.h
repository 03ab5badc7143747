#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Numbers the distinct names of a column as one thread meets them: a hash table made for few names and very
/// many look-ups. Remembers where each was met first. One thread.
class NameCodes
{
public:
    NameCodes();

    /// The code of @p name, new or not. @p place: where it stands, for names met for the first time.
    std::uint32_t codeOf(std::string_view name, std::uint64_t place)
    {
        const std::uint64_t hash = hashOf(name);
        for (std::size_t slot = hash & m_mask;; slot = (slot + 1) & m_mask) {
            const Slot& entry = m_slots[slot];
            if (entry.code == free)
                return add(name, hash, place);
            if (entry.hash == static_cast<std::uint32_t>(hash >> 32) && equal(m_names[entry.code], name))
                return entry.code;
        }
    }

    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(m_names.size()); }
    const std::string& name(std::uint32_t code) const { return m_names[code]; }
    std::uint64_t firstPlace(std::uint32_t code) const { return m_places[code]; }
    /// False once a name was met that is not plain text: empty, not UTF-8, or with a quote, a carriage return
    /// or a NUL in it.
    bool arePlain() const noexcept { return m_plain; }

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t code = free;
    };
    static constexpr std::uint32_t free = ~std::uint32_t(0);

    static std::uint64_t load(const char* bytes) noexcept
    {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes, sizeof value);
        return value;
    }
    static std::uint64_t shortLoad(std::string_view text) noexcept // fewer than 8 bytes
    {
        std::uint64_t value = 0;
        if (text.size() >= 4) {
            std::uint32_t first = 0;
            std::uint32_t last = 0;
            std::memcpy(&first, text.data(), 4);
            std::memcpy(&last, text.data() + text.size() - 4, 4);
            return (std::uint64_t(first) << 32) | last;
        }
        for (const char letter : text)
            value = (value << 8) | static_cast<unsigned char>(letter);
        return value;
    }
    static std::uint64_t mixed(std::uint64_t left, std::uint64_t right) noexcept
    {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(left) * right;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    static std::uint64_t hashOf(std::string_view text) noexcept
    {
        constexpr std::uint64_t first = 0xa0761d6478bd642fu;
        constexpr std::uint64_t second = 0xe7037ed1a0b428dbu;
        std::uint64_t hash = first ^ text.size();
        if (text.size() < 8)
            return mixed(shortLoad(text) ^ second, hash);
        std::size_t at = 0;
        for (; at + 16 < text.size(); at += 16)
            hash = mixed(load(text.data() + at) ^ second, load(text.data() + at + 8) ^ hash);
        if (at + 8 < text.size())
            hash = mixed(load(text.data() + at) ^ second, hash);
        return mixed(load(text.data() + text.size() - 8) ^ second, hash);
    }
    static bool equal(const std::string& known, std::string_view text) noexcept
    {
        return known.size() == text.size() && std::memcmp(known.data(), text.data(), text.size()) == 0;
    }

    std::uint32_t add(std::string_view name, std::uint64_t hash, std::uint64_t place);
    void put(std::uint64_t hash, std::uint32_t code);
    void grow();

    std::vector<Slot> m_slots; ///< a power of two, at most half full
    std::uint64_t m_mask = 0;
    std::vector<std::string> m_names;
    std::vector<std::uint64_t> m_places;
    bool m_plain = true;
};

} // namespace learnscope
