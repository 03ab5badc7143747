#include "app/cli/figureanswer.h"

#include "app/cli/command.h"
#include "widgets/figures/figurerecord.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace learnscope {

int reportUnwritten(const Error& error)
{
    const int code = reportError(error);
    return error.kind == Error::Kind::Io ? int(ExitFailed) : code;
}

void tellOfFigure(const FigureFiles& files, const FigureScene& scene, bool asJson, bool quiet)
{
    if (asJson) {
        nlohmann::ordered_json json;
        json["file"] = files.figure.string();
        json["record"] = recordPath(files.figure).string();
        if (!files.data.empty())
            json["data"] = files.data.string();
        json["width_mm"] = scene.width;
        json["height_mm"] = scene.height;
        json["caption"] = scene.caption;
        json["notes"] = scene.notes;
        std::cout << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    } else if (!quiet)
        std::cout << scene.caption << '\n';
    for (const std::string& note : scene.notes)
        std::cerr << "note: " << note << '\n';
}

} // namespace learnscope
