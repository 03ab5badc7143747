#include "core/io/arrays/separatearrayfile.h"

#include "core/io/arrays/messagechannel.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace learnscope {

namespace {
enum class Request : std::uint64_t { ReadEntries = 1, ReadTexts, ItemNames };
enum class Answer : std::uint64_t { Done = 1, Failed };

constexpr std::uint64_t mostArrays = 1'000'000;
constexpr std::size_t largestPiece = std::size_t {8} << 20;

void putError(MessageChannel& channel, const Error& error)
{
    channel.put(static_cast<std::uint64_t>(Answer::Failed));
    channel.put(static_cast<std::uint64_t>(error.kind));
    channel.put(error.message);
}

void putTexts(MessageChannel& channel, std::span<const std::string> texts)
{
    channel.put(static_cast<std::uint64_t>(Answer::Done));
    channel.put(std::uint64_t {texts.size()});
    for (const std::string& text : texts)
        channel.put(text);
}

/// Lets this process end (by SIGPROF) when it has used so much of the machine's time from now on; 0: no
/// limit.
void limitTime(double seconds)
{
    const auto whole = static_cast<time_t>(seconds);
    const auto rest = static_cast<suseconds_t>((seconds - static_cast<double>(whole)) * 1e6);
    const itimerval timer = {{0, 0}, {whole, rest}};
    ::setitimer(ITIMER_PROF, &timer, nullptr);
}

/// The side of the other process.
class Server
{
public:
    Server(MessageChannel& channel, ArrayFile& file, double secondsPerRequest)
        : m_channel(channel)
        , m_file(file)
        , m_secondsPerRequest(secondsPerRequest)
    {
    }

    void describe()
    {
        m_channel.put(static_cast<std::uint64_t>(Answer::Done));
        m_channel.put(std::uint64_t {m_file.arrays().size()});
        for (std::size_t array = 0; array < m_file.arrays().size(); ++array) {
            const ArrayInfo& info = m_file.arrays()[array];
            m_channel.put(info.name);
            m_channel.put(std::uint64_t {info.shape.size()});
            for (const std::uint64_t extent : info.shape)
                m_channel.put(extent);
            m_channel.put(static_cast<std::uint64_t>(info.type));
            m_channel.put(info.dtype);
            m_channel.put(static_cast<std::uint64_t>(info.order));
            m_channel.put(info.refusal);
            m_channel.put(m_file.measure(array));
        }
    }

    void serve()
    {
        for (;;) {
            m_channel.flush();
            limitTime(m_secondsPerRequest);
            const auto request = static_cast<Request>(m_channel.takeNumber());
            const std::uint64_t array = m_channel.takeNumber();
            if (!m_channel.isOpen() || array >= m_file.arrays().size())
                return;
            if (request == Request::ReadEntries)
                readEntries(array);
            else if (request == Request::ReadTexts)
                readTexts(array);
            else
                putTexts(m_channel, m_file.itemNames(array).span());
        }
    }

private:
    void readEntries(std::size_t array)
    {
        const std::uint64_t first = m_channel.takeNumber();
        m_buffer.resize(std::min<std::uint64_t>(m_channel.takeNumber(), largestPiece));
        if (const auto read = m_file.readEntries(array, first, m_buffer); !read)
            return putError(m_channel, read.error());
        m_channel.put(static_cast<std::uint64_t>(Answer::Done));
        m_channel.putBytes(m_buffer);
    }

    void readTexts(std::size_t array)
    {
        if (const auto texts = m_file.readTexts(array); !texts)
            putError(m_channel, texts.error());
        else
            putTexts(m_channel, *texts);
    }

    MessageChannel& m_channel;
    ArrayFile& m_file;
    double m_secondsPerRequest;
    std::vector<std::byte> m_buffer;
};

/// A damaged file may make the library ask for any amount of memory.
void limitMemory()
{
#ifndef __SANITIZE_ADDRESS__
    unsigned long pages = 0;
    if (std::FILE* status = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(status, "%lu", &pages) != 1)
            pages = 0;
        std::fclose(status);
    }
    constexpr rlim_t room = rlim_t {4} << 30;
    const rlim_t limit = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + room;
    const rlimit memory = {limit, limit};
    ::setrlimit(RLIMIT_AS, &memory);
#endif
}

/// Never returns.
[[noreturn]] void runServer(int socket, const std::function<Result<std::unique_ptr<ArrayFile>>()>& open,
                            double secondsPerRequest)
{
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGPROF, SIGTERM, SIGINT})
        std::signal(signal, SIG_DFL);
    const rlimit noCore = {0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    // What else this program has open is none of its business, and would be kept open by it.
    ::dup2(socket, STDIN_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    limitMemory();
    limitTime(secondsPerRequest);
    MessageChannel channel(STDIN_FILENO);
    try {
        const auto file = open();
        if (file) {
            Server server(channel, **file, secondsPerRequest);
            server.describe();
            server.serve();
        } else {
            putError(channel, file.error());
            channel.flush();
        }
    } catch (const std::exception&) { // such as std::bad_alloc
        ::_exit(2);
    }
    ::_exit(0);
}

/// This program's side: asks the other process for everything.
class SeparateArrayFile final : public ArrayFile
{
public:
    SeparateArrayFile(std::string file, std::string_view format, int socket, pid_t process)
        : ArrayFile(std::move(file), format)
        , m_channel(socket)
        , m_process(process)
    {
    }
    ~SeparateArrayFile() override { end(); }

    Result<void> readDescription()
    {
        if (const auto answer = takeAnswer(); !answer)
            return answer;
        const std::uint64_t count = m_channel.takeNumber();
        for (std::uint64_t index = 0; m_channel.isOpen() && index < std::min(count, mostArrays); ++index) {
            ArrayInfo info;
            info.name = m_channel.takeText();
            constexpr std::uint64_t mostAxes = 64;
            info.shape.resize(std::min(m_channel.takeNumber(), mostAxes));
            for (std::uint64_t& extent : info.shape)
                extent = m_channel.takeNumber();
            info.type = static_cast<ElementType>(
                std::min(m_channel.takeNumber(), static_cast<std::uint64_t>(ElementType::Other)));
            info.dtype = m_channel.takeText();
            info.order =
                m_channel.takeNumber() == 0 ? ArraySource::Order::RowMajor : ArraySource::Order::ColumnMajor;
            info.refusal = m_channel.takeText();
            if (info.refusal.empty() && !checkedCount(info.shape, elementSize(info.type)))
                info.refusal = "has a shape that no file can hold";
            mutableArrays().push_back(std::move(info));
            m_measures.push_back(m_channel.takeText());
        }
        return m_channel.isOpen() ? Result<void>() : broken();
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        const std::size_t size = elementSize(arrays()[array].type);
        const std::size_t step = largestPiece / size * size;
        for (std::size_t at = 0; at < out.size(); at += step) {
            const std::span<std::byte> piece = out.subspan(at, std::min(step, out.size() - at));
            ask(Request::ReadEntries, array);
            m_channel.put(first + at / size);
            m_channel.put(std::uint64_t {piece.size()});
            if (const auto answer = takeAnswer(); !answer)
                return answer;
            m_channel.takeBytes(piece);
            if (!m_channel.isOpen())
                return broken();
        }
        return {};
    }

    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        ask(Request::ReadTexts, array);
        return takeTexts();
    }
    RowNames itemNames(std::size_t array) override
    {
        ask(Request::ItemNames, array);
        auto texts = takeTexts();
        return texts ? RowNames(std::move(*texts)) : RowNames();
    }
    std::string measure(std::size_t array) const override { return m_measures[array]; }

private:
    void ask(Request request, std::size_t array)
    {
        m_channel.put(static_cast<std::uint64_t>(request));
        m_channel.put(std::uint64_t {array});
    }

    Result<void> takeAnswer()
    {
        m_channel.flush();
        const auto answer = static_cast<Answer>(m_channel.takeNumber());
        if (answer == Answer::Done)
            return {};
        if (answer != Answer::Failed)
            return broken();
        const auto kind = static_cast<Error::Kind>(
            std::min(m_channel.takeNumber(), static_cast<std::uint64_t>(Error::Kind::Internal)));
        std::string message = m_channel.takeText();
        return m_channel.isOpen() ? Result<void>(failure(kind, std::move(message), {file()})) : broken();
    }

    Result<std::vector<std::string>> takeTexts()
    {
        if (const auto answer = takeAnswer(); !answer)
            return tl::unexpected(answer.error());
        std::vector<std::string> texts;
        const std::uint64_t count = m_channel.takeNumber();
        for (std::uint64_t index = 0; m_channel.isOpen() && index < count; ++index)
            texts.push_back(m_channel.takeText());
        if (!m_channel.isOpen())
            return tl::unexpected(broken().error());
        return texts;
    }

    Result<void> broken()
    {
        end();
        return failure(
            Error::Kind::Syntax,
            "this " + std::string(format())
                + " is damaged in a way that its library could not cope with; expected a sound file",
            {file()});
    }

    void end()
    {
        if (m_process <= 0)
            return;
        ::kill(m_process, SIGKILL);
        while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) { }
        m_process = -1;
    }

    MessageChannel m_channel;
    pid_t m_process;
    std::vector<std::string> m_measures;
};
} // namespace

Result<std::unique_ptr<ArrayFile>>
openSeparately(const std::string& file, std::string_view format,
               const std::function<Result<std::unique_ptr<ArrayFile>>()>& open, double secondsPerRequest)
{
    int sockets[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return failure(Error::Kind::Io, std::string("cannot be read: ") + std::strerror(errno), {file});
    const pid_t process = ::fork();
    if (process == 0)
        runServer(sockets[1], open, secondsPerRequest);
    const int reason = errno;
    ::close(sockets[1]);
    if (process < 0) {
        ::close(sockets[0]);
        return failure(Error::Kind::Io, std::string("cannot be read: ") + std::strerror(reason), {file});
    }
    auto opened = std::make_unique<SeparateArrayFile>(file, format, sockets[0], process);
    if (auto read = opened->readDescription(); !read)
        return tl::unexpected(read.error());
    return opened;
}

} // namespace learnscope
