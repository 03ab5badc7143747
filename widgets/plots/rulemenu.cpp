#include "widgets/plots/rulemenu.h"

#include <QCoreApplication>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}
} // namespace

void addLagRules(const RuleMenu& into)
{
    addRuleChoice<LagRule>(into, text("Lag window"),
                           [](AnalysisOptions& rules) -> LagRule& { return rules.curves.lagRule; },
                           {{text("As published: to the first drop in test"), LagRule::AsPublished},
                            {text("Common: to the last epoch"), LagRule::CommonWindow}});
}

} // namespace learnscope
