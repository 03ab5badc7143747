#include "widgets/download/filetransfer.h"

#include "widgets/jobs/runjob.h"

#include <QFutureWatcher>
#include <QNetworkReply>
#include <QThreadPool>

namespace learnscope {

namespace {
constexpr qint64 blockBytes = 1 << 18;

HttpFailure diskFailure(const Error& error)
{
    // A wrong hash is one file's fault; a disk that takes no more is everybody's.
    return {error, false, error.kind == Error::Kind::Io};
}
} // namespace

FileTransfer::FileTransfer(HttpClient& client, QThreadPool& disk, Options options, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_disk(disk)
    , m_options(std::move(options))
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &FileTransfer::request);
}

FileTransfer::~FileTransfer()
{
    cancel();
}

template<typename T, typename Work, typename Then>
void FileTransfer::onDisk(Work work, Then then)
{
    auto* watcher = new QFutureWatcher<JobResult<T>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, then] {
        watcher->deleteLater();
        if (!m_over && !watcher->isCanceled())
            then(watcher->result());
    });
    const QFuture<JobResult<T>> future = runJob<T>(m_disk, std::move(work));
    m_diskWork = QFuture<void>(future);
    watcher->setFuture(future);
}

void FileTransfer::start()
{
    const auto look = [options = m_options](JobContext& context) {
        return inspectLocalFile(options.folder, options.file, context);
    };
    onDisk<LocalState>(look, [this](const JobResult<LocalState>& found) {
        if (!found) {
            fail(diskFailure(found.error()));
            return;
        }
        const LocalState& state = **found;
        if (state.complete) {
            end({Outcome::Kind::AlreadyThere, state.sha256, {}});
            return;
        }
        m_offset = m_furthest = state.partBytes;
        m_continuesOldPart = m_offset > 0;
        Q_EMIT progressed(m_offset, 0);
        if (m_offset == m_options.file.size)
            verify();
        else
            request();
    });
}

void FileTransfer::cancel()
{
    if (m_over)
        return;
    m_over = true;
    m_retryTimer.stop();
    if (m_writing) {
        // The write under way ends by itself; what stands behind it in the reply is fetched again next time.
    } else if (m_reply && m_headersSeen && m_reply->bytesAvailable() > 0) {
        const QByteArray rest = m_reply->read(m_options.file.size - m_offset);
        runJob<qint64>(m_disk, [options = m_options, offset = m_offset, rest](JobContext&) {
            return appendToPart(options.folder, options.file, offset, rest);
        });
    } else {
        m_diskWork.cancel(); // reading and hashing are for nothing now
    }
    dropReply();
}

void FileTransfer::request()
{
    dropReply();
    m_headersSeen = false;
    m_reply = m_client.get({m_options.url, "*/*", m_offset, false});
    m_reply->setReadBufferSize(blockBytes); // the disk sets the pace
    connect(m_reply, &QIODevice::readyRead, this, &FileTransfer::readMore);
    connect(m_reply, &QNetworkReply::finished, this, &FileTransfer::readMore);
}

void FileTransfer::readMore()
{
    if (m_writing || m_over)
        return;
    const int status = httpStatus(*m_reply);
    const bool hasContent = status == 200 || status == 206;
    if (hasContent && m_reply->bytesAvailable() > 0) {
        if (!m_headersSeen && !acceptHeaders())
            return;
        const QByteArray block = m_reply->read(blockBytes);
        if (m_offset + block.size() > m_options.file.size) {
            fail({Error {Error::Kind::Mismatch,
                         "more arrives than the " + std::to_string(m_options.file.size)
                             + " bytes that are listed; the rest was not fetched"},
                  false, false});
            return;
        }
        writeBlock(block);
    } else if (m_reply->isFinished()) {
        bodyEnded();
    }
}

/// Whether the content begins where we stand. Where the server knows no ranges, it begins at the start.
bool FileTransfer::acceptHeaders()
{
    m_headersSeen = true;
    if (httpStatus(*m_reply) == 200) {
        m_offset = 0;
        m_continuesOldPart = false;
        return true;
    }
    const QByteArray expected = "bytes " + QByteArray::number(m_offset) + '-';
    if (m_reply->rawHeader("content-range").startsWith(expected))
        return true;
    if (m_offset > 0)
        beginAnew();
    else
        fail({Error {Error::Kind::Network, "the server sent a part of the file that was not asked for"},
              false, false});
    return false;
}

void FileTransfer::writeBlock(const QByteArray& block)
{
    m_writing = true;
    const auto write = [options = m_options, offset = m_offset, block](JobContext&) {
        return appendToPart(options.folder, options.file, offset, block);
    };
    onDisk<qint64>(write, [this, arrived = block.size()](const JobResult<qint64>& written) {
        m_writing = false;
        if (!written) {
            fail(diskFailure(written.error()));
            return;
        }
        m_offset = **written;
        if (m_offset > m_furthest) {
            m_furthest = m_offset;
            m_attempts = 0;
        }
        Q_EMIT progressed(m_offset, arrived);
        readMore();
    });
}

void FileTransfer::bodyEnded()
{
    if (httpStatus(*m_reply) == 416 && m_offset > 0)
        beginAnew();
    else if (m_reply->error() != QNetworkReply::NoError || m_offset < m_options.file.size)
        retryOrFail(m_client.describe(*m_reply, m_options.file.remotePath));
    else
        verify();
}

void FileTransfer::verify()
{
    dropReply();
    const auto adopt = [options = m_options](JobContext& context) {
        return adoptPart(options.folder, options.file, context);
    };
    onDisk<QByteArray>(adopt, [this](const JobResult<QByteArray>& sha256) {
        if (sha256)
            end({Outcome::Kind::Fetched, **sha256, {}});
        else if (sha256.error().kind == Error::Kind::Mismatch && m_continuesOldPart)
            beginAnew();
        else
            fail(diskFailure(sha256.error()));
    });
}

/// The part that is there and what the server sends do not fit together.
void FileTransfer::beginAnew()
{
    if (m_begunAnew) {
        fail({Error {Error::Kind::Network, "the parts that the server sends do not fit together"}, false,
              false});
        return;
    }
    m_begunAnew = true;
    m_continuesOldPart = false;
    m_offset = 0;
    Q_EMIT progressed(0, 0);
    request();
}

void FileTransfer::retryOrFail(const HttpFailure& failure)
{
    if (!failure.worthRetrying || m_attempts >= m_options.retries) {
        fail(failure);
        return;
    }
    dropReply();
    m_retryTimer.start(m_options.retryDelay * (1 << m_attempts));
    ++m_attempts;
}

void FileTransfer::fail(const HttpFailure& failure)
{
    end({Outcome::Kind::Failed, {}, failure});
}

void FileTransfer::end(const Outcome& outcome)
{
    m_over = true;
    dropReply();
    Q_EMIT ended(outcome);
}

void FileTransfer::dropReply()
{
    if (!m_reply)
        return;
    disconnect(m_reply, nullptr, this, nullptr);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

} // namespace learnscope
