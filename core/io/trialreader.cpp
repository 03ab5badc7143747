#include "core/io/trialreader.h"

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

namespace learnscope {

Checked<TrialTable> parseTrials(std::string_view text, const std::string& file, const TrialReadOptions&,
                                JobContext&)
{
    TrialTable::Columns columns;
    std::int64_t line = 0;
    while (!text.empty()) {
        std::string_view row = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), row.size() + 1));
        if (++line == 1)
            continue;
        std::array<std::string_view, 6> fields;
        for (std::string_view& field : fields) {
            field = row.substr(0, row.find(','));
            row.remove_prefix(std::min(row.size(), field.size() + 1));
        }
        std::int32_t run = 0;
        std::int32_t epoch = 0;
        const auto status = std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), run);
        std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), epoch);
        if (status.ec != std::errc {})
            return tl::unexpected(
                ErrorList(Error {Error::Kind::Syntax, "expected a whole number", {file, line, 1}}));
        columns.run.push_back(run);
        columns.epoch.push_back(epoch);
        columns.phase.push_back(fields[2] == "train" ? Phase::Train : Phase::Test);
        columns.image.push_back(columns.images.codeOf(fields[3]));
        columns.truth.push_back(static_cast<std::uint16_t>(columns.labels.codeOf(fields[4])));
        columns.prediction.push_back(static_cast<std::uint16_t>(columns.labels.codeOf(fields[5])));
    }
    auto table = TrialTable::fromColumns(std::move(columns));
    if (!table)
        return tl::unexpected(ErrorList(table.error()));
    return std::move(*table);
}

Checked<TrialTable> readTrials(const std::filesystem::path& path, const TrialReadOptions& options,
                               JobContext& context)
{
    std::ifstream input(path, std::ios::binary);
    if (!input)
        return tl::unexpected(ErrorList(Error {Error::Kind::Io, "cannot be read", {path.string()}}));
    const std::string text((std::istreambuf_iterator<char>(input)), {});
    return parseTrials(text, path.string(), options, context);
}

} // namespace learnscope
