#pragma once

#include "widgets/plots/plotview.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <optional>
#include <vector>

namespace learnscope {

/// The views of a grid as a value: a view, or parts beside or below each other.
struct ViewLayout
{
    std::optional<ViewKind> kind; ///< set for a view, which has no parts
    QJsonObject state; ///< what is set in the view
    Qt::Orientation orientation = Qt::Horizontal; ///< of the parts
    QList<int> shares; ///< of each part in the length, 1 to 100,000
    std::vector<ViewLayout> parts;

    bool operator==(const ViewLayout&) const = default;
};

ViewLayout withoutStates(ViewLayout layout);

QByteArray toJson(const ViewLayout& layout);

/// Nothing where @p json is not the layout of a grid of 1 to @p maximumViews views.
std::optional<ViewLayout> viewLayoutFrom(const QByteArray& json, int maximumViews);

} // namespace learnscope
