#include "core/io/trialpreview.h"

#include "core/io/bytesource.h"
#include "core/io/trialheader.h"

#include <algorithm>

namespace learnscope {

namespace {
std::vector<std::string> fieldsOf(const TextRecord& record)
{
    std::vector<std::string> fields;
    for (const TextRecord::Field& field : record.fields())
        fields.emplace_back(record.text(field));
    return fields;
}

/// What parts the columns of @p source; fails where it holds no text.
Result<HeaderPlace> placeOfHeader(const ByteSource& source, const std::string& file)
{
    Problems problems(file);
    const auto place = findHeader(source, {}, problems);
    if (!place)
        return tl::unexpected(place.error());
    if (!*place)
        return tl::unexpected(problems.errors().kept().front());
    return **place;
}

Result<TrialPreview> preview(const ByteSource& source, const std::string& file, std::size_t rows)
{
    const auto place = placeOfHeader(source, file);
    if (!place)
        return tl::unexpected(place.error());
    TrialPreview found;
    found.separator = place->separator;
    RecordReader reader(source, place->separator, place->offset);
    bool isHeader = true;
    while (isHeader || found.rows.size() < rows) {
        const auto more = reader.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        if (std::exchange(isHeader, false))
            found.header = namesIn(reader.record());
        else if (!reader.record().isBlank())
            found.rows.push_back(fieldsOf(reader.record()));
    }
    return found;
}
} // namespace

Result<TrialPreview> previewTrials(const std::filesystem::path& path, std::size_t rows)
{
    const auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(source.error());
    return preview(**source, path.string(), rows);
}

Result<TrialPreview> previewOf(std::string_view text, const std::string& file, std::size_t rows)
{
    return preview(*makeByteSource(text), file, rows);
}

bool hasTrialColumns(std::span<const std::string> header)
{
    return std::all_of(trialColumnNames.begin(), trialColumnNames.end(), [&](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    });
}

Result<std::vector<std::string>> distinctTexts(const std::filesystem::path& path, const std::string& column,
                                               std::size_t most, JobContext& context)
{
    constexpr std::size_t rowsBetweenLooks = 4096;
    const auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(source.error());
    const auto place = placeOfHeader(**source, path.string());
    if (!place)
        return tl::unexpected(place.error());
    RecordReader reader(**source, place->separator, place->offset);
    std::vector<std::string> texts;
    std::size_t field = 0;
    for (std::size_t row = 0; texts.size() <= most; ++row) {
        if (row % rowsBetweenLooks == 0 && context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        const auto more = reader.next();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        const TextRecord& record = reader.record();
        if (row == 0) {
            const std::vector<std::string> names = namesIn(record);
            const auto found = std::find(names.begin(), names.end(), column);
            if (found == names.end())
                return failure(Error::Kind::Mismatch, "column '" + column + "' is missing", {path.string()});
            field = static_cast<std::size_t>(found - names.begin());
        } else if (field < record.fields().size()) {
            const std::string_view text = record.text(record.fields()[field]);
            if (std::find(texts.begin(), texts.end(), text) == texts.end())
                texts.emplace_back(text);
        }
    }
    return texts;
}

} // namespace learnscope
