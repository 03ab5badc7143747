#pragma once

#include "core/base/shellquoting.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace learnscope {

/// Gathers words, quoted and parted by spaces.
class ShellWords
{
public:
    void add(std::string_view word) { m_text += (m_text.empty() ? "" : " ") + quotedForShell(word); }
    void add(std::string_view option, std::string_view value)
    {
        add(option);
        add(value);
    }
    void addLength(std::string_view option, double value, std::string_view unit)
    {
        std::array<char, 32> digits {};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        if (value > 0)
            add(option, std::string(digits.data(), end) + std::string(unit));
    }
    const std::string& text() const noexcept { return m_text; }

private:
    std::string m_text;
};

} // namespace learnscope
