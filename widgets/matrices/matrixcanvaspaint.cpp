// How MatrixCanvas paints the pictures of its matrices: see matrixcanvas.h.
#include "widgets/common/theme.h"
#include "widgets/matrices/matrixcanvas.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int coarseSide = 256; // pixels of the picture of a whole matrix that is always there
constexpr int mostStandIns = 150; // tiles of another scale that stand in for missing ones

double coarseScale(std::size_t items)
{
    return std::min(1., double(coarseSide) / double(items));
}

TileKey coarseKey(const MatrixLayer& layer)
{
    return {layer.id(), coarseScale(layer.items()), 0, 0};
}

/// Columns and rows of tiles that a square of pixels touches.
QRect tilesAt(double left, double top, double side, int extent)
{
    const int last = (extent - 1) / TileKey::side;
    const auto tileAt = [last](double pixel) {
        return std::clamp(static_cast<int>(std::floor(pixel / TileKey::side)), 0, last);
    };
    return QRect(QPoint(tileAt(left), tileAt(top)), QPoint(tileAt(left + side - 1), tileAt(top + side - 1)));
}

QRect tilesAt(const SightPixels& pixels, std::size_t items)
{
    return tilesAt(pixels.left, pixels.top, pixels.side, MatrixLayer::extent(items, pixels.pixelsPerItem));
}
} // namespace

void MatrixCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = Theme::of(this);
    painter.fillRect(rect(), theme.surface);
    if (m_panels.empty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
        return;
    }
    // Whole matrices first, then what is seen, then what lies around it.
    std::vector<WantedTile> wanted;
    for (const MatrixPanel& panel : m_panels)
        if (panel.layer)
            wanted.push_back({coarseKey(*panel.layer), panel.layer, true});
    std::vector<WantedTile> missing;
    for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
        paintPanel(painter, panel, missing);
    m_isComplete = missing.empty();
    wanted.insert(wanted.end(), missing.begin(), missing.end());
    if (m_isComplete)
        for (std::size_t panel = 0; panel < m_panels.size(); ++panel)
            wantAround(panel, wanted);
    m_tiles->want(std::move(wanted));
}

void MatrixCanvas::paintPanel(QPainter& painter, std::size_t panel, std::vector<WantedTile>& missing)
{
    const Theme& theme = Theme::of(this);
    const QRect& matrix = m_places[panel].matrix;
    paintHead(painter, panel);
    if (!m_panels[panel].layer) {
        painter.fillRect(matrix, theme.window);
        painter.setPen(theme.mutedText);
        painter.drawText(matrix.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_panels[panel].problem);
        return;
    }
    painter.save();
    painter.setClipRect(matrix);
    const std::size_t missingBefore = missing.size();
    std::vector<WantedTile> ofPanel;
    const auto layer = m_panels[panel].layer;
    // Until all is there in new colours, the old ones stay.
    if (m_before[panel]) {
        paintTiles(painter, panel, *m_before[panel], nullptr);
        const SightPixels pixels = pixelsOf(panel);
        const QRect tiles = tilesAt(pixels, layer->items());
        for (int row = tiles.top(); row <= tiles.bottom(); ++row)
            for (int column = tiles.left(); column <= tiles.right(); ++column)
                if (const TileKey key {layer->id(), pixels.pixelsPerItem, column, row};
                    m_tiles->find(key).isNull())
                    missing.push_back({key, layer, true});
        if (missing.size() == missingBefore)
            m_before[panel].reset();
    }
    if (!m_before[panel] && paintTiles(painter, panel, *layer, &missing))
        m_settled[m_panels[panel].group] = pixelsOf(panel).pixelsPerItem;
    paintClusters(painter, panel);
    paintMarks(painter, panel);
    paintCursor(painter, panel);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.border);
    painter.drawRect(QRectF(matrix).adjusted(-.5, -.5, .5, .5));
    paintLabels(painter, panel);
    paintScale(painter, panel);
}

bool MatrixCanvas::paintTiles(QPainter& painter, std::size_t panel, const MatrixLayer& layer,
                              std::vector<WantedTile>* missing)
{
    const SightPixels pixels = pixelsOf(panel);
    const double ratio = devicePixelRatioF();
    const QPoint corner = m_places[panel].matrix.topLeft();
    const QRect tiles = tilesAt(pixels, layer.items());
    std::vector<std::pair<QPoint, QImage>> there;
    std::vector<TileKey> absent;
    for (int row = tiles.top(); row <= tiles.bottom(); ++row)
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const TileKey key {layer.id(), pixels.pixelsPerItem, column, row};
            if (const QImage image = m_tiles->find(key); !image.isNull())
                there.emplace_back(
                    QPoint(column * TileKey::side - pixels.left, row * TileKey::side - pixels.top), image);
            else
                absent.push_back(key);
        }
    painter.save();
    // From here on in whole device pixels, so that tiles are copied and not scaled.
    painter.translate(QPointF(std::round(corner.x() * ratio), std::round(corner.y() * ratio)) / ratio);
    painter.scale(1 / ratio, 1 / ratio);
    if (!absent.empty())
        paintCoarse(painter, layer, pixels, m_panels[panel].group);
    for (const auto& [place, image] : there)
        painter.drawImage(place, image);
    painter.restore();
    if (missing) {
        const auto fromMiddle = [&](const TileKey& key) {
            return std::hypot((key.column + .5) * TileKey::side - pixels.left - .5 * pixels.side,
                              (key.row + .5) * TileKey::side - pixels.top - .5 * pixels.side);
        };
        std::sort(absent.begin(), absent.end(), [&](const TileKey& one, const TileKey& other) {
            return fromMiddle(one) < fromMiddle(other);
        });
        for (const TileKey& key : absent)
            missing->push_back({key, m_panels[panel].layer, true});
    }
    return absent.empty();
}

void MatrixCanvas::paintCoarse(QPainter& painter, const MatrixLayer& layer, const SightPixels& pixels,
                               std::size_t group) const
{
    if (const QImage whole = m_tiles->find(coarseKey(layer)); !whole.isNull()) {
        const double scale = double(whole.width()) / double(layer.items());
        const double factor = scale / pixels.pixelsPerItem;
        painter.drawImage(
            QRectF(0, 0, pixels.side, pixels.side), whole,
            QRectF(pixels.left * factor, pixels.top * factor, pixels.side * factor, pixels.side * factor));
    }
    const double settled = m_settled[group];
    if (!(settled > 0) || settled == pixels.pixelsPerItem)
        return;
    const double factor = pixels.pixelsPerItem / settled;
    const QRect tiles = tilesAt(pixels.left / factor, pixels.top / factor, pixels.side / factor,
                                MatrixLayer::extent(layer.items(), settled));
    if (tiles.width() * tiles.height() > mostStandIns)
        return;
    for (int row = tiles.top(); row <= tiles.bottom(); ++row)
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const TileKey key {layer.id(), settled, column, row};
            const QImage image = m_tiles->find(key);
            if (image.isNull())
                continue;
            const QRect from = MatrixTiles::pixelsOf(key, layer.items());
            const QPointF begin(std::floor(from.left() * factor - pixels.left),
                                std::floor(from.top() * factor - pixels.top));
            const QPointF end(std::ceil((from.right() + 1) * factor - pixels.left),
                              std::ceil((from.bottom() + 1) * factor - pixels.top));
            painter.drawImage(QRectF(begin, end), image, QRectF(image.rect()));
        }
}

void MatrixCanvas::wantAround(std::size_t panel, std::vector<WantedTile>& wanted) const
{
    const auto& layer = m_panels[panel].layer;
    if (!layer)
        return;
    const SightPixels pixels = pixelsOf(panel);
    const int last = (MatrixLayer::extent(layer->items(), pixels.pixelsPerItem) - 1) / TileKey::side;
    const QRect seen = tilesAt(pixels, layer->items());
    const QRect around = seen.adjusted(-1, -1, 1, 1) & QRect(0, 0, last + 1, last + 1);
    for (int row = around.top(); row <= around.bottom(); ++row)
        for (int column = around.left(); column <= around.right(); ++column)
            if (!seen.contains(column, row))
                wanted.push_back({{layer->id(), pixels.pixelsPerItem, column, row}, layer, false});
}

} // namespace learnscope
