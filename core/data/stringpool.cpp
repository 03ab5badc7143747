#include "core/data/stringpool.h"

namespace learnscope {

std::uint32_t StringPool::codeOf(std::string_view text)
{
    if (const auto known = m_codes.find(text); known != m_codes.end())
        return known->second;
    const std::uint32_t code = size();
    m_texts.emplace_back(text);
    m_codes.emplace(m_texts.back(), code);
    return code;
}

std::optional<std::uint32_t> StringPool::find(std::string_view text) const
{
    const auto known = m_codes.find(text);
    return known == m_codes.end() ? std::nullopt : std::optional(known->second);
}

} // namespace learnscope
