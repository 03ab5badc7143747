#pragma once

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace learnscope {

/// What somebody asked the server for.
struct HttpRequest
{
    QByteArray target; ///< path and query, still percent-encoded
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
};

/// What the server says to it, and how it misbehaves meanwhile.
struct HttpResponse
{
    int status = 200;
    QByteArray body = {};
    QList<QPair<QByteArray, QByteArray>> headers = {};
    qint64 breakOffAfter = -1; ///< closes the connection after so many bytes of the body; -1: never
    qint64 holdAfter = -1; ///< sends so many bytes of the body, and the rest only when told: see release()
    bool silent = false; ///< says nothing at all until it is told
};

/// @p content as a server answers @p request that knows ranges.
HttpResponse contentResponse(const HttpRequest& request, const QByteArray& content);

/// An HTTP/1.1 server for tests on this machine, on a free port, in the thread of the test.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    explicit HttpServer(Handler handler, QObject* parent = nullptr);
    ~HttpServer() override;

    QUrl url() const; ///< "http://127.0.0.1:port"
    void close(); ///< from now on connections are refused

    const QList<HttpRequest>& requests() const { return m_requests; } ///< so far
    void clearRequests() { m_requests.clear(); }
    QByteArrayList targets() const;

    int held() const { return int(m_held.size()); } ///< responses that wait for release()
    void release(); ///< goes on with all that are held

Q_SIGNALS:
    void requested(const QByteArray& target);
    void nowHeld(int count);

private:
    void serve(QTcpSocket* socket);
    void answer(QTcpSocket* socket, const HttpRequest& request);

    QTcpServer m_server;
    Handler m_handler;
    QList<HttpRequest> m_requests;
    QHash<QTcpSocket*, QByteArray> m_received; // not yet a whole request
    QHash<QTcpSocket*, QByteArray> m_held; // what is still to be sent
};

} // namespace learnscope
