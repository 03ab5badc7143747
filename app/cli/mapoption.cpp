#include "app/cli/mapoption.h"

#include "app/cli/observeroptions.h"

#include <algorithm>

namespace learnscope {

namespace {
struct NamedText
{
    std::size_t observer = 0;
    std::string text;
};

/// Where @p text is an observer's name, a colon and what a mapping understands.
std::optional<NamedText> readNamed(const std::string& text, const std::vector<Observer>& observers)
{
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const std::string prefix = observers[index].name + ':';
        if (!text.starts_with(prefix))
            continue;
        std::string rest = text.substr(prefix.size());
        if (parseTrialMapping(std::span(&rest, 1)))
            return NamedText {index, std::move(rest)};
    }
    return std::nullopt;
}
} // namespace

void addMapOption(CLI::App& command, std::vector<std::string>& texts)
{
    command
        .add_option(
            "--map", texts,
            "How to read tables whose columns are called otherwise: run, epoch, phase, image, truth or "
            "prediction with =COLUMN, =:CONSTANT or, for a value of the column, :OLD=NEW; rt=COLUMN and "
            "rt-unit=s|ms for reaction times; or a layout: model-vs-human; for one table: "
            "OBSERVER:ROLE=COLUMN")
        ->type_name("[OBSERVER:]ROLE=COLUMN");
}

Result<std::vector<TrialMapping>> readMapOption(const std::vector<std::string>& texts,
                                                const std::vector<std::string>& files)
{
    std::vector<Observer> observers;
    for (const std::string& file : files)
        observers.push_back(makeObserver(file, nullptr));
    makeNamesDiffer(observers);
    std::vector<std::string> ofAll;
    std::vector<std::vector<std::string>> ofOne(files.size());
    for (const std::string& text : texts)
        if (auto named = readNamed(text, observers))
            ofOne[named->observer].push_back(std::move(named->text));
        else
            ofAll.push_back(text);
    std::vector<TrialMapping> mappings;
    for (const std::vector<std::string>& own : ofOne) {
        auto mapping = parseTrialMapping(own.empty() ? ofAll : own);
        if (mapping && !own.empty()) // what is of all is to be understood, too
            if (const auto general = parseTrialMapping(ofAll); !general)
                mapping = tl::unexpected(general.error());
        if (!mapping) {
            mapping.error().message = "--map: " + mapping.error().message;
            return tl::unexpected(mapping.error());
        }
        mappings.push_back(std::move(*mapping));
    }
    return mappings;
}

std::vector<std::string> mapOptionsOf(std::span<const Observer> observers, std::span<const std::string> names)
{
    std::vector<std::string> texts;
    const auto same = [&](const Observer& observer) {
        return observer.trials->mapping() == observers.front().trials->mapping();
    };
    if (std::all_of(observers.begin(), observers.end(), same))
        return observers.empty() ? texts : observers.front().trials->mapping();
    for (std::size_t place = 0; place < observers.size(); ++place)
        for (const std::string& text : observers[place].trials->mapping())
            texts.push_back(names[place] + ':' + text);
    return texts;
}

} // namespace learnscope
