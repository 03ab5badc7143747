#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace learnscope {

/// One end of a connection between two processes: whole messages of numbers and texts. Nothing that comes in
/// is trusted: what does not fit ends the connection. One thread.
class MessageChannel
{
public:
    /// Owns @p socket, which is closed with it.
    explicit MessageChannel(int socket)
        : m_socket(socket)
    {
    }
    ~MessageChannel();
    MessageChannel(const MessageChannel&) = delete;
    MessageChannel& operator=(const MessageChannel&) = delete;

    int socket() const noexcept { return m_socket; }
    bool isOpen() const noexcept { return m_isOpen; } ///< false: the other end is gone or talks nonsense

    void put(std::uint64_t number);
    void put(std::string_view text);
    void putBytes(std::span<const std::byte> bytes); ///< without their number, which the other end knows
    void flush();

    std::uint64_t takeNumber(); ///< 0 where the connection is over
    std::string takeText();
    void takeBytes(std::span<std::byte> into);

private:
    void send(const char* bytes, std::size_t count);

    int m_socket;
    bool m_isOpen = true;
    std::string m_pending;
};

} // namespace learnscope
