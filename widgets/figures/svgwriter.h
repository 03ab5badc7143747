#pragma once

#include "widgets/figures/scenepainter.h"

#include <QByteArray>

namespace learnscope {

struct FigureMetadata;

/// @p scene as a stand-alone SVG 1.1 document: the page in millimetres, one user unit a point, so that font
/// sizes and line widths read as in the layout. Colours are opaque hexadecimal with an opacity beside them,
/// which every renderer and editor understands.
QByteArray writeSvg(const FigureScene& scene, TextAs textAs, const FigureMetadata& metadata);

} // namespace learnscope
