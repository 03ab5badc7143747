#pragma once

#include "core/data/stimulus.h"
#include "core/similarity/representationset.h"
#include "widgets/itemmodels/itemselectionmodel.h"

#include <QObject>

#include <memory>
#include <set>
#include <string>

namespace learnscope {

/// Makes one of two selections: items of matrices that are pictures or classes select the trials of these,
/// and trials that are told by their picture or class select such items. The item that is looked at and the
/// stimulus that is looked at are one as well. GUI thread.
class ItemTrialLink : public QObject
{
    Q_OBJECT
public:
    /// Neither is owned.
    ItemTrialLink(ItemSelectionModel& items, SelectionModel& trials, QObject* parent = nullptr);

    void setStimuli(std::shared_ptr<const StimulusSet> stimuli);
    /// While it is off, the selections are set apart from each other.
    void setLinked(bool isLinked) { m_following = !isLinked; }
    void setSet(std::shared_ptr<const RepresentationSet> set);

private:
    enum class ItemKind { Neither, Class, Picture };
    ItemKind kindOf(const std::string& item) const;
    bool isShown(const std::string& item) const;
    std::string pictureOf(const std::string& item) const; ///< its file name; empty where it is none
    void selectTrials();
    void selectItems();
    void lookAtStimulus();
    void lookAtItem();

    ItemSelectionModel& m_items;
    SelectionModel& m_trials;
    std::shared_ptr<const StimulusSet> m_stimuli;
    std::set<std::string, std::less<>> m_classes; ///< items of matrices of trials
    std::shared_ptr<const RepresentationSet> m_set;
    bool m_following = false;
};

} // namespace learnscope
