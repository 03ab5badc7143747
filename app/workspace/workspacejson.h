#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace learnscope {

// For the readers and writers of workspace files alone.
using Json = nlohmann::ordered_json;

/// What is wrong with a text that is JSON but no workspace; caught where it is read.
struct Misfit
{
    std::string pointer; ///< to the value that does not fit
    std::string message;
};

/// A JSON object whose members are taken out one after the other; what is left over was not known.
class Members
{
public:
    Members(Json json, std::string pointer)
        : m_json(std::move(json))
        , m_pointer(std::move(pointer))
    {
        if (!m_json.is_object())
            throw Misfit {m_pointer, "expected an object in { }"};
    }

    std::string pointerTo(const std::string& name) const { return m_pointer + '/' + name; }

    /// Null where there is none.
    Json take(const std::string& name)
    {
        const auto found = m_json.find(name);
        if (found == m_json.end())
            return nullptr;
        Json value = std::move(*found);
        m_json.erase(found);
        return value;
    }

    std::string text(const std::string& name)
    {
        const Json value = take(name);
        if (!value.is_null() && !value.is_string())
            throw Misfit {pointerTo(name), "expected a text in quotes"};
        return value.is_null() ? std::string() : value.get<std::string>();
    }

    bool flag(const std::string& name)
    {
        const Json value = take(name);
        if (!value.is_null() && !value.is_boolean())
            throw Misfit {pointerTo(name), "expected true or false"};
        return !value.is_null() && value.get<bool>();
    }

    std::vector<std::string> texts(const std::string& name)
    {
        const Json values = take(name);
        if (values.is_null())
            return {};
        if (!values.is_array() || !std::all_of(values.begin(), values.end(), [](const Json& value) {
                return value.is_string();
            }))
            throw Misfit {pointerTo(name), "expected a list of texts"};
        return values.get<std::vector<std::string>>();
    }

    /// Any object or array as text; empty where there is none.
    std::string raw(const std::string& name)
    {
        const Json value = take(name);
        if (!value.is_null() && !value.is_structured())
            throw Misfit {pointerTo(name), "expected an object or a list"};
        return value.is_null() ? std::string() : value.dump();
    }

    std::string rest() const { return m_json.empty() ? std::string() : m_json.dump(); }

private:
    Json m_json;
    std::string m_pointer;
};

Json parsed(const std::string& json);
/// Adds members that a newer version wrote.
void addRest(Json& json, const std::string& unknown);

/// Sets "path", relative to the workspace's @p folder, and "absolute".
void addPath(Json& json, const std::string& path, const std::filesystem::path& folder);
/// Where a relative path leads nowhere and the absolute one does, that is taken.
std::string takePath(Members& members, const std::filesystem::path& folder);

} // namespace learnscope
