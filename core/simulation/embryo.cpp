#include "core/simulation/embryo.h"

#include "core/base/random.h"
#include "core/simulation/portablemath.h"

#include <algorithm>
#include <numbers>

namespace learnscope {

namespace {
/// The distance to a round cone (the sphere-swept segment of Quilez, "Distance functions", with both radii).
double distanceTo(const Embryo::Limb& limb, const Vector3& point)
{
    const Vector3 along = limb.to - limb.from;
    const double squaredLength = along.dot(along);
    const double shrinking = limb.fromRadius - limb.toRadius;
    const double slope = squaredLength - shrinking * shrinking;
    const Vector3 off = point - limb.from;
    if (slope <= 0) // one ball holds the other
        return std::min(off.length() - limb.fromRadius, (point - limb.to).length() - limb.toRadius);
    const double y = off.dot(along);
    const double z = y - squaredLength;
    const Vector3 across = off * squaredLength - along * y;
    const double x2 = across.dot(across);
    const double y2 = y * y * squaredLength;
    const double z2 = z * z * squaredLength;
    const double k = (shrinking < 0 ? -1 : 1) * shrinking * shrinking * x2;
    if ((z < 0 ? -1 : 1) * slope * z2 > k)
        return std::sqrt(x2 + z2) / squaredLength - limb.toRadius;
    if ((y < 0 ? -1 : 1) * slope * y2 < k)
        return std::sqrt(x2 + y2) / squaredLength - limb.fromRadius;
    return (std::sqrt(x2 * slope / squaredLength) + y * shrinking) / squaredLength - limb.fromRadius;
}

double between(Random& random, double low, double high)
{
    return low + (high - low) * random.uniform();
}

Vector3 direction(Random& random)
{
    const double z = between(random, -1, 1);
    const double turn = between(random, 0, 2 * std::numbers::pi);
    const double radius = std::sqrt(1 - z * z);
    return {radius * std::cos(turn), radius * std::sin(turn), z};
}

/// What the members of a family have in common.
struct Family
{
    struct Growth
    {
        double place = 0; ///< on the body, from 0 (its tail) to 1 (its head)
        Vector3 direction;
        double length = 0;
        double radius = 0; ///< at its root
        double swelling = 1; ///< the tip's radius in units of the root's
    };
    std::vector<Vector3> spine; ///< three points
    std::vector<double> girth; ///< radii at these
    std::vector<Growth> growths;
};

/// Directions that are well apart from each other, so that no two limbs of a family grow into one.
std::vector<Vector3> spreadDirections(Random& random, std::size_t count)
{
    std::vector<Vector3> chosen;
    while (chosen.size() < count) {
        Vector3 best;
        double bestApart = 2;
        for (int trial = 0; trial < 24; ++trial) { // the candidate whose nearest neighbour is farthest
            const Vector3 candidate = direction(random);
            double nearest = -1;
            for (const Vector3& other : chosen)
                nearest = std::max(nearest, candidate.dot(other));
            if (nearest < bestApart) {
                bestApart = nearest;
                best = candidate;
            }
        }
        chosen.push_back(best);
    }
    return chosen;
}

Family makeFamily(std::uint64_t seed, int category)
{
    Random random(seed, 0x66616d00u + static_cast<std::uint64_t>(category));
    Family family;
    // Neighbours in the list of categories differ in build: stout, slender, bent.
    const int build = category % 3;
    const double half = build == 0 ? between(random, .18, .26) : between(random, .40, .52);
    const double bend = build == 2 ? between(random, .34, .44) : between(random, .04, .12);
    const double lean = between(random, -.9, .9) + (category % 2 ? 1.1 : 0);
    const double yaw = between(random, -.5, .5);
    const Vector3 axis = Vector3 {std::sin(lean) * std::cos(yaw), std::sin(yaw), std::cos(lean)}.normalised();
    const Vector3 side = Vector3 {std::cos(lean), .3, -std::sin(lean)}.normalised();
    family.spine = {axis * -half, side * bend, axis * half};
    const double stout = build == 0 ? 1.2 : 1;
    family.girth = {between(random, .21, .28) * stout, between(random, .15, .22) * stout,
                    between(random, .12, .20) * stout};
    const std::size_t limbs = 3 + static_cast<std::size_t>(category + static_cast<int>(random.below(2))) % 3;
    for (const Vector3& towards : spreadDirections(random, limbs))
        family.growths.push_back({random.uniform(), towards, between(random, .42, .70),
                                  between(random, .10, .145), between(random, .75, 1.3)});
    return family;
}

Vector3 pointOnSpine(const std::vector<Vector3>& spine, double place)
{
    return place < .5 ? spine[0] + (spine[1] - spine[0]) * (2 * place)
                      : spine[1] + (spine[2] - spine[1]) * (2 * place - 1);
}

/// Moves the embryo's middle to the origin and scales it to a ball of radius 1.
void fitIntoUnitBall(Embryo& embryo)
{
    Vector3 low = {1e9, 1e9, 1e9};
    Vector3 high = low * -1;
    const auto include = [&](const Vector3& point, double radius) {
        low = {std::min(low.x, point.x - radius), std::min(low.y, point.y - radius),
               std::min(low.z, point.z - radius)};
        high = {std::max(high.x, point.x + radius), std::max(high.y, point.y + radius),
                std::max(high.z, point.z + radius)};
    };
    for (const Embryo::Limb& limb : embryo.limbs) {
        include(limb.from, limb.fromRadius);
        include(limb.to, limb.toRadius);
    }
    const Vector3 middle = (low + high) * .5;
    double reach = 0;
    for (const Embryo::Limb& limb : embryo.limbs)
        reach = std::max({reach, (limb.from - middle).length() + limb.fromRadius,
                          (limb.to - middle).length() + limb.toRadius});
    reach += embryo.softness; // melting swells the surface by that much where three limbs' tips meet
    for (Embryo::Limb& limb : embryo.limbs) {
        limb.from = (limb.from - middle) * (1 / reach);
        limb.to = (limb.to - middle) * (1 / reach);
        limb.fromRadius /= reach;
        limb.toRadius /= reach;
    }
    embryo.softness /= reach;
}
} // namespace

double Embryo::field(const Vector3& point) const
{
    // Twice over the limbs, so that the largest exponent is 0 and nothing overflows.
    double nearest = 1e9;
    constexpr std::size_t most = 32;
    double distances[most];
    const std::size_t count = std::min(limbs.size(), most);
    for (std::size_t index = 0; index < count; ++index) {
        distances[index] = distanceTo(limbs[index], point);
        nearest = std::min(nearest, distances[index]);
    }
    double sum = 0;
    for (std::size_t index = 0; index < count; ++index)
        if (const double above = (distances[index] - nearest) / softness; above < 40)
            sum += decay(above);
    return nearest - softness * naturalLogarithm(sum);
}

Vector3 Embryo::gradient(const Vector3& point) const
{
    constexpr double step = 1e-4;
    return Vector3 {field({point.x + step, point.y, point.z}) - field({point.x - step, point.y, point.z}),
                    field({point.x, point.y + step, point.z}) - field({point.x, point.y - step, point.z}),
                    field({point.x, point.y, point.z + step}) - field({point.x, point.y, point.z - step})}
    * (.5 / step);
}

Embryo growEmbryo(std::uint64_t seed, int category, int object)
{
    const Family family = makeFamily(seed, category);
    Random random(seed,
                  0x656d6200000000u + (static_cast<std::uint64_t>(category) << 16)
                      + static_cast<std::uint64_t>(object));
    const auto vary = [&](double spread) { return between(random, 1 - spread, 1 + spread); };
    Embryo embryo;
    std::vector<Vector3> spine;
    std::vector<double> girth;
    for (std::size_t index = 0; index < family.spine.size(); ++index) {
        spine.push_back(family.spine[index] + direction(random) * .05);
        girth.push_back(family.girth[index] * vary(.14));
    }
    embryo.limbs.push_back({spine[0], spine[1], girth[0], girth[1]});
    embryo.limbs.push_back({spine[1], spine[2], girth[1], girth[2]});
    for (const Family::Growth& growth : family.growths) {
        const Vector3 aside = direction(random);
        const Vector3 towards = (growth.direction + aside * between(random, .1, .34)).normalised();
        const Vector3 root =
            pointOnSpine(spine, std::clamp(growth.place + between(random, -.12, .12), 0., 1.));
        const double radius = growth.radius * vary(.15);
        const double length = growth.length * vary(.22);
        // In two pieces, so that limbs are bent a little.
        const Vector3 elbow = root + towards * (.55 * length);
        const Vector3 tip = elbow + (towards + direction(random) * .35).normalised() * (.45 * length);
        embryo.limbs.push_back({root, elbow, radius * 1.15, radius * .85});
        embryo.limbs.push_back({elbow, tip, radius * .85, radius * growth.swelling * vary(.15)});
    }
    for (int bud = 0; bud < 3; ++bud) { // what an object has grown for itself
        const Vector3 root = pointOnSpine(spine, random.uniform());
        const Vector3 towards = direction(random);
        embryo.limbs.push_back(
            {root, root + towards * between(random, .22, .42), .12, between(random, .06, .11)});
    }
    fitIntoUnitBall(embryo);
    return embryo;
}

} // namespace learnscope
