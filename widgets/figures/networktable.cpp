#include "widgets/figures/networktable.h"

#include "core/io/bytesource.h"
#include "core/io/recordreader.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 5> columnNames = {"observer", "label", "imagenet_accuracy",
                                                         "parameters_million", "generation"};
enum Column : std::size_t { ObserverColumn, LabelColumn, AccuracyColumn, ParametersColumn, GenerationColumn };

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

class NetworkParser
{
public:
    NetworkParser(const ByteSource& source, const std::string& file)
        : m_reader(source, ',')
        , m_file(file)
    {
    }

    Checked<std::vector<NetworkFacts>> parse()
    {
        bool hasHeader = false;
        while (true) {
            const Result<bool> more = m_reader.next();
            if (!more)
                return tl::unexpected(ErrorList(more.error()));
            if (!*more)
                break;
            if (m_reader.record().isBlank())
                continue;
            for (const auto& [flaw, place] : m_reader.record().flaws())
                add("a quoted field does not end where it should", m_reader.record().locate(place, m_file));
            if (!hasHeader && !readHeader())
                return tl::unexpected(m_errors);
            if (hasHeader)
                readRow();
            hasHeader = true;
        }
        if (!hasHeader)
            add("the file is empty; expected a header with the columns observer, label, imagenet_accuracy, "
                "parameters_million and generation",
                {m_file});
        if (!m_errors.empty())
            return tl::unexpected(m_errors);
        return m_networks;
    }

private:
    void add(std::string message, SourceLocation where)
    {
        m_errors.add({Error::Kind::Syntax, std::move(message), std::move(where)});
    }

    std::string text(std::size_t field) const
    {
        const TextRecord& record = m_reader.record();
        std::string_view found = record.text(record.fields()[field]);
        if (field == 0 && record.line() == 1 && found.starts_with("\xef\xbb\xbf"))
            found.remove_prefix(3);
        return std::string(trimmed(found));
    }

    bool readHeader()
    {
        const TextRecord& record = m_reader.record();
        m_fieldCount = record.fields().size();
        for (std::size_t field = 0; field < m_fieldCount; ++field)
            for (std::size_t column = 0; column < columnNames.size(); ++column)
                if (text(field) == columnNames[column])
                    m_places[column] = field;
        for (std::size_t column = 0; column < columnNames.size(); ++column)
            if (!m_places[column])
                add("the column '" + std::string(columnNames[column]) + "' is missing",
                    {m_file, record.line(), 0});
        return m_errors.empty();
    }

    SourceLocation whereIs(Column column) const
    {
        const TextRecord& record = m_reader.record();
        return record.locate(TextRecord::beginOf(record.fields()[*m_places[column]]), m_file);
    }

    double readNumber(Column column, double low, double high, const char* expected)
    {
        const std::string field = text(*m_places[column]);
        double value = 0;
        const auto [end, status] = std::from_chars(field.data(), field.data() + field.size(), value);
        if (status != std::errc {} || end != field.data() + field.size() || !(value > low && value <= high))
            add(std::string("expected ") + expected + ", found '" + field + "'", whereIs(column));
        return value;
    }

    void readRow()
    {
        const TextRecord& record = m_reader.record();
        if (record.fields().size() != m_fieldCount) {
            add("expected " + std::to_string(m_fieldCount) + " fields, found "
                    + std::to_string(record.fields().size()),
                {m_file, record.line(), 0});
            return;
        }
        NetworkFacts facts;
        facts.observer = text(*m_places[ObserverColumn]);
        if (facts.observer.empty())
            add("expected the observer's name", whereIs(ObserverColumn));
        else if (!m_seen.insert(facts.observer).second)
            add("the observer '" + facts.observer + "' stands in an earlier row too",
                whereIs(ObserverColumn));
        facts.label = text(*m_places[LabelColumn]);
        facts.imagenetTop1 = readNumber(AccuracyColumn, 0, 1, "an accuracy above 0, at most 1");
        constexpr double unlimited = std::numeric_limits<double>::max();
        facts.parametersMillion = readNumber(ParametersColumn, 0, unlimited, "a number of millions above 0");
        const std::string generation = text(*m_places[GenerationColumn]);
        if (generation == "classic")
            facts.generation = KnownNetwork::Generation::Classic;
        else if (!generation.empty() && generation != "state-of-the-art")
            add("expected classic or state-of-the-art, found '" + generation + "'",
                whereIs(GenerationColumn));
        m_networks.push_back(std::move(facts));
    }

    RecordReader m_reader;
    const std::string& m_file;
    std::size_t m_fieldCount = 0;
    std::array<std::optional<std::size_t>, columnNames.size()> m_places;
    std::set<std::string> m_seen;
    std::vector<NetworkFacts> m_networks;
    ErrorList m_errors;
};
} // namespace

Checked<std::vector<NetworkFacts>> readNetworks(const std::filesystem::path& path)
{
    const auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(ErrorList(source.error()));
    const std::string file = path.string();
    return NetworkParser(**source, file).parse();
}

Checked<std::vector<NetworkFacts>> parseNetworks(std::string_view text, const std::string& file)
{
    return NetworkParser(*makeByteSource(text), file).parse();
}

} // namespace learnscope
