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
    std::string object; ///< the object's id, with its category: "second_gen_p_3"
    std::string axis; ///< axis of rotation, "x" or "z"; empty in the canonical view
    int angle = 0; ///< degrees

    bool operator==(const StimulusName&) const = default;
};

/// How names are built, such as "second_gen_{category}_{object}[_{axis}_{angle}]": text to be matched as it
/// is, the four fields, and one optional part in square brackets. Where the optional part is missing, a plain
/// "_0" may stand in its place; the angle is then 0. Folders and the extension do not count.
class StimulusNamePattern
{
public:
    static constexpr std::string_view published = "second_gen_{category}_{object}[_{axis}_{angle}]";

    StimulusNamePattern(); ///< the published one
    /// Fails (Syntax, with the column) for an unknown or doubled field, or brackets that do not close.
    static Result<StimulusNamePattern> parse(std::string_view pattern);

    const std::string& text() const noexcept { return m_text; }
    std::optional<StimulusName> match(std::string_view fileName) const;

private:
    struct Part
    {
        enum class Kind { Text, Category, Object, Axis, Angle } kind = Kind::Text;
        std::string text;
    };
    struct Empty
    {
    };
    explicit StimulusNamePattern(Empty) { }

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
    int testSet = 0; ///< from 1; 0 for training pictures
    std::string category; ///< the folder's name
};

/// The pictures of a study, in the order of their paths.
class StimulusSet
{
public:
    StimulusSet() = default;
    StimulusSet(std::filesystem::path root, std::vector<Stimulus> stimuli);

    const std::filesystem::path& root() const noexcept { return m_root; }
    const std::vector<Stimulus>& stimuli() const noexcept { return m_stimuli; }
    bool empty() const noexcept { return m_stimuli.empty(); }
    /// Null where no picture has that name.
    const Stimulus* find(std::string_view fileName) const;

private:
    std::filesystem::path m_root;
    std::vector<Stimulus> m_stimuli;
    std::map<std::string, std::size_t, std::less<>> m_byName;
};

} // namespace learnscope
