#pragma once

#include "app/workspace/session.h"

#include <QString>

namespace learnscope {

/// What one step changed, to be named in the menu and to be gathered with the step before.
struct SessionChange
{
    enum class Kind {
        Nothing,
        Opened, ///< tables
        Closed,
        Order, ///< of tables
        Trials, ///< read again, or repaired
        Label,
        ObserverKind,
        Style,
        Checks,
        LearnersOnly,
        OnlySelected,
        Shown, ///< ViewOptions
        Rules,
        Stimuli,
        Representations, ///< opened, closed, called or compared otherwise
        ItemOrder, ///< and what else holds for all views of representations
        Items, ///< that are selected
        Entries, ///< of files that are missing or have changed
        Views, ///< split, closed, or of another kind
        ViewSizes,
        ViewState,
        SavedSelections,
        Page, ///< the composed one
        Selection
    };

    Kind kind = Kind::Nothing;
    std::string observer; ///< Observer::name, where it concerns only one
    QString text; ///< as in "Undo open human"
};

/// The most telling difference of two sessions.
SessionChange changeBetween(const Session& before, const Session& after);

/// Whether a step of @p kind alters results or what is worth keeping, rather than only what is looked at.
bool isWork(SessionChange::Kind kind);

} // namespace learnscope
