#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace learnscope {

/// The distinct strings of a column, numbered in the order of their first appearance.
class StringPool
{
public:
    /// The code of @p text, which is added where it is new.
    std::uint32_t codeOf(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;

    const std::string& operator[](std::uint32_t code) const { return m_texts[code]; }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(m_texts.size()); }
    const std::vector<std::string>& texts() const noexcept { return m_texts; }

    bool operator==(const StringPool& other) const { return m_texts == other.m_texts; }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept
        {
            return std::hash<std::string_view> {}(text);
        }
    };

    std::vector<std::string> m_texts;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> m_codes;
};

} // namespace learnscope
