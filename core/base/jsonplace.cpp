#include "core/base/jsonplace.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace learnscope {

namespace {
/// Walks over JSON that is known to be well-formed.
class Walker
{
public:
    explicit Walker(std::string_view json)
        : m_json(json)
    {
    }

    std::optional<std::size_t> find(std::span<const std::string> steps)
    {
        skipSpace();
        if (steps.empty())
            return m_at;
        if (m_at >= m_json.size() || (m_json[m_at] != '{' && m_json[m_at] != '['))
            return {};
        const bool isObject = m_json[m_at++] == '{';
        for (std::size_t place = 0;; ++place) {
            skipSpace();
            if (m_at >= m_json.size() || m_json[m_at] == '}' || m_json[m_at] == ']')
                return {};
            std::string key = std::to_string(place);
            if (isObject) {
                const std::size_t begin = m_at + 1;
                skipText();
                key = m_json.substr(begin, m_at - begin - 1); // our own names need no escapes
                skipSpace();
                ++m_at; // the colon
            }
            if (key == steps.front())
                return find(steps.subspan(1));
            skipValue();
            skipSpace();
            if (m_at < m_json.size() && m_json[m_at] == ',')
                ++m_at;
        }
    }

private:
    void skipSpace()
    {
        while (m_at < m_json.size()
               && std::string_view(" \t\r\n").find(m_json[m_at]) != std::string_view::npos)
            ++m_at;
    }

    void skipText()
    {
        for (++m_at; m_at < m_json.size() && m_json[m_at] != '"'; ++m_at)
            if (m_json[m_at] == '\\')
                ++m_at;
        ++m_at;
    }

    void skipValue()
    {
        skipSpace();
        int depth = 0;
        while (m_at < m_json.size()) {
            const char letter = m_json[m_at];
            if (letter == '"') {
                skipText();
            } else if (letter == '{' || letter == '[') {
                ++depth;
                ++m_at;
            } else if (letter == '}' || letter == ']') {
                if (depth == 0)
                    return;
                --depth;
                ++m_at;
            } else if (letter == ',' && depth == 0) {
                return;
            } else {
                ++m_at;
            }
            if (depth == 0 && (letter == '"' || letter == '}' || letter == ']'))
                return;
        }
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};
} // namespace

SourceLocation placeInText(std::string_view text, std::size_t offset, const std::string& file)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const std::size_t lineBegin = before.rfind('\n') + 1; // npos + 1 is 0
    return {file, std::count(before.begin(), before.end(), '\n') + 1,
            static_cast<std::int64_t>(before.size() - lineBegin) + 1};
}

SourceLocation placeInJson(std::string_view json, std::string_view pointer, const std::string& file)
{
    std::vector<std::string> steps;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        steps.emplace_back(pointer.substr(0, end));
        pointer.remove_prefix(end);
    }
    for (;; steps.pop_back()) { // what is not there is missing in what holds it
        if (const auto offset = Walker(json).find(steps))
            return placeInText(json, *offset, file);
        if (steps.empty())
            return {file};
    }
}

} // namespace learnscope
