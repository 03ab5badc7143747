#pragma once

#include "core/base/result.h"
#include "core/data/trialtable.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What a stimulus's file name says of it.
struct StimulusName
{
    std::string category; ///< "p"
    std::string object; ///< the object's id, unique in a set: the name without its view, "second_gen_p_3"
    std::string axis; ///< axis of rotation, "x" or "z"; empty in the canonical view
    int angle = 0; ///< degrees

    bool operator==(const StimulusName&) const = default;
};

/// How names are built, such as "second_gen_{category}_{object}[_{axis}_{angle}]": text to be matched as it
/// is, "*" for any text without an underscore, the four fields, and at the end one optional part in square
/// brackets. A field or "*" goes up to the text that follows it, the last one to the end of the name. Where
/// the optional part is missing, its first text with a 0 ("_0") may stand in its place; the angle is then 0.
/// Folders and the extension do not count.
class StimulusNamePattern
{
public:
    /// The names of the published study.
    static constexpr std::string_view published = "second_gen_{category}_{object}[_{axis}_{angle}]";
    /// Digital embryos of any generation: the published names and those of the demo set ("demo_gen_...").
    static constexpr std::string_view usual = "*_gen_{category}_{object}[_{axis}_{angle}]";

    StimulusNamePattern(); ///< the usual one
    /// Fails (Syntax, with the column) for an unknown or doubled field, fields without text between them, or
    /// brackets that do not close.
    static Result<StimulusNamePattern> parse(std::string_view pattern);

    const std::string& text() const noexcept { return m_text; }
    /// Nothing where the name does not fit, or its angle is no whole number. Any thread.
    std::optional<StimulusName> match(std::string_view fileName) const;

    bool operator==(const StimulusNamePattern& other) const noexcept { return m_text == other.m_text; }

private:
    struct Part
    {
        enum class Kind { Text, Any, Category, Object, Axis, Angle } kind = Kind::Text;
        std::string text;
    };
    struct Fields
    {
        std::string_view category;
        std::string_view object;
        std::string_view axis;
        std::optional<int> angle;
    };
    struct Empty
    {
    };
    explicit StimulusNamePattern(Empty) { }
    Result<std::size_t> addPart(bool optional, std::string_view pattern, std::size_t at);
    bool addText(bool optional, char letter);
    Result<void> addField(bool optional, Part::Kind kind, std::string_view name, std::size_t at);
    std::string_view plainView() const;
    static bool consume(const std::vector<Part>& parts, std::string_view afterThem, std::string_view& rest,
                        Fields& fields);

    std::string m_text;
    std::vector<Part> m_parts; ///< before the brackets
    std::vector<Part> m_optionalParts; ///< inside them
};

/// One picture file of a stimulus set.
struct Stimulus
{
    std::string fileName; ///< without folders: the key that trial tables use
    std::filesystem::path path;
    std::optional<StimulusName> name; ///< nothing where the pattern does not fit
    Phase phase = Phase::Train;
    int testSet = 0; ///< from 1; 0 for training pictures and for tests that are in no numbered set
    std::string category; ///< the folder's name; empty where the picture lies in no category's folder
};

/// The pictures of a study, in the order of their paths.
class StimulusSet
{
public:
    StimulusSet() = default;
    /// @p remarks: what was odd about the folder, see remarks().
    StimulusSet(std::filesystem::path root, std::vector<Stimulus> stimuli, std::vector<Error> remarks = {});

    const std::filesystem::path& root() const noexcept { return m_root; }
    const std::vector<Stimulus>& stimuli() const noexcept { return m_stimuli; }
    bool empty() const noexcept { return m_stimuli.empty(); }
    /// The first picture of that name; null where there is none.
    const Stimulus* find(std::string_view fileName) const;
    /// File names that stand for more than one picture, sorted.
    const std::vector<std::string>& repeatedNames() const noexcept { return m_repeated; }
    /// What the user should know of a folder that could be used all the same: names that occur twice or do
    /// not fit the pattern, files that are no pictures, links that lead nowhere.
    const std::vector<Error>& remarks() const noexcept { return m_remarks; }

private:
    std::filesystem::path m_root;
    std::vector<Stimulus> m_stimuli;
    std::vector<Error> m_remarks;
    std::vector<std::string> m_repeated;
    std::map<std::string, std::size_t, std::less<>> m_byName;
};

} // namespace learnscope
