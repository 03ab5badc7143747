#include "widgets/figures/figurepalette.h"

#include "widgets/figures/figureparts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace learnscope {

namespace {
struct Words
{
    FigurePalette palette;
    std::string_view name;
    const char* title;
};

constexpr std::array paletteTable = {
    Words {FigurePalette::Observers, "observers", QT_TRANSLATE_NOOP("Figures", "As in the views")},
    Words {FigurePalette::OkabeIto, "okabe-ito", QT_TRANSLATE_NOOP("Figures", "Okabe-Ito")},
    Words {FigurePalette::Greyscale, "greyscale", QT_TRANSLATE_NOOP("Figures", "Greyscale")},
    Words {FigurePalette::Study, "study", QT_TRANSLATE_NOOP("Figures", "Huber et al. 2024")},
};

const Words& wordsOf(FigurePalette palette)
{
    return *std::find_if(paletteTable.begin(), paletteTable.end(),
                         [palette](const Words& words) { return words.palette == palette; });
}

// Okabe and Ito, "Color universal design" (2002, revised 2008).
constexpr QRgb okabeItoHumans = 0xffcc79a7;
constexpr std::array<QRgb, 6> okabeItoNetworks = {0xff0072b2, 0xff009e73, 0xffd55e00,
                                                  0xffe69f00, 0xff56b4e9, 0xff000000};

/// The grey of CIE lightness @p lightness, 0 to 100.
QColor greyOf(double lightness)
{
    const double root = (lightness + 16) / 116;
    const double luminance = lightness > 8 ? root * root * root : lightness * 27 / 24389;
    const double channel =
        luminance <= .0031308 ? 12.92 * luminance : 1.055 * std::pow(luminance, 1 / 2.4) - .055;
    const int level = static_cast<int>(std::lround(channel * 255));
    return QColor(level, level, level);
}
} // namespace

std::span<const FigurePalette> figurePalettes()
{
    static constexpr auto palettes = [] {
        std::array<FigurePalette, paletteTable.size()> all {};
        for (std::size_t place = 0; place < all.size(); ++place)
            all[place] = paletteTable[place].palette;
        return all;
    }();
    return palettes;
}

std::string_view toString(FigurePalette palette)
{
    return wordsOf(palette).name;
}

Result<FigurePalette> figurePaletteFromName(std::string_view name)
{
    std::string expected;
    for (const Words& words : paletteTable) {
        if (words.name == name)
            return words.palette;
        expected += (expected.empty()                     ? ""
                         : &words == &paletteTable.back() ? " or "
                                                          : ", ")
            + std::string(words.name);
    }
    return failure(Error::Kind::Usage,
                   "expected " + expected + " as a palette, found '" + std::string(name) + "'");
}

QString figurePaletteTitle(FigurePalette palette)
{
    return QCoreApplication::translate("Figures", wordsOf(palette).title);
}

std::vector<ObserverStyle> paletteStyles(const FigureRequest& request, const FigureInput& input)
{
    std::vector<ObserverStyle> styles;
    const auto& observers = input.curves.observers;
    std::size_t network = 0;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        ObserverStyle style = styleOf(input, index);
        const Observer& observer = observers[index].observer;
        switch (request.palette) {
        case FigurePalette::Observers:
            break;
        case FigurePalette::OkabeIto:
            style.color = QColor::fromRgb(observer.kind == ObserverKind::Human
                                              ? okabeItoHumans
                                              : okabeItoNetworks[network++ % okabeItoNetworks.size()]);
            break;
        case FigurePalette::Greyscale: // from black to a grey that still stands out from white
            style.color =
                greyOf(observers.size() < 2 ? 0. : 72. * double(index) / double(observers.size() - 1));
            break;
        case FigurePalette::Study:
            style.color = publishedColor(observer, request.networks);
            break;
        }
        styles.push_back(style);
    }
    return styles;
}

} // namespace learnscope
