#pragma once

#include "core/base/result.h"
#include "core/data/stringpool.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace learnscope {

enum class Phase : std::uint8_t { Train, Test };

/// "train" or "test".
std::string_view toString(Phase phase);

/// A column beyond the six of the schema, such as a reaction time. Missing numbers are NaN; a column of
/// whole numbers with gaps is a column of doubles.
struct ExtraColumn
{
    struct Text
    {
        std::vector<std::uint32_t> codes;
        StringPool texts;

        bool operator==(const Text&) const = default;
    };

    std::string name;
    std::variant<std::vector<std::int64_t>, std::vector<double>, Text> values;
};

/// The trials of one observer in file order, one column beside the other; names are stored once and rows
/// hold their codes (21 bytes a row). A value: shared between threads as shared_ptr<const TrialTable>, never
/// changed in place.
class TrialTable
{
public:
    struct Columns
    {
        std::vector<std::int32_t> run; ///< participant or training run
        std::vector<std::int32_t> epoch; ///< from 1
        std::vector<Phase> phase;
        std::vector<std::uint32_t> image; ///< code in images
        std::vector<std::uint16_t> truth; ///< code in labels
        std::vector<std::uint16_t> prediction; ///< code in labels
        StringPool images;
        StringPool labels; ///< of ground truths and predictions together
        std::vector<ExtraColumn> extras;
        /// Where the rows stand in the file: (first row, its line) at each place where the line is not the
        /// line before plus one. Empty: row r stands in line r + 2.
        std::vector<std::pair<std::size_t, std::int64_t>> lines;
        std::vector<std::string>
            mapping; ///< how the columns of the file were read, where they are called otherwise
        std::string reactionTime; ///< the further column that was said to hold it; empty: none was
        std::string reactionTimeUnit; ///< "s" or "ms" where it was said
    };

    /// Fails (Mismatch) where columns differ in length or a code is not in its pool.
    static Result<TrialTable> fromColumns(Columns columns);

    std::size_t size() const noexcept { return m_columns.run.size(); }
    std::span<const std::int32_t> runs() const noexcept { return m_columns.run; }
    std::span<const std::int32_t> epochs() const noexcept { return m_columns.epoch; }
    std::span<const Phase> phases() const noexcept { return m_columns.phase; }
    std::span<const std::uint32_t> images() const noexcept { return m_columns.image; }
    std::span<const std::uint16_t> truths() const noexcept { return m_columns.truth; }
    std::span<const std::uint16_t> predictions() const noexcept { return m_columns.prediction; }
    const StringPool& imageNames() const noexcept { return m_columns.images; }
    const StringPool& labelNames() const noexcept { return m_columns.labels; }
    /// "run=subj", "phase=:test"...: which columns of the file these were; empty where they were called as
    /// here.
    const std::vector<std::string>& mapping() const noexcept { return m_columns.mapping; }
    const std::vector<ExtraColumn>& extras() const noexcept { return m_columns.extras; }

    const Columns& columns() const noexcept { return m_columns; } ///< to make another table of

    bool isCorrect(std::size_t row) const noexcept
    {
        return m_columns.truth[row] == m_columns.prediction[row];
    }
    const std::string& imageOf(std::size_t row) const { return m_columns.images[m_columns.image[row]]; }
    std::int64_t lineOf(std::size_t row) const noexcept; ///< in the file the table came from, from 1

    /// The runs that occur, ascending.
    std::vector<std::int32_t> distinctRuns() const;
    /// The distinct ground-truth labels, sorted by name: the classes. Chance is 1 / their number.
    std::vector<std::string> classes() const;

private:
    explicit TrialTable(Columns columns)
        : m_columns(std::move(columns))
    {
    }

    Columns m_columns;
};

} // namespace learnscope
