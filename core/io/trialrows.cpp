#include "core/io/trialrows.h"

#include "core/io/extracolumns.h"
#include "core/io/utf8.h"

#include <array>
#include <charconv>
#include <limits>
#include <tuple>

namespace learnscope {

namespace {
constexpr std::uint32_t mostLabels = 65535;
constexpr std::size_t rowsPerReport = 1 << 15;

/// Turns records into rows, or into problems.
class RowChecker
{
public:
    RowChecker(const TrialHeader& header, Problems& problems)
        : m_header(header)
        , m_problems(problems)
        , m_types(header.extraNames.size())
    {
        for (int column = 0; column < TrialHeader::firstExtra; ++column) {
            const TrialMapping::Source& source = header.mapping.sources[static_cast<std::size_t>(column)];
            const std::string name(trialColumnNames[static_cast<std::size_t>(column)]);
            m_names[static_cast<std::size_t>(column)] = source.column.empty()
                ? "'" + name + "'"
                : quotedForMessage(source.column) + " (" + name + ')';
            if (source.column.empty() && !source.constant.empty())
                takeConstant(static_cast<TrialColumn>(column), source.constant);
        }
    }

    void take(const TextRecord& record);
    void takeExtras(const TextRecord& record);
    TrialTable::Columns& columns() { return m_columns; }
    void makeExtras();
    /// Puts numbers in the place of the codes of mapped runs and epochs.
    void makeNumbers();

private:
    struct Row
    {
        std::int32_t run = 0;
        std::int32_t epoch = 0;
        Phase phase = Phase::Train;
        std::string image;
        std::string truth;
        std::string prediction;
    };

    void takeConstant(TrialColumn column, const std::string& text);
    bool hasAllFields(const TextRecord& record);
    void takeField(const TextRecord& record, std::size_t index, int role);
    void takeColumn(const TextRecord& record, std::size_t index, TrialColumn column);
    std::string_view meaningOf(std::string_view text, TrialColumn column) const;
    bool isMappedNumber(TrialColumn column) const { return !m_header.mapping[column].column.empty(); }
    std::int32_t numberOf(const TextRecord& record, std::size_t index, TrialColumn column,
                          std::int32_t lowest);
    std::int32_t wholeNumber(const TextRecord& record, std::size_t index, TrialColumn column,
                             std::int32_t lowest);
    Phase phaseOf(const TextRecord& record, std::size_t index);
    void takeName(const TextRecord& record, std::size_t index, TrialColumn column, std::string& name);
    std::uint16_t labelCode(const TextRecord& record, const std::string& label);
    template<typename Message>
    void addAt(const TextRecord& record, std::size_t index, Error::Kind kind, std::string_view code,
               Message message);
    const std::string& nameOf(TrialColumn column) const { return m_names[static_cast<std::size_t>(column)]; }

    const TrialHeader& m_header;
    Problems& m_problems;
    std::vector<ExtraColumnType> m_types;
    std::array<std::string, trialColumnNames.size()> m_names; ///< as messages call the columns
    std::array<StringPool, 2> m_numberTexts; ///< of mapped runs and epochs, whose columns hold codes at first
    TrialTable::Columns m_columns;
    Row m_row;
    std::int64_t m_expectedLine = 2;
    bool m_tooManyLabels = false;
};

void RowChecker::take(const TextRecord& record)
{
    const bool sound = checkText(record, m_problems);
    if (!sound || !hasAllFields(record))
        return;
    for (std::size_t index = 0; index < m_header.roles.size(); ++index)
        takeField(record, index, m_header.roles[index]);
    for (const auto& [index, role] : m_header.furtherRoles)
        takeField(record, index, role);
    const std::uint16_t truth = labelCode(record, m_row.truth);
    const std::uint16_t prediction = labelCode(record, m_row.prediction);
    if (!m_problems.empty())
        return; // the table is lost; only problems are looked for
    if (record.line() != m_expectedLine)
        m_columns.lines.emplace_back(m_columns.run.size(), record.line());
    m_expectedLine = record.line() + 1;
    m_columns.run.push_back(m_row.run);
    m_columns.epoch.push_back(m_row.epoch);
    m_columns.phase.push_back(m_row.phase);
    m_columns.image.push_back(m_columns.images.codeOf(m_row.image));
    m_columns.truth.push_back(truth);
    m_columns.prediction.push_back(prediction);
}

template<typename Message>
void RowChecker::addAt(const TextRecord& record, std::size_t index, Error::Kind kind, std::string_view code,
                       Message message)
{
    m_problems.add(
        kind, code,
        [&] { return record.locate(TextRecord::beginOf(record.fields()[index]), m_problems.file()); },
        message);
}

bool RowChecker::hasAllFields(const TextRecord& record)
{
    const std::size_t found = record.fields().size();
    const std::size_t expected = m_header.roles.size();
    if (found == expected)
        return true;
    const std::string counts =
        "expected " + std::to_string(expected) + " fields, found " + std::to_string(found);
    if (found > expected) {
        addAt(record, expected, Error::Kind::Syntax, "too-many-fields",
              [&] { return "too many fields: " + counts; });
    } else {
        const bool cut = record.endsWithoutNewline();
        m_problems.add(
            Error::Kind::Syntax, cut ? "cut-off-row" : "too-few-fields",
            [&] { return record.locate(record.raw().size(), m_problems.file()); },
            [&] { return (cut ? "the file ends in the middle of a row: " : "too few fields: ") + counts; });
    }
    return false;
}

void RowChecker::takeField(const TextRecord& record, std::size_t index, int role)
{
    if (role >= TrialHeader::firstExtra)
        m_types[static_cast<std::size_t>(role - TrialHeader::firstExtra)].show(
            record.text(record.fields()[index]));
    else if (role != TrialHeader::ignored)
        takeColumn(record, index, static_cast<TrialColumn>(role));
}

void RowChecker::takeColumn(const TextRecord& record, std::size_t index, TrialColumn column)
{
    switch (column) {
    case TrialColumn::Run:
        m_row.run = numberOf(record, index, column, 0);
        break;
    case TrialColumn::Epoch:
        m_row.epoch = numberOf(record, index, column, 1);
        break;
    case TrialColumn::Phase:
        m_row.phase = phaseOf(record, index);
        break;
    case TrialColumn::Image:
        takeName(record, index, column, m_row.image);
        break;
    case TrialColumn::Truth:
        takeName(record, index, column, m_row.truth);
        break;
    case TrialColumn::Prediction:
        takeName(record, index, column, m_row.prediction);
        break;
    }
}

void RowChecker::takeConstant(TrialColumn column, const std::string& text)
{
    const auto number = [&](std::int32_t& value) {
        std::from_chars(text.data(), text.data() + text.size(), value); // parseTrialMapping() has checked it
    };
    switch (column) {
    case TrialColumn::Run:
        return number(m_row.run);
    case TrialColumn::Epoch:
        return number(m_row.epoch);
    case TrialColumn::Phase:
        m_row.phase = text == toString(Phase::Train) ? Phase::Train : Phase::Test;
        break;
    case TrialColumn::Image:
        m_row.image = text;
        break;
    case TrialColumn::Truth:
        m_row.truth = text;
        break;
    case TrialColumn::Prediction:
        m_row.prediction = text;
        break;
    }
}

std::string_view RowChecker::meaningOf(std::string_view text, TrialColumn column) const
{
    for (const auto& [old, meaning] : m_header.mapping[column].values)
        if (old == text)
            return meaning;
    return text;
}

std::int32_t RowChecker::numberOf(const TextRecord& record, std::size_t index, TrialColumn column,
                                  std::int32_t lowest)
{
    if (!isMappedNumber(column))
        return wholeNumber(record, index, column, lowest);
    std::string text;
    takeName(record, index, column, text);
    return static_cast<std::int32_t>(m_numberTexts[static_cast<std::size_t>(column)].codeOf(text));
}

std::int32_t RowChecker::wholeNumber(const TextRecord& record, std::size_t index, TrialColumn column,
                                     std::int32_t lowest)
{
    const std::string_view text = meaningOf(record.text(record.fields()[index]), column);
    std::int32_t number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = end == text.data() + text.size() && status != std::errc::invalid_argument;
    if (!whole) {
        addAt(record, index, Error::Kind::Syntax, "not-a-whole-number", [&] {
            return "expected a whole number for " + nameOf(column) + ", found "
                + (text.empty() ? "nothing" : quotedForMessage(text));
        });
    } else if (status == std::errc::result_out_of_range || number < lowest) {
        addAt(record, index, Error::Kind::OutOfRange, "out-of-range", [&] {
            return "expected a number from " + std::to_string(lowest) + " to "
                + std::to_string(std::numeric_limits<std::int32_t>::max()) + " for " + nameOf(column)
                + ", found " + quotedForMessage(text);
        });
    }
    return number;
}

Phase RowChecker::phaseOf(const TextRecord& record, std::size_t index)
{
    const std::string_view text = meaningOf(record.text(record.fields()[index]), TrialColumn::Phase);
    if (text == toString(Phase::Train))
        return Phase::Train;
    if (text != toString(Phase::Test))
        addAt(record, index, Error::Kind::Syntax, "unknown-phase", [&] {
            return "expected 'train' or 'test' for " + nameOf(TrialColumn::Phase) + ", found "
                + (text.empty() ? "nothing" : quotedForMessage(text));
        });
    return Phase::Test;
}

void RowChecker::takeName(const TextRecord& record, std::size_t index, TrialColumn column, std::string& name)
{
    name = meaningOf(record.text(record.fields()[index]), column);
    if (name.empty())
        addAt(record, index, Error::Kind::Syntax, "empty-field",
              [&] { return "expected a name for " + nameOf(column) + ", found nothing"; });
}

std::uint16_t RowChecker::labelCode(const TextRecord& record, const std::string& label)
{
    if (m_tooManyLabels)
        return 0;
    const std::uint32_t code = m_columns.labels.codeOf(label);
    if (code < mostLabels)
        return static_cast<std::uint16_t>(code);
    m_tooManyLabels = true;
    m_problems.add(
        Error::Kind::OutOfRange, "too-many-labels", [&] { return record.locate(0, m_problems.file()); },
        [] { return "more than " + std::to_string(mostLabels) + " different labels; expected no more"; });
    return 0;
}

void RowChecker::makeExtras()
{
    for (std::size_t extra = 0; extra < m_types.size(); ++extra)
        m_columns.extras.push_back(m_types[extra].makeColumn(m_header.extraNames[extra]));
}

void RowChecker::makeNumbers()
{
    for (const auto& [column, values, lowest] : {std::tuple(TrialColumn::Run, &m_columns.run, 0),
                                                 std::tuple(TrialColumn::Epoch, &m_columns.epoch, 1)}) {
        if (!isMappedNumber(column))
            continue;
        const std::vector<std::int32_t> numbers =
            numbersOfTexts(m_numberTexts[static_cast<std::size_t>(column)].texts(), lowest);
        for (std::int32_t& value : *values)
            value = numbers[static_cast<std::size_t>(value)];
    }
}

void RowChecker::takeExtras(const TextRecord& record)
{
    const auto append = [&](std::size_t index, int role) {
        if (const int extra = role - TrialHeader::firstExtra; extra >= 0)
            appendField(m_columns.extras[static_cast<std::size_t>(extra)],
                        record.text(record.fields()[index]));
    };
    for (std::size_t index = 0; index < m_header.roles.size(); ++index)
        append(index, m_header.roles[index]);
    for (const auto& [index, role] : m_header.furtherRoles)
        append(index, role);
}

void addBlankLine(std::int64_t line, Problems& problems)
{
    problems.add(
        Error::Kind::Syntax, "empty-line",
        [&] {
            return SourceLocation {problems.file(), line, 1};
        },
        [] { return std::string("an empty line; expected a trial"); });
}

/// Calls @p take for each row that is not blank; blank lines are problems unless only such follow.
template<typename Take>
Result<void> forEachRow(const ByteSource& source, const TrialHeader& header, Problems& problems,
                        JobContext& context, double from, double to, Take take)
{
    RecordReader reader(source, header.separator, header.bodyOffset, header.bodyLine);
    std::int64_t firstBlank = 0;
    for (std::size_t row = 1;; ++row) {
        const auto more = reader.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        const TextRecord& record = reader.record();
        if (record.isBlank()) {
            firstBlank = firstBlank == 0 ? record.line() : firstBlank;
            continue;
        }
        for (; firstBlank != 0 && firstBlank < record.line(); ++firstBlank)
            addBlankLine(firstBlank, problems);
        firstBlank = 0;
        take(record);
        if (row % rowsPerReport == 0) {
            if (context.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled", {problems.file()});
            const double done = static_cast<double>(reader.offset()) / static_cast<double>(source.size());
            context.report(from + (to - from) * done, "reading trials");
        }
    }
}
} // namespace

Result<TrialTable::Columns> readTrialRows(const ByteSource& source, const TrialHeader& header,
                                          Problems& problems, JobContext& context)
{
    RowChecker checker(header, problems);
    const bool hasExtras = !header.extraNames.empty();
    bool anyRow = false;
    auto read = forEachRow(source, header, problems, context, 0.0, hasExtras ? 0.6 : 1.0,
                           [&](const TextRecord& record) {
                               anyRow = true;
                               checker.take(record);
                           });
    if (!read)
        return tl::unexpected(std::move(read.error()));
    if (!anyRow)
        problems.add(
            Error::Kind::Syntax, "no-trials", [&] { return SourceLocation {problems.file()}; },
            [] { return std::string("has a header but no trials; expected a row for each trial"); });
    if (problems.empty())
        checker.makeNumbers();
    if (problems.empty() && hasExtras) {
        // Only now are the types of these columns known.
        checker.makeExtras();
        read = forEachRow(source, header, problems, context, 0.6, 1.0,
                          [&](const TextRecord& record) { checker.takeExtras(record); });
        if (!read)
            return tl::unexpected(std::move(read.error()));
    }
    return std::move(checker.columns());
}

} // namespace learnscope
