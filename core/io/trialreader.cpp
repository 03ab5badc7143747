#include "core/io/trialreader.h"

#include "core/io/bytesource.h"
#include "core/io/plaintrialrows.h"
#include "core/io/trialheader.h"
#include "core/io/trialrows.h"

namespace learnscope {

namespace {
Checked<TrialTable> readSource(const ByteSource& source, const std::string& file,
                               const TrialReadOptions& options, JobContext& context)
{
    const auto inFile = [&](Error error) {
        error.where.file = file;
        return tl::unexpected(ErrorList(std::move(error)));
    };
    if (context.isCancelled())
        return inFile({Error::Kind::Cancelled, "cancelled"});
    context.report(0.0, "reading trials");
    Problems problems(file);
    auto header = readTrialHeader(source, options.mapping, problems);
    if (!header)
        return inFile(std::move(header.error()));
    if (!*header)
        return tl::unexpected(problems.errors());
    std::optional<TrialTable::Columns> columns;
    const bool isMapped = !(*header)->mapping.isEmpty();
    if (problems.empty() && !options.patient && !isMapped) {
        auto plain = readPlainTrialRows(source, **header, options.threads, context);
        if (!plain)
            return inFile(std::move(plain.error()));
        columns = std::move(*plain);
    }
    if (!columns) {
        auto patient = readTrialRows(source, **header, problems, context);
        if (!patient)
            return inFile(std::move(patient.error()));
        if (!problems.empty())
            return tl::unexpected(problems.errors());
        columns = std::move(*patient);
    }
    columns->mapping = toTexts((*header)->mapping);
    columns->reactionTime = (*header)->reactionTimeName;
    columns->reactionTimeUnit = (*header)->mapping.reactionTimeUnit;
    auto table = TrialTable::fromColumns(std::move(*columns));
    if (!table)
        return inFile(std::move(table.error()));
    context.report(1.0, "reading trials");
    return std::move(*table);
}
} // namespace

Checked<TrialTable> parseTrials(std::string_view text, const std::string& file,
                                const TrialReadOptions& options, JobContext& context)
{
    return readSource(*makeByteSource(text), file, options, context);
}

Checked<TrialTable> readTrials(const std::filesystem::path& path, const TrialReadOptions& options,
                               JobContext& context)
{
    const auto source = openByteSource(path);
    if (!source)
        return tl::unexpected(ErrorList(source.error()));
    return readSource(**source, path.string(), options, context);
}

} // namespace learnscope
