#include "widgets/figures/figurerequest.h"

#include <array>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 2> styleNames = {"publication", "as-published"};

template<typename T, std::size_t count>
Result<T> fromName(const std::array<std::string_view, count>& names, std::string_view name, const char* what)
{
    std::string expected;
    for (std::size_t index = 0; index < count; ++index) {
        if (names[index] == name)
            return static_cast<T>(index);
        expected += (index == 0 ? "" : index + 1 == count ? " or " : ", ") + std::string(names[index]);
    }
    return failure(Error::Kind::Usage,
                   "expected " + expected + " as " + what + ", found '" + std::string(name) + "'");
}
} // namespace

std::string_view toString(FigureStyle style)
{
    return styleNames[static_cast<std::size_t>(style)];
}

Result<FigureStyle> figureStyleFromName(std::string_view name)
{
    return fromName<FigureStyle>(styleNames, name, "a figure's style");
}

FigurePart partOf(const FigureRequest& request)
{
    FigurePart part {request.filter.phase, request.counts, request.filter.epochs};
    if (isOfRepresentations(request.kind))
        part.representations = request.filter.observers;
    part.coloring = request.coloring;
    part.colors = request.colors;
    part.difference = request.difference;
    return part;
}

void setPart(FigureRequest& request, const FigurePart& part)
{
    request.filter.phase = part.phase;
    request.filter.epochs = part.epochs;
    request.counts = part.counts;
    if (isOfRepresentations(request.kind))
        request.filter.observers = part.representations;
    request.coloring = part.coloring;
    request.colors = part.colors;
    request.difference = part.difference;
}

Result<double> parseLength(std::string_view text)
{
    struct Unit
    {
        std::string_view name;
        double millimetres;
    };
    constexpr std::array<Unit, 5> units = {{{"", 1}, {"mm", 1}, {"cm", 10}, {"in", 25.4}, {"pt", 25.4 / 72}}};
    const auto wrong = [&] {
        return failure(Error::Kind::Usage,
                       "expected a length such as 85mm, 8.5cm, 3.35in or 241pt, found '" + std::string(text)
                           + "'");
    };
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc {} || !std::isfinite(value) || value <= 0)
        return wrong();
    std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    unit.remove_prefix(std::min(unit.size(), unit.find_first_not_of(' ')));
    for (const Unit& known : units)
        if (known.name == unit)
            return value * known.millimetres;
    return wrong();
}

} // namespace learnscope
