#pragma once

#include "core/base/error.h"

#include <QDateTime>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

#include <chrono>

class QNetworkReply;

namespace learnscope {

/// Why a request brought nothing, and what may be done about it.
struct HttpFailure
{
    Error error;
    bool worthRetrying = false; ///< a passing trouble: the same request may work a moment later
    bool concernsAll = false; ///< no network, no more requests allowed...: others would fare no better
};

/// Sends GET requests that leave no way around encryption: only https, and http to this very machine;
/// redirects are followed to the same host or GitHub's own hosts only. Lives on one thread, with an event
/// loop.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    /// @p timeout is how long a server may stay silent.
    explicit HttpClient(std::chrono::milliseconds timeout, QObject* parent = nullptr);

    struct Request
    {
        QUrl url;
        QByteArray accept;
        qint64 firstByte = 0; ///< asks for the content from there on, where it is above 0
        bool compressed = true; ///< whether the server may compress the content
    };
    /// The caller owns the reply.
    QNetworkReply* get(const Request& request);

    /// Empty where @p url may be asked for; else why not.
    static QString refusal(const QUrl& url);
    static bool mayRedirect(const QUrl& from, const QUrl& to);

    /// What went wrong with a finished reply, in words. @p what names what was asked for; @p now is for "try
    /// again after 14:05".
    HttpFailure describe(const QNetworkReply& reply, const QString& what,
                         const QDateTime& now = QDateTime::currentDateTime()) const;

private:
    QNetworkAccessManager m_network;
    std::chrono::milliseconds m_timeout;
};

/// The status of the reply's answer; 0 where there is none.
int httpStatus(const QNetworkReply& reply);

} // namespace learnscope
