#pragma once

#include "widgets/common/observerstyle.h"

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace learnscope {

constexpr double millimetresPerPoint = 25.4 / 72;

/// Connected straight lines.
struct SceneLine
{
    std::vector<QPointF> points; ///< mm
    QColor color;
    double width = .5; ///< pt
    std::vector<double> dash = {}; ///< on, off, on, off... in pt; empty: solid

    bool operator==(const SceneLine&) const = default;
};

/// A filled area without an outline.
struct ScenePolygon
{
    std::vector<QPointF> points; ///< mm
    QColor fill; ///< opaque; how much shines through is in opacity
    double opacity = 1;

    bool operator==(const ScenePolygon&) const = default;
};

struct SceneMarker
{
    Marker shape = Marker::Circle;
    QPointF center; ///< mm
    double size = 4; ///< pt: the diameter of the circle of the same area
    QColor fill;
    double opacity = 1; ///< of the filling
    QColor outline = {};
    double outlineWidth = 0; ///< pt; 0: no outline

    bool operator==(const SceneMarker&) const = default;
};

/// One line of text in the figure's font.
struct SceneText
{
    enum class Anchor { Start, Middle, End };

    QString text;
    QPointF position; ///< mm: of the anchor, on the baseline
    double size = 7; ///< pt
    QColor color = Qt::black;
    bool bold = false;
    Anchor anchor = Anchor::Start;
    double rotation = 0; ///< degrees clockwise about position

    bool operator==(const SceneText&) const = default;
};

/// A picture, or a matrix with one pixel for each entry.
struct SceneImage
{
    QImage image;
    QRectF area; ///< mm
    bool smooth = false; ///< pixels run into each other when enlarged; else they are squares

    bool operator==(const SceneImage&) const = default;
};

/// What part of a figure an item is. Pages leave some parts out where panels share them.
enum class SceneRole {
    Data,
    Grid,
    Axes, ///< lines and ticks
    XLabels,
    XTitle,
    YLabels,
    YTitle,
    Key, ///< a legend or labels beside curves: what SceneKeyEntry tells, too
    Letter, ///< of a panel
};

struct SceneItem
{
    std::variant<SceneLine, ScenePolygon, SceneMarker, SceneText, SceneImage> shape;
    QRectF clip = {}; ///< mm; null: not clipped
    QString name = {}; ///< what it shows ("resnet50 test"): items of one name become one group in an SVG
    SceneRole role = SceneRole::Data;

    bool operator==(const SceneItem&) const = default;
};

/// One entry of a key: a swatch and what it means.
struct SceneKeyEntry
{
    QString text;
    std::optional<SceneLine> line = {}; ///< without points
    std::optional<SceneMarker> marker = {};
    std::optional<ScenePolygon> band = {}; ///< without points
    bool bold = false;
    QColor color = {}; ///< of the text; invalid: the usual one

    bool operator==(const SceneKeyEntry&) const = default;
};

/// Where a panel's data lie on the page.
struct ScenePanel
{
    QString name;
    QRectF area; ///< mm
    double xLow = 0;
    double xHigh = 1;
    double yLow = 0;
    double yHigh = 1;

    QPointF map(double x, double y) const; ///< from data to mm
    QPointF unmap(QPointF position) const; ///< from mm to data
    bool operator==(const ScenePanel&) const = default;
};

/// A figure as a list of things to draw on a page measured in millimetres, the first lowest. A value, the
/// same on every machine and screen; what writes it as PDF, SVG or pixels takes no decision of its own.
struct FigureScene
{
    double width = 0; ///< mm
    double height = 0; ///< mm
    std::vector<SceneItem> items = {};
    std::vector<ScenePanel> panels = {};
    std::vector<SceneKeyEntry> key = {}; ///< what the items of the role Key say, in their order
    std::string caption = {}; ///< sentences for below the figure: n, interval, rule, seed
    std::vector<std::string> notes = {}; ///< what was left out, and why

    bool operator==(const FigureScene&) const = default;
};

/// How wide the main curves of our figures are, in pt, beside text of @p fontSize pt.
constexpr double curveWidth(double fontSize)
{
    return 1.1 * fontSize / 7;
}

/// The smallest upright rectangle around @p text, in mm: its advance width, ascent and descent.
QRectF boundsOf(const SceneText& text);

} // namespace learnscope
