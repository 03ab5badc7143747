#include "core/base/csvtext.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelgrid.h"
#include "widgets/figures/representationparts.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// The group that is drawn: the first that has a tree and holds what is asked for.
const ShownGroup* groupOf(const FigureRequest& request, const FigureInput& input)
{
    const std::vector<std::size_t> asked = shownRepresentations(request, input);
    for (const std::size_t index : asked) {
        const ShownGroup& group = input.representations->groupOf(index);
        if (group.tree && !group.tree->merges.empty())
            return &group;
    }
    return nullptr;
}

/// A cluster of the tree on the page.
struct Branch
{
    double x = 0; ///< in leaves from the left
    double height = 0;
    std::size_t cluster = 0; ///< of the cut; from 1 on, 0: of none
};

std::vector<Branch> branchesOf(const Dendrogram& tree, std::size_t clusters)
{
    std::vector<Branch> branches(tree.items.size() + tree.merges.size());
    std::vector<std::size_t> leafAt(tree.order.size() + tree.withoutValue.size());
    for (std::size_t at = 0; at < tree.order.size(); ++at)
        leafAt[tree.order[at]] = at;
    const auto cut = clusters >= 2 && clusters <= tree.items.size()
        ? clustersOf(tree, clusters)
        : std::vector<std::optional<std::size_t>>();
    for (std::size_t leaf = 0; leaf < tree.items.size(); ++leaf) {
        const std::size_t item = tree.items[leaf];
        branches[leaf] = {double(leafAt[item]), 0, cut.empty() || !cut[item] ? 0 : *cut[item] + 1};
    }
    for (std::size_t merge = 0; merge < tree.merges.size(); ++merge) {
        const Branch& a = branches[tree.merges[merge].first];
        const Branch& b = branches[tree.merges[merge].second];
        branches[tree.items.size() + merge] = {(a.x + b.x) / 2, tree.merges[merge].height,
                                               a.cluster == b.cluster ? a.cluster : 0};
    }
    return branches;
}

QColor colorOf(std::size_t cluster, std::size_t clusters)
{
    return cluster == 0
        ? QColor(0x3c414b)
        : QColor::fromHsvF(float(cluster - 1) / float(std::max<std::size_t>(clusters, 1)), .8f, .65f);
}

void addBranches(FigureScene& scene, const ScenePanel& panel, const Dendrogram& tree, std::size_t clusters,
                 double width)
{
    const std::vector<Branch> branches = branchesOf(tree, clusters);
    for (std::size_t merge = 0; merge < tree.merges.size(); ++merge) {
        const Branch& a = branches[tree.merges[merge].first];
        const Branch& b = branches[tree.merges[merge].second];
        const Branch& both = branches[tree.items.size() + merge];
        scene.items.push_back({SceneLine {{panel.map(a.x, a.height), panel.map(a.x, both.height),
                                           panel.map(b.x, both.height), panel.map(b.x, b.height)},
                                          colorOf(both.cluster, clusters),
                                          width},
                               {},
                               QStringLiteral("tree")});
    }
}
} // namespace

Result<FigureScene> dendrogramFigure(const FigureRequest& request, const FigureInput& input)
{
    const ShownGroup* group = groupOf(request, input);
    if (!group) {
        std::string reason = "there is no tree to draw";
        for (const ShownGroup& one : input.representations->groups)
            if (!one.orderProblem.empty())
                reason = one.orderProblem;
        return failure(Error::Kind::Mismatch, reason);
    }
    const Dendrogram& tree = *group->tree;
    const double font = request.fontSize;
    const double scale = font / 7;
    const AxesLook look = ourAxes(font);
    const ShownRepresentation& leader = input.representations->shown[group->leader];
    double highest = 0;
    for (const ClusterMerge& merge : tree.merges)
        highest = std::max(highest, merge.height);
    const Axis y = niceAxis(0, highest > 0 ? highest : 1, 6,
                            leader.meaning.measure.empty() ? QStringLiteral("Dissimilarity")
                                                           : QString::fromStdString(leader.meaning.measure));
    FigureScene scene;
    scene.width = request.width > 0 ? request.width : 183;
    scene.height = request.height > 0 ? request.height : 80;
    const double left = gridPageMargin + yAxisWidth(y, look);
    const double across = scene.width - left - gridPageMargin;
    const double step = across / double(tree.items.size());
    const double labelSize = font * .85;
    const bool hasLabels = step >= lineHeight(labelSize) * .8;
    double labelHeight = 0;
    for (const std::size_t place : tree.order)
        if (hasLabels)
            labelHeight =
                std::max(labelHeight, textWidth(QString::fromStdString(group->itemAt(place)), labelSize));
    labelHeight = std::min(labelHeight, scene.height * .4);
    const double top = gridPageMargin + lineHeight(font) * 1.4;
    const QRectF area(left, top, across, scene.height - top - labelHeight - gridPageMargin - scale);
    if (area.height() < 12 || across < 20)
        return tooSmall(scene, 20 + left + gridPageMargin, top + labelHeight + gridPageMargin + 12);
    const ScenePanel panel {labelOfRepresentation(input, group->leader),
                            area,
                            -.5,
                            double(tree.items.size()) - .5,
                            y.low,
                            y.high};
    scene.panels.push_back(panel);
    addGrid(scene, panel, y, look);
    const std::size_t clusters = input.representations->options.order.clusters;
    addBranches(scene, panel, tree, clusters, std::clamp(step * 1.2, .15, .8) * scale);
    AxesParts parts;
    parts.xLabels = parts.xTitle = false;
    addAxes(scene, panel, Axis {-.5, double(tree.items.size()) - .5, {}, {}, {}}, y, look, parts);
    for (std::size_t at = 0; hasLabels && at < tree.order.size(); ++at)
        addText(
            scene,
            {elided(QString::fromStdString(group->itemAt(tree.order[at])), labelHeight, labelSize, false),
             {panel.map(double(at), y.low).x() + fontExtent(labelSize).capHeight / 2, area.bottom() + scale},
             labelSize,
             QColor(0x3c414b),
             false,
             SceneText::Anchor::End,
             -90},
            QStringLiteral("labels"));
    addText(scene,
            {labelOfRepresentation(input, group->leader),
             {area.left(), gridPageMargin + fontExtent(font).ascent},
             font,
             QColor(0x1b1e24),
             true},
            QStringLiteral("headings"));
    scene.caption = "Hierarchical clustering of " + describeRepresentation(input, group->leader) + ", "
        + std::string(toString(input.representations->options.order.linkage))
        + " linkage, leaves in optimal order.";
    if (clusters >= 2)
        scene.caption += " Colours: cut into " + std::to_string(clusters) + " clusters.";
    if (!tree.withoutValue.empty())
        scene.caption +=
            " " + groupedDigits(tree.withoutValue.size()) + " items without a value are left out.";
    if (!hasLabels)
        scene.notes.push_back("the page is too narrow for the names of " + groupedDigits(tree.items.size())
                              + " items");
    return scene;
}

std::string dendrogramData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"merge", "first", "second", "height", "size", "first_item", "second_item"};
    const ShownGroup* group = groupOf(request, input);
    if (!group)
        return csv.text();
    const Dendrogram& tree = *group->tree;
    const auto itemOf = [&](std::size_t cluster) {
        return cluster < tree.items.size() ? group->itemAt(tree.items[cluster]) : std::string();
    };
    for (std::size_t merge = 0; merge < tree.merges.size(); ++merge) {
        const ClusterMerge& one = tree.merges[merge];
        csv.add(std::uint64_t {tree.items.size() + merge}).add(std::uint64_t {one.first});
        csv.add(std::uint64_t {one.second}).add(one.height).add(std::uint64_t {one.size});
        csv.add(itemOf(one.first)).add(itemOf(one.second)).endRow();
    }
    return csv.text();
}

} // namespace learnscope
