#include "app/workspace/unknownviews.h"

#include "widgets/plots/plotview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

namespace learnscope {

namespace {
const auto viewKey = QStringLiteral("view");
const auto sizesKey = QStringLiteral("sizes");
const auto childrenKey = QStringLiteral("children");
constexpr int usualSize = 1000;

/// Walks through the grid and gathers what it takes out.
struct Sieve
{
    QJsonArray zooms;
    QJsonArray knownZooms = {};
    QJsonArray unknown = {};
    QStringList names = {};
    int place = 0; ///< of the next view

    /// The node without unknown views; nothing where none is left.
    std::optional<QJsonObject> sift(const QJsonObject& node, bool isRoot)
    {
        if (node.contains(viewKey)) {
            const QJsonValue zoom = zooms.at(place++);
            const QString kind = node[viewKey].toString();
            if (viewKindFromId(kind)) {
                knownZooms << zoom.toObject();
                return node;
            }
            unknown << node;
            if (!names.contains(kind))
                names << kind;
            return {};
        }
        const QJsonArray children = node[childrenKey].toArray();
        const QJsonArray sizes = node[sizesKey].toArray();
        QJsonArray left;
        QJsonArray leftSizes;
        for (qsizetype child = 0; child < children.size(); ++child)
            if (const auto kept = sift(children[child].toObject(), false)) {
                left << *kept;
                leftSizes << sizes.at(child);
            }
        if (left.isEmpty())
            return {};
        if (left.size() == 1 && children.size() > 1 && !isRoot)
            return left[0].toObject();
        QJsonObject kept = node;
        kept[childrenKey] = left;
        if (!sizes.isEmpty())
            kept[sizesKey] = leftSizes;
        return kept;
    }
};

QByteArray textOf(const QJsonArray& array)
{
    return array.isEmpty() ? QByteArray() : QJsonDocument(array).toJson(QJsonDocument::Compact);
}
} // namespace

PartedViews partedViews(const QByteArray& views, const QByteArray& zooms)
{
    Sieve sieve {QJsonDocument::fromJson(zooms).array()};
    const auto known = sieve.sift(QJsonDocument::fromJson(views).object(), true);
    if (sieve.unknown.isEmpty())
        return {views, zooms, {}, {}}; // whatever it is
    return {known ? QJsonDocument(*known).toJson(QJsonDocument::Compact) : QByteArray(),
            textOf(sieve.knownZooms), textOf(sieve.unknown), sieve.names};
}

QByteArray withUnknownViews(const QByteArray& views, const QByteArray& unknown)
{
    QJsonObject root = QJsonDocument::fromJson(views).object();
    const QJsonArray others = QJsonDocument::fromJson(unknown).array();
    if (others.isEmpty())
        return views;
    if (!root.contains(childrenKey)) // there is no grid: one of these alone
        root = {{QStringLiteral("split"), QStringLiteral("right")}};
    QJsonArray children = root[childrenKey].toArray();
    QJsonArray sizes = root[sizesKey].toArray();
    for (const QJsonValue& view : others) {
        children << view;
        sizes << usualSize;
    }
    root[childrenKey] = children;
    root[sizesKey] = sizes;
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

} // namespace learnscope
