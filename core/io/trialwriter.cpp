#include "core/io/trialwriter.h"

#include "core/base/filewriter.h"
#include "core/io/trialheader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
void appendText(std::string& out, std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char letter : text)
        out.append(letter == '"' ? 2 : 1, letter);
    out += '"';
}

template<typename Number>
void appendNumber(std::string& out, Number number)
{
    char digits[32];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), number);
    out.append(digits, written.ptr);
}

/// Writes the values of one extra column.
class ExtraWriter
{
public:
    explicit ExtraWriter(const ExtraColumn& column)
        : m_column(column)
    {
        if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
            m_onlyGaps = std::all_of(numbers->begin(), numbers->end(),
                                     [](double number) { return std::isnan(number); });
    }

    void append(std::string& out, std::size_t row) const
    {
        if (const auto* text = std::get_if<ExtraColumn::Text>(&m_column.values))
            appendText(out, text->texts[text->codes[row]]);
        else if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&m_column.values))
            appendNumber(out, (*wholes)[row]);
        else
            appendDouble(out, std::get<std::vector<double>>(m_column.values)[row]);
    }

private:
    void appendDouble(std::string& out, double number) const
    {
        if (std::isnan(number)) {
            out += m_onlyGaps ? "nan" : ""; // a column with nothing in it would read back as text
            return;
        }
        const std::size_t before = out.size();
        appendNumber(out, number);
        if (out.find_first_not_of("-0123456789", before) == std::string::npos)
            out += ".0"; // else a column of such would read back as whole numbers
    }

    const ExtraColumn& m_column;
    bool m_onlyGaps = false;
};
} // namespace

std::string formatTrials(const TrialTable& trials)
{
    std::string out;
    out.reserve(trials.size() * 48 + 128);
    for (const std::string_view name : trialColumnNames)
        out.append(out.empty() ? "" : ",").append(name);
    std::vector<ExtraWriter> extras;
    for (const ExtraColumn& extra : trials.extras()) {
        out += ',';
        appendText(out, extra.name);
        extras.emplace_back(extra);
    }
    out += '\n';
    for (std::size_t row = 0; row < trials.size(); ++row) {
        appendNumber(out, trials.runs()[row]);
        out += ',';
        appendNumber(out, trials.epochs()[row]);
        out.append(",").append(toString(trials.phases()[row])).append(",");
        appendText(out, trials.imageOf(row));
        out += ',';
        appendText(out, trials.labelNames()[trials.truths()[row]]);
        out += ',';
        appendText(out, trials.labelNames()[trials.predictions()[row]]);
        for (const ExtraWriter& extra : extras) {
            out += ',';
            extra.append(out, row);
        }
        out += '\n';
    }
    return out;
}

Result<void> writeTrials(const std::filesystem::path& path, const TrialTable& trials)
{
    return writeFileAtomically(path, formatTrials(trials));
}

} // namespace learnscope
