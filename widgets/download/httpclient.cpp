#include "widgets/download/httpclient.h"

#include <QHostAddress>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslSocket>

namespace learnscope {

namespace {
constexpr const char* refusedTarget = "learnscope_refusedRedirect";

bool isThisMachine(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

bool belongsToGitHub(const QString& host)
{
    return host == QLatin1String("github.com") || host.endsWith(QLatin1String(".github.com"))
        || host.endsWith(QLatin1String(".githubusercontent.com"));
}

HttpFailure failed(const QString& message, bool worthRetrying, bool concernsAll)
{
    return {Error {Error::Kind::Network, message.toStdString()}, worthRetrying, concernsAll};
}

/// GitHub answers 403 or 429 where an address has asked too often, and says in a header when it may again.
HttpFailure rateLimited(const QNetworkReply& reply, int status, const QDateTime& now)
{
    bool known = false;
    QDateTime again;
    if (const qint64 reset = reply.rawHeader("x-ratelimit-reset").toLongLong(&known); known)
        again = QDateTime::fromSecsSinceEpoch(reset);
    else if (const qint64 wait = reply.rawHeader("retry-after").toLongLong(&known); known)
        again = now.addSecs(qBound(qint64(0), wait, qint64(86400)));
    const QString when = again > now
        ? QStringLiteral("after ") + again.toLocalTime().toString(QStringLiteral("HH:mm"))
        : QStringLiteral("in an hour");
    return failed(
        QStringLiteral("%1 takes no more requests from this network for now (%2): without an account, "
                       "GitHub allows 60 an hour to one address. Try again %3; what has arrived is kept")
            .arg(reply.url().host())
            .arg(status)
            .arg(when),
        false, true);
}

HttpFailure describeStatus(const QNetworkReply& reply, int status, const QString& what, const QDateTime& now)
{
    const QString host = reply.url().host();
    const QString reason = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    if (status == 403 || status == 429)
        return rateLimited(reply, status, now);
    if (status == 404)
        return failed(QStringLiteral("%1 is not there any more (404 from %2)").arg(what, host), false, false);
    if (status >= 500)
        return failed(QStringLiteral("%1 has a problem of its own (%2 %3); try again later")
                          .arg(host)
                          .arg(status)
                          .arg(reason),
                      true, false);
    return failed(
        QStringLiteral("%1 answered %2 %3 where %4 was expected").arg(host).arg(status).arg(reason, what),
        false, false);
}
} // namespace

HttpClient::HttpClient(std::chrono::milliseconds timeout, QObject* parent)
    : QObject(parent)
    , m_timeout(timeout)
{
    m_network.setRedirectPolicy(QNetworkRequest::UserVerifiedRedirectPolicy);
}

QString HttpClient::refusal(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return QStringLiteral("'%1' is not an address to fetch from").arg(url.toString());
    if (url.scheme() == QLatin1String("http") && isThisMachine(url.host()))
        return {};
    if (url.scheme() != QLatin1String("https"))
        return QStringLiteral("'%1' is not encrypted; expected https").arg(url.toString());
    if (!QSslSocket::supportsSsl())
        return QStringLiteral(
            "encrypted connections are not possible on this machine: Qt found no TLS library "
            "(install OpenSSL)");
    return {};
}

bool HttpClient::mayRedirect(const QUrl& from, const QUrl& to)
{
    if (!refusal(to).isEmpty())
        return false;
    // Plain http, even within this machine, only from where plain http is spoken anyway.
    if (from.scheme() == QLatin1String("https") && to.scheme() != QLatin1String("https"))
        return false;
    return to.host() == from.host() || (belongsToGitHub(from.host()) && belongsToGitHub(to.host()));
}

QNetworkReply* HttpClient::get(const Request& wanted)
{
    QNetworkRequest request(wanted.url);
    request.setTransferTimeout(static_cast<int>(m_timeout.count()));
    request.setMaximumRedirectsAllowed(5);
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("Learnscope"));
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!wanted.accept.isEmpty())
        request.setRawHeader("Accept", wanted.accept);
    if (!wanted.compressed) // a range of a compressed content could not be put behind the part that is there
        request.setRawHeader("Accept-Encoding", "identity");
    if (wanted.firstByte > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(wanted.firstByte) + '-');
    QNetworkReply* reply = m_network.get(request);
    const QUrl from = wanted.url;
    connect(reply, &QNetworkReply::redirected, reply, [reply, from](const QUrl& to) {
        if (mayRedirect(from, to)) {
            Q_EMIT reply->redirectAllowed();
            return;
        }
        reply->setProperty(refusedTarget, to.toString());
        reply->abort();
    });
    return reply;
}

int httpStatus(const QNetworkReply& reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

HttpFailure HttpClient::describe(const QNetworkReply& reply, const QString& what, const QDateTime& now) const
{
    const QString host = reply.url().host();
    const QString refused = reply.property(refusedTarget).toString();
    if (!refused.isEmpty() || reply.error() == QNetworkReply::InsecureRedirectError
        || reply.error() == QNetworkReply::ProtocolUnknownError)
        return failed(QStringLiteral("%1 sent us on to another address, which is not followed (%2): expected "
                                     "https on the same host or one of GitHub's")
                          .arg(host, refused.isEmpty() ? reply.errorString() : refused),
                      false, true);
    const int status = httpStatus(reply);
    if (status >= 400)
        return describeStatus(reply, status, what, now);
    switch (reply.error()) {
    case QNetworkReply::OperationCanceledError: // by the transfer timeout: who cancels does not ask why
    case QNetworkReply::TimeoutError:
        return failed(QStringLiteral("%1 did not answer for %2 s")
                          .arg(host)
                          .arg(double(m_timeout.count()) / 1000, 0, 'g', 3),
                      true, false);
    case QNetworkReply::RemoteHostClosedError:
        return failed(QStringLiteral("the connection to %1 broke off").arg(host), true, false);
    case QNetworkReply::SslHandshakeFailedError:
        return failed(QStringLiteral("no trusted connection to %1: %2").arg(host, reply.errorString()), false,
                      true);
    case QNetworkReply::TooManyRedirectsError:
        return failed(QStringLiteral("%1 sent us on more than 5 times").arg(host), false, true);
    case QNetworkReply::NoError:
        return failed(QStringLiteral("%1 is incomplete").arg(what), true, false);
    default:
        return failed(
            QStringLiteral("no network connection to %1 (%2). Check the network, or the proxy if there "
                           "is one, and try again; what has arrived is kept")
                .arg(host, reply.errorString()),
            true, true);
    }
}

} // namespace learnscope
