#include "app/cli/styleoptions.h"

#include "app/cli/observeroptions.h"

namespace learnscope {

namespace {
std::string markerNames()
{
    std::string names;
    for (const Marker marker : allMarkers())
        names += (names.empty() ? "" : ", ") + std::string(toString(marker));
    return names;
}
} // namespace

void addStyleOptions(CLI::App& command, StyleOptions& options)
{
    command.add_option("--color", options.colors, "The colour of an observer")->type_name("OBSERVER=#RRGGBB");
    command.add_option("--marker", options.markers, "The marker of an observer: " + markerNames())
        ->type_name("OBSERVER=MARKER");
}

std::vector<ObserverStyle> standardStyles(std::span<const Observer> observers)
{
    std::vector<ObserverStyle> styles;
    int unknown = 0;
    for (const Observer& observer : observers) {
        styles.push_back(styleFor(observer, unknown));
        unknown += isUnknownNetwork(observer) ? 1 : 0;
    }
    return styles;
}

Result<std::vector<ObserverStyle>> applyStyleOptions(const StyleOptions& options,
                                                     const std::vector<Observer>& observers)
{
    std::vector<ObserverStyle> styles = standardStyles(observers);
    for (const std::string& text : options.colors) {
        const auto setting = readSetting({"--color", "OBSERVER=#rrggbb"}, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        const QColor color(QString::fromStdString(setting->value));
        if (!color.isValid())
            return failure(Error::Kind::Usage,
                           "--color: expected a colour such as #0072b2, found '" + setting->value + "'");
        styles[setting->observer].color = color;
    }
    for (const std::string& text : options.markers) {
        const auto setting = readSetting({"--marker", "OBSERVER=MARKER"}, text, observers);
        if (!setting)
            return tl::unexpected(setting.error());
        const auto marker = markerFromName(setting->value);
        if (!marker)
            return failure(Error::Kind::Usage,
                           "--marker: expected one of " + markerNames() + ", found '" + setting->value + "'");
        styles[setting->observer].marker = *marker;
    }
    return styles;
}

} // namespace learnscope
