#include "app/cli/ruleoptions.h"

namespace learnscope {

void addRuleOptions(CLI::App& command, RuleOptions& options)
{
    const AnalysisOptions usual;
    for (const Rule& rule : analysisRules()) {
        const std::string name(rule.name);
        command
            .add_option_function<std::string>(
                "--" + name, [&options, name](const std::string& text) { options[name] = text; },
                std::string(rule.help) + ": " + std::string(rule.expected))
            ->default_str(rule.text(usual));
    }
}

Result<void> applyRuleOptions(const RuleOptions& options, AnalysisOptions& rules)
{
    for (const auto& [name, text] : options)
        if (const auto set = setRule(rules, name, text); !set)
            return failure(set.error().kind, "--" + set.error().message);
    return {};
}

} // namespace learnscope
