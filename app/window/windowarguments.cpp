#include "app/window/windowarguments.h"

#include "app/workspace/preferences.h"
#include "core/data/stimulus.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace learnscope {

namespace {
std::string readSize(WindowArguments& arguments, const std::string& text)
{
    char rest = 0;
    if (std::sscanf(text.c_str(), "%5dx%5d%c", &arguments.width, &arguments.height, &rest) == 2
        && arguments.width >= 320 && arguments.height >= 240 && arguments.width <= 16384
        && arguments.height <= 16384)
        return {};
    return "expected a size such as 1600x1000, at least 320x240; found '" + text + "'";
}
} // namespace

void addWindowOptions(CLI::App& app, WindowArguments& arguments)
{
    app.add_option("files", arguments.files,
                   "Trial tables, folders that hold them, or a workspace (.learnscope)");
    app.add_option("--stimuli", arguments.stimuli, "Folder of pictures, with train/ or test/ in it");
    app.add_option("--pattern", arguments.pattern,
                   "How the names of pictures are built, such as *_gen_{category}_{object}[_{axis}_{angle}]")
        ->check([](const std::string& text) {
            const auto pattern = StimulusNamePattern::parse(text);
            return pattern ? std::string() : pattern.error().toString();
        });
    app.add_flag("--demo", arguments.demo, "Open the tables and pictures that come with the program");
    app.add_flag("--learners-only", arguments.learnersOnly, "Of people, show only those who learned");
    app.add_flag("--reset", arguments.reset, "Forget layout, recent files and settings");
    app.add_option_function<std::string>(
           "--theme",
           [&arguments](const std::string& name) {
               arguments.theme = themeChoiceFrom(QString::fromStdString(name));
           },
           "Colours, for this time only: system, light or dark")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    const QList<int>& scales = Preferences::scales();
    app.add_option("--scale", arguments.scale, "Size of everything in percent, for this time only")
        ->check(CLI::IsMember(std::vector<int>(scales.begin(), scales.end())));
    app.add_option("--screenshot", arguments.screenshot,
                   "Write a picture of the window to this file (.png) once all is shown, and end");
    app.add_option_function<std::string>(
        "--size",
        [&arguments](const std::string& text) {
            if (const std::string problem = readSize(arguments, text); !problem.empty())
                throw CLI::ValidationError("--size", problem);
        },
        "Size of the window, such as 1600x1000");
    app.add_flag("--time-first-paint", arguments.timeFirstPaint,
                 "Print how long it took from the program's start to its first picture, and end");
}

std::vector<std::string> withoutQtOptions(const std::vector<std::string>& all)
{
    static constexpr std::array<std::string_view, 11> withValue = {
        "platform", "platformpluginpath", "platformtheme", "plugin", "style",  "stylesheet",
        "display",  "geometry",           "qwindowtitle",  "name",   "session"};
    std::vector<std::string> left;
    for (std::size_t place = 0; place < all.size(); ++place) {
        std::string_view word = all[place];
        if (word.starts_with("-"))
            word.remove_prefix(word.starts_with("--") ? 2 : 1);
        const bool ofQt = word.size() < all[place].size()
            && std::find(withValue.begin(), withValue.end(), word) != withValue.end();
        if (ofQt)
            ++place;
        else
            left.push_back(all[place]);
    }
    return left;
}

} // namespace learnscope
