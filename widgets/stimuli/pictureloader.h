#pragma once

#include "core/base/result.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <array>
#include <deque>
#include <functional>

namespace learnscope {

/// A picture at a size: which file, and the longest side it is wanted at in device pixels (0: as it is).
/// Smaller pictures are never enlarged.
struct PictureKey
{
    QString path;
    int longestSide = 0;

    bool operator==(const PictureKey&) const = default;
};

size_t qHash(const PictureKey& key, size_t seed = 0);

/// Decodes pictures on threads of its own and keeps the ones used last within a memory limit. Whoever paints
/// asks request() and draws what is there; ready() or failed() tells when to ask again. GUI thread.
class PictureLoader : public QObject
{
    Q_OBJECT
public:
    using Decoder = std::function<Result<QImage>(const PictureKey&)>;

    enum class Priority {
        Now, ///< before all that waits: the picture that is looked at
        Visible, ///< thumbnails on the screen, in the order of their asking
        Soon ///< last: neighbours that may be wanted next
    };

    explicit PictureLoader(QObject* parent = nullptr);
    ~PictureLoader() override;

    /// The picture, if it is in memory; else a null image, and its decoding is queued. A picture that failed
    /// is not tried again until forgetFailures().
    QImage request(const PictureKey& key, Priority priority = Priority::Now);
    QImage cached(const PictureKey& key) const; ///< queues nothing
    bool hasFailed(const QString& path) const { return m_failures.contains(path); }
    QString failure(const QString& path) const; ///< why; empty where it did not fail

    void forgetFailures() { m_failures.clear(); }
    void setMemoryLimit(qsizetype bytes); ///< of the decoded pictures kept; 128 MiB at first
    qsizetype memoryUsed() const { return m_cache.totalCost(); }
    void setDecoder(Decoder decoder) { m_decoder = std::move(decoder); } ///< called on the loader's threads

Q_SIGNALS:
    void ready(const learnscope::PictureKey& key, const QImage& image);
    void failed(const learnscope::PictureKey& key, const learnscope::Error& error); ///< once for each file

private:
    void startNext();
    void finish(const PictureKey& key, const Result<std::shared_ptr<const QImage>>& result);

    Decoder m_decoder;
    QCache<PictureKey, QImage> m_cache;
    QHash<QString, QString> m_failures;
    std::array<std::deque<PictureKey>, 3> m_waiting; ///< by priority; next first
    QSet<PictureKey> m_running;
    QThreadPool m_pool;
};

/// What the loader does unless told otherwise: readPicture, as an opaque RGB image.
Result<QImage> decodeToImage(const PictureKey& key);

} // namespace learnscope
