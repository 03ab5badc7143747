#include "widgets/figures/jsonreader.h"

#include "core/base/jsonplace.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// "'pie'", "12", "an object": short enough for a message.
std::string shown(const JsonReader::Json& value)
{
    if (value.is_object())
        return "an object";
    if (value.is_array())
        return "a list";
    if (value.is_string())
        return "'" + value.get<std::string>().substr(0, 60) + "'";
    return value.dump();
}

std::string plain(double value)
{
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}
} // namespace

JsonReader::JsonReader(std::string_view text, std::string fileName)
    : m_text(text)
    , m_file(std::move(fileName))
{
    try {
        m_root = Json::parse(m_text);
    } catch (const Json::parse_error& problem) {
        m_error = Error {Error::Kind::Syntax, "this is no well-formed JSON",
                         placeInText(m_text, problem.byte > 0 ? problem.byte - 1 : 0, m_file)};
    }
}

bool JsonReader::isObject(const Json& value, const std::string& pointer,
                          std::initializer_list<std::string_view> members)
{
    if (m_error)
        return false;
    if (!value.is_object()) {
        fail(pointer, "an object", value);
        return false;
    }
    std::string expected;
    for (const std::string_view member : members)
        expected += (expected.empty() ? "" : ", ") + std::string(member);
    for (const auto& [name, member] : value.items())
        if (std::find(members.begin(), members.end(), name) == members.end()) {
            m_error = Error {Error::Kind::Syntax,
                             pointer + "/" + name + ": unknown member; expected one of " + expected,
                             placeInJson(m_text, pointer + "/" + name, m_file)};
            return false;
        }
    return true;
}

void JsonReader::fail(const std::string& pointer, const std::string& expected, const Json& found,
                      Error::Kind kind)
{
    if (!m_error)
        m_error = Error {kind,
                         (pointer.empty() ? "the document" : pointer) + ": expected " + expected + ", found "
                             + shown(found),
                         placeInJson(m_text, pointer, m_file)};
}

void JsonReader::missing(const std::string& pointer, const std::string& member)
{
    if (!m_error)
        m_error = Error {Error::Kind::Syntax, pointer + "/" + member + ": this member is missing",
                         placeInJson(m_text, pointer, m_file)};
}

void JsonReader::read(const Json& object, const std::string& pointer, const char* member, double& value,
                      double low, double high)
{
    const Json* found = find(object, member);
    if (!found)
        return;
    const std::string place = pointer + "/" + member;
    const std::string expected = low == std::numeric_limits<double>::lowest()
        ? "a number"
        : "a number from " + plain(low) + " to " + plain(high);
    if (!found->is_number())
        return fail(place, expected, *found);
    const double number = found->get<double>();
    if (!(number >= low && number <= high))
        return fail(place, expected, *found, Error::Kind::OutOfRange);
    value = number;
}

void JsonReader::read(const Json& object, const std::string& pointer, const char* member, bool& value)
{
    const Json* found = find(object, member);
    if (found && !found->is_boolean())
        return fail(pointer + "/" + member, "true or false", *found);
    if (found)
        value = found->get<bool>();
}

void JsonReader::read(const Json& object, const std::string& pointer, const char* member, std::string& value)
{
    const Json* found = find(object, member);
    if (found && !found->is_string())
        return fail(pointer + "/" + member, "a text", *found);
    if (found)
        value = found->get<std::string>();
}

void JsonReader::read(const Json& object, const std::string& pointer, const char* member,
                      std::vector<std::string>& value)
{
    const Json* found = find(object, member);
    if (!found)
        return;
    if (!found->is_array())
        return fail(pointer + "/" + member, "a list of texts", *found);
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < found->size(); ++index) {
        if (!(*found)[index].is_string())
            return fail(pointer + "/" + member + "/" + std::to_string(index), "a text", (*found)[index]);
        texts.push_back((*found)[index].get<std::string>());
    }
    value = std::move(texts);
}

void JsonReader::readWord(const Json& object, const std::string& pointer, const char* member,
                          const std::function<Result<void>(const std::string&)>& set)
{
    std::string word;
    const Json* found = find(object, member);
    if (!found)
        return;
    if (!found->is_string())
        return fail(pointer + "/" + member, "a text", *found);
    if (const Result<void> done = set(found->get<std::string>()); !done)
        m_error = Error {Error::Kind::Syntax, pointer + "/" + member + ": " + done.error().message,
                         placeInJson(m_text, pointer + "/" + member, m_file)};
}

const JsonReader::Json* JsonReader::require(const Json& object, const std::string& pointer,
                                            const char* member)
{
    const Json* found = find(object, member);
    if (!found)
        missing(pointer, member);
    return found;
}

const JsonReader::Json* JsonReader::find(const Json& object, const char* member) const
{
    if (m_error || !object.is_object())
        return nullptr;
    const auto found = object.find(member);
    return found == object.end() ? nullptr : &*found;
}

} // namespace learnscope
