#include "widgets/matrices/matrixtiles.h"

#include <QThread>

#include <algorithm>

namespace learnscope {

namespace {
constexpr qsizetype memoryAtFirst = qsizetype {160} << 20;
} // namespace

size_t qHash(const TileKey& key, size_t seed)
{
    return qHashMulti(seed, key.layer, key.pixelsPerItem, key.column, key.row);
}

MatrixTiles::MatrixTiles(QObject* parent)
    : QObject(parent)
    , m_cache(memoryAtFirst)
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, 4));
}

MatrixTiles::~MatrixTiles()
{
    for (Watcher* watcher : std::as_const(m_running)) {
        watcher->disconnect(this);
        watcher->cancel();
    }
    m_pool.clear();
    m_pool.waitForDone();
}

QImage MatrixTiles::find(const TileKey& key) const
{
    const QImage* image = m_cache.object(key);
    return image ? *image : QImage();
}

QRect MatrixTiles::pixelsOf(const TileKey& key, std::size_t items)
{
    const int extent = MatrixLayer::extent(items, key.pixelsPerItem);
    const int left = key.column * TileKey::side;
    const int top = key.row * TileKey::side;
    return QRect(left, top, std::min(TileKey::side, extent - left), std::min(TileKey::side, extent - top));
}

void MatrixTiles::want(std::vector<WantedTile> tiles)
{
    m_visible.clear();
    QSet<TileKey> keys;
    for (const WantedTile& tile : tiles) {
        keys.insert(tile.key);
        if (tile.isVisible)
            m_visible.insert(tile.key);
    }
    for (auto running = m_running.cbegin(); running != m_running.cend(); ++running)
        if (!keys.contains(running.key()))
            running.value()->cancel();
    std::erase_if(tiles, [this](const WantedTile& tile) {
        return m_cache.contains(tile.key)
            || (m_running.contains(tile.key) && !m_running.value(tile.key)->isCanceled());
    });
    std::reverse(tiles.begin(), tiles.end());
    m_wanted = std::move(tiles);
    startNext();
}

void MatrixTiles::startNext()
{
    while (!m_wanted.empty() && m_running.size() < m_pool.maxThreadCount()) {
        const WantedTile tile = std::move(m_wanted.back());
        m_wanted.pop_back();
        if (m_running.contains(tile.key)) // cancelled, and wanted again: when it has ended
            continue;
        auto* watcher = new Watcher(this);
        m_running.insert(tile.key, watcher);
        connect(watcher, &QFutureWatcherBase::finished, this,
                [this, watcher, key = tile.key] { finish(watcher, key); });
        watcher->setFuture(runJob<QImage>(
            m_pool, [layer = tile.layer, key = tile.key](JobContext& context) -> Result<QImage> {
                if (context.isCancelled())
                    return failure(Error::Kind::Cancelled, "cancelled");
                return layer->picture(key.pixelsPerItem, pixelsOf(key, layer->items()));
            }));
    }
}

void MatrixTiles::finish(Watcher* watcher, const TileKey& key)
{
    m_running.remove(key);
    watcher->deleteLater();
    bool isReady = false;
    // What was made although nobody wants it any more is kept: it costs nothing now.
    if (watcher->future().resultCount() > 0) {
        if (const JobResult<QImage> result = watcher->result()) {
            m_cache.insert(key, new QImage(**result), std::max<qsizetype>(1, (*result)->sizeInBytes()));
            ++m_made;
            isReady = m_visible.contains(key);
        }
    } else if (m_visible.contains(key)) {
        isReady = true; // cancelled and wanted again: painting asks for it anew
    }
    startNext();
    if (isReady)
        Q_EMIT ready();
    if (isIdle())
        Q_EMIT becameIdle();
}

} // namespace learnscope
