#pragma once

#include "core/stats/analysis.h"

#include <QActionGroup>
#include <QMenu>

#include <functional>
#include <initializer_list>
#include <utility>

namespace learnscope {

/// The "Definitions" menu of a view while it is filled: the rules that hold, and how to ask for others.
struct RuleMenu
{
    QMenu& menu;
    const AnalysisOptions& rules;
    std::function<void(const AnalysisOptions&)> request;
    QWidget* view = nullptr; ///< parent of dialogs
    const Analysis* analysis = nullptr; ///< what the view draws; null before the first
};

using RuleFunction = void (*)(const RuleMenu& menu);

/// Adds the values that a rule may have, of which one is checked. @p part: the rule in the options.
template<typename Value>
void addRuleChoice(const RuleMenu& into, const QString& heading, Value& (*part)(AnalysisOptions&),
                   std::initializer_list<std::pair<QString, Value>> choices)
{
    AnalysisOptions rules = into.rules;
    const Value current = part(rules);
    into.menu.addSection(heading);
    auto* group = new QActionGroup(&into.menu);
    for (const auto& [text, value] : choices) {
        QAction* action = into.menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(value == current);
        group->addAction(action);
        part(rules) = value;
        QObject::connect(action, &QAction::triggered, &into.menu,
                         [request = into.request, rules] { request(rules); });
    }
}

/// How bands over runs are made: plain or expanded percentiles.
void addBandRules(const RuleMenu& into);
/// Lag windows: as published or common to all.
void addLagRules(const RuleMenu& into);
/// When an object counts as known: exact ids or as published.
void addSplitRules(const RuleMenu& into);

/// Phase and windows of moving averages.
void addMovingAverageRules(const RuleMenu& into);
/// What the first gain of data efficiency is measured from.
void addEfficiencyRules(const RuleMenu& into);
/// Which answers error consistency compares: in the same epoch or pooled.
void addConsistencyRules(const RuleMenu& into);
/// The column that accuracies are shown by, and whether by epoch.
void addColumnRules(const RuleMenu& into);
/// Quantiles of reaction times or accuracy by speed.
void addTimesRules(const RuleMenu& into);

} // namespace learnscope
