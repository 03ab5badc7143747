#include "widgets/common/colorvision.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
using Matrix = std::array<std::array<double, 3>, 3>;

constexpr Matrix protanopia = {
    {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}}};
constexpr Matrix deuteranopia = {
    {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}}};
constexpr Matrix tritanopia = {
    {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}}};
constexpr std::array<double, 3> luminance = {.2126, .7152, .0722};
constexpr Matrix greyscale = {{luminance, luminance, luminance}};

const Matrix& matrixOf(ColorVision vision)
{
    switch (vision) {
    case ColorVision::Protanopia:
        return protanopia;
    case ColorVision::Deuteranopia:
        return deuteranopia;
    case ColorVision::Tritanopia:
        return tritanopia;
    default:
        return greyscale;
    }
}

double linearOf(int level)
{
    const double channel = level / 255.;
    return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
}

int levelOf(double linear)
{
    const double clamped = std::clamp(linear, 0., 1.);
    const double channel = clamped <= .0031308 ? 12.92 * clamped : 1.055 * std::pow(clamped, 1 / 2.4) - .055;
    return static_cast<int>(std::lround(channel * 255));
}

QRgb seen(const Matrix& matrix, QRgb color)
{
    const std::array<double, 3> in = {linearOf(qRed(color)), linearOf(qGreen(color)), linearOf(qBlue(color))};
    std::array<int, 3> out {};
    for (std::size_t row = 0; row < 3; ++row)
        out[row] = levelOf(matrix[row][0] * in[0] + matrix[row][1] * in[1] + matrix[row][2] * in[2]);
    return qRgba(out[0], out[1], out[2], qAlpha(color));
}
} // namespace

QColor seenBy(ColorVision vision, const QColor& color)
{
    return vision == ColorVision::Usual ? color : QColor::fromRgba(seen(matrixOf(vision), color.rgba()));
}

QImage seenBy(ColorVision vision, const QImage& picture)
{
    if (vision == ColorVision::Usual)
        return picture;
    const Matrix& matrix = matrixOf(vision);
    QImage result =
        picture.convertToFormat(picture.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    QRgb last = 0; // figures are mostly long stretches of one colour
    QRgb lastSeen = seen(matrix, last);
    for (int y = 0; y < result.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(result.scanLine(y));
        for (int x = 0; x < result.width(); ++x) {
            if (line[x] != last) {
                last = line[x];
                lastSeen = seen(matrix, last);
            }
            line[x] = lastSeen;
        }
    }
    return result;
}

} // namespace learnscope
