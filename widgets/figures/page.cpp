#include "widgets/figures/page.h"

#include "widgets/figures/figureparts.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

FigurePage makePage(std::span<const FigureKind> kinds, double width)
{
    FigurePage page;
    page.width = width;
    for (const FigureKind kind : kinds)
        page.panels.push_back({kind, {}});
    const int columns = width < 100 || kinds.size() < 2 ? 1 : kinds.size() <= 4 ? 2 : 3;
    const auto rows = (int(kinds.size()) + columns - 1) / columns;
    page.height = std::min(240., 12 + std::max(1, rows) * 55.);
    arrangeOnGrid(page, columns);
    return page;
}

void arrangeOnGrid(FigurePage& page, int columns)
{
    constexpr double margin = 2;
    columns = std::max(1, std::min(columns, int(page.panels.size())));
    const int rows = (int(page.panels.size()) + columns - 1) / columns;
    const double keyRoom = page.sharedKey ? 2.4 * lineHeight(page.fontSize) : 0;
    page.keyFrame = page.sharedKey
        ? QRectF(margin, page.height - margin - keyRoom, page.width - 2 * margin, keyRoom)
        : QRectF();
    const double width = (page.width - 2 * margin - (columns - 1) * pageGap) / columns;
    const double below = page.sharedKey ? keyRoom + pageGap / 2 : 0;
    const double height =
        (page.height - 2 * margin - below - std::max(0, rows - 1) * pageGap) / std::max(1, rows);
    for (int index = 0; index < int(page.panels.size()); ++index)
        page.panels[std::size_t(index)].frame =
            QRectF(margin + (index % columns) * (width + pageGap),
                   margin + (index / columns) * (height + pageGap), width, height);
}

std::string letterOf(const FigurePage& page, std::size_t panel)
{
    if (!page.letters.shown)
        return {};
    if (page.panels[panel].letter)
        return *page.panels[panel].letter;
    std::size_t number = 0; // panels with letters of their own take none from the alphabet
    for (std::size_t before = 0; before < panel; ++before)
        number += page.panels[before].letter ? 0 : 1;
    const char first = page.letters.upperCase ? 'A' : 'a';
    std::string letter(1, static_cast<char>(first + number % 26));
    return number < 26 ? letter : letter + letter;
}

FigureRequest requestFor(const FigurePage& page, std::size_t panel, const std::vector<NetworkFacts>& networks)
{
    FigureRequest request;
    request.kind = page.panels[panel].kind;
    request.style = page.style;
    request.fontSize = page.fontSize;
    request.lineWidth = page.lineWidth;
    request.palette = page.palette;
    request.networks = networks;
    request.filter.observers = page.panels[panel].observers;
    setPart(request, page.panels[panel].part);
    return request;
}

AnalysisParts partsForPage(const FigurePage& page)
{
    AnalysisParts parts;
    for (const PagePanel& panel : page.panels)
        parts = parts | partsForFigure(panel.kind);
    return parts;
}

} // namespace learnscope
