#include "app/window/viewlayout.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace learnscope {

namespace {
const auto splitKey = QStringLiteral("split");
const auto sizesKey = QStringLiteral("sizes");
const auto childrenKey = QStringLiteral("children");
const auto viewKey = QStringLiteral("view");
const auto stateKey = QStringLiteral("state");
constexpr int maximumDepth = 8;

QString orientationName(Qt::Orientation orientation)
{
    return orientation == Qt::Horizontal ? QStringLiteral("right") : QStringLiteral("below");
}

QJsonObject toObject(const ViewLayout& layout)
{
    QJsonObject object;
    if (layout.kind) {
        object[viewKey] = viewId(*layout.kind);
        if (!layout.state.isEmpty())
            object[stateKey] = layout.state;
        return object;
    }
    QJsonArray sizes;
    QJsonArray children;
    for (const int share : layout.shares)
        sizes << share;
    for (const ViewLayout& part : layout.parts)
        children << toObject(part);
    object[splitKey] = orientationName(layout.orientation);
    object[sizesKey] = sizes;
    object[childrenKey] = children;
    return object;
}

/// Counts the views down in @p viewsLeft. Nothing where @p node is no layout.
std::optional<ViewLayout> fromObject(const QJsonObject& node, int depth, int& viewsLeft)
{
    ViewLayout layout;
    if (node.contains(viewKey)) {
        layout.kind = viewKindFromId(node[viewKey].toString());
        layout.state = node[stateKey].toObject();
        return layout.kind && --viewsLeft >= 0 ? std::optional(layout) : std::nullopt;
    }
    const QString split = node[splitKey].toString();
    const QJsonArray children = node[childrenKey].toArray();
    const QJsonArray sizes = node[sizesKey].toArray();
    if ((split != orientationName(Qt::Horizontal) && split != orientationName(Qt::Vertical))
        || children.isEmpty() || depth > maximumDepth || sizes.size() != children.size())
        return {};
    layout.orientation = split == orientationName(Qt::Horizontal) ? Qt::Horizontal : Qt::Vertical;
    for (const QJsonValue& size : sizes)
        layout.shares << std::clamp(size.toInt(), 1, 100000);
    for (const QJsonValue& child : children) {
        auto part = fromObject(child.toObject(), depth + 1, viewsLeft);
        if (!part)
            return {};
        layout.parts.push_back(std::move(*part));
    }
    return layout;
}
} // namespace

ViewLayout withoutStates(ViewLayout layout)
{
    layout.state = {};
    for (ViewLayout& part : layout.parts)
        part = withoutStates(std::move(part));
    return layout;
}

QByteArray toJson(const ViewLayout& layout)
{
    return QJsonDocument(toObject(layout)).toJson(QJsonDocument::Compact);
}

std::optional<ViewLayout> viewLayoutFrom(const QByteArray& json, int maximumViews)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (root.contains(viewKey)) // a grid is never a view alone
        return {};
    return fromObject(root, 0, maximumViews);
}

} // namespace learnscope
