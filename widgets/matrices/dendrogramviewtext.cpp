// What DendrogramView says and keeps.
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/dendrogramview.h"
#include "widgets/matrices/itemmarks.h"
#include "widgets/stimuli/pictureloader.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <charconv>

namespace learnscope {

namespace {
constexpr std::size_t mostRows = 10000; // of text, of each table
constexpr std::size_t namedItems = 4; // of a branch
constexpr int cardPicture = 128; // px

QString itemsText(std::size_t count)
{
    return count == 1 ? DendrogramView::tr("1 item") : DendrogramView::tr("%L1 items").arg(count);
}

void append(std::string& text, double number)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, 6);
    text.append(digits, end.ptr);
}

QString linkageText(Linkage linkage)
{
    switch (linkage) {
    case Linkage::Single:
        return DendrogramView::tr("single linkage");
    case Linkage::Complete:
        return DendrogramView::tr("complete linkage");
    case Linkage::Average:
        return DendrogramView::tr("average linkage");
    case Linkage::Ward:
        break;
    }
    return DendrogramView::tr("Ward's linkage");
}
} // namespace

QString DendrogramView::hint() const
{
    return tr(
        "Open an embedding, a similarity matrix or triplets to see how their items join into clusters.");
}

QString DendrogramView::factsOf(const ShownGroup& group) const
{
    QStringList facts {linkageText(representationOptions().order.linkage), itemsText(group.items)};
    const std::size_t clusters = representationOptions().order.clusters;
    if (group.tree && !group.tree->withoutValue.empty())
        facts << tr("%L1 without a value left out").arg(group.tree->withoutValue.size());
    if (group.tree && isByClusters() && clusters > group.tree->items.size())
        facts << tr("too few for %L1 clusters").arg(clusters);
    return facts.join(QStringLiteral(", "));
}

QString DendrogramView::subtitle() const
{
    QStringList parts;
    for (const TreePanel& panel : m_canvas->panels())
        if (panel.tree)
            parts << tr("%1: %2, %3")
                         .arg(panel.title, panel.heightTitle,
                              linkageText(representationOptions().order.linkage));
    if (parts.isEmpty())
        return {};
    const std::size_t clusters = representationOptions().order.clusters;
    if (isByClusters() && clusters >= 2)
        parts << tr("cut into %L1 clusters").arg(clusters);
    return parts.join(QStringLiteral("; "));
}

QString DendrogramView::details() const
{
    if (!representations() || representations()->shown.empty())
        return {};
    QStringList sentences;
    sentences << tr("Two branches join at how far apart they are by the linkage. Branches are turned so that "
                    "neighbours are as alike as the tree allows.");
    sentences << tr("The cut undoes the highest joins; matrices and maps show the same clusters.");
    if (representationOptions().order.linkage == Linkage::Ward)
        sentences << tr(
            "Ward's linkage takes dissimilarities for Euclidean distances; heights are in their unit.");
    if (representations()->groups.size() > mostTrees)
        sentences << tr("The first %1 of %2 groups of items have a tree here.")
                         .arg(mostTrees)
                         .arg(representations()->groups.size());
    for (const ShownGroup& group : representations()->groups)
        if (!group.note.empty())
            sentences << asSentence(group.note);
    return sentences.join(QLatin1Char('\n'));
}

QString DendrogramView::branchText(const TreePlace& place) const
{
    const ClusterTree::Branch& branch = m_canvas->panels()[place.panel].tree->branch(place.branch);
    if (branch.isLeaf())
        return itemAt(place.panel, branch.begin);
    return tr("%1, %2 to %3")
        .arg(itemsText(branch.size()), itemAt(place.panel, branch.begin),
             itemAt(place.panel, branch.end - 1));
}

QString DendrogramView::clusterText(const TreePlace& place) const
{
    const QString numbers = clusterNumbers(place);
    return numbers.isEmpty() ? numbers : tr("cluster %1").arg(numbers);
}

QString DendrogramView::clusterNumbers(const TreePlace& place) const
{
    const ClusterTree& tree = *m_canvas->panels()[place.panel].tree;
    const std::size_t clusters = m_canvas->cut();
    if (!tree.canBeCut(clusters))
        return {};
    const std::vector<std::size_t> starts = tree.startsOfCut(clusters);
    const ClusterTree::Branch& branch = tree.branch(place.branch);
    const auto numberOf = [&](std::size_t leaf) {
        return std::upper_bound(starts.begin(), starts.end(), leaf) - starts.begin();
    };
    const auto first = numberOf(branch.begin);
    const auto last = numberOf(branch.end - 1);
    return first == last ? tr("%1 of %2").arg(first).arg(clusters)
                         : tr("%1 to %2 of %3").arg(first).arg(last).arg(clusters);
}

void DendrogramView::addPicture(ItemCard& card, const std::string& item)
{
    const QString file = pictures().empty() ? QString() : QString::fromStdString(pictures().fileOf(item));
    if (file.isEmpty() || m_loader->hasFailed(file))
        return;
    card.hasPicture = true;
    card.picture = m_loader->request({file, static_cast<int>(cardPicture * devicePixelRatioF())});
}

void DendrogramView::point(const std::optional<TreePlace>& place)
{
    m_hovered = place;
    const auto shown = place ? place : m_canvas->cursorPlace();
    std::vector<ReadoutRow> rows;
    ItemCard card;
    if (shown) {
        const TreePanel& panel = m_canvas->panels()[shown->panel];
        const ClusterTree::Branch& branch = panel.tree->branch(shown->branch);
        ReadoutRow row;
        row.observer = tr("%1: %2").arg(panel.title, branchText(*shown));
        row.phase = clusterNumbers(*shown);
        row.x = double(branch.size());
        row.mean = branch.height;
        row.n = static_cast<qint64>(branch.size());
        row.style = {Theme::of(this).accent, Marker::Circle};
        rows.push_back(row);
        card.title = branch.isLeaf() ? branchText(*shown) : itemsText(branch.size());
        if (branch.isLeaf())
            addPicture(card, itemsOf(shown->panel, branch.begin, branch.end).front());
        if (!branch.isLeaf()) {
            QStringList names;
            for (std::size_t leaf = branch.begin; leaf < std::min(branch.end, branch.begin + namedItems);
                 ++leaf)
                names << itemAt(shown->panel, leaf);
            if (branch.size() > namedItems)
                names << QStringLiteral("\u2026");
            card.lines << names.join(QStringLiteral(", "));
            card.lines << tr("height %1").arg(branch.height, 0, 'f', 3);
        }
        if (branch.parent != ClusterTree::none)
            card.lines << tr("joins others at %1").arg(panel.tree->branch(branch.parent).height, 0, 'f', 3);
        if (const QString cluster = clusterText(*shown); !cluster.isEmpty())
            card.lines << cluster;
    }
    m_canvas->setCard(card);
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

QString DendrogramView::toText() const
{
    std::string text;
    for (std::size_t number = 0; number < m_canvas->panels().size(); ++number) {
        const TreePanel& panel = m_canvas->panels()[number];
        if (!text.empty())
            text += '\n';
        if (!panel.tree) {
            text += (panel.title + QStringLiteral(": ") + panel.problem).toStdString() + '\n';
            continue;
        }
        const ClusterTree& tree = *panel.tree;
        const std::vector<std::size_t> starts =
            tree.canBeCut(m_canvas->cut()) ? tree.startsOfCut(m_canvas->cut()) : std::vector<std::size_t>();
        text += (panel.title + QStringLiteral(": ") + panel.heightTitle + QStringLiteral(", ") + panel.facts)
                    .toStdString();
        text += starts.empty() ? "\nitem\tselected\tjoins at\n" : "\nitem\tselected\tjoins at\tcluster\n";
        for (std::size_t leaf = 0; leaf < std::min(tree.leaves(), mostRows); ++leaf) {
            text += itemAt(number, leaf).toStdString() + (panel.selected[leaf] ? "\tyes\t" : "\tno\t");
            append(text, tree.branch(tree.branch(tree.leafBranch(leaf)).parent).height);
            if (!starts.empty())
                text += '\t'
                    + std::to_string(std::upper_bound(starts.begin(), starts.end(), leaf) - starts.begin());
            text += '\n';
        }
        if (tree.leaves() > mostRows)
            text += tr("Further items: %L1. They are written by learnscope-cli order.")
                        .arg(tree.leaves() - mostRows)
                        .toStdString()
                + '\n';
        // The joins that matter most come first.
        text += "\nheight\titems\tfirst\tlast\n";
        for (std::size_t row = 0; row < std::min(tree.leaves() - 1, mostRows); ++row) {
            const ClusterTree::Branch& branch = tree.branch(tree.root() - row);
            append(text, branch.height);
            text += '\t' + std::to_string(branch.size()) + '\t' + itemAt(number, branch.begin).toStdString()
                + '\t' + itemAt(number, branch.end - 1).toStdString() + '\n';
        }
    }
    return QString::fromStdString(text);
}

void DendrogramView::updateAccessibleText()
{
    setAccessibleName(title());
    if (m_canvas->panels().empty()) {
        setAccessibleDescription(m_canvas->hint());
        return;
    }
    if (const auto& cursor = m_canvas->cursorPlace()) {
        const TreePanel& panel = m_canvas->panels()[cursor->panel];
        const ClusterTree::Branch& branch = panel.tree->branch(cursor->branch);
        const bool isSelected =
            std::find(panel.selected.begin() + static_cast<std::ptrdiff_t>(branch.begin),
                      panel.selected.begin() + static_cast<std::ptrdiff_t>(branch.end), std::uint8_t(0))
            == panel.selected.begin() + static_cast<std::ptrdiff_t>(branch.end);
        QStringList parts {branchText(*cursor)};
        if (!branch.isLeaf())
            parts << tr("height %1").arg(branch.height, 0, 'f', 3);
        if (const QString cluster = clusterText(*cursor); !cluster.isEmpty())
            parts << cluster;
        if (isSelected)
            parts << tr("selected");
        setAccessibleDescription(
            tr("%1, in the tree of %2.").arg(parts.join(QStringLiteral(", ")), panel.title));
        return;
    }
    QStringList problems;
    for (const TreePanel& panel : m_canvas->panels())
        if (!panel.problem.isEmpty())
            problems << panel.problem;
    setAccessibleDescription(tr("%1. Arrow keys move from branch to branch, Return selects the items of one, "
                                "PageUp and PageDown move the cut. %2")
                                 .arg(subtitle(), problems.join(QLatin1Char(' ')))
                                 .trimmed());
}

// State

QJsonObject DendrogramView::state() const
{
    QJsonObject state = RepresentationView::state();
    if (!m_showsNames->isChecked())
        state[QStringLiteral("names")] = false;
    return state;
}

void DendrogramView::setState(const QJsonObject& state)
{
    RepresentationView::setState(state);
    m_showsNames->setChecked(state[QStringLiteral("names")].toBool(true));
}

QJsonObject DendrogramView::zoom() const
{
    const std::vector<LeafSight>& sights = m_wantedSights.empty() ? m_canvas->sights() : m_wantedSights;
    if (std::all_of(sights.begin(), sights.end(), [](const LeafSight& one) { return one == LeafSight(); }))
        return {};
    QJsonArray parts;
    for (const LeafSight& sight : sights)
        parts << QJsonArray {sight.centre, sight.zoom};
    return {{QStringLiteral("parts"), parts}};
}

void DendrogramView::setZoom(const QJsonObject& zoom)
{
    std::vector<LeafSight> sights;
    for (const QJsonValue& part : zoom[QStringLiteral("parts")].toArray()) {
        const QJsonArray numbers = part.toArray();
        sights.push_back(numbers.size() == 2 ? LeafSight {numbers[0].toDouble(.5), numbers[1].toDouble(1)}
                                             : LeafSight());
    }
    const bool anyTree = std::any_of(m_canvas->panels().begin(), m_canvas->panels().end(),
                                     [](const TreePanel& panel) { return panel.tree != nullptr; });
    if (anyTree)
        m_canvas->setSights(std::move(sights));
    else
        m_wantedSights = std::move(sights);
}

void DendrogramView::resetZoom()
{
    m_canvas->setSights({});
}

void DendrogramView::zoomIn()
{
    m_canvas->zoomBy(1.25);
}

void DendrogramView::zoomOut()
{
    m_canvas->zoomBy(1 / 1.25);
}

} // namespace learnscope
