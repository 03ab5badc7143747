#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Reads a JSON document member by member and keeps the first error, which names the place by line, column
/// and JSON pointer and says what was expected. After an error every further reading does nothing.
class JsonReader
{
public:
    using Json = nlohmann::ordered_json;

    /// The whole of @p text; whether it is JSON, error() tells.
    JsonReader(std::string_view text, std::string fileName);

    const std::optional<Error>& error() const noexcept { return m_error; }
    const Json& root() const noexcept { return m_root; }

    /// Whether @p value is an object and has no members but those.
    bool isObject(const Json& value, const std::string& pointer,
                  std::initializer_list<std::string_view> members);
    void fail(const std::string& pointer, const std::string& expected, const Json& found,
              Error::Kind kind = Error::Kind::Syntax);
    void missing(const std::string& pointer, const std::string& member);

    // Members of an object. One that is not there leaves the value as it is, unless it is required.
    void read(const Json& object, const std::string& pointer, const char* member, double& value,
              double low = std::numeric_limits<double>::lowest(),
              double high = std::numeric_limits<double>::max());
    void read(const Json& object, const std::string& pointer, const char* member, bool& value);
    void read(const Json& object, const std::string& pointer, const char* member, std::string& value);
    void read(const Json& object, const std::string& pointer, const char* member,
              std::vector<std::string>& value);
    /// A text that @p set takes or fails with what was expected.
    void readWord(const Json& object, const std::string& pointer, const char* member,
                  const std::function<Result<void>(const std::string&)>& set);
    const Json* require(const Json& object, const std::string& pointer, const char* member);

private:
    const Json* find(const Json& object, const char* member) const;

    std::string m_text;
    std::string m_file;
    Json m_root;
    std::optional<Error> m_error;
};

} // namespace learnscope
