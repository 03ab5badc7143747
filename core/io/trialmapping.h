#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace learnscope {

/// The columns of the schema, in its order.
enum class TrialColumn { Run, Epoch, Phase, Image, Truth, Prediction };
constexpr std::array<std::string_view, 6> trialColumnNames = {"run",        "epoch",        "phase",
                                                              "image_name", "ground_truth", "prediction"};

/// Where the columns of the schema are to be found in a table that calls them otherwise. A value. What a
/// mapping leaves open is taken from the column of the schema's name.
///
/// Runs and epochs of a mapped column need not be numbers: where all its texts are different whole numbers,
/// these are taken (epochs from 0 count from 1); else the digits at the end where they are different for all
/// ("subject-07"); else texts are numbered from 1 in the order of their first row. What is changed so stays
/// as a further column.
struct TrialMapping
{
    struct Source
    {
        std::string column; ///< of the file; empty: see constant
        std::string constant; ///< for all rows, where column is empty; both empty: as named in the schema
        /// What texts of the file stand for: old and new. Texts that are not listed stand for themselves.
        std::vector<std::pair<std::string, std::string>> values;

        bool isOpen() const noexcept { return column.empty() && constant.empty(); }
        bool operator==(const Source&) const = default;
    };

    std::array<Source, trialColumnNames.size()> sources;
    std::string reactionTime; ///< the further column that holds it; empty: the one of a usual name, if any
    std::string reactionTimeUnit; ///< "s" or "ms"; empty: found from its name and values

    Source& operator[](TrialColumn column) { return sources[static_cast<std::size_t>(column)]; }
    const Source& operator[](TrialColumn column) const { return sources[static_cast<std::size_t>(column)]; }
    bool isEmpty() const { return *this == TrialMapping(); }
    bool operator==(const TrialMapping&) const = default;
};

/// The short name of a column, as mappings are typed: "run", "epoch", "phase", "image", "truth" or
/// "prediction".
std::string_view shortNameOf(TrialColumn column);

/// A mapping as a list of texts: "run=subj" (a column), "phase=:test" (a constant), "truth:0=cat" (a value;
/// the characters = and \ of values have \ before them), "rt=latency" and "rt-unit=ms". parseTrialMapping()
/// gives it back.
std::vector<std::string> toTexts(const TrialMapping& mapping);

/// From such texts; one of them may name a layout that is known, such as "model-vs-human", which the others
/// change. Fails with Usage and says what was expected; also where a constant is no number or phase.
Result<TrialMapping> parseTrialMapping(std::span<const std::string> texts);

/// A layout that others use.
struct KnownLayout
{
    std::string_view name; ///< as typed: "model-vs-human"
    std::string_view title; ///< for people
    TrialMapping mapping;
};
const std::vector<KnownLayout>& knownLayouts();

/// Of names that differ in case only, @p header's; empty where there is none.
std::string nameInHeader(std::string_view wanted, std::span<const std::string> header);

/// The known layout whose columns are all in @p header, with the header's own spelling; nothing where the
/// columns of the schema are all there or no layout fits.
std::optional<TrialMapping> recognisedLayout(std::span<const std::string> header);

/// What a table with these columns might mean, to begin with: columns by names that are often used; one run,
/// one epoch and the phase test where nothing says otherwise. Columns may stay open.
TrialMapping guessedMapping(std::span<const std::string> header);

/// A mapping that is used again for all tables with these columns, in any order.
struct RememberedLayout
{
    std::vector<std::string> columns; ///< in the order of the table it was made for
    TrialMapping mapping;

    bool fits(std::span<const std::string> header) const;
    bool operator==(const RememberedLayout&) const = default;
};

/// The numbers that different texts stand for in a mapped column of runs or epochs, as described at
/// TrialMapping.
std::vector<std::int32_t> numbersOfTexts(std::span<const std::string> texts, std::int32_t lowest);

} // namespace learnscope
