#pragma once

#include "core/simulation/embryomesh.h"
#include "core/stimuli/picture.h"

namespace learnscope {

/// A solid's posture: turned about the axis to the right (x: it nods) or the upright one (z: it turns).
struct EmbryoView
{
    char axis = 'z'; ///< 'x' or 'z'
    double degrees = 0; ///< counter-clockwise seen from the axis's tip
};

struct EmbryoRenderOptions
{
    int size = 256; ///< width and height in pixels, 16 to 2048
    double background = 62. / 255; ///< grey, 0 (black) to 1
};

/// The resolution of meshOf() at which triangles stay invisible in a picture of @p size pixels.
int meshResolutionFor(int size);

/// Fails (Usage) where renderEmbryo() cannot draw pictures of @p size pixels.
Result<void> checkPictureSize(int size);

/// Draws @p mesh in grey, in the middle of the picture: matt, lit from above on the viewer's side, with soft
/// light from all around that creases get less of; edges are antialiased. The same picture for the same
/// arguments. Fails (Usage) where the size is out of its range or the axis is unknown. Any thread.
Result<Picture> renderEmbryo(const EmbryoMesh& mesh, const EmbryoView& view,
                             const EmbryoRenderOptions& options = {});

} // namespace learnscope
