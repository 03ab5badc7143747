#include "app/workspace/workspacejson.h"

namespace learnscope {

Json parsed(const std::string& json)
{
    return Json::parse(json);
}

void addRest(Json& json, const std::string& unknown)
{
    if (unknown.empty())
        return;
    const Json rest = parsed(unknown);
    for (const auto& [name, value] : rest.items())
        json[name] = value;
}

void addPath(Json& json, const std::string& path, const std::filesystem::path& folder)
{
    if (!folder.empty())
        if (const std::filesystem::path relative = std::filesystem::path(path).lexically_relative(folder);
            !relative.empty())
            json["path"] = relative.generic_string();
    json["absolute"] = path;
}

namespace {
bool isThere(const std::filesystem::path& path)
{
    std::error_code status;
    return std::filesystem::exists(path, status);
}
} // namespace

std::string takePath(Members& members, const std::filesystem::path& folder)
{
    const std::string relative = members.text("path");
    const std::string absolute = members.text("absolute");
    if (relative.empty() && absolute.empty())
        throw Misfit {members.pointerTo("path"), "a path is missing"};
    const std::filesystem::path beside = (folder / relative).lexically_normal();
    return relative.empty() || (!absolute.empty() && !isThere(beside) && isThere(absolute)) ? absolute
                                                                                            : beside.string();
}

} // namespace learnscope
