#pragma once

#include "core/base/result.h"
#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"

#include <QRectF>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// One figure on a page.
struct PagePanel
{
    FigureKind kind = FigureKind::LearningCurves;
    QRectF frame; ///< mm, on the page
    std::vector<std::string> observers = {}; ///< names of those drawn, in any order; empty: all
    FigurePart part = {};
    std::optional<std::string> letter = {}; ///< nothing: the next of the alphabet; empty: none

    bool operator==(const PagePanel&) const = default;
};

struct PageLetters
{
    bool shown = true;
    bool bold = true;
    bool upperCase = false;
    double size = 8; ///< pt, 4 to 24

    bool operator==(const PageLetters&) const = default;
};

/// Several figures on one page, as a value: what the composer edits and page files hold. Lengths in mm.
struct FigurePage
{
    double width = 183;
    double height = 120;
    FigureStyle style = FigureStyle::Publication;
    double fontSize = 7; ///< pt
    double lineWidth = 0; ///< pt, see FigureRequest
    FigurePalette palette = FigurePalette::Observers;
    PageLetters letters;
    bool sharedAxes =
        true; ///< panels one below the other share what they have below, side by side what is left
    bool sharedKey = true; ///< one key for all panels, in keyFrame
    QRectF keyFrame = {};
    std::vector<PagePanel> panels;

    bool operator==(const FigurePage&) const = default;
};

inline constexpr double pageGap = 4; ///< mm between the panels of a grid
inline constexpr double smallestPanel = 15; ///< mm, wide and high

/// A page of @p width mm with a panel for each of @p kinds on a grid.
FigurePage makePage(std::span<const FigureKind> kinds, double width = 183);
/// Panels of one size in rows of @p columns (at least 1), the page's height as it is, its key below.
void arrangeOnGrid(FigurePage& page, int columns);
/// The letter of a panel as it is drawn; empty where it has none.
std::string letterOf(const FigurePage& page, std::size_t panel);
/// What a panel asks of makeFigure, but for the size.
FigureRequest requestFor(const FigurePage& page, std::size_t panel,
                         const std::vector<NetworkFacts>& networks);
AnalysisParts partsForPage(const FigurePage& page);

/// Lays a page out: plots of one row or column line up, whatever stands around them; axes and key are shared
/// as the page says. Fails (Usage) where a panel lies outside the page or is too small, and names it;
/// (Mismatch) where there is nothing to draw. Any thread; needs a QGuiApplication.
Result<FigureScene> layOutPage(const FigurePage& page, const FigureInput& input,
                               const std::vector<NetworkFacts>& networks = {});

} // namespace learnscope
