#include "core/io/arrays/messagechannel.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace learnscope {

MessageChannel::~MessageChannel()
{
    ::close(m_socket);
}

void MessageChannel::put(std::uint64_t number)
{
    putBytes(std::as_bytes(std::span(&number, 1)));
}

void MessageChannel::put(std::string_view text)
{
    put(std::uint64_t {text.size()});
    putBytes(std::as_bytes(std::span(text)));
}

void MessageChannel::putBytes(std::span<const std::byte> bytes)
{
    constexpr std::size_t largestPending = 1 << 16;
    if (m_pending.size() + bytes.size() > largestPending)
        flush();
    if (bytes.size() > largestPending)
        send(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    else
        m_pending.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void MessageChannel::flush()
{
    send(m_pending.data(), m_pending.size());
    m_pending.clear();
}

void MessageChannel::send(const char* bytes, std::size_t count)
{
    while (m_isOpen && count > 0) {
        const ssize_t sent = ::send(m_socket, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        m_isOpen = sent > 0;
        if (m_isOpen) {
            bytes += sent;
            count -= static_cast<std::size_t>(sent);
        }
    }
}

std::uint64_t MessageChannel::takeNumber()
{
    std::uint64_t number = 0;
    takeBytes(std::as_writable_bytes(std::span(&number, 1)));
    return m_isOpen ? number : 0;
}

std::string MessageChannel::takeText()
{
    constexpr std::uint64_t longest = std::uint64_t {1} << 26;
    const std::uint64_t size = takeNumber();
    m_isOpen = m_isOpen && size <= longest;
    std::string text(m_isOpen ? size : 0, '\0');
    takeBytes(std::as_writable_bytes(std::span(text)));
    return m_isOpen ? text : std::string();
}

void MessageChannel::takeBytes(std::span<std::byte> into)
{
    while (m_isOpen && !into.empty()) {
        const ssize_t got = ::recv(m_socket, into.data(), into.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        m_isOpen = got > 0;
        if (m_isOpen)
            into = into.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace learnscope
