#pragma once

#include "widgets/download/filetransfer.h"

#include <QThreadPool>

#include <map>

namespace learnscope {

/// Fetches the published study's trial tables and stimuli into a folder: asks for the list of files, then for
/// what is not there yet, several files at once, each checked against its listed hash; ends by writing
/// SHA256SUMS. Nothing that arrives is ever run. Needs an event loop; call it from one thread, which it never
/// blocks.
class PublishedDataFetcher : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QUrl api {QStringLiteral("https://api.github.com")};
        QUrl content {QStringLiteral("https://raw.githubusercontent.com")};
        QString repository = QStringLiteral("wichmann-lab/supervised-learning-dynamics");
        QString revision = QStringLiteral("46a44e6"); ///< of the repository, pinned
        int transfersAtOnce = 4;
        int retries = 3; ///< after passing troubles, for each request
        std::chrono::milliseconds retryDelay {1000};
        std::chrono::milliseconds timeout {30000}; ///< for which a server may stay silent
        ListingLimits limits;
        std::function<qint64(const QString&)> freeBytes; ///< of a folder's disk; unset: asks the system
    };

    enum class Phase {
        Idle,
        Listing, ///< asks what there is
        Preparing, ///< sees to the folder
        Fetching,
        Sealing, ///< writes SHA256SUMS
        Done, ///< every file is there and right
        Incomplete, ///< some files failed: start() again for these
        Stopped, ///< something that concerns all files, see error(): start() again when it is mended
        Cancelled
    };
    Q_ENUM(Phase)

    enum class FileState { Waiting, Fetching, Fetched, AlreadyThere, Failed };
    Q_ENUM(FileState)

    struct FileProgress
    {
        FileState state = FileState::Waiting;
        qint64 bytesThere = 0;
        QByteArray sha256; ///< of what is in place; empty before
        QString problem; ///< where it failed
    };

    explicit PublishedDataFetcher(Options options, QObject* parent = nullptr);
    ~PublishedDataFetcher() override;

    /// Fetches into @p folder what is not there yet. Does nothing while it is running.
    void start(const QString& folder);
    void cancel();

    Phase phase() const { return m_phase; }
    bool isRunning() const;
    const Error& error() const { return m_error; } ///< in phase Stopped
    QString folder() const { return m_folder; }

    /// Empty before the first signal listed().
    const PublishedListing& listing() const { return m_listing; }
    const FileProgress& progressOf(int file) const { return m_progress[static_cast<std::size_t>(file)]; }

    int filesReady() const { return m_filesReady; } ///< there and right
    int filesFailed() const { return m_filesFailed; }
    qint64 bytesThere() const { return m_bytesThere; } ///< of listing().totalBytes
    qint64 bytesFetched() const { return m_bytesFetched; } ///< over the network since start()

    QStringList tablePaths() const; ///< where the trial tables are, or will be
    QString stimuliFolder() const;

Q_SIGNALS:
    void phaseChanged(learnscope::PublishedDataFetcher::Phase phase);
    void listed(); ///< listing() is another one
    void fileChanged(int file);
    void progressed(); ///< counts have changed; at most ten times a second

private:
    void setPhase(Phase phase);
    void askForListing();
    void readListing();
    void listingEnded();
    void takeListing(const PublishedListing& listing);
    void prepare();
    void beginFetching();
    void startTransfers();
    void startTransfer(int file);
    void transferProgressed(int file, qint64 bytesThere);
    void transferEnded(int file, const FileTransfer::Outcome& outcome);
    void setFile(int file, FileProgress progress);
    void seal();
    void stop(const Error& error);
    void endTransfers();
    template<typename T, typename Work, typename Then>
    void onDisk(Work work, Then then);

    Options m_options;
    QString m_folder;
    Phase m_phase = Phase::Idle;
    Error m_error;
    PublishedListing m_listing;
    std::vector<FileProgress> m_progress;
    int m_nextFile = 0;
    int m_filesReady = 0;
    int m_filesFailed = 0;
    qint64 m_bytesThere = 0;
    qint64 m_bytesFetched = 0;
    int m_turn = 0; // counts starts and stops: answers to questions of an earlier turn are not heard
    int m_listingAttempts = 0;
    QByteArray m_listingText;
    QPointer<QNetworkReply> m_listingReply;
    QTimer m_listingRetry;
    QTimer m_tick;
    QThreadPool m_disk; // one thread, so that disk work happens in order
    HttpClient m_client;
    std::map<int, FileTransfer*> m_transfers; // by file; our children
};

} // namespace learnscope
