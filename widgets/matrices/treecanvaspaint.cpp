// How TreeCanvas paints trees.
#include "widgets/common/axis.h"
#include "widgets/common/labelstyle.h"
#include "widgets/common/theme.h"
#include "widgets/matrices/treecanvas.h"
#include "widgets/plots/chartspec.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double nameTick = 5; // from the strip to a name
constexpr double bandHeight = 4; // of clusters' colours
constexpr double rootAir = 12; // a cut that parts nothing lies so far above the root
constexpr std::size_t mostNames = 400;

QColor mixed(const QColor& color, const QColor& ground)
{
    constexpr float share = .45f;
    return QColor::fromRgbF(share * color.redF() + (1 - share) * ground.redF(),
                            share * color.greenF() + (1 - share) * ground.greenF(),
                            share * color.blueF() + (1 - share) * ground.blueF());
}

int decimalsOf(double step)
{
    return std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
}
} // namespace

QColor TreeCanvas::colorOf(std::size_t cluster) const
{
    const Theme& theme = Theme::of(this);
    if (cluster == 0)
        return theme.mutedText;
    const QColor color = labelStyle(cluster - 1).color;
    return theme.dark ? onDark(color) : color;
}

void TreeCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(this);
    if (m_panels.empty()) {
        m_names.clear();
        painter.fillRect(rect(), theme.surface);
        painter.setPen(theme.mutedText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
        return;
    }
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF()) {
        m_picture = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(theme.surface);
        QPainter all(&m_picture);
        all.setFont(font());
        paintAll(all);
    }
    painter.drawPixmap(0, 0, m_picture);
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
        if (m_panels[panel].tree)
            paintCut(painter, panel);
    if (m_cursor)
        paintPicked(painter, *m_cursor, theme.accent);
    if (m_hover && m_drag == Drag::None)
        paintPicked(painter, *m_hover, theme.text);
    if (!m_box.isEmpty()) {
        QColor fill = theme.accent;
        fill.setAlpha(40);
        painter.setPen(QPen(theme.accent, 1, m_drag == Drag::Brush ? Qt::SolidLine : Qt::DashLine));
        painter.setBrush(fill);
        painter.drawRect(m_box.adjusted(.5, .5, -.5, -.5));
    }
    const bool isShown = m_drag == Drag::None || m_drag == Drag::Press;
    const auto& pointed = m_hover ? m_hover : m_cursor;
    if (!isShown || !pointed || m_card.title.isEmpty())
        return;
    const QPointF at = m_hover ? m_pointer : pixelOf(*pointed);
    if (!m_hover && !m_areas[pointed->panel].tree.adjusted(-1, -1, 1, 1).contains(at))
        return; // the cursor is out of sight
    painter.setFont(font());
    paintItemCard(painter, m_card, at, rect(), theme);
}

void TreeCanvas::paintAll(QPainter& painter)
{
    const Theme& theme = Theme::of(this);
    m_names.clear();
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel) {
        const PanelArea& area = m_areas[panel];
        paintHead(painter, m_panels[panel], area);
        if (!m_panels[panel].tree) {
            painter.setPen(theme.mutedText);
            const QRectF body(area.head.left(), area.tree.top(), area.head.width(),
                              area.names.bottom() - area.tree.top());
            painter.drawText(body.adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                             m_panels[panel].problem);
            continue;
        }
        paintAxis(painter, panel);
        paintTree(painter, panel);
        paintStrip(painter, panel);
        if (m_showsNames)
            paintNames(painter, panel);
    }
}

void TreeCanvas::paintHead(QPainter& painter, const TreePanel& panel, const PanelArea& area) const
{
    const Theme& theme = Theme::of(this);
    const QRectF& head = area.head;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const double line = QFontMetricsF(font()).height();
    painter.setFont(bold);
    painter.setPen(theme.text);
    painter.drawText(QRectF(head.left(), head.top(), head.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(panel.title, Qt::ElideMiddle, head.width()));
    painter.setFont(font());
    painter.setPen(theme.mutedText);
    painter.drawText(QRectF(head.left(), head.top() + line, head.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font()).elidedText(panel.facts, Qt::ElideRight, head.width()));
}

void TreeCanvas::paintAxis(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const PanelArea& area = m_areas[panel];
    const double highest = m_panels[panel].tree->highest();
    const double line = QFontMetricsF(font()).height();
    painter.setFont(smallFont(font()));
    if (highest > 0) {
        const double ticks = std::clamp(area.tree.height() / (2.2 * line), 1., 6.);
        double step = niceStep(highest / ticks);
        while (step > highest) // one number says nothing of the scale
            step = niceStep(step / 2.1);
        const int decimals = decimalsOf(step);
        for (int tick = 0; tick * step <= highest * (1 + 1e-9); ++tick) {
            const double y = std::round(yOf(panel, tick * step)) + .5;
            painter.setPen(tick == 0 ? theme.axis : theme.grid);
            painter.drawLine(QPointF(area.tree.left(), y), QPointF(area.tree.right(), y));
            painter.setPen(theme.mutedText);
            painter.drawText(QRectF(area.axis.left(), y - line / 2, area.axis.width() - 6, line),
                             Qt::AlignRight | Qt::AlignVCenter, valueText(tick * step, decimals));
        }
    }
    painter.setFont(font());
    painter.setPen(theme.text);
    painter.save();
    painter.translate(area.axis.left() + line / 2, area.axis.center().y());
    painter.rotate(-90);
    const double room = area.axis.height();
    const QString& title = m_panels[panel].heightTitle;
    if (QFontMetricsF(font()).horizontalAdvance(title) <= room) // the subtitle says it, too
        painter.drawText(QRectF(-room / 2, -line / 2, room, line), Qt::AlignCenter, title);
    painter.restore();
}

// The tree itself: no deeper than can be seen.

std::map<TreeCanvas::LineLook, QVector<QLineF>> TreeCanvas::linesOf(std::size_t panel) const
{
    const ClusterTree& tree = *m_panels[panel].tree;
    const QRectF& area = m_areas[panel].tree;
    const std::vector<std::size_t>& starts = m_starts[panel];
    const double cutY = starts.empty() ? 0 : yOf(panel, tree.heightOfCut(shownCut()));
    const double step = this->step(panel);
    std::vector<std::uint32_t> chosenBefore(tree.leaves() + 1, 0);
    for (std::size_t leaf = 0; leaf < m_panels[panel].selected.size(); ++leaf)
        chosenBefore[leaf + 1] = chosenBefore[leaf] + m_panels[panel].selected[leaf];
    const auto lookOf = [&](std::size_t number) {
        const ClusterTree::Branch& branch = tree.branch(number);
        LineLook look;
        look.isSelected = chosenBefore[branch.end] - chosenBefore[branch.begin] == branch.size();
        look.isFine = double(branch.size()) * step < 1;
        if (!starts.empty() && tree.isWithinCluster(number, shownCut()))
            look.cluster =
                std::size_t(std::upper_bound(starts.begin(), starts.end(), branch.begin) - starts.begin());
        return look;
    };
    std::map<LineLook, QVector<QLineF>> lines;
    const auto crisp = [](double at) { return std::round(at) + .5; };
    const auto add = [&](const LineLook& look, double x1, double y1, double x2, double y2) {
        const double left = std::clamp(x1, area.left() - 4, area.right() + 4);
        const double right = std::clamp(x2, area.left() - 4, area.right() + 4);
        lines[look].append(QLineF(crisp(left), crisp(y1), crisp(right), crisp(y2)));
    };
    std::vector<std::size_t> open {tree.root()};
    while (!open.empty()) {
        const ClusterTree::Branch& branch = tree.branch(open.back());
        const LineLook look = lookOf(open.back());
        open.pop_back();
        if (branch.isLeaf() || xOf(panel, double(branch.end) - .5) < area.left()
            || xOf(panel, double(branch.begin) - .5) > area.right())
            continue;
        const double y = yOf(panel, branch.height);
        add(look, xOf(panel, tree.branch(branch.left).x), y, xOf(panel, tree.branch(branch.right).x), y);
        for (const std::size_t part : {branch.left, branch.right}) {
            const LineLook own = lookOf(part);
            const double x = xOf(panel, tree.branch(part).x);
            // What is narrower than a pixel is one line down to its leaves.
            const double below = own.isFine ? area.bottom() : yOf(panel, tree.branch(part).height);
            const double change = own.cluster == look.cluster ? y : std::clamp(cutY, y, below);
            if (change > y)
                add({own.isSelected, own.isFine, look.cluster}, x, y, x, change);
            add(own, x, change, x, below);
            if (!own.isFine)
                open.push_back(part);
        }
    }
    return lines;
}

void TreeCanvas::paintTree(QPainter& painter, std::size_t panel)
{
    const Theme& theme = Theme::of(this);
    const double wide = step(panel) > 6 ? 1.5 : 1;
    painter.save();
    painter.setClipRect(m_areas[panel].tree.adjusted(0, 0, 0, 1));
    for (const auto& [look, drawn] : linesOf(panel)) {
        // What is selected has one colour; the strip below tells its clusters.
        const QColor own = look.isSelected ? theme.accent : colorOf(look.cluster);
        QPen pen(look.isFine ? mixed(own, theme.surface) : own,
                 look.isSelected && !look.isFine ? wide + .75 : wide);
        pen.setCapStyle(Qt::SquareCap);
        painter.setPen(pen);
        painter.drawLines(drawn);
    }
    painter.restore();
}

/// Below the leaves: the colours of clusters, and what is selected.
void TreeCanvas::paintStrip(QPainter& painter, std::size_t panel) const
{
    const Theme& theme = Theme::of(this);
    const QRectF& strip = m_areas[panel].strip;
    const std::vector<std::size_t>& starts = m_starts[panel];
    const std::size_t leaves = m_panels[panel].tree->leaves();
    painter.save();
    painter.setClipRect(strip);
    for (std::size_t cluster = 0; cluster < starts.size(); ++cluster) {
        const std::size_t end = cluster + 1 < starts.size() ? starts[cluster + 1] : leaves;
        const double left = xOf(panel, double(starts[cluster]) - .5);
        const double right = xOf(panel, double(end) - .5);
        painter.fillRect(QRectF(left, strip.top() + 2,
                                std::max(1., right - left - (right - left > 4 ? 1 : 0)), bandHeight),
                         colorOf(cluster + 1));
    }
    const double wide = std::clamp(step(panel) - 1, 1.5, 8.);
    const std::vector<std::uint8_t>& selected = m_panels[panel].selected;
    for (std::size_t leaf = 0; leaf < selected.size(); ++leaf)
        if (selected[leaf])
            painter.fillRect(QRectF(xOf(panel, double(leaf)) - wide / 2, strip.top() + 7, wide, 5),
                             theme.accent);
    painter.restore();
}

std::vector<std::size_t> TreeCanvas::leavesByNeed(std::size_t panel) const
{
    const TreePanel& shown = m_panels[panel];
    const auto first = static_cast<std::size_t>(std::max(0., std::floor(firstShown(panel))));
    const double wide = m_areas[panel].tree.width() / step(panel);
    const auto last = std::min(shown.tree->leaves(), first + static_cast<std::size_t>(std::ceil(wide)) + 1);
    std::vector<std::size_t> leaves;
    if (shown.current)
        leaves.push_back(*shown.current);
    for (std::size_t leaf = first; leaf < last; ++leaf)
        if (leaf < shown.selected.size() && shown.selected[leaf])
            leaves.push_back(leaf);
    for (const std::uint32_t leaf : m_priority[panel])
        if (leaf >= first && leaf < last)
            leaves.push_back(leaf);
    return leaves;
}

/// Upright names where all that are seen have room beside each other.
bool TreeCanvas::hasRoomForLevelNames(std::size_t panel) const
{
    const double room = step(panel) - 8;
    if (room < 16)
        return false;
    const QFontMetricsF metrics(smallFont(font()));
    const std::vector<std::size_t> leaves = leavesByNeed(panel);
    return std::all_of(leaves.begin(), leaves.end(), [&](std::size_t leaf) {
        return metrics.horizontalAdvance(m_nameOf(panel, leaf)) <= room;
    });
}

void TreeCanvas::paintNames(QPainter& painter, std::size_t panel)
{
    const QRectF& area = m_areas[panel].names;
    painter.setFont(smallFont(font()));
    const QFontMetricsF metrics(painter.font());
    const bool isLevel = hasRoomForLevelNames(panel);
    const double line = isLevel ? step(panel) : metrics.height() * .92;
    if (area.height() < 24)
        return;
    // The columns of pixels that names have taken: one beside the other.
    std::vector<bool> taken(static_cast<std::size_t>(std::ceil(area.width())) + 1, false);
    for (const std::size_t leaf : leavesByNeed(panel)) {
        const double x = xOf(panel, double(leaf));
        const double left = std::max(0., x - line / 2 - area.left());
        const auto begin = static_cast<std::ptrdiff_t>(left);
        const auto end = static_cast<std::ptrdiff_t>(std::floor(left + line));
        if (x < area.left() || x > area.right() || end > static_cast<std::ptrdiff_t>(taken.size())
            || std::find(taken.begin() + begin, taken.begin() + end, true) != taken.begin() + end)
            continue;
        if (!isLevel)
            std::fill(taken.begin() + begin, taken.begin() + end, true);
        paintName(painter, panel, leaf, isLevel);
        if (m_names.size() >= mostNames)
            break;
    }
}

void TreeCanvas::paintName(QPainter& painter, std::size_t panel, std::size_t leaf, bool isLevel)
{
    const Theme& theme = Theme::of(this);
    const QRectF& area = m_areas[panel].names;
    const QFontMetricsF metrics(painter.font());
    const double room = isLevel ? step(panel) : area.height() - nameTick - 2;
    const QString text = metrics.elidedText(m_nameOf(panel, leaf), Qt::ElideRight, room);
    const double length = metrics.horizontalAdvance(text) + 1;
    const double line = metrics.height();
    const double x = xOf(panel, double(leaf));
    const double top = area.top() + nameTick;
    const bool isSelected = leaf < m_panels[panel].selected.size() && m_panels[panel].selected[leaf];
    painter.setPen(isSelected ? theme.accent : theme.border);
    painter.drawLine(QPointF(std::round(x) + .5, area.top() + 1), QPointF(std::round(x) + .5, top - 1));
    painter.setPen(isSelected ? theme.accent : theme.text);
    if (isLevel) {
        const QRectF rect(x - length / 2, top, length, line);
        painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, text);
        m_names.push_back({panel, leaf, rect});
        return;
    }
    painter.save();
    painter.translate(x, top);
    painter.rotate(-90);
    painter.drawText(QRectF(-length, -line / 2, length, line),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, text);
    painter.restore();
    m_names.push_back({panel, leaf, QRectF(x - line / 2, top, line, length)});
}

/// The line at which the tree is parted, with what it makes of it.
void TreeCanvas::paintCut(QPainter& painter, std::size_t panel) const
{
    const ClusterTree& tree = *m_panels[panel].tree;
    const std::size_t clusters = shownCut();
    if (clusters == 0 || (clusters > 1 && !tree.canBeCut(clusters)))
        return;
    const Theme& theme = Theme::of(this);
    const QRectF& area = m_areas[panel].tree;
    const double height =
        clusters > 1 ? yOf(panel, tree.heightOfCut(clusters)) : yOf(panel, tree.highest()) - rootAir;
    const double y = std::round(height) + .5;
    const QString text = clusters > 1 ? tr("%L1 clusters").arg(clusters) : tr("not cut");
    painter.save();
    painter.setFont(smallFont(font()));
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text) + 12, metrics.height() + 2);
    QRectF tag(QPointF(area.right() - size.width(), y - size.height() / 2), size);
    tag.moveTop(std::clamp(tag.top(), area.top(), std::max(area.top(), area.bottom() - size.height())));
    painter.setPen(QPen(theme.accent, 1, Qt::DashLine));
    painter.drawLine(QPointF(area.left(), y), QPointF(tag.left(), y));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(theme.dark ? theme.window : Qt::white);
    painter.drawText(tag, Qt::AlignCenter, text);
    painter.restore();
}

/// The branch that is pointed at: what it holds is shaded, and where its parts meet is marked.
void TreeCanvas::paintPicked(QPainter& painter, const TreePlace& place, const QColor& color) const
{
    const ClusterTree& tree = *m_panels[place.panel].tree;
    const ClusterTree::Branch& branch = tree.branch(place.branch);
    const PanelArea& area = m_areas[place.panel];
    const QRectF whole(area.tree.left(), area.tree.top(), area.tree.width(),
                       area.names.bottom() - area.tree.top());
    const double left = xOf(place.panel, double(branch.begin) - .5);
    const double right = xOf(place.panel, double(branch.end) - .5);
    const QPointF at = pixelOf(place);
    painter.save();
    painter.setClipRect(whole);
    QColor fill = color;
    fill.setAlpha(26);
    const double wide = std::max(right - left, 2.);
    painter.fillRect(QRectF(left, at.y(), wide, area.strip.bottom() - at.y()), fill);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2));
    if (!branch.isLeaf())
        painter.drawLine(QPointF(xOf(place.panel, tree.branch(branch.left).x), std::round(at.y()) + .5),
                         QPointF(xOf(place.panel, tree.branch(branch.right).x), std::round(at.y()) + .5));
    painter.setPen(QPen(Theme::of(this).surface, 1.5));
    painter.setBrush(color);
    painter.drawEllipse(at, 4, 4);
    painter.restore();
}

} // namespace learnscope
