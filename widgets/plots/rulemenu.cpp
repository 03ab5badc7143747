#include "widgets/plots/rulemenu.h"

#include "widgets/plots/windowsdialog.h"

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

void addMovingAverageRules(const RuleMenu& into)
{
    addRuleChoice<Phase>(into, text("Moving average of"),
                         [](AnalysisOptions& rules) -> Phase& { return rules.movingAverage.phase; },
                         {{text("Training trials"), Phase::Train}, {text("Test trials"), Phase::Test}});
    into.menu.addSeparator();
    // The menu may be gone when the dialog ends: what it needs is copied.
    into.menu.addAction(text("Windows..."), into.view,
                        [rules = into.rules, request = into.request, view = into.view] {
                            auto* dialog = new WindowsDialog(rules.movingAverage, view);
                            dialog->setAttribute(Qt::WA_DeleteOnClose);
                            QObject::connect(dialog, &QDialog::accepted, view, [=] {
                                AnalysisOptions wanted = rules;
                                wanted.movingAverage = dialog->options();
                                request(wanted);
                            });
                            dialog->open();
                        });
}

void addEfficiencyRules(const RuleMenu& into)
{
    addRuleChoice<EfficiencyStart>(
        into, text("First gain"),
        [](AnalysisOptions& rules) -> EfficiencyStart& { return rules.curves.efficiencyStart; },
        {{text("From 0, as published"), EfficiencyStart::Zero},
         {text("From chance"), EfficiencyStart::Chance}});
}

void addSplitRules(const RuleMenu& into)
{
    addRuleChoice<SplitRule>(
        into, text("An object is known"),
        [](AnalysisOptions& rules) -> SplitRule& { return rules.splitRule; },
        {{text("By its exact id"), SplitRule::Exact},
         {text("As published: where the image's name begins so"), SplitRule::AsPublished}});
}

} // namespace learnscope
