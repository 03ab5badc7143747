#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/page.h"

#include <QMarginsF>

#include <algorithm>
#include <cmath>
#include <set>

namespace learnscope {

namespace {
constexpr double sameEdge = .05; ///< mm: frames whose edges are no further apart stand in line
constexpr double fine = .005; ///< mm: plots that are no further from their place stand there

/// A panel while the page is laid out.
struct Panel
{
    std::string letter;
    QRectF frame;
    FigureRequest request;
    std::set<SceneRole> leftOut; ///< what another panel or the page's key says
    FigureScene scene;
    QRectF plots; ///< around all its plots, in the scene
    QMarginsF around; ///< what stands around them
};

bool near(double a, double b)
{
    return std::abs(a - b) < sameEdge;
}

QRectF boundsOf(const SceneItem& item)
{
    struct Bounds
    {
        QRectF operator()(const SceneLine& line) const { return around(line.points); }
        QRectF operator()(const ScenePolygon& polygon) const { return around(polygon.points); }
        QRectF operator()(const SceneMarker& marker) const
        {
            const double radius = marker.size * millimetresPerPoint / 2;
            return QRectF(marker.center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        }
        QRectF operator()(const SceneText& text) const { return learnscope::boundsOf(text); }
        QRectF operator()(const SceneImage& image) const { return image.area; }
        static QRectF around(const std::vector<QPointF>& points)
        {
            QPointF low = points.front();
            QPointF high = low;
            for (const QPointF point : points) {
                low = {std::min(low.x(), point.x()), std::min(low.y(), point.y())};
                high = {std::max(high.x(), point.x()), std::max(high.y(), point.y())};
            }
            return QRectF(low, high);
        }
    };
    const QRectF bounds = std::visit(Bounds(), item.shape);
    return item.clip.isNull() ? bounds : bounds.intersected(item.clip);
}

QRectF united(const QRectF& a, const QRectF& b)
{
    return QRectF(QPointF(std::min(a.left(), b.left()), std::min(a.top(), b.top())),
                  QPointF(std::max(a.right(), b.right()), std::max(a.bottom(), b.bottom())));
}

void moveScene(FigureScene& scene, QPointF by)
{
    struct Move
    {
        QPointF by;

        void operator()(SceneLine& line) const
        {
            for (QPointF& point : line.points)
                point += by;
        }
        void operator()(ScenePolygon& polygon) const
        {
            for (QPointF& point : polygon.points)
                point += by;
        }
        void operator()(SceneMarker& marker) const { marker.center += by; }
        void operator()(SceneText& text) const { text.position += by; }
        void operator()(SceneImage& image) const { image.area.translate(by); }
    };
    for (SceneItem& item : scene.items) {
        std::visit(Move {by}, item.shape);
        if (!item.clip.isNull())
            item.clip.translate(by);
    }
    for (ScenePanel& panel : scene.panels)
        panel.area.translate(by);
}

tl::unexpected<Error> inPanel(const Panel& panel, Error error)
{
    if (!panel.letter.empty())
        error.message = "panel " + panel.letter + ": " + error.message;
    return tl::unexpected(std::move(error));
}

/// Draws the panel anew in the size of its request and measures it.
Result<void> draw(Panel& panel, const FigureInput& input)
{
    Result<FigureScene> scene = makeFigure(panel.request, input);
    if (!scene)
        return inPanel(panel, scene.error());
    panel.scene = std::move(*scene);
    std::erase_if(panel.scene.items,
                  [&](const SceneItem& item) { return panel.leftOut.contains(item.role); });
    panel.plots = {};
    for (const ScenePanel& plot : panel.scene.panels)
        panel.plots = panel.plots.isNull() ? plot.area : united(panel.plots, plot.area);
    QRectF all = panel.plots;
    for (const SceneItem& item : panel.scene.items)
        all = united(all, boundsOf(item));
    panel.around = {panel.plots.left() - all.left(), panel.plots.top() - all.top(),
                    all.right() - panel.plots.right(), all.bottom() - panel.plots.bottom()};
    return {};
}

std::set<QString> textsOf(const FigureScene& scene, SceneRole role)
{
    std::set<QString> texts;
    for (const SceneItem& item : scene.items)
        if (const auto* text = std::get_if<SceneText>(&item.shape); text && item.role == role)
            texts.insert(text->text);
    return texts;
}

/// Whether two figures have one axis: the same title and range in as many plots.
bool sameAxis(const FigureScene& a, const FigureScene& b, bool isX)
{
    const std::set<QString> title = textsOf(a, isX ? SceneRole::XTitle : SceneRole::YTitle);
    if (title.empty() || title != textsOf(b, isX ? SceneRole::XTitle : SceneRole::YTitle)
        || a.panels.size() != b.panels.size())
        return false;
    return std::equal(a.panels.begin(), a.panels.end(), b.panels.begin(),
                      [isX](const ScenePanel& left, const ScenePanel& right) {
                          return isX ? left.xLow == right.xLow && left.xHigh == right.xHigh
                                     : left.yLow == right.yLow && left.yHigh == right.yHigh;
                      });
}

/// A panel leaves out the axis below where one further down has it, and that at its left where one further
/// left has it.
void shareAxes(std::vector<Panel>& panels)
{
    for (Panel& panel : panels)
        for (const Panel& other : panels) {
            const QRectF& mine = panel.frame;
            const QRectF& its = other.frame;
            if (near(mine.left(), its.left()) && near(mine.right(), its.right()) && its.top() > mine.top()
                && sameAxis(panel.scene, other.scene, true))
                panel.leftOut.insert({SceneRole::XLabels, SceneRole::XTitle});
            if (near(mine.top(), its.top()) && near(mine.bottom(), its.bottom()) && its.left() < mine.left()
                && sameAxis(panel.scene, other.scene, false))
                panel.leftOut.insert({SceneRole::YLabels, SceneRole::YTitle});
        }
}

std::vector<SceneKeyEntry> sharedKey(const std::vector<Panel>& panels)
{
    std::vector<SceneKeyEntry> key;
    for (const Panel& panel : panels)
        for (const SceneKeyEntry& entry : panel.scene.key)
            if (std::none_of(key.begin(), key.end(),
                             [&](const SceneKeyEntry& known) { return known.text == entry.text; }))
                key.push_back(entry);
    return key;
}

/// Where the plots of a panel belong: as far from its frame as what stands around those in line with it
/// needs.
QRectF placeOfPlots(const Panel& panel, const std::vector<Panel>& panels, double letterHeight,
                    double letterWidth)
{
    QMarginsF need;
    for (const Panel& other : panels) {
        QMarginsF around = other.around;
        if (!other.letter.empty()) // in the corner, beside or above what stands over the plots
            around.setTop(std::max(
                around.top() + (around.left() < letterWidth && around.top() > 1.5 ? letterHeight : 0),
                letterHeight));
        if (near(other.frame.left(), panel.frame.left()))
            need.setLeft(std::max(need.left(), around.left()));
        if (near(other.frame.right(), panel.frame.right()))
            need.setRight(std::max(need.right(), around.right()));
        if (near(other.frame.top(), panel.frame.top()))
            need.setTop(std::max(need.top(), around.top()));
        if (near(other.frame.bottom(), panel.frame.bottom()))
            need.setBottom(std::max(need.bottom(), around.bottom()));
    }
    return panel.frame.marginsRemoved(need);
}

/// Draws all panels so that their plots have the right size; a few rounds, since what stands around them may
/// depend on it.
Result<void> fitPanels(std::vector<Panel>& panels, const FigureInput& input, double letterHeight,
                       double letterWidth)
{
    for (int round = 0; round < 5; ++round) {
        bool isDone = true;
        std::vector<QRectF> places;
        for (const Panel& panel : panels)
            places.push_back(placeOfPlots(panel, panels, letterHeight, letterWidth));
        for (std::size_t index = 0; index < panels.size(); ++index) {
            Panel& panel = panels[index];
            const QSizeF change = places[index].size() - panel.plots.size();
            if (std::abs(change.width()) < fine && std::abs(change.height()) < fine)
                continue;
            isDone = false;
            panel.request.width += change.width();
            panel.request.height += change.height();
            if (const Result<void> drawn = draw(panel, input); !drawn)
                return drawn;
        }
        if (isDone)
            break;
    }
    return {};
}

Result<void> checkPage(const FigurePage& page)
{
    const auto outside = [](double length) { return !(length >= 20 && length <= 1000); };
    if (outside(page.width) || outside(page.height))
        return failure(Error::Kind::Usage, "expected a page of 20 to 1000 mm in width and height");
    if (!(page.letters.size >= 4 && page.letters.size <= 24))
        return failure(Error::Kind::Usage, "expected panel letters of 4 to 24 pt");
    if (page.panels.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: the page has no panel");
    const QRectF whole = QRectF(0, 0, page.width, page.height).adjusted(-.01, -.01, .01, .01);
    for (std::size_t index = 0; index < page.panels.size(); ++index) {
        const QRectF& frame = page.panels[index].frame;
        const std::string which = letterOf(page, index).empty() ? "panel " + std::to_string(index + 1)
                                                                : "panel " + letterOf(page, index);
        if (!(frame.width() >= smallestPanel - .01) || !(frame.height() >= smallestPanel - .01))
            return failure(Error::Kind::Usage, which + " is smaller than 15 x 15 mm");
        if (!whole.contains(frame))
            return failure(Error::Kind::Usage, which + " reaches over the edge of the page");
    }
    if (page.sharedKey && !page.keyFrame.isEmpty() && !whole.contains(page.keyFrame))
        return failure(Error::Kind::Usage, "the key reaches over the edge of the page");
    return {};
}

void addPanel(FigureScene& scene, const FigurePage& page, Panel& panel, const QRectF& place)
{
    moveScene(panel.scene, place.topLeft() - panel.plots.topLeft());
    const QString prefix =
        panel.letter.empty() ? QString() : QString::fromStdString(panel.letter) + QLatin1Char(' ');
    for (SceneItem& item : panel.scene.items) {
        if (!item.name.isEmpty())
            item.name.prepend(prefix);
        scene.items.push_back(std::move(item));
    }
    for (ScenePanel& plot : panel.scene.panels) {
        plot.name.prepend(prefix);
        scene.panels.push_back(std::move(plot));
    }
    if (!panel.letter.empty()) {
        const double capHeight = fontExtent(page.letters.size).capHeight;
        addText(scene,
                {QString::fromStdString(panel.letter), panel.frame.topLeft() + QPointF(0, capHeight),
                 page.letters.size, QColor(Qt::black), page.letters.bold},
                QStringLiteral("letters"), SceneRole::Letter);
        scene.caption += (scene.caption.empty() ? "" : " ") + panel.letter + ", ";
    } else if (!scene.caption.empty())
        scene.caption += " ";
    scene.caption += panel.scene.caption;
    for (const std::string& note : panel.scene.notes) {
        const std::string whole = panel.letter.empty() ? note : "panel " + panel.letter + ": " + note;
        if (std::find(scene.notes.begin(), scene.notes.end(), whole) == scene.notes.end())
            scene.notes.push_back(whole);
    }
}

void addSharedKey(FigureScene& scene, const FigurePage& page, const std::vector<SceneKeyEntry>& key)
{
    if (key.empty())
        return;
    if (page.keyFrame.isEmpty()) {
        scene.notes.push_back("the key has no room on the page and is left out");
        return;
    }
    if (keyHeight(key, page.keyFrame.width(), page.fontSize) > page.keyFrame.height() + .5)
        scene.notes.push_back("the key needs more room than it has on the page");
    addKey(scene, key, page.keyFrame, page.fontSize);
}
} // namespace

Result<FigureScene> layOutPage(const FigurePage& page, const FigureInput& input,
                               const std::vector<NetworkFacts>& networks)
{
    if (const Result<void> fits = checkPage(page); !fits)
        return tl::unexpected(fits.error());
    const bool ours = page.style == FigureStyle::Publication;
    std::vector<Panel> panels(page.panels.size());
    for (std::size_t index = 0; index < panels.size(); ++index) {
        Panel& panel = panels[index];
        panel.letter = letterOf(page, index);
        panel.frame = page.panels[index].frame;
        panel.request = requestFor(page, index, networks);
        panel.request.width = std::max(20., panel.frame.width());
        panel.request.height = std::max(20., panel.frame.height());
        if (const Result<void> drawn = draw(panel, input); !drawn)
            return tl::unexpected(drawn.error());
    }
    std::vector<SceneKeyEntry> key;
    if (ours && page.sharedKey) {
        key = sharedKey(panels);
        for (Panel& panel : panels)
            panel.leftOut.insert(SceneRole::Key);
    }
    if (ours && page.sharedAxes)
        shareAxes(panels);
    for (Panel& panel : panels)
        if (const Result<void> drawn = draw(panel, input); !drawn)
            return tl::unexpected(drawn.error());
    const double letterHeight = page.letters.shown ? fontExtent(page.letters.size).capHeight + .6 : 0;
    const double letterWidth = textWidth(QStringLiteral("M"), page.letters.size, page.letters.bold);
    if (const Result<void> fitted = fitPanels(panels, input, letterHeight, letterWidth); !fitted)
        return tl::unexpected(fitted.error());

    FigureScene scene {page.width, page.height};
    for (Panel& panel : panels)
        addPanel(scene, page, panel, placeOfPlots(panel, panels, letterHeight, letterWidth));
    addSharedKey(scene, page, key);
    return scene;
}

} // namespace learnscope
