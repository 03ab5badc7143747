#pragma once

class QPainter;

namespace learnscope {

struct FigureScene;

enum class TextAs { Text, Outlines };

/// Draws @p scene with a painter whose unit is the millimetre. The page itself is not filled.
void paintScene(QPainter& painter, const FigureScene& scene, TextAs textAs);

} // namespace learnscope
