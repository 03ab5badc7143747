#include "core/io/trialheader.h"

#include "core/io/utf8.h"

#include <algorithm>

namespace learnscope {

namespace {
const std::string wantedColumns =
    "expected a header with the columns run, epoch, phase, image_name, ground_truth "
    "and prediction";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<int> knownColumn(std::string_view name)
{
    const auto known = std::find(trialColumnNames.begin(), trialColumnNames.end(), name);
    if (known == trialColumnNames.end())
        return std::nullopt;
    return static_cast<int>(known - trialColumnNames.begin());
}

/// How many of the columns that tables are known to have are in @p record.
int knownColumnsIn(const TextRecord& record, const TrialMapping& wanted)
{
    const std::vector<std::string> names = namesIn(record);
    const auto isSource = [](const TrialMapping& mapping, const std::string& name) {
        return std::any_of(mapping.sources.begin(), mapping.sources.end(),
                           [&](const TrialMapping::Source& source) { return source.column == name; })
            || mapping.reactionTime == name;
    };
    const auto recognised = recognisedLayout(names);
    return static_cast<int>(std::count_if(names.begin(), names.end(), [&](const std::string& name) {
        return !name.empty()
            && (knownColumn(name) || isSource(wanted, name) || (recognised && isSource(*recognised, name)));
    }));
}

bool equalButForCase(std::string_view left, std::string_view right)
{
    const auto lower = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter; };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [&](char one, char other) { return lower(one) == lower(other); });
}

/// What names the columns, and whether some of them do so twice.
void readNames(const TextRecord& record, TrialHeader& header, Problems& problems)
{
    std::vector<std::string> seen;
    for (const TextRecord::Field& field : record.fields()) {
        const std::string name(trimmed(record.text(field)));
        if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
            problems.add(
                Error::Kind::Mismatch, "doubled-column",
                [&] { return record.locate(TextRecord::beginOf(field), problems.file()); },
                [&] {
                    return name.empty() ? "two columns have no name"
                                        : "column " + quotedForMessage(name) + " occurs twice";
                });
            header.roles.push_back(TrialHeader::ignored);
            continue;
        }
        if (const auto known = knownColumn(name)) {
            header.roles.push_back(*known);
        } else {
            header.roles.push_back(TrialHeader::firstExtra + static_cast<int>(header.extraNames.size()));
            header.extraNames.push_back(name);
        }
        seen.push_back(name);
    }
}

bool has(const TrialHeader& header, int role)
{
    return std::find(header.roles.begin(), header.roles.end(), role) != header.roles.end()
        || std::any_of(header.furtherRoles.begin(), header.furtherRoles.end(),
                       [&](const auto& further) { return further.second == role; });
}

/// The mapping to use: @p wanted where its columns are there; else a layout that is known; else @p wanted, so
/// that it is said what is missing. A table with the columns of the schema needs none.
TrialMapping mappingFor(const std::vector<std::string>& names, const TrialMapping& wanted)
{
    const auto isThere = [&](std::string_view name) {
        return name.empty() || std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool isSchema = std::all_of(trialColumnNames.begin(), trialColumnNames.end(), isThere);
    const bool fits = isThere(wanted.reactionTime)
        && std::all_of(wanted.sources.begin(), wanted.sources.end(),
                       [&](const auto& source) { return isThere(source.column); });
    if (fits && wanted.sources != TrialMapping().sources)
        return wanted;
    TrialMapping mapping = isSchema ? TrialMapping() : recognisedLayout(names).value_or(wanted);
    if (isThere(wanted.reactionTime)) { // it says nothing of the other columns
        mapping.reactionTime = wanted.reactionTime;
        mapping.reactionTimeUnit = wanted.reactionTimeUnit;
    }
    return mapping;
}

void addExtra(TrialHeader& header, std::size_t field, const std::string& name)
{
    const int role = TrialHeader::firstExtra + static_cast<int>(header.extraNames.size());
    header.extraNames.push_back(name);
    if (header.roles[field] == TrialHeader::ignored)
        header.roles[field] = role;
    else
        header.furtherRoles.emplace_back(field, role);
}

/// Gives fields the roles that @p mapping gives them. A column whose texts are changed or only become numbers
/// is kept.
void mapColumns(const TextRecord& record, const TrialMapping& mapping, TrialHeader& header,
                Problems& problems)
{
    const std::vector<std::string> names = namesIn(record);
    const std::vector<int> named = header.roles; // by the schema
    header.mapping = mapping;
    header.extraNames.clear();
    header.roles.assign(names.size(), TrialHeader::ignored);
    std::vector<bool> kept(names.size(), false);
    for (int column = 0; column < TrialHeader::firstExtra; ++column) {
        const TrialMapping::Source& source = mapping.sources[static_cast<std::size_t>(column)];
        const auto found = source.isOpen()
            ? std::find(named.begin(), named.end(), column)
            : named.begin() + (std::find(names.begin(), names.end(), source.column) - names.begin());
        if (source.column.empty() && !source.constant.empty())
            continue;
        if (found == named.end()) {
            if (!source.isOpen())
                problems.add(
                    Error::Kind::Mismatch, "missing-column",
                    [&] { return record.locate(0, problems.file()); },
                    [&] {
                        return "column " + quotedForMessage(source.column) + " is missing, which was to be '"
                            + std::string(trialColumnNames[static_cast<std::size_t>(column)]) + '\'';
                    });
            continue;
        }
        const auto field = static_cast<std::size_t>(found - named.begin());
        if (header.roles[field] == TrialHeader::ignored)
            header.roles[field] = column;
        else
            header.furtherRoles.emplace_back(field, column);
        kept[field] = kept[field] || !source.values.empty()
            || (!source.isOpen() && column <= static_cast<int>(TrialColumn::Epoch));
    }
    const auto time = std::find(names.begin(), names.end(), mapping.reactionTime);
    if (!mapping.reactionTime.empty() && time != names.end())
        kept[static_cast<std::size_t>(time - names.begin())] = true;
    if (!mapping.reactionTime.empty() && time == names.end())
        problems.add(
            Error::Kind::Mismatch, "missing-column", [&] { return record.locate(0, problems.file()); },
            [&] {
                return "column " + quotedForMessage(mapping.reactionTime)
                    + " is missing, which was to be the reaction time";
            });
    std::vector<std::string> seen;
    for (std::size_t field = 0; field < names.size(); ++field) {
        const bool isNew = std::find(seen.begin(), seen.end(), names[field]) == seen.end();
        seen.push_back(names[field]);
        // A column of the schema's name with another part or none would be taken for that one where it is
        // written.
        if (isNew && (kept[field] || header.roles[field] == TrialHeader::ignored))
            addExtra(header, field, knownColumn(names[field]) ? names[field] + " (file)" : names[field]);
        if (isNew && names[field] == mapping.reactionTime && !mapping.reactionTime.empty())
            header.reactionTimeName = header.extraNames.back();
    }
}

void findMissingColumns(const TextRecord& record, const TrialHeader& header, Problems& problems)
{
    for (int column = 0; column < TrialHeader::firstExtra; ++column) {
        if (has(header, column) || !header.mapping.sources[static_cast<std::size_t>(column)].isOpen())
            continue;
        const std::string_view wanted = trialColumnNames[static_cast<std::size_t>(column)];
        problems.add(
            Error::Kind::Mismatch, "missing-column", [&] { return record.locate(0, problems.file()); },
            [&] {
                std::string message = "column '" + std::string(wanted) + "' is missing";
                for (const std::string& name : header.extraNames)
                    if (equalButForCase(name, wanted))
                        return message + "; the header has " + quotedForMessage(name);
                return message;
            });
    }
}

bool beginsLikeUtf16(std::string_view text)
{
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

void addForFile(Problems& problems, Error::Kind kind, std::string_view code, const std::string& message)
{
    problems.add(
        kind, code, [&] { return SourceLocation {problems.file()}; }, [&] { return message; });
}

void addFlaw(const TextRecord& record, TextRecord::Flaw flaw, std::size_t place, Problems& problems)
{
    std::string_view code = "stray-quote";
    std::string_view message;
    switch (flaw) {
    case TextRecord::Flaw::UnclosedQuote:
        code = "unclosed-quote";
        message = "the quote is never closed; expected a closing \" before the end of the file";
        break;
    case TextRecord::Flaw::TextAfterQuote:
        message = "text after a closing quote; expected a separator or the end of the line";
        break;
    case TextRecord::Flaw::QuoteInsideField:
        message =
            "a quote inside a field that is not quoted; expected the whole field in quotes and the quote "
            "doubled";
        break;
    case TextRecord::Flaw::LoneCarriageReturn:
        code = "stray-carriage-return";
        message = "a carriage return without a line feed; expected lines that end with LF or CRLF";
        break;
    }
    problems.add(
        Error::Kind::Syntax, code, [&] { return record.locate(place, problems.file()); },
        [&] { return std::string(message); });
}
} // namespace

bool checkText(const TextRecord& record, Problems& problems)
{
    bool sound = true;
    for (const auto& [flaw, place] : record.flaws()) {
        addFlaw(record, flaw, place, problems);
        sound = false;
        if (flaw != TextRecord::Flaw::UnclosedQuote)
            break; // the first tells enough of this row
    }
    const std::string_view raw = record.raw();
    if (const std::size_t nul = raw.find('\0'); nul != std::string_view::npos) {
        problems.add(
            Error::Kind::Syntax, "nul-byte", [&] { return record.locate(nul, problems.file()); },
            [] { return std::string("a NUL byte; expected text"); });
        sound = false;
    }
    const bool isAscii =
        std::all_of(raw.begin(), raw.end(), [](char byte) { return static_cast<signed char>(byte) >= 0; });
    const std::size_t invalid = isAscii ? std::string_view::npos : firstInvalidUtf8(raw);
    if (invalid != std::string_view::npos) {
        problems.add(
            Error::Kind::Syntax, "not-utf8", [&] { return record.locate(invalid, problems.file()); },
            [&] {
                return "the byte " + quotedForMessage(raw.substr(invalid, 1))
                    + " is not UTF-8; expected text in "
                      "UTF-8";
            });
        sound = false;
    }
    return sound;
}

std::vector<std::string> namesIn(const TextRecord& record)
{
    std::vector<std::string> names;
    for (const TextRecord::Field& field : record.fields())
        names.emplace_back(trimmed(record.text(field)));
    return names;
}

Result<std::optional<HeaderPlace>> findHeader(const ByteSource& source, const TrialMapping& wanted,
                                              Problems& problems)
{
    std::vector<char> buffer;
    auto start = source.read(0, std::min<std::uint64_t>(source.size(), 3), buffer);
    if (!start)
        return tl::unexpected(std::move(start.error()));
    const std::uint64_t textOffset = start->starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (source.size() == textOffset) {
        addForFile(problems, Error::Kind::Syntax, "empty-file", "is empty; " + wantedColumns);
        return std::nullopt;
    }
    if (beginsLikeUtf16(*start)) {
        addForFile(problems, Error::Kind::Syntax, "not-utf8", "is text in UTF-16; expected text in UTF-8");
        return std::nullopt;
    }

    HeaderPlace best {',', textOffset, -1};
    std::size_t mostFields = 0;
    for (const char candidate : {',', ';', '\t'}) {
        RecordReader reader(source, candidate, textOffset);
        if (auto read = reader.next(); !read)
            return tl::unexpected(std::move(read.error()));
        const int known = knownColumnsIn(reader.record(), wanted);
        const std::size_t fields = reader.record().fields().size();
        if (known > best.known || (known == 0 && best.known == 0 && fields > mostFields)) {
            best = {candidate, textOffset, known};
            mostFields = fields;
        }
    }
    return best;
}

Result<std::optional<TrialHeader>> readTrialHeader(const ByteSource& source, const TrialMapping& wanted,
                                                   Problems& problems)
{
    const auto place = findHeader(source, wanted, problems);
    if (!place)
        return tl::unexpected(place.error());
    if (!*place)
        return std::nullopt;
    const auto [separator, textOffset, mostKnown] = **place;
    RecordReader reader(source, separator, textOffset);
    if (auto read = reader.next(); !read)
        return tl::unexpected(std::move(read.error()));

    const TextRecord& record = reader.record();
    const bool sound = checkText(record, problems);
    const bool needsNoColumn = std::all_of(wanted.sources.begin(), wanted.sources.end(),
                                           [](const auto& part) { return !part.constant.empty(); });
    if (mostKnown == 0 && !needsNoColumn) {
        if (sound)
            problems.add(
                Error::Kind::Mismatch, "missing-column", [&] { return record.locate(0, problems.file()); },
                [&] { return wantedColumns + ", found " + quotedForMessage(record.raw()); });
        return std::nullopt;
    }
    TrialHeader header;
    header.separator = separator;
    readNames(record, header, problems);
    if (const TrialMapping mapping = mappingFor(namesIn(record), wanted); !mapping.isEmpty())
        mapColumns(record, mapping, header, problems);
    findMissingColumns(record, header, problems);
    header.bodyOffset = reader.offset();
    header.bodyLine = reader.line();
    return header;
}

} // namespace learnscope
