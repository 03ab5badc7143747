#include "widgets/matrixpictures/matrixlook.h"

#include <array>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 3> coloringNames = {"ranks", "values", "percentiles"};
constexpr std::array<std::string_view, 3> colorsNames = {"viridis", "blues", "diverging"};

template<typename Enum, std::size_t count>
std::optional<Enum> fromName(const std::array<std::string_view, count>& names, std::string_view name)
{
    for (std::size_t place = 0; place < count; ++place)
        if (name == names[place])
            return static_cast<Enum>(place);
    return {};
}
} // namespace

std::string_view toString(MatrixColoring coloring)
{
    return coloringNames[static_cast<std::size_t>(coloring)];
}

std::optional<MatrixColoring> matrixColoringFromName(std::string_view name)
{
    return fromName<MatrixColoring>(coloringNames, name);
}

std::string_view toString(MatrixColors colors)
{
    return colorsNames[static_cast<std::size_t>(colors)];
}

std::optional<MatrixColors> matrixColorsFromName(std::string_view name)
{
    return fromName<MatrixColors>(colorsNames, name);
}

} // namespace learnscope
