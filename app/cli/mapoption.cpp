#include "app/cli/mapoption.h"

namespace learnscope {

void addMapOption(CLI::App& command, std::vector<std::string>& texts)
{
    command
        .add_option(
            "--map", texts,
            "How to read tables whose columns are called otherwise: run, epoch, phase, image, truth or "
            "prediction "
            "with =COLUMN, =:CONSTANT or, for a value of the column, :OLD=NEW; or a layout: model-vs-human")
        ->type_name("ROLE=COLUMN");
}

Result<TrialMapping> readMapOption(const std::vector<std::string>& texts)
{
    auto mapping = parseTrialMapping(texts);
    if (!mapping)
        mapping.error().message = "--map: " + mapping.error().message;
    return mapping;
}

} // namespace learnscope
