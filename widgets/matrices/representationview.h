#pragma once

#include "core/similarity/representationset.h"
#include "core/stimuli/itempictures.h"
#include "widgets/plots/plotview.h"

#include <memory>

namespace learnscope {

class ItemSelectionModel;

/// A view of representations instead of curves: it draws a RepresentationSet and shares the selected items
/// with all others of its kind. GUI thread.
class RepresentationView : public PlotView
{
    Q_OBJECT
public:
    explicit RepresentationView(QWidget* parent = nullptr);
    ~RepresentationView() override;

    /// Not owned; both outlive the view or are set anew.
    void setRepresentationModels(ItemSelectionModel* items, JobRunner* runner);
    /// Null or without representations: the empty state. What is looked at stays where it still can.
    void setRepresentations(std::shared_ptr<const RepresentationSet> representations);
    const std::shared_ptr<const RepresentationSet>& representations() const noexcept { return m_set; }
    /// Never null; pictures of items where there are any.
    void setPictures(std::shared_ptr<const ItemPictures> pictures);
    const ItemPictures& pictures() const noexcept { return *m_pictures; }

    /// Those that it draws, in RepresentationSet::shown; empty: all.
    virtual std::vector<std::size_t> drawnRepresentations() const { return {}; }
    /// Adds the switches that its numbers depend on, each ending in representationOptionsRequested(): the
    /// order of items, for a view that has no other.
    void addRuleActions(QMenu& menu) override;

Q_SIGNALS:
    /// The order of items, the scaling or the measure was switched, for all views.
    void representationOptionsRequested(const learnscope::RepresentationOptions& options);

protected:
    ItemSelectionModel* items() const noexcept { return m_items; }
    /// Options as they are; those of an empty set before the first.
    RepresentationOptions representationOptions() const;
    void addOrderActions(QMenu& menu);

    virtual void representationsChanged() = 0; ///< the set or its pictures: to be built anew
    virtual void itemsChanged() = 0; ///< other items are selected, or another one is looked at
    void curvesChanged() override { }
    /// Opens the menu, for a view whose canvas says when the mouse asks for it; the keyboard does so here.
    virtual void showMenu(const QPoint&) { }
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool hasSomethingToClear() const override; ///< of a view without a cursor: items are selected

private:
    std::shared_ptr<const RepresentationSet> m_set;
    std::shared_ptr<const ItemPictures> m_pictures = std::make_shared<const ItemPictures>();
    ItemSelectionModel* m_items = nullptr;
};

/// What is computed for a kind of view beyond matrices; nothing for views of curves.
RepresentationParts representationPartsForView(ViewKind kind);
/// Whether it draws representations.
bool isRepresentationView(ViewKind kind);

/// A view of any kind, of trials or of representations.
std::unique_ptr<PlotView> makeView(ViewKind kind);

} // namespace learnscope
