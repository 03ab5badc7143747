#include "widgets/figures/figures.h"

#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figurekinds.h"
#include "widgets/figures/figureparts.h"

#include <cmath>

namespace learnscope {

namespace {
Result<void> check(const FigureRequest& request, const FigureInput& input)
{
    if (input.curves.observers.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer is chosen");
    if (!epochRange(input.curves.observers))
        return failure(Error::Kind::Mismatch, "there is nothing to draw: no observer has trials");
    const auto outside = [](double length) { return length != 0 && !(length >= 20 && length <= 1000); };
    if (outside(request.width) || outside(request.height))
        return failure(Error::Kind::Usage, "expected a width and a height of 20 to 1000 mm");
    if (!(request.fontSize >= 4 && request.fontSize <= 24))
        return failure(Error::Kind::Usage, "expected a font size of 4 to 24 pt");
    if (request.lineWidth != 0 && !(request.lineWidth >= .1 && request.lineWidth <= 10))
        return failure(Error::Kind::Usage, "expected a line width of 0.1 to 10 pt");
    for (const NetworkFacts& facts : request.networks)
        if (!(facts.imagenetTop1 >= 0 && facts.imagenetTop1 <= 1) || !(facts.parametersMillion > 0))
            return failure(
                Error::Kind::OutOfRange,
                "network '" + facts.observer
                    + "' needs an ImageNet accuracy from 0 to 1 and a number of parameters above 0");
    return {};
}

} // namespace

Result<FigureScene> makeFigure(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> fits = check(request, input); !fits)
        return tl::unexpected(fits.error());
    if (figureNeedsAnalysis(request.kind) && !input.analysis)
        return failure(Error::Kind::Internal, "this kind of figure needs the whole analysis");
    FigureInput colored = input;
    if (request.style == FigureStyle::Publication)
        colored.styles = paletteStyles(request, input);
    Result<FigureScene> scene = factsOf(request.kind).build(request, colored);
    if (!scene)
        return scene;
    if (request.style == FigureStyle::Publication && request.lineWidth > 0)
        widenLines(*scene, request.lineWidth / curveWidth(request.fontSize));
    scene->caption = figureCaption(request, input);
    for (const ObserverCurves& curves : input.curves.observers)
        if (const std::string repairs = repairsText(curves.observer); !repairs.empty())
            scene->caption += " Repaired: " + repairs;
    for (const std::string& note : scene->notes)
        scene->caption += " Note: " + note + ".";
    if (const QString substitute = substituteForFigureFont(); !substitute.isEmpty())
        scene->notes.push_back("Liberation Sans is not installed; the text is set in "
                               + substitute.toStdString());
    return scene;
}

Result<std::string> figureData(const FigureRequest& request, const FigureInput& input)
{
    if (const Result<void> fits = check(request, input); !fits)
        return tl::unexpected(fits.error());
    return factsOf(request.kind).data(request, input);
}

} // namespace learnscope
