#pragma once

#include "core/simulation/vector3.h"

#include <cstdint>
#include <vector>

namespace learnscope {

/// A smooth solid like a "digital embryo": round cones that melt into each other. A value.
struct Embryo
{
    /// A ball that moves from one end to the other while its radius changes.
    struct Limb
    {
        Vector3 from;
        Vector3 to;
        double fromRadius = 0;
        double toRadius = 0;
        bool operator==(const Limb&) const = default;
    };

    std::vector<Limb> limbs;
    double softness = .07; ///< how far limbs melt into each other, in units of space

    /// Below 0 inside, above 0 outside; never larger than the distance to the surface. With d_i the exact
    /// distances to the limbs: -softness * log(sum exp(-d_i / softness)).
    double field(const Vector3& point) const;
    /// How the field rises, by central differences; at the surface it points outward. At most of length 1.
    Vector3 gradient(const Vector3& point) const;

    bool operator==(const Embryo&) const = default;
};

/// The object numbered @p object of the family @p category: a family shares its body and its limbs' places;
/// an object differs in how they have grown. Lies within a ball of radius 1 around the origin. The same for
/// the same three numbers, on any thread.
Embryo growEmbryo(std::uint64_t seed, int category, int object);

} // namespace learnscope
