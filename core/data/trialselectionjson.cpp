#include "core/data/trialselectionjson.h"

#include <nlohmann/json.hpp>

#include <set>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;

constexpr int version = 1;

constexpr std::tuple partNames("observers", "runs", "epochs", "phases", "images", "truths", "predictions",
                               "correct");

/// Calls @p work with each part, a member pointer, and its name.
template<typename Work>
void forEachNamedPart(Work work)
{
    [&]<std::size_t... Places>(std::index_sequence<Places...>)
    {
        (work(std::get<Places>(trialClauseParts), std::get<Places>(partNames)), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(partNames)>>());
}

/// What is wrong with a document that is JSON but no selection; caught where it is read.
struct Misfit
{
    std::string message;
};

Json valueToJson(Phase phase)
{
    return toString(phase);
}
template<typename T>
Json valueToJson(const T& value)
{
    return value;
}

void read(const Json& json, const std::string& part, std::string& value)
{
    if (!json.is_string())
        throw Misfit {"'" + part + "' holds something that is no text"};
    value = json.get<std::string>();
}
void read(const Json& json, const std::string& part, bool& value)
{
    if (!json.is_boolean())
        throw Misfit {"'" + part + "' holds something other than true and false"};
    value = json.get<bool>();
}
void read(const Json& json, const std::string& part, std::int32_t& value)
{
    if (!json.is_number_integer() || json != Json(json.get<std::int32_t>()))
        throw Misfit {"'" + part + "' holds something that is no whole number"};
    value = json.get<std::int32_t>();
}
void read(const Json& json, const std::string& part, Phase& value)
{
    if (json != "train" && json != "test")
        throw Misfit {"'" + part + "' holds something other than \"train\" and \"test\""};
    value = json == "train" ? Phase::Train : Phase::Test;
}

template<typename T>
Json setToJson(const ValueSet<T>& set)
{
    Json values = Json::array();
    for (const T& value : set.values)
        values.push_back(valueToJson(value));
    return set.excluded ? Json {{"except", std::move(values)}} : std::move(values);
}

template<typename T>
ValueSet<T> setFromJson(const Json& json, const std::string& part)
{
    const bool excluded = json.is_object() && json.size() == 1 && json.contains("except");
    const Json& list = excluded ? json["except"] : json;
    if (!list.is_array())
        throw Misfit {"'" + part + R"(' is neither a list nor {"except": [...]})"};
    std::vector<T> values;
    for (const Json& entry : list) {
        T value {};
        read(entry, part, value);
        values.push_back(std::move(value));
    }
    return excluded ? ValueSet<T>::except(std::move(values)) : ValueSet<T>::only(std::move(values));
}

Json clauseToJson(const TrialClause& clause)
{
    Json json = Json::object();
    forEachNamedPart([&](auto part, const char* name) {
        if (!(clause.*part).isAny())
            json[name] = setToJson(clause.*part);
    });
    return json;
}

TrialClause clauseFromJson(const Json& json)
{
    if (!json.is_object())
        throw Misfit {"a clause is not an object"};
    TrialClause clause;
    std::size_t known = 0;
    forEachNamedPart([&](auto part, const char* name) {
        if (!json.contains(name))
            return;
        ++known;
        using Set = std::remove_reference_t<decltype(clause.*part)>;
        clause.*part = setFromJson<typename decltype(Set::values)::value_type>(json[name], name);
    });
    if (known == json.size())
        return clause;
    for (const auto& [name, unused] : json.items()) {
        bool isPart = false;
        const std::string& given = name; // Clang before 16 captures no structured bindings
        forEachNamedPart([&](auto, const char* one) { isPart = isPart || given == one; });
        if (!isPart)
            throw Misfit {"'" + name
                          + "' is no part of a clause; parts are observers, runs, epochs, phases, "
                            "images, truths, predictions and correct"};
    }
    return clause;
}

Json clausesToJson(const TrialSelection& selection)
{
    Json clauses = Json::array();
    for (const TrialClause& clause : selection.clauses)
        clauses.push_back(clauseToJson(clause));
    return clauses;
}

TrialSelection selectionFromJson(const Json& json)
{
    if (!json.is_object() || !json.contains("clauses") || !json["clauses"].is_array())
        throw Misfit {"a selection needs a list \"clauses\""};
    TrialSelection selection;
    for (const Json& clause : json["clauses"])
        selection.clauses.push_back(clauseFromJson(clause));
    return selection;
}

std::vector<NamedSelection> selectionsFromJson(const Json& json)
{
    if (json.is_object() && json.contains("version") && json["version"].is_number_integer()
        && json["version"].get<std::int64_t>() > version)
        throw Misfit {"it was written by a newer version of the program"};
    if (json.is_object() && json.contains("clauses"))
        return {{json.value("name", "selection"), selectionFromJson(json)}};
    if (json.is_object() && json.contains("selections") && json["selections"].is_object())
        return selectionsFromJson(json["selections"]); // as a workspace file holds them
    if (!json.is_object() || !json.contains("selections") || !json["selections"].is_array())
        throw Misfit {R"(expected {"selections": [...]} or {"clauses": [...]})"};
    std::vector<NamedSelection> selections;
    std::set<std::string> names;
    for (const Json& entry : json["selections"]) {
        if (!entry.is_object() || !entry.contains("name") || !entry["name"].is_string()
            || entry["name"].get_ref<const std::string&>().empty())
            throw Misfit {"a selection has no name"};
        selections.push_back({entry["name"].get<std::string>(), selectionFromJson(entry)});
        if (!names.insert(selections.back().name).second)
            throw Misfit {"two selections are called '" + selections.back().name + "'"};
    }
    return selections;
}

SourceLocation placeOf(std::size_t byte, std::string_view text, const std::string& file)
{
    const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {file, line, static_cast<std::int64_t>(before.size() - start) + 1};
}

template<typename Convert>
auto readJson(std::string_view text, const std::string& file, Convert convert)
    -> Result<decltype(convert(Json()))>
{
    try {
        return convert(Json::parse(text));
    } catch (const nlohmann::json::parse_error& error) {
        return failure(Error::Kind::Syntax, "this is not JSON", placeOf(error.byte, text, file));
    } catch (const Misfit& misfit) {
        return failure(Error::Kind::Mismatch, "no selection: " + misfit.message, {file});
    } catch (const nlohmann::json::exception& error) {
        return failure(Error::Kind::Mismatch, std::string("no selection: ") + error.what(), {file});
    }
}

std::string textOf(const Json& json, int indent)
{
    // A name may come from a table that is not UTF-8; the file stays readable.
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}
} // namespace

std::string toJson(const TrialSelection& selection)
{
    return textOf({{"clauses", clausesToJson(selection)}}, -1);
}

Result<TrialSelection> trialSelectionFromJson(std::string_view text, const std::string& file)
{
    return readJson(text, file, [](const Json& json) { return selectionFromJson(json); });
}

std::string toJson(std::span<const NamedSelection> selections)
{
    Json list = Json::array();
    for (const NamedSelection& one : selections)
        list.push_back({{"name", one.name}, {"clauses", clausesToJson(one.selection)}});
    return textOf({{"version", version}, {"selections", std::move(list)}}, 2) + '\n';
}

Result<std::vector<NamedSelection>> namedSelectionsFromJson(std::string_view text, const std::string& file)
{
    return readJson(text, file, [](const Json& json) { return selectionsFromJson(json); });
}

} // namespace learnscope
