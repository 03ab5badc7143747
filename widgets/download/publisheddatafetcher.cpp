#include "widgets/download/publisheddatafetcher.h"

#include "widgets/jobs/runjob.h"

#include <QDir>
#include <QFutureWatcher>
#include <QNetworkReply>
#include <QStorageInfo>

#include <utility>

namespace learnscope {

namespace {
constexpr qint64 listingBytes = qint64(8) << 20; // the true listing has about 150,000
constexpr std::chrono::milliseconds tick {100};

qint64 freeBytesOf(const QString& folder)
{
    return QStorageInfo(folder).bytesAvailable(); // -1 where the system does not say
}
} // namespace

PublishedDataFetcher::PublishedDataFetcher(Options options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(m_options.timeout)
{
    m_disk.setMaxThreadCount(1);
    if (!m_options.freeBytes)
        m_options.freeBytes = freeBytesOf;
    m_listingRetry.setSingleShot(true);
    connect(&m_listingRetry, &QTimer::timeout, this, &PublishedDataFetcher::askForListing);
    m_tick.setSingleShot(true);
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &PublishedDataFetcher::progressed);
}

PublishedDataFetcher::~PublishedDataFetcher()
{
    ++m_turn;
    blockSignals(true);
    endTransfers();
}

bool PublishedDataFetcher::isRunning() const
{
    return m_phase == Phase::Listing || m_phase == Phase::Preparing || m_phase == Phase::Fetching
        || m_phase == Phase::Sealing;
}

void PublishedDataFetcher::setPhase(Phase phase)
{
    m_phase = phase;
    Q_EMIT phaseChanged(phase);
}

template<typename T, typename Work, typename Then>
void PublishedDataFetcher::onDisk(Work work, Then then)
{
    auto* watcher = new QFutureWatcher<JobResult<T>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, then, turn = m_turn] {
        watcher->deleteLater();
        if (turn != m_turn)
            return;
        const JobResult<T> result = watcher->result();
        if (result)
            then(**result);
        else
            stop(result.error());
    });
    watcher->setFuture(runJob<T>(m_disk, std::move(work)));
}

void PublishedDataFetcher::start(const QString& folder)
{
    if (isRunning())
        return;
    ++m_turn;
    m_folder = folder;
    m_error = {};
    m_bytesFetched = 0;
    m_listingAttempts = 0;
    if (m_listing.files.empty()) {
        setPhase(Phase::Listing);
        askForListing();
    } else {
        prepare(); // the revision is pinned: what was listed stays so
    }
}

void PublishedDataFetcher::cancel()
{
    if (!isRunning())
        return;
    ++m_turn;
    endTransfers();
    setPhase(Phase::Cancelled);
}

void PublishedDataFetcher::stop(const Error& error)
{
    ++m_turn;
    m_error = error;
    endTransfers();
    setPhase(Phase::Stopped);
}

/// What is half there waits for the next start.
void PublishedDataFetcher::endTransfers()
{
    m_listingRetry.stop();
    if (m_listingReply) {
        disconnect(m_listingReply, nullptr, this, nullptr);
        m_listingReply->abort();
        m_listingReply->deleteLater();
        m_listingReply = nullptr;
    }
    for (const auto& [file, transfer] : std::exchange(m_transfers, {})) {
        transfer->cancel();
        transfer->deleteLater();
        FileProgress progress = progressOf(file);
        progress.state = FileState::Waiting;
        setFile(file, std::move(progress));
    }
}

void PublishedDataFetcher::askForListing()
{
    QUrl url = m_options.api;
    url.setPath(url.path()
                + QStringLiteral("/repos/%1/git/trees/%2").arg(m_options.repository, m_options.revision));
    url.setQuery(QStringLiteral("recursive=1"));
    const QString refusal = HttpClient::refusal(url);
    if (!refusal.isEmpty()) {
        stop({Error::Kind::Network, refusal.toStdString()});
        return;
    }
    m_listingText.clear();
    m_listingReply = m_client.get({url, "application/vnd.github+json"});
    connect(m_listingReply, &QIODevice::readyRead, this, &PublishedDataFetcher::readListing);
    connect(m_listingReply, &QNetworkReply::finished, this, &PublishedDataFetcher::listingEnded);
}

void PublishedDataFetcher::readListing()
{
    m_listingText += m_listingReply->readAll();
    if (m_listingText.size() > listingBytes)
        stop({Error::Kind::Network,
              "the server's list of files is refused: it is longer than " + std::to_string(listingBytes >> 20)
                  + " MB"});
}

void PublishedDataFetcher::listingEnded()
{
    QNetworkReply* reply = m_listingReply;
    m_listingReply = nullptr;
    reply->deleteLater();
    if (reply->error() != QNetworkReply::NoError || httpStatus(*reply) != 200) {
        const HttpFailure failure = m_client.describe(*reply, tr("the list of files"));
        if (failure.worthRetrying && !failure.concernsAll && m_listingAttempts < m_options.retries)
            m_listingRetry.start(m_options.retryDelay * (1 << m_listingAttempts++));
        else
            stop(failure.error);
        return;
    }
    m_listingText += reply->readAll();
    const auto parse = [text = m_listingText, options = m_options](JobContext&) {
        return parsePublishedListing(text, options.revision, options.limits);
    };
    onDisk<PublishedListing>(parse, [this](const PublishedListing& listing) { takeListing(listing); });
}

void PublishedDataFetcher::takeListing(const PublishedListing& listing)
{
    m_listing = listing;
    m_listingText.clear();
    m_progress.assign(m_listing.files.size(), {});
    Q_EMIT listed();
    prepare();
}

void PublishedDataFetcher::prepare()
{
    setPhase(Phase::Preparing);
    // Looked at again: what was there at the last start may have been changed or removed since.
    m_filesReady = m_filesFailed = 0;
    m_bytesThere = 0;
    m_progress.assign(m_listing.files.size(), {});
    for (int file = 0; file < int(m_progress.size()); ++file)
        Q_EMIT fileChanged(file);
    const auto work = [folder = m_folder, files = m_listing.files, free = m_options.freeBytes](JobContext&) {
        return prepareFolder(folder, files, free);
    };
    onDisk<qint64>(work, [this](qint64) { beginFetching(); });
}

void PublishedDataFetcher::beginFetching()
{
    m_nextFile = 0;
    setPhase(Phase::Fetching);
    startTransfers();
}

void PublishedDataFetcher::startTransfers()
{
    while (int(m_transfers.size()) < m_options.transfersAtOnce && m_nextFile < int(m_progress.size()))
        startTransfer(m_nextFile++);
    if (!m_transfers.empty())
        return;
    if (m_filesFailed > 0)
        setPhase(Phase::Incomplete);
    else
        seal();
}

void PublishedDataFetcher::startTransfer(int file)
{
    const PublishedFile& wanted = m_listing.files[static_cast<std::size_t>(file)];
    QUrl url = m_options.content;
    url.setPath(
        url.path()
        + QStringLiteral("/%1/%2/%3").arg(m_options.repository, m_listing.revision, wanted.remotePath));
    FileTransfer::Options options {m_folder, wanted, url, m_options.retries, m_options.retryDelay};
    auto* transfer = new FileTransfer(m_client, m_disk, std::move(options), this);
    connect(transfer, &FileTransfer::progressed, this, [this, file](qint64 bytesThere, qint64 arrived) {
        m_bytesFetched += arrived;
        transferProgressed(file, bytesThere);
    });
    connect(transfer, &FileTransfer::ended, this,
            [this, file](const FileTransfer::Outcome& outcome) { transferEnded(file, outcome); });
    FileProgress progress;
    progress.state = FileState::Fetching;
    setFile(file, std::move(progress));
    m_transfers.emplace(file, transfer);
    transfer->start();
}

void PublishedDataFetcher::transferProgressed(int file, qint64 bytesThere)
{
    FileProgress progress = progressOf(file);
    progress.bytesThere = bytesThere;
    setFile(file, std::move(progress));
}

void PublishedDataFetcher::transferEnded(int file, const FileTransfer::Outcome& outcome)
{
    m_transfers.at(file)->deleteLater();
    m_transfers.erase(file);
    FileProgress progress;
    if (outcome.kind == FileTransfer::Outcome::Kind::Failed) {
        progress.state = FileState::Failed;
        progress.problem = QString::fromStdString(outcome.failure.error.toString());
        ++m_filesFailed;
    } else {
        progress.state = outcome.kind == FileTransfer::Outcome::Kind::Fetched ? FileState::Fetched
                                                                              : FileState::AlreadyThere;
        progress.bytesThere = m_listing.files[static_cast<std::size_t>(file)].size;
        progress.sha256 = outcome.sha256;
        ++m_filesReady;
    }
    setFile(file, std::move(progress));
    if (outcome.failure.concernsAll)
        stop(outcome.failure.error);
    else
        startTransfers();
}

void PublishedDataFetcher::setFile(int file, FileProgress progress)
{
    FileProgress& known = m_progress[static_cast<std::size_t>(file)];
    m_bytesThere += progress.bytesThere - known.bytesThere;
    known = std::move(progress);
    Q_EMIT fileChanged(file);
    if (!m_tick.isActive())
        m_tick.start();
}

void PublishedDataFetcher::seal()
{
    setPhase(Phase::Sealing);
    std::vector<std::pair<QByteArray, QString>> sums;
    for (std::size_t file = 0; file < m_progress.size(); ++file)
        sums.emplace_back(m_progress[file].sha256, m_listing.files[file].localPath);
    const auto write = [folder = m_folder, sums](JobContext&) { return writeChecksums(folder, sums); };
    onDisk<qint64>(write, [this](qint64) { setPhase(Phase::Done); });
}

QStringList PublishedDataFetcher::tablePaths() const
{
    QStringList paths;
    for (const PublishedFile& file : m_listing.files) {
        if (file.isTable())
            paths << QDir(m_folder).filePath(file.localPath);
    }
    return paths;
}

QString PublishedDataFetcher::stimuliFolder() const
{
    return QDir(m_folder).filePath(QStringLiteral("stimuli"));
}

} // namespace learnscope
