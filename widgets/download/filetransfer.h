#pragma once

#include "widgets/download/httpclient.h"
#include "widgets/download/localfile.h"

#include <QFuture>
#include <QPointer>
#include <QTimer>

class QThreadPool;

namespace learnscope {

/// Brings one file of the study into the folder: looks what is there already, asks for the rest, writes it
/// into
/// "<name>.part", and puts it in its place once the hash is right. Passing troubles are retried.
/// Lives on the thread of its HttpClient; all disk work is done on the pool, which must have one thread only,
/// so that it happens in order. Deleting it stops it; what has arrived is kept for the next time.
class FileTransfer : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        QString folder;
        PublishedFile file;
        QUrl url;
        int retries = 3;
        std::chrono::milliseconds retryDelay {1000}; ///< doubled from one attempt to the next
    };
    struct Outcome
    {
        enum class Kind { Fetched, AlreadyThere, Failed };
        Kind kind = Kind::Failed;
        QByteArray sha256; ///< of the file that is in place
        HttpFailure failure; ///< where it failed
    };

    /// Neither @p client nor @p disk are owned; both outlive the transfer.
    FileTransfer(HttpClient& client, QThreadPool& disk, Options options, QObject* parent = nullptr);
    ~FileTransfer() override;

    void start();

    /// Stops, and leaves what has arrived in the part file. Nothing is emitted any more.
    void cancel();

Q_SIGNALS:
    /// @p bytesThere of this file are on the disk; @p arrived of them have come since the last time.
    void progressed(qint64 bytesThere, qint64 arrived);
    void ended(const learnscope::FileTransfer::Outcome& outcome); ///< once; the transfer may be deleted then

private:
    template<typename T, typename Work, typename Then>
    void onDisk(Work work, Then then);
    void request();
    void readMore();
    bool acceptHeaders();
    void writeBlock(const QByteArray& block);
    void bodyEnded();
    void verify();
    void beginAnew();
    void retryOrFail(const HttpFailure& failure);
    void fail(const HttpFailure& failure);
    void end(const Outcome& outcome);
    void dropReply();

    HttpClient& m_client;
    QThreadPool& m_disk;
    Options m_options;
    QFuture<void> m_diskWork; // the last one started
    QPointer<QNetworkReply> m_reply;
    QTimer m_retryTimer;
    qint64 m_offset = 0; // bytes of the part file that are right, as far as we know
    qint64 m_furthest = 0; // the most that ever was there: only beyond it is progress
    int m_attempts = 0; // that failed since the last progress
    bool m_headersSeen = false;
    bool m_writing = false;
    bool m_continuesOldPart = false; // what was there before may be of another revision
    bool m_begunAnew = false;
    bool m_over = false;
};

} // namespace learnscope
