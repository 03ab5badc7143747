#include "widgets/stimuli/pictureloader.h"

#include "core/stimuli/picture.h"
#include "widgets/jobs/runjob.h"

#include <QFutureWatcher>

#include <algorithm>

namespace learnscope {

namespace {
constexpr qsizetype defaultMemoryLimit = 128 * 1024 * 1024;
/// Older requests of a priority beyond this many are dropped: what is on the screen asks again when painted.
constexpr std::size_t longestQueue = 128;
} // namespace

size_t qHash(const PictureKey& key, size_t seed)
{
    return qHashMulti(seed, key.path, key.longestSide);
}

Result<QImage> decodeToImage(const PictureKey& key)
{
    const auto path = std::filesystem::path(key.path.toStdU16String());
    const auto picture = readPicture(path, key.longestSide);
    if (!picture)
        return tl::unexpected(picture.error());
    return QImage(picture->rgb.data(), picture->width, picture->height, qsizetype(picture->width) * 3,
                  QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32); // a copy of its own, in the format that paints fastest
}

PictureLoader::PictureLoader(QObject* parent)
    : QObject(parent)
    , m_decoder(decodeToImage)
    , m_cache(defaultMemoryLimit)
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

PictureLoader::~PictureLoader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QImage PictureLoader::request(const PictureKey& key, Priority priority)
{
    if (const QImage* image = m_cache.object(key))
        return *image;
    if (hasFailed(key.path) || m_running.contains(key))
        return {};
    const auto level = static_cast<std::size_t>(priority);
    for (std::size_t other = 0; other < m_waiting.size(); ++other) {
        const auto waiting = std::find(m_waiting[other].begin(), m_waiting[other].end(), key);
        if (waiting == m_waiting[other].end())
            continue;
        if (other <= level && priority != Priority::Now)
            return {}; // waits in a place as good
        m_waiting[other].erase(waiting);
    }
    if (priority == Priority::Now)
        m_waiting[level].push_front(key);
    else
        m_waiting[level].push_back(key);
    while (m_waiting[level].size() > longestQueue)
        priority == Priority::Now ? m_waiting[level].pop_back() : m_waiting[level].pop_front();
    startNext();
    return {};
}

QImage PictureLoader::cached(const PictureKey& key) const
{
    const QImage* image = m_cache.object(key);
    return image ? *image : QImage();
}

QString PictureLoader::failure(const QString& path) const
{
    return m_failures.value(path);
}

void PictureLoader::setMemoryLimit(qsizetype bytes)
{
    m_cache.setMaxCost(bytes);
}

void PictureLoader::startNext()
{
    while (m_running.size() < m_pool.maxThreadCount()) {
        const auto queue = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [](const auto& waiting) { return !waiting.empty(); });
        if (queue == m_waiting.end())
            return;
        const PictureKey key = queue->front();
        queue->pop_front();
        m_running.insert(key);
        auto* watcher = new QFutureWatcher<JobResult<QImage>>(this);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key] {
            watcher->deleteLater();
            finish(key, watcher->result());
        });
        watcher->setFuture(
            runJob<QImage>(m_pool, [decode = m_decoder, key](JobContext&) { return decode(key); }));
    }
}

void PictureLoader::finish(const PictureKey& key, const Result<std::shared_ptr<const QImage>>& result)
{
    m_running.remove(key);
    if (result) {
        const QImage image = **result;
        m_cache.insert(key, new QImage(image), std::max<qsizetype>(1, image.sizeInBytes()));
        startNext();
        Q_EMIT ready(key, image);
        return;
    }
    startNext();
    const bool isNew = !hasFailed(key.path);
    m_failures.insert(key.path, QString::fromStdString(result.error().message));
    if (isNew)
        Q_EMIT failed(key, result.error());
}

} // namespace learnscope
