#pragma once

#include "core/simulation/embryo.h"

#include <array>
#include <cstdint>
#include <vector>

namespace learnscope {

/// An embryo's surface as triangles, with what shading needs at each corner. A value.
struct EmbryoMesh
{
    struct Vertex
    {
        Vector3 position; ///< on the surface
        Vector3 normal; ///< outward, length 1
        double openness = 1; ///< 0 to 1: how much of the surroundings' light gets there
    };
    std::vector<Vertex> vertices;
    std::vector<std::array<std::uint32_t, 3>> triangles; ///< counter-clockwise seen from outside
};

/// Lays @p resolution cells (at least 8) along each edge of the cube around the unit ball and draws the
/// surface through those it passes ("surface nets", Gibson, MICCAI 1998); corners are then moved onto the
/// surface itself. Any thread; the same for the same embryo.
EmbryoMesh meshOf(const Embryo& embryo, int resolution);

} // namespace learnscope
