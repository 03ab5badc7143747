#include "tests/support/httpserver.h"

#include <QTcpSocket>

namespace learnscope {

namespace {
QByteArray reasonFor(int status)
{
    static const QHash<int, QByteArray> reasons {{200, "OK"},        {206, "Partial Content"},
                                                 {302, "Found"},     {403, "Forbidden"},
                                                 {404, "Not Found"}, {416, "Range Not Satisfiable"},
                                                 {429, "Too Many"},  {500, "Internal Server Error"}};
    return reasons.value(status, "Status");
}

QByteArray headOf(const HttpResponse& response)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonFor(response.status)
        + "\r\nContent-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    for (const auto& [name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

HttpRequest parseRequest(const QByteArray& text)
{
    HttpRequest request;
    const QByteArrayList lines = text.split('\n');
    request.target = lines.first().split(' ').value(1);
    for (const QByteArray& line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        if (colon > 0)
            request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    return request;
}
} // namespace

HttpResponse contentResponse(const HttpRequest& request, const QByteArray& content)
{
    const QByteArray range = request.headers.value("range");
    if (!range.startsWith("bytes="))
        return {200, content};
    const qint64 first = range.mid(6).chopped(1).toLongLong();
    if (first >= content.size())
        return {416, {}};
    const QByteArray last = QByteArray::number(content.size() - 1);
    const QByteArray where =
        "bytes " + QByteArray::number(first) + '-' + last + '/' + QByteArray::number(content.size());
    return {206, content.mid(first), {{"Content-Range", where}}};
}

HttpServer::HttpServer(Handler handler, QObject* parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("the test server cannot listen: %s", qUtf8Printable(m_server.errorString()));
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                m_held.remove(socket);
                socket->deleteLater();
            });
        }
    });
}

HttpServer::~HttpServer()
{
    close();
}

QUrl HttpServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
}

void HttpServer::close()
{
    m_server.close();
    for (QTcpSocket* socket : m_server.findChildren<QTcpSocket*>())
        socket->abort();
}

QByteArrayList HttpServer::targets() const
{
    QByteArrayList targets;
    for (const HttpRequest& request : m_requests)
        targets << request.target;
    return targets;
}

void HttpServer::serve(QTcpSocket* socket)
{
    QByteArray& received = m_received[socket];
    received += socket->readAll();
    const auto end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const HttpRequest request = parseRequest(received.left(end));
    received.remove(0, end + 4);
    m_requests << request;
    Q_EMIT requested(request.target);
    answer(socket, request);
}

void HttpServer::answer(QTcpSocket* socket, const HttpRequest& request)
{
    const HttpResponse response = m_handler(request);
    const QByteArray whole = headOf(response) + response.body;
    const qint64 head = whole.size() - response.body.size();
    if (response.silent || response.holdAfter >= 0) {
        const qint64 now = response.silent ? 0 : head + response.holdAfter;
        socket->write(whole.left(now));
        m_held.insert(socket, whole.mid(now));
        Q_EMIT nowHeld(held());
    } else if (response.breakOffAfter >= 0) {
        socket->write(whole.left(head + response.breakOffAfter));
        socket->disconnectFromHost(); // after what was written
    } else {
        socket->write(whole);
    }
}

void HttpServer::release()
{
    const auto held = std::exchange(m_held, {});
    for (auto at = held.begin(); at != held.end(); ++at)
        at.key()->write(at.value());
}

} // namespace learnscope
