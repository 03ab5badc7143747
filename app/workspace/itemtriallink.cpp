#include "app/workspace/itemtriallink.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <filesystem>

namespace learnscope {

ItemTrialLink::ItemTrialLink(ItemSelectionModel& items, SelectionModel& trials, QObject* parent)
    : QObject(parent)
    , m_items(items)
    , m_trials(trials)
{
    connect(&items, &ItemSelectionModel::selectionChanged, this, &ItemTrialLink::selectTrials);
    connect(&items, &ItemSelectionModel::currentChanged, this, &ItemTrialLink::lookAtStimulus);
    connect(&trials, &SelectionModel::selectionChanged, this, &ItemTrialLink::selectItems);
    connect(&trials, &SelectionModel::stimulusChanged, this, &ItemTrialLink::lookAtItem);
}

void ItemTrialLink::setStimuli(std::shared_ptr<const StimulusSet> stimuli)
{
    m_stimuli = std::move(stimuli);
}

void ItemTrialLink::setSet(std::shared_ptr<const RepresentationSet> set)
{
    m_classes.clear();
    m_set = std::move(set);
    if (!m_set)
        return;
    for (const ShownRepresentation& shown : m_set->shown)
        if (shown.meaning.measure == "confusion") {
            const auto names = itemNames(shown.input.value).span();
            m_classes.insert(names.begin(), names.end());
        }
}

bool ItemTrialLink::isShown(const std::string& item) const
{
    return m_set && std::any_of(m_set->groups.begin(), m_set->groups.end(), [&](const ShownGroup& group) {
               return group.index->placeOf(item).has_value();
           });
}

std::string ItemTrialLink::pictureOf(const std::string& item) const
{
    if (!m_stimuli)
        return {};
    const std::string name = std::filesystem::path(item).filename().string();
    return m_stimuli->find(name) ? name : std::string();
}

ItemTrialLink::ItemKind ItemTrialLink::kindOf(const std::string& item) const
{
    if (m_classes.contains(item))
        return ItemKind::Class;
    return pictureOf(item).empty() ? ItemKind::Neither : ItemKind::Picture;
}

void ItemTrialLink::selectTrials()
{
    if (m_following)
        return;
    const QScopedValueRollback following(m_following, true);
    std::set<std::string> classes;
    std::set<std::string> pictures;
    for (const std::string& item : m_items.items())
        if (const ItemKind kind = kindOf(item); kind == ItemKind::Class)
            classes.insert(item);
        else if (kind == ItemKind::Picture)
            pictures.insert(pictureOf(item));
    TrialSelection selection;
    if (!classes.empty()) {
        TrialClause clause;
        clause.truths = ValueSet<std::string>::only({classes.begin(), classes.end()});
        selection = unionOf(selection, {{clause}});
    }
    if (!pictures.empty()) {
        TrialClause clause;
        clause.images = ValueSet<std::string>::only({pictures.begin(), pictures.end()});
        selection = unionOf(selection, {{clause}});
    }
    if (!selection.empty() || m_items.items().empty())
        m_trials.select(selection);
}

void ItemTrialLink::selectItems()
{
    if (m_following)
        return;
    const QScopedValueRollback following(m_following, true);
    std::vector<std::string> items;
    for (const TrialClause& clause : m_trials.selection().clauses) {
        for (const ValueSet<std::string>* classes : {&clause.truths, &clause.predictions})
            if (!classes->excluded)
                for (const std::string& name : classes->values)
                    if (m_classes.contains(name))
                        items.push_back(name);
        if (!clause.images.excluded)
            for (const std::string& name : clause.images.values)
                if (isShown(name))
                    items.push_back(name);
    }
    bool isLinked = !items.empty(); // items that are no trials stay selected
    for (const std::string& item : m_items.items())
        isLinked = isLinked || kindOf(item) != ItemKind::Neither;
    if (isLinked)
        m_items.select(items);
}

void ItemTrialLink::lookAtStimulus()
{
    if (m_following)
        return;
    const QScopedValueRollback following(m_following, true);
    if (const std::string picture = pictureOf(m_items.current()); !picture.empty())
        m_trials.setStimulus(picture);
}

void ItemTrialLink::lookAtItem()
{
    if (m_following)
        return;
    const QScopedValueRollback following(m_following, true);
    if (isShown(m_trials.stimulus()))
        m_items.setCurrent(m_trials.stimulus());
}

} // namespace learnscope
