#include "core/data/stimulus.h"

#include <algorithm>
#include <array>
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

std::optional<int> wholeNumber(std::string_view text)
{
    int number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

tl::unexpected<Error> badPattern(std::size_t at, std::string message)
{
    return failure(Error::Kind::Syntax, std::move(message), {"", 0, static_cast<std::int64_t>(at) + 1});
}
} // namespace

StimulusNamePattern::StimulusNamePattern()
    : StimulusNamePattern(*parse(usual))
{
}

bool StimulusNamePattern::addText(bool optional, char letter)
{
    if (letter == '/' || letter == '\\' || letter == '}')
        return false;
    std::vector<Part>& parts = optional ? m_optionalParts : m_parts;
    if (parts.empty() || parts.back().kind != Part::Kind::Text)
        parts.push_back({Part::Kind::Text, {}});
    parts.back().text += letter;
    return true;
}

Result<void> StimulusNamePattern::addField(bool optional, Part::Kind kind, std::string_view name,
                                           std::size_t at)
{
    const auto isField = [](const Part& part) { return part.kind != Part::Kind::Text; };
    const auto isSame = [kind](const Part& part) { return part.kind == kind && kind != Part::Kind::Any; };
    std::vector<Part>& parts = optional ? m_optionalParts : m_parts;
    if (std::any_of(m_parts.begin(), m_parts.end(), isSame)
        || std::any_of(m_optionalParts.begin(), m_optionalParts.end(), isSame))
        return badPattern(at, "the field " + std::string(name) + " occurs twice");
    const bool first = parts.empty();
    if ((!first && isField(parts.back()))
        || (first && optional && !m_parts.empty() && isField(m_parts.back())))
        return badPattern(at, "expected text between two fields, such as '_'");
    if (optional && kind == Part::Kind::Object)
        return badPattern(at, "the field {object} may not be optional");
    parts.push_back({kind, {}});
    return {};
}

/// Adds what stands at @p at of @p pattern, outside the brackets' own signs; gives where it ends.
Result<std::size_t> StimulusNamePattern::addPart(bool optional, std::string_view pattern, std::size_t at)
{
    using Kind = Part::Kind;
    if (pattern[at] == '*')
        return addField(optional, Kind::Any, "*", at).map([at] { return at + 1; });
    if (pattern[at] != '{') {
        if (!addText(optional, pattern[at]))
            return badPattern(at, std::string("'") + pattern[at] + "' cannot be part of a pattern");
        return at + 1;
    }
    const std::size_t end = pattern.find('}', at);
    const std::string_view field = end == std::string_view::npos ? "" : pattern.substr(at, end - at + 1);
    constexpr std::array<std::pair<std::string_view, Kind>, 4> fields = {{{"{category}", Kind::Category},
                                                                          {"{object}", Kind::Object},
                                                                          {"{axis}", Kind::Axis},
                                                                          {"{angle}", Kind::Angle}}};
    for (const auto& [text, kind] : fields)
        if (field == text)
            return addField(optional, kind, field, at).map([end] { return end + 1; });
    return badPattern(at, "expected {category}, {object}, {axis} or {angle}");
}

Result<StimulusNamePattern> StimulusNamePattern::parse(std::string_view pattern)
{
    StimulusNamePattern result {Empty {}};
    result.m_text = pattern;
    bool inBrackets = false;
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] == '[') {
            if (inBrackets)
                return badPattern(at, "only one optional part [...] is understood");
            inBrackets = true;
            ++at;
        } else if (pattern[at] == ']') {
            if (!inBrackets)
                return badPattern(at, "']' without '['");
            if (result.m_optionalParts.empty())
                return badPattern(at, "nothing stands between the brackets");
            if (++at != pattern.size())
                return badPattern(at, "nothing may follow the optional part");
            inBrackets = false;
        } else {
            const Result<std::size_t> end = result.addPart(inBrackets, pattern, at);
            if (!end)
                return tl::unexpected(end.error());
            at = *end;
        }
    }
    if (inBrackets)
        return badPattern(pattern.size(), "'[' is not closed");
    if (std::none_of(result.m_parts.begin(), result.m_parts.end(),
                     [](const Part& part) { return part.kind == Part::Kind::Object; }))
        return badPattern(pattern.size(), "the field {object} is missing");
    return result;
}

/// The text at which the optional part begins: "_" of "[_{axis}_{angle}]".
std::string_view StimulusNamePattern::plainView() const
{
    const bool text = !m_optionalParts.empty() && m_optionalParts.front().kind == Part::Kind::Text;
    return text ? std::string_view(m_optionalParts.front().text) : std::string_view();
}

/// Takes @p parts off the front of @p rest; false where they do not fit. @p afterThem ends the last field.
bool StimulusNamePattern::consume(const std::vector<Part>& parts, std::string_view afterThem,
                                  std::string_view& rest, Fields& fields)
{
    using Kind = Part::Kind;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const Part& part = parts[index];
        if (part.kind == Kind::Text) {
            if (!rest.starts_with(part.text))
                return false;
            rest.remove_prefix(part.text.size());
            continue;
        }
        const std::string_view stop =
            index + 1 < parts.size() ? std::string_view(parts[index + 1].text) : afterThem;
        const std::string_view value = stop.empty() ? rest : rest.substr(0, rest.find(stop));
        if (value.empty() || (part.kind == Kind::Any && value.find('_') != std::string_view::npos))
            return false;
        rest.remove_prefix(value.size());
        if (part.kind == Kind::Category)
            fields.category = value;
        else if (part.kind == Kind::Object)
            fields.object = value;
        else if (part.kind == Kind::Axis)
            fields.axis = value;
        else if (part.kind == Kind::Angle) {
            fields.angle = wholeNumber(value);
            if (!fields.angle)
                return false;
        }
    }
    return true;
}

std::optional<StimulusName> StimulusNamePattern::match(std::string_view fileName) const
{
    const std::string_view stem = stemOf(fileName);
    std::string_view rest = stem;
    Fields fields;
    if (!consume(m_parts, plainView(), rest, fields))
        return std::nullopt;
    // Where the view stands among the other fields, the name without it is put together from them.
    std::string object(stem.substr(0, stem.size() - rest.size()));
    if (fields.angle || !fields.axis.empty())
        object =
            (fields.category.empty() ? "" : std::string(fields.category) + "_") + std::string(fields.object);
    const bool plain = rest.empty() || (!m_optionalParts.empty() && rest == std::string(plainView()) + "0");
    if (!plain && (m_optionalParts.empty() || !consume(m_optionalParts, {}, rest, fields) || !rest.empty()))
        return std::nullopt;
    return StimulusName {std::string(fields.category), std::move(object), std::string(fields.axis),
                         fields.angle.value_or(0)};
}

StimulusSet::StimulusSet(std::filesystem::path root, std::vector<Stimulus> stimuli,
                         std::vector<Error> remarks)
    : m_root(std::move(root))
    , m_stimuli(std::move(stimuli))
    , m_remarks(std::move(remarks))
{
    for (std::size_t index = 0; index < m_stimuli.size(); ++index)
        if (!m_byName.emplace(m_stimuli[index].fileName, index).second)
            m_repeated.push_back(m_stimuli[index].fileName);
    std::sort(m_repeated.begin(), m_repeated.end());
    m_repeated.erase(std::unique(m_repeated.begin(), m_repeated.end()), m_repeated.end());
}

const Stimulus* StimulusSet::find(std::string_view fileName) const
{
    const auto found = m_byName.find(fileName);
    return found == m_byName.end() ? nullptr : &m_stimuli[found->second];
}

} // namespace learnscope
