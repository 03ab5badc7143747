#pragma once

#include <cmath>

namespace learnscope {

/// A point or direction in space: x to the right, y away from the viewer, z up.
struct Vector3
{
    double x = 0;
    double y = 0;
    double z = 0;

    Vector3 operator+(const Vector3& other) const { return {x + other.x, y + other.y, z + other.z}; }
    Vector3 operator-(const Vector3& other) const { return {x - other.x, y - other.y, z - other.z}; }
    Vector3 operator*(double factor) const { return {x * factor, y * factor, z * factor}; }
    double dot(const Vector3& other) const { return x * other.x + y * other.y + z * other.z; }
    double length() const { return std::sqrt(dot(*this)); }
    /// Itself where it has no length.
    Vector3 normalised() const
    {
        const double size = length();
        return size > 0 ? *this * (1 / size) : *this;
    }
    bool operator==(const Vector3&) const = default;
};

} // namespace learnscope
