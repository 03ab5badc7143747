#include "app/workspace/sessionchange.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace learnscope {

namespace {
using Kind = SessionChange::Kind;

QString text(const char* words)
{
    return QCoreApplication::translate("SessionChange", words);
}

const OpenObserver* find(const Session& session, const std::string& name)
{
    const auto found = std::find_if(session.observers.begin(), session.observers.end(),
                                    [&](const OpenObserver& open) { return open.observer.name == name; });
    return found == session.observers.end() ? nullptr : &*found;
}

/// Those of @p some that @p others lack.
std::vector<const OpenObserver*> missingIn(const Session& others, const Session& some)
{
    std::vector<const OpenObserver*> missing;
    for (const OpenObserver& open : some.observers)
        if (find(others, open.observer.name) == nullptr)
            missing.push_back(&open);
    return missing;
}

SessionChange tables(Kind kind, const std::vector<const OpenObserver*>& some, const char* one,
                     const char* several)
{
    if (some.size() == 1)
        return {kind, some.front()->observer.name,
                text(one).arg(QString::fromStdString(some.front()->observer.label))};
    return {kind, {}, text(several).arg(some.size())};
}

/// What is different of one observer; of several, of the first one.
SessionChange observerChange(const Session& before, const Session& after)
{
    SessionChange change;
    int changed = 0;
    for (const OpenObserver& now : after.observers) {
        const OpenObserver* was = find(before, now.observer.name);
        if (was == nullptr || *was == now)
            continue;
        if (++changed > 1)
            break;
        const QString label = QString::fromStdString(was->observer.label);
        const auto of = [&](Kind kind, const char* words) {
            return SessionChange {kind, now.observer.name, text(words).arg(label)};
        };
        if (was->observer.repairs != now.observer.repairs)
            change = of(Kind::Trials, QT_TRANSLATE_NOOP("SessionChange", "repairs of %1"));
        else if (was->observer.trials && now.observer.trials
                 && was->observer.trials->mapping() != now.observer.trials->mapping())
            change = of(Kind::Trials, QT_TRANSLATE_NOOP("SessionChange", "columns of %1"));
        else if (was->observer.trials != now.observer.trials)
            change = of(Kind::Trials, QT_TRANSLATE_NOOP("SessionChange", "read %1 again"));
        else if (was->observer.kind != now.observer.kind)
            change = of(Kind::ObserverKind, QT_TRANSLATE_NOOP("SessionChange", "kind of %1"));
        else if (was->observer.label != now.observer.label)
            change = of(Kind::Label, QT_TRANSLATE_NOOP("SessionChange", "rename %1"));
        else if (was->style != now.style)
            change = of(Kind::Style, QT_TRANSLATE_NOOP("SessionChange", "colour of %1"));
        else
            change = of(Kind::Checks, QT_TRANSLATE_NOOP("SessionChange", "checked runs of %1"));
    }
    if (changed > 1) {
        change.observer.clear();
        change.text = change.kind == Kind::Checks
            ? text(QT_TRANSLATE_NOOP("SessionChange", "checked runs"))
            : text(QT_TRANSLATE_NOOP("SessionChange", "changes of observers"));
    }
    return change;
}

int countViews(const QJsonObject& node)
{
    int count = node.contains(QLatin1String("view")) ? 1 : 0;
    for (const QJsonValue& child : node[QLatin1String("children")].toArray())
        count += countViews(child.toObject());
    return count;
}

QJsonObject without(QJsonObject node, const QString& key)
{
    node.remove(key);
    QJsonArray children;
    for (const QJsonValue& child : node[QLatin1String("children")].toArray())
        children << without(child.toObject(), key);
    if (!children.isEmpty())
        node[QLatin1String("children")] = children;
    return node;
}

SessionChange viewChange(const Session& before, const Session& after)
{
    const QJsonObject was = QJsonDocument::fromJson(before.views).object();
    const QJsonObject now = QJsonDocument::fromJson(after.views).object();
    const int more = countViews(now) - countViews(was);
    if (more > 0)
        return {Kind::Views, {}, text(QT_TRANSLATE_NOOP("SessionChange", "split view"))};
    if (more < 0)
        return {Kind::Views, {}, text(QT_TRANSLATE_NOOP("SessionChange", "close view"))};
    const auto state = QStringLiteral("state");
    const auto sizes = QStringLiteral("sizes");
    if (without(was, state) == without(now, state))
        return {Kind::ViewState, {}, text(QT_TRANSLATE_NOOP("SessionChange", "settings of a view"))};
    if (without(without(was, state), sizes) == without(without(now, state), sizes))
        return {Kind::ViewSizes, {}, text(QT_TRANSLATE_NOOP("SessionChange", "sizes of views"))};
    return {Kind::Views, {}, text(QT_TRANSLATE_NOOP("SessionChange", "change of view"))};
}

/// Labels of those that @p others lack.
std::vector<std::string> missingLabels(const RepresentationState& others, const RepresentationState& some)
{
    std::vector<std::string> labels;
    for (const OpenRepresentation& open : some.open)
        if (std::none_of(others.open.begin(), others.open.end(),
                         [&](const OpenRepresentation& other) { return other.name == open.name; }))
            labels.push_back(open.label);
    return labels;
}

SessionChange representationChange(const RepresentationState& before, const RepresentationState& after)
{
    const auto named = [](const std::vector<std::string>& labels, const char* one, const char* several) {
        return SessionChange {Kind::Representations,
                              {},
                              labels.size() == 1 ? text(one).arg(QString::fromStdString(labels.front()))
                                                 : text(several).arg(labels.size())};
    };
    if (const auto added = missingLabels(before, after); !added.empty())
        return named(added, QT_TRANSLATE_NOOP("SessionChange", "open %1"),
                     QT_TRANSLATE_NOOP("SessionChange", "open %1 representations"));
    if (const auto removed = missingLabels(after, before); !removed.empty())
        return named(removed, QT_TRANSLATE_NOOP("SessionChange", "close %1"),
                     QT_TRANSLATE_NOOP("SessionChange", "close %1 representations"));
    if (before.open != after.open)
        return {Kind::Representations, {}, text(QT_TRANSLATE_NOOP("SessionChange", "representations"))};
    if (before.picturesFolder != after.picturesFolder)
        return {Kind::Representations, {}, text(QT_TRANSLATE_NOOP("SessionChange", "pictures of items"))};
    if (before.options.order != after.options.order)
        return {Kind::ItemOrder, {}, text(QT_TRANSLATE_NOOP("SessionChange", "order of items"))};
    if (before.options != after.options)
        return {Kind::ItemOrder, {}, text(QT_TRANSLATE_NOOP("SessionChange", "maps and comparisons"))};
    return {Kind::Items, {}, text(QT_TRANSLATE_NOOP("SessionChange", "selected items"))};
}
} // namespace

SessionChange changeBetween(const Session& before, const Session& after)
{
    if (isSameWork(before, after))
        return {};
    if (const auto added = missingIn(before, after); !added.empty())
        return tables(Kind::Opened, added, QT_TRANSLATE_NOOP("SessionChange", "open %1"),
                      QT_TRANSLATE_NOOP("SessionChange", "open %1 tables"));
    if (const auto removed = missingIn(after, before); !removed.empty())
        return tables(Kind::Closed, removed, QT_TRANSLATE_NOOP("SessionChange", "close %1"),
                      QT_TRANSLATE_NOOP("SessionChange", "close %1 tables"));
    if (before.learnersOnly != after.learnersOnly)
        return {Kind::LearnersOnly, {}, text(QT_TRANSLATE_NOOP("SessionChange", "learners only"))};
    if (before.onlySelected != after.onlySelected)
        return {Kind::OnlySelected, {}, text(QT_TRANSLATE_NOOP("SessionChange", "only selected trials"))};
    if (before.observers != after.observers) {
        const SessionChange change = observerChange(before, after);
        return change.kind != Kind::Nothing
            ? change
            : SessionChange {Kind::Order, {}, text(QT_TRANSLATE_NOOP("SessionChange", "order of observers"))};
    }
    if (before.rules != after.rules)
        return before.rules.pattern != after.rules.pattern
            ? SessionChange {Kind::Rules, {}, text(QT_TRANSLATE_NOOP("SessionChange", "picture names"))}
            : SessionChange {Kind::Rules, {}, text(QT_TRANSLATE_NOOP("SessionChange", "definitions"))};
    if (before.stimuli != after.stimuli)
        return {Kind::Stimuli,
                {},
                after.stimuli ? text(QT_TRANSLATE_NOOP("SessionChange", "open stimuli"))
                              : text(QT_TRANSLATE_NOOP("SessionChange", "close stimuli"))};
    if (before.representations != after.representations)
        return representationChange(before.representations, after.representations);
    if (before.kept.page != after.kept.page)
        return {Kind::Page, {}, text(QT_TRANSLATE_NOOP("SessionChange", "composed page"))};
    if (before.kept != after.kept)
        return {Kind::Entries,
                {},
                before.kept.formerHashes != after.kept.formerHashes
                    ? text(QT_TRANSLATE_NOOP("SessionChange", "accept changed data"))
                    : text(QT_TRANSLATE_NOOP("SessionChange", "leave out what is missing"))};
    if (before.viewOptions != after.viewOptions)
        return {Kind::Shown, {}, text(QT_TRANSLATE_NOOP("SessionChange", "what is shown"))};
    if (before.views != after.views)
        return viewChange(before, after);
    if (before.savedSelections != after.savedSelections)
        return {Kind::SavedSelections, {}, text(QT_TRANSLATE_NOOP("SessionChange", "saved selections"))};
    return {Kind::Selection, {}, text(QT_TRANSLATE_NOOP("SessionChange", "selection"))};
}

bool isWork(SessionChange::Kind kind)
{
    switch (kind) {
    case Kind::Trials:
    case Kind::Label:
    case Kind::ObserverKind:
    case Kind::Style:
    case Kind::Checks:
    case Kind::Rules:
    case Kind::Entries:
    case Kind::Representations:
    case Kind::SavedSelections:
    case Kind::Page:
        return true;
    default:
        return false;
    }
}

} // namespace learnscope
