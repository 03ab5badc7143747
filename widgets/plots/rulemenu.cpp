#include "widgets/plots/rulemenu.h"

#include "widgets/plots/windowsdialog.h"

#include <QCoreApplication>

#include <algorithm>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}
} // namespace

void addBandRules(const RuleMenu& into)
{
    addRuleChoice<BandMethod>(into, text("Bands over runs"),
                              [](AnalysisOptions& rules) -> BandMethod& { return rules.curves.bands; },
                              {{text("Percentiles"), BandMethod::Percentile},
                               {text("Expanded percentiles, for few runs"), BandMethod::Expanded}});
}

void addLagRules(const RuleMenu& into)
{
    addRuleChoice<LagRule>(into, text("Lag window"),
                           [](AnalysisOptions& rules) -> LagRule& { return rules.curves.lagRule; },
                           {{text("As published: to the first drop in test"), LagRule::AsPublished},
                            {text("Common: to the last epoch"), LagRule::CommonWindow}});
    addBandRules(into);
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
    addBandRules(into);
}

void addSplitRules(const RuleMenu& into)
{
    addRuleChoice<SplitRule>(
        into, text("An object is known"),
        [](AnalysisOptions& rules) -> SplitRule& { return rules.splitRule; },
        {{text("By its exact id"), SplitRule::Exact},
         {text("As published: where the image's name begins so"), SplitRule::AsPublished}});
    addBandRules(into);
}

void addColumnRules(const RuleMenu& into)
{
    constexpr std::size_t mostColumnsListed = 40; // as many as a menu has room for
    into.menu.addSection(text("By the column"));
    auto* group = new QActionGroup(&into.menu);
    const auto addColumn = [&](const QString& label, const std::string& column) {
        AnalysisOptions wanted = into.rules;
        wanted.byColumn.column = column;
        QAction* action = into.menu.addAction(label);
        action->setCheckable(true);
        action->setChecked(column == into.rules.byColumn.column);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &into.menu,
                         [request = into.request, wanted] { request(wanted); });
    };
    addColumn(text("The first of few values"), {});
    if (into.analysis) {
        const std::vector<std::string>& columns = into.analysis->byColumn.available;
        for (std::size_t place = 0; place < std::min(columns.size(), mostColumnsListed); ++place)
            addColumn(QString::fromStdString(columns[place]).replace(u'&', QStringLiteral("&&")),
                      columns[place]);
    }
    addRuleChoice<int>(into, text("Columns of numbers"),
                       [](AnalysisOptions& rules) -> int& { return rules.byColumn.bins; },
                       {{text("Each number, or 10 bins of many"), 0},
                        {text("5 bins"), 5},
                        {text("10 bins"), 10},
                        {text("20 bins"), 20}});
    addRuleChoice<bool>(into, text("Epochs"),
                        [](AnalysisOptions& rules) -> bool& { return rules.byColumn.byEpoch; },
                        {{text("Pooled"), false}, {text("Each for itself"), true}});
    addBandRules(into);
}

void addTimesRules(const RuleMenu& into)
{
    addRuleChoice<TimesShown>(into, text("Show"),
                              [](AnalysisOptions& rules) -> TimesShown& { return rules.timesShown; },
                              {{text("Quantiles by epoch"), TimesShown::Quantiles},
                               {text("Accuracy by speed"), TimesShown::SpeedAccuracy}});
    if (into.rules.timesShown == TimesShown::SpeedAccuracy) // quantiles have no bands
        addBandRules(into);
}

} // namespace learnscope
