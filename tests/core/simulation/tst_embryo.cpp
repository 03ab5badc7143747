#include "core/base/random.h"
#include "core/simulation/embryomesh.h"
#include "core/simulation/embryorenderer.h"
#include "core/simulation/portablemath.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace learnscope;

namespace {
Embryo ball(const Vector3& middle, double radius)
{
    Embryo embryo;
    embryo.limbs.push_back({middle, middle, radius, radius});
    return embryo;
}

/// Where the solid is in a picture: the middle of what differs from the background, in halves of the width,
/// to the right and upward; and its share of the pixels.
struct Blot
{
    double right = 0;
    double up = 0;
    double share = 0;
};

Blot blotIn(const Picture& picture)
{
    const int background = picture.rgb.front();
    Blot blot;
    int count = 0;
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column)
            if (picture.rgb[std::size_t((row * picture.width + column) * 3)] != background) {
                blot.right += column + .5;
                blot.up += row + .5;
                ++count;
            }
    const double half = .5 * picture.width;
    if (count > 0)
        blot = {blot.right / count / half - 1, 1 - blot.up / count / half, 0};
    blot.share = double(count) / (picture.width * picture.height);
    return blot;
}
} // namespace

class TestEmbryo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasAFieldThatIsTheDistanceToASingleLimb_data()
    {
        QTest::addColumn<QList<double>>("point");
        QTest::addColumn<double>("distance");
        // A cone from (0, 0, 0) with radius .2 to (0, 0, 1) with radius .1.
        QTest::newRow("below") << QList<double> {0, 0, -.5} << .3;
        QTest::newRow("above") << QList<double> {0, 0, 1.5} << .4;
        QTest::newRow("inside") << QList<double> {0, 0, -.1} << -.1;
        // The side is the line whose distance from the axis falls by .1 per unit of length along the axis:
        // at right angles to it, distance = (x * sqrt(1 - .01) + .1 z) - .2.
        QTest::newRow("beside") << QList<double> {1, 0, .5} << std::sqrt(.99) + .05 - .2;
        QTest::newRow("beside, turned") << QList<double> {-.6, .8, .5} << std::sqrt(.99) + .05 - .2;
    }

    void hasAFieldThatIsTheDistanceToASingleLimb()
    {
        QFETCH(QList<double>, point);
        QFETCH(double, distance);
        Embryo embryo;
        embryo.limbs.push_back({{0, 0, 0}, {0, 0, 1}, .2, .1});
        QVERIFY(std::abs(embryo.field({point[0], point[1], point[2]}) - distance) < 1e-12);
    }

    void knowsExponentialsAndLogarithms()
    {
        for (double x = 0; x < 60; x += .00917)
            QVERIFY(std::abs(decay(x) / std::exp(-x) - 1) < 2e-15);
        for (double x = 1; x < 100; x += .00917)
            QVERIFY(std::abs(naturalLogarithm(x) - std::log(x)) < 2e-15 * (1 + std::log(x)));
        QCOMPARE(decay(0), 1.);
        QCOMPARE(naturalLogarithm(1), 0.);
    }

    void meltsLimbsTogether()
    {
        Embryo embryo = ball({-.3, 0, 0}, .2);
        embryo.limbs.push_back({{.4, 0, 0}, {.4, 0, 0}, .3, .3});
        embryo.softness = .1;
        const double first = std::hypot(.3, .1) - .2;
        const double second = std::hypot(.4, .1) - .3;
        const double expected = -.1 * std::log(std::exp(-first / .1) + std::exp(-second / .1));
        QVERIFY(expected < std::min(first, second));
        QVERIFY(std::abs(embryo.field({0, .1, 0}) - expected) < 1e-14);
    }

    void neverHasAFieldAboveTheDistance()
    {
        const Embryo embryo = growEmbryo(3, 1, 4);
        Random random(1);
        const auto coordinate = [&random] { return 3 * random.uniform() - 1.5; };
        for (int pair = 0; pair < 3000; ++pair) {
            const Vector3 first {coordinate(), coordinate(), coordinate()};
            const Vector3 second {coordinate(), coordinate(), coordinate()};
            QVERIFY(std::abs(embryo.field(first) - embryo.field(second))
                    <= (first - second).length() * (1 + 1e-9));
        }
    }

    void isDrawnAsOneClosedSurfaceWithinTheUnitBall_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void isDrawnAsOneClosedSurfaceWithinTheUnitBall()
    {
        QFETCH(int, seed);
        for (int category = 0; category < 3; ++category) {
            const Embryo embryo = growEmbryo(std::uint64_t(seed), category, seed * 3);
            const EmbryoMesh mesh = meshOf(embryo, 36);
            QVERIFY(mesh.triangles.size() > 500);
            std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
            double volume = 0;
            for (const auto& triangle : mesh.triangles) {
                for (std::size_t corner = 0; corner < 3; ++corner)
                    ++edges[{triangle[corner], triangle[(corner + 1) % 3]}];
                const Vector3 a = mesh.vertices[triangle[0]].position;
                const Vector3 b = mesh.vertices[triangle[1]].position;
                const Vector3 c = mesh.vertices[triangle[2]].position;
                volume += a.dot({b.y * c.z - b.z * c.y, b.z * c.x - b.x * c.z, b.x * c.y - b.y * c.x}) / 6;
            }
            for (const auto& [edge, count] : edges) {
                const auto back = edges.find({edge.second, edge.first});
                QVERIFY(back != edges.end()); // nothing is cut off or open
                QCOMPARE(back->second, count);
            }
            QVERIFY2(volume > .05 && volume < 4, qPrintable(QString::number(volume))); // outward is outward
            for (const EmbryoMesh::Vertex& vertex : mesh.vertices) {
                QVERIFY(vertex.position.length() < 1.05);
                QVERIFY(std::abs(embryo.field(vertex.position)) < 1e-5);
                QVERIFY(std::abs(vertex.normal.length() - 1) < 1e-9);
                QVERIFY(embryo.field(vertex.position + vertex.normal * .01) > 0);
                QVERIFY(vertex.openness >= 0 && vertex.openness <= 1);
            }
        }
    }

    void meshesABallWhereItIs()
    {
        const EmbryoMesh mesh = meshOf(ball({.2, -.1, .3}, .5), 32);
        for (const EmbryoMesh::Vertex& vertex : mesh.vertices)
            QVERIFY(std::abs((vertex.position - Vector3 {.2, -.1, .3}).length() - .5) < 1e-6);
    }

    void growsTheSameFromTheSameNumbersOnly()
    {
        QVERIFY(growEmbryo(1, 2, 3) == growEmbryo(1, 2, 3));
        QVERIFY(!(growEmbryo(1, 2, 3) == growEmbryo(2, 2, 3)));
        QVERIFY(!(growEmbryo(1, 2, 3) == growEmbryo(1, 1, 3)));
        QVERIFY(!(growEmbryo(1, 2, 3) == growEmbryo(1, 2, 4)));
    }

    /// A category must be a difference in shape that can be learned: for most solids, the most similar one in
    /// the canonical view is of the same family.
    void belongsToAFamilyThatCanBeTold_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 4; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }

    void belongsToAFamilyThatCanBeTold()
    {
        QFETCH(int, seed);
        constexpr int perFamily = 8;
        std::vector<Picture> pictures;
        for (int category = 0; category < 3; ++category)
            for (int object = 0; object < perFamily; ++object)
                pictures.push_back(*renderEmbryo(
                    meshOf(growEmbryo(std::uint64_t(seed), category, object), 32), {}, {.size = 32}));
        int right = 0;
        for (std::size_t one = 0; one < pictures.size(); ++one) {
            double least = std::numeric_limits<double>::max();
            std::size_t nearest = one;
            for (std::size_t other = 0; other < pictures.size(); ++other) {
                double apart = 0;
                for (std::size_t at = 0; at < pictures[one].rgb.size(); at += 3)
                    apart += std::pow(double(pictures[one].rgb[at]) - pictures[other].rgb[at], 2);
                if (other != one && apart < least) {
                    least = apart;
                    nearest = other;
                }
            }
            right += nearest / perFamily == one / perFamily;
            QVERIFY(least > 0); // no two objects look the same
        }
        QVERIFY2(right >= 20, qPrintable(QString::number(right))); // of 24; guessing would give 8
    }

    void turnsAsSaid_data()
    {
        QTest::addColumn<QList<double>>("middle"); // x right, y away, z up
        QTest::addColumn<char>("axis");
        QTest::addColumn<double>("degrees");
        QTest::addColumn<int>("right"); // sign
        QTest::addColumn<int>("up");
        const auto row = [](const char* name, QList<double> middle, char axis, double degrees, int right,
                            int up) { QTest::newRow(name) << middle << axis << degrees << right << up; };
        row("right", {.5, 0, 0}, 'z', 0, 1, 0);
        row("up", {0, 0, .5}, 'z', 0, 0, 1);
        row("away", {0, .5, 0}, 'z', 0, 0, 0);
        row("right, a quarter about z", {.5, 0, 0}, 'z', 90, 0, 0);
        row("away, a quarter about z", {0, .5, 0}, 'z', 90, -1, 0);
        row("up, any turn about z", {0, 0, .5}, 'z', 30, 0, 1);
        row("away, a quarter about x", {0, .5, 0}, 'x', 90, 0, 1);
        row("away, a quarter back about x", {0, .5, 0}, 'x', -90, 0, -1);
        row("up, half a turn about x", {0, 0, .5}, 'x', 180, 0, -1);
        row("right, any turn about x", {.5, 0, 0}, 'x', -60, 1, 0);
    }

    void turnsAsSaid()
    {
        QFETCH(QList<double>, middle);
        QFETCH(char, axis);
        QFETCH(double, degrees);
        QFETCH(int, right);
        QFETCH(int, up);
        const EmbryoMesh mesh = meshOf(ball({middle[0], middle[1], middle[2]}, .3), 24);
        const auto picture = renderEmbryo(mesh, {axis, degrees}, {.size = 64});
        QVERIFY(picture);
        const Blot blot = blotIn(*picture);
        const auto sign = [](double value) { return std::abs(value) < .05 ? 0 : value > 0 ? 1 : -1; };
        QCOMPARE(sign(blot.right), right);
        QCOMPARE(sign(blot.up), up);
    }

    void drawsWhatIsNearLarger()
    {
        const auto share = [](double y) {
            return blotIn(*renderEmbryo(meshOf(ball({0, y, 0}, .3), 24), {}, {.size = 128})).share;
        };
        QVERIFY(share(-.5) > share(0));
        QVERIFY(share(0) > share(.5));
    }

    void lightsFromAboveAndSmoothsEdges()
    {
        const auto picture = renderEmbryo(meshOf(ball({0, 0, 0}, .8), 48), {}, {.size = 96, .background = 0});
        QVERIFY(picture);
        QCOMPARE(picture->width, 96);
        QCOMPARE(picture->height, 96);
        const auto grey = [&](int column, int row) {
            return int(picture->rgb[std::size_t((row * 96 + column) * 3)]);
        };
        QCOMPARE(grey(0, 0), 0);
        QCOMPARE(grey(95, 95), 0);
        QVERIFY(grey(48, 25) > grey(48, 70) + 20);
        QVERIFY(grey(60, 48) > grey(36, 48)); // and a little from the right
        // Between the background and the solid lie pixels of which the solid covers a part.
        int partly = 0;
        for (int column = 0; column < 48; ++column)
            partly += grey(column, 48) > 0 && grey(column, 48) < 30;
        QVERIFY2(partly >= 1, qPrintable(QString::number(partly)));
        for (std::size_t at = 0; at < picture->rgb.size(); at += 3)
            QVERIFY(picture->rgb[at] == picture->rgb[at + 1] && picture->rgb[at] == picture->rgb[at + 2]);
    }

    void refusesWhatItCannotDraw_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<char>("axis");
        QTest::newRow("too small") << 15 << 'x';
        QTest::newRow("too large") << 2049 << 'x';
        QTest::newRow("another axis") << 64 << 'y';
    }

    void refusesWhatItCannotDraw()
    {
        QFETCH(int, size);
        QFETCH(char, axis);
        const auto picture = renderEmbryo(meshOf(ball({}, .5), 8), {axis, 0}, {.size = size});
        QVERIFY(!picture);
        QCOMPARE(picture.error().kind, Error::Kind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestEmbryo)
#include "tst_embryo.moc"
