#pragma once

#include "widgets/jobs/runjob.h"
#include "widgets/matrixpictures/matrixlayer.h"

#include <QCache>
#include <QFutureWatcher>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace learnscope {

/// A square of a layer's picture at one scale.
struct TileKey
{
    static constexpr int side = 256; ///< pixels; those at the right and lower border are smaller

    quint64 layer = 0; ///< MatrixLayer::id()
    double pixelsPerItem = 1;
    int column = 0;
    int row = 0;

    bool operator==(const TileKey&) const = default;
};
size_t qHash(const TileKey& key, size_t seed = 0);

/// A tile that should be there.
struct WantedTile
{
    TileKey key;
    std::shared_ptr<const MatrixLayer> layer;
    bool isVisible = true; ///< else it may be wanted next
};

/// Makes tiles in the background and keeps those used last within a memory limit. Whoever paints says after
/// each painting which tiles are missing; what is no longer wanted is not started. Threads are its own, so
/// that tiles do not wait for long jobs. GUI thread.
class MatrixTiles : public QObject
{
    Q_OBJECT
public:
    explicit MatrixTiles(QObject* parent = nullptr);
    ~MatrixTiles() override;

    QImage find(const TileKey& key) const; ///< null where it is not there; counts as used
    /// These and no others, in this order; those that are there already are passed over.
    void want(std::vector<WantedTile> tiles);

    void setMemoryLimit(qsizetype bytes) { m_cache.setMaxCost(bytes); } ///< 160 MiB at first
    qsizetype memoryUsed() const { return m_cache.totalCost(); }
    bool isIdle() const noexcept { return m_running.isEmpty() && m_wanted.empty(); }
    int madeCount() const noexcept { return m_made; } ///< since the start

    static QRect pixelsOf(const TileKey& key, std::size_t items);

Q_SIGNALS:
    void ready(); ///< a visible tile is there
    void becameIdle(); ///< all that was wanted is there

private:
    using Watcher = QFutureWatcher<JobResult<QImage>>;

    void startNext();
    void finish(Watcher* watcher, const TileKey& key);

    mutable QCache<TileKey, QImage> m_cache;
    std::vector<WantedTile> m_wanted; ///< next last
    QHash<TileKey, Watcher*> m_running;
    QSet<TileKey> m_visible;
    int m_made = 0;
    QThreadPool m_pool;
};

} // namespace learnscope
