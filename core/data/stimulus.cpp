#include "core/data/stimulus.h"

#include <charconv>

namespace learnscope {

namespace {
std::string_view stemOf(std::string_view fileName)
{
    if (const std::size_t slash = fileName.find_last_of("/\\"); slash != std::string_view::npos)
        fileName.remove_prefix(slash + 1);
    const std::size_t dot = fileName.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? fileName : fileName.substr(0, dot);
}
} // namespace

StimulusNamePattern::StimulusNamePattern()
    : StimulusNamePattern(*parse(published))
{
}

Result<StimulusNamePattern> StimulusNamePattern::parse(std::string_view pattern)
{
    using Kind = Part::Kind;
    StimulusNamePattern result {Empty {}};
    result.m_text = pattern;
    bool inBrackets = false;
    bool closed = false;
    unsigned seen = 0;
    const auto fail = [&](std::size_t at, std::string message) {
        return failure(Error::Kind::Syntax, std::move(message), {"", 0, static_cast<std::int64_t>(at) + 1});
    };
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        std::vector<Part>& parts = inBrackets ? result.m_optionalParts : result.m_parts;
        const char letter = pattern[at];
        if (letter == '[') {
            if (inBrackets || closed)
                return fail(at, "only one optional part [...] is understood");
            inBrackets = true;
        } else if (letter == ']') {
            if (!inBrackets)
                return fail(at, "']' without '['");
            inBrackets = false;
            closed = true;
        } else if (letter == '{') {
            const std::size_t end = pattern.find('}', at);
            const std::string_view field =
                end == std::string_view::npos ? "" : pattern.substr(at + 1, end - at - 1);
            const Kind kind = field == "category" ? Kind::Category
                : field == "object"               ? Kind::Object
                : field == "axis"                 ? Kind::Axis
                : field == "angle"                ? Kind::Angle
                                                  : Kind::Text;
            if (kind == Kind::Text)
                return fail(at, "expected {category}, {object}, {axis} or {angle}");
            if (seen & (1u << static_cast<unsigned>(kind)))
                return fail(at, "the field {" + std::string(field) + "} occurs twice");
            seen |= 1u << static_cast<unsigned>(kind);
            parts.push_back({kind, {}});
            at = end;
        } else if (closed) {
            return fail(at, "nothing may follow the optional part");
        } else {
            if (parts.empty() || parts.back().kind != Kind::Text)
                parts.push_back({Kind::Text, {}});
            parts.back().text += letter;
        }
    }
    if (inBrackets)
        return fail(pattern.size(), "'[' is not closed");
    if (!(seen & (1u << static_cast<unsigned>(Kind::Object))))
        return fail(pattern.size(), "the field {object} is missing");
    return result;
}

std::optional<StimulusName> StimulusNamePattern::match(std::string_view fileName) const
{
    using Kind = Part::Kind;
    const std::string_view stem = stemOf(fileName);
    StimulusName name;
    const auto consume = [&](const std::vector<Part>& parts, std::string_view& rest) {
        for (std::size_t index = 0; index < parts.size(); ++index) {
            const Part& part = parts[index];
            if (part.kind == Kind::Text) {
                if (!rest.starts_with(part.text))
                    return false;
                rest.remove_prefix(part.text.size());
                continue;
            }
            // A field goes up to the text that follows it, else up to the next underscore.
            const std::string_view stop =
                index + 1 < parts.size() ? std::string_view(parts[index + 1].text) : "_";
            const std::string_view value = rest.substr(0, rest.find(stop.empty() ? "_" : stop));
            if (value.empty())
                return false;
            rest.remove_prefix(value.size());
            if (part.kind == Kind::Category)
                name.category = value;
            else if (part.kind == Kind::Axis)
                name.axis = value;
            else if (part.kind == Kind::Angle) {
                const auto [end, status] =
                    std::from_chars(value.data(), value.data() + value.size(), name.angle);
                if (status != std::errc {} || end != value.data() + value.size())
                    return false;
            }
        }
        return true;
    };

    std::string_view rest = stem;
    if (!consume(m_parts, rest))
        return std::nullopt;
    name.object = stem.substr(0, stem.size() - rest.size());
    if (rest.empty() || rest == "_0")
        return name;
    if (m_optionalParts.empty() || !consume(m_optionalParts, rest) || !rest.empty())
        return std::nullopt;
    return name;
}

StimulusSet::StimulusSet(std::filesystem::path root, std::vector<Stimulus> stimuli)
    : m_root(std::move(root))
    , m_stimuli(std::move(stimuli))
{
    for (std::size_t index = 0; index < m_stimuli.size(); ++index)
        m_byName.emplace(m_stimuli[index].fileName, index);
}

const Stimulus* StimulusSet::find(std::string_view fileName) const
{
    const auto found = m_byName.find(fileName);
    return found == m_byName.end() ? nullptr : &m_stimuli[found->second];
}

} // namespace learnscope
