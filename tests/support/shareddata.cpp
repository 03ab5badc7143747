#include "tests/support/shareddata.h"

namespace learnscope {

namespace {
std::filesystem::path fromEnvironment(const char* name)
{
    return qEnvironmentVariable(name).toStdString();
}
} // namespace

std::filesystem::path sourceFolder()
{
    return fromEnvironment("LEARNSCOPE_SOURCE_DIR");
}

std::filesystem::path programFolder()
{
    return fromEnvironment("LEARNSCOPE_BIN_DIR");
}

std::filesystem::path sharedFolder()
{
    const std::filesystem::path named = fromEnvironment("LEARNSCOPE_SHARED");
    const std::filesystem::path folder = named.empty() ? sourceFolder() / ".." / "shared" : named;
    std::error_code status;
    return std::filesystem::is_directory(folder / "data" / "huber2024", status)
        ? std::filesystem::canonical(folder, status)
        : std::filesystem::path();
}

std::filesystem::path sharedFile(const char* relative)
{
    return sharedFolder() / relative;
}

} // namespace learnscope
