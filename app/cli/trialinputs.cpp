#include "app/cli/trialinputs.h"

#include "app/cli/mapoption.h"
#include "app/cli/observeroptions.h"
#include "core/base/parallel.h"
#include "core/base/sha256.h"
#include "core/io/trialreader.h"

#include <memory>

namespace learnscope {

Checked<TrialInputs> readTrialInputs(const std::vector<std::string>& files,
                                     const std::vector<std::string>& map, unsigned threads, JobContext& job)
{
    const auto mappings = readMapOption(map, files);
    if (!mappings)
        return tl::unexpected(ErrorList(mappings.error()));
    TrialInputs inputs;
    inputs.observers.resize(files.size());
    inputs.files.resize(files.size());
    std::vector<ErrorList> errors(files.size());
    const unsigned threadsOfOne = files.size() > 1 ? 1 : threads;
    parallelFor(files.size(), threads, [&](std::size_t index) {
        const std::string& file = files[index];
        auto table = readTrials(file, {threadsOfOne, (*mappings)[index]}, job);
        const auto digest = sha256OfFile(file);
        if (!table)
            errors[index] = table.error();
        else if (!digest)
            errors[index] = digest.error();
        else {
            inputs.observers[index] =
                makeObserver(file, std::make_shared<const TrialTable>(std::move(*table)));
            inputs.files[index] = {"", file, *digest};
        }
    });
    ErrorList all;
    for (const ErrorList& list : errors)
        for (const Error& error : list.kept())
            all.add(error);
    if (!all.empty())
        return tl::unexpected(all);
    makeNamesDiffer(inputs.observers);
    for (std::size_t index = 0; index < files.size(); ++index)
        inputs.files[index].observer = inputs.observers[index].name;
    return inputs;
}

} // namespace learnscope
