#pragma once

#include "core/io/problems.h"
#include "core/io/recordreader.h"
#include "core/io/trialmapping.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What the first row of a trial table says about the rows below it.
struct TrialHeader
{
    static constexpr int ignored = -1;
    static constexpr int firstExtra = static_cast<int>(trialColumnNames.size());

    char separator = ',';
    std::vector<int> roles; ///< for each field of a row: a TrialColumn, firstExtra + n, or ignored (doubled)
    std::vector<std::string> extraNames;
    TrialMapping mapping; ///< that was used; empty: the columns are those of the schema
    /// Fields with another role beside their own, of which there can be several: (field, role).
    std::vector<std::pair<std::size_t, int>> furtherRoles;
    std::string reactionTimeName; ///< of extraNames, the one that the mapping says
    std::uint64_t bodyOffset = 0; ///< of the second row, in bytes
    std::int64_t bodyLine = 2;
};

/// Where the names of columns stand in a file, and what parts them.
struct HeaderPlace
{
    char separator = ',';
    std::uint64_t offset = 0; ///< of the text, behind a byte-order mark
    int known = 0; ///< how many of the names are those of the schema, of a known layout or of what is wanted
};

/// The separator of comma, semicolon and tab that gives the most known columns; where none is known, the most
/// columns. Adds to @p problems and gives nothing where there is no text. Fails with Io.
Result<std::optional<HeaderPlace>> findHeader(const ByteSource& source, const TrialMapping& wanted,
                                              Problems& problems);

/// What stands in a row's fields, without spaces around it: the names of columns in a header.
std::vector<std::string> namesIn(const TextRecord& record);

/// Reads the header and finds the separator: the one of comma, semicolon and tab that gives the most known
/// columns. A layout that is known is recognised; @p wanted goes before it, but a table that has the columns
/// of the schema and lacks some of @p wanted is read as it stands. Adds what is wrong with the header to @p
/// problems; nothing where the rows below cannot be made sense of. Fails with Io.
Result<std::optional<TrialHeader>> readTrialHeader(const ByteSource& source, const TrialMapping& wanted,
                                                   Problems& problems);

/// The places where a row breaks the rules of text: flaws of quoting, NUL bytes and bytes that are not UTF-8.
/// True where it is sound.
bool checkText(const TextRecord& record, Problems& problems);

} // namespace learnscope
