#include "core/simulation/embryorenderer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace learnscope {

namespace {
constexpr double viewerDistance = 5.2; ///< from the middle of the solid, whose reach is 1
constexpr double shareOfPicture = .47; ///< what a reach of 1 takes of the picture's width

class Turn
{
public:
    explicit Turn(const EmbryoView& view)
        : m_aboutX(view.axis == 'x')
        , m_cosine(std::cos(view.degrees * std::numbers::pi / 180))
        , m_sine(std::sin(view.degrees * std::numbers::pi / 180))
    {
    }

    Vector3 operator()(const Vector3& v) const
    {
        return m_aboutX ? Vector3 {v.x, v.y * m_cosine - v.z * m_sine, v.y * m_sine + v.z * m_cosine}
                        : Vector3 {v.x * m_cosine - v.y * m_sine, v.x * m_sine + v.y * m_cosine, v.z};
    }

private:
    bool m_aboutX;
    double m_cosine;
    double m_sine;
};

/// The brightness of a matt surface, 0 to 1. Everything as seen by the viewer, who looks along y.
double brightness(const Vector3& normal, double openness)
{
    static const Vector3 key = Vector3 {.32, -.62, .74}.normalised();
    static const Vector3 fill = Vector3 {-.75, -.5, -.2}.normalised();
    const double direct = std::max(0., normal.dot(key));
    const double soft = std::max(0., .5 + .5 * normal.dot(fill));
    const double sky = .5 + .5 * normal.z;
    const double gloss = std::pow(std::max(0., normal.dot((key + Vector3 {0, -1, 0}).normalised())), 18);
    const double open = openness * openness * (3 - 2 * openness);
    return std::clamp((.07 + .15 * sky + .08 * soft) * (.25 + .75 * open) + .42 * direct * (.45 + .55 * open)
                          + .06 * gloss * open,
                      0., 1.);
}

/// A picture under way at several times its size, with the distance to what is drawn so far.
class Canvas
{
public:
    struct Corner
    {
        double x = 0; ///< in samples from the left
        double y = 0; ///< in samples from the top
        double depth = 0; ///< grows with the distance from the viewer, straight on the screen
        double brightness = 0;
    };

    Canvas(int side, float background)
        : m_side(side)
        , m_brightness(std::size_t(side) * std::size_t(side), background)
        , m_depth(m_brightness.size(), std::numeric_limits<float>::max())
    {
    }

    void drawTriangle(const Corner& a, const Corner& b, const Corner& c)
    {
        const double area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (area == 0)
            return;
        const auto [left, right] = std::minmax({a.x, b.x, c.x});
        const auto [top, bottom] = std::minmax({a.y, b.y, c.y});
        const int firstColumn = std::max(0, static_cast<int>(std::ceil(left - .5)));
        const int lastColumn = std::min(m_side - 1, static_cast<int>(std::floor(right - .5)));
        const int firstRow = std::max(0, static_cast<int>(std::ceil(top - .5)));
        const int lastRow = std::min(m_side - 1, static_cast<int>(std::floor(bottom - .5)));
        for (int row = firstRow; row <= lastRow; ++row)
            for (int column = firstColumn; column <= lastColumn; ++column) {
                const double x = column + .5;
                const double y = row + .5;
                const double u = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / area;
                const double v = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / area;
                if (u < 0 || v < 0 || u + v > 1)
                    continue;
                const auto depth =
                    static_cast<float>(a.depth + u * (b.depth - a.depth) + v * (c.depth - a.depth));
                const std::size_t at = std::size_t(row) * std::size_t(m_side) + std::size_t(column);
                if (depth >= m_depth[at])
                    continue;
                m_depth[at] = depth;
                m_brightness[at] = static_cast<float>(a.brightness + u * (b.brightness - a.brightness)
                                                      + v * (c.brightness - a.brightness));
            }
    }

    /// The mean of @p samples x @p samples for each pixel.
    Picture picture(int samples) const
    {
        Picture result;
        result.width = result.height = m_side / samples;
        result.rgb.reserve(std::size_t(result.width) * std::size_t(result.width) * 3);
        for (int row = 0; row < result.height; ++row)
            for (int column = 0; column < result.width; ++column) {
                double sum = 0;
                for (int y = row * samples; y < (row + 1) * samples; ++y)
                    for (int x = column * samples; x < (column + 1) * samples; ++x)
                        sum += m_brightness[std::size_t(y) * std::size_t(m_side) + std::size_t(x)];
                const auto grey = static_cast<std::uint8_t>(255 * sum / (samples * samples) + .5);
                result.rgb.insert(result.rgb.end(), 3, grey);
            }
        return result;
    }

private:
    int m_side;
    std::vector<float> m_brightness;
    std::vector<float> m_depth;
};

int samplesFor(int size)
{
    return size <= 320 ? 4 : size <= 800 ? 3 : 2;
}
} // namespace

int meshResolutionFor(int size)
{
    return std::clamp(size * 5 / 16, 48, 200);
}

Result<void> checkPictureSize(int size)
{
    if (size < 16 || size > 2048)
        return failure(Error::Kind::Usage, "the size of a picture must be from 16 to 2048 pixels");
    return {};
}

Result<Picture> renderEmbryo(const EmbryoMesh& mesh, const EmbryoView& view,
                             const EmbryoRenderOptions& options)
{
    if (const Result<void> size = checkPictureSize(options.size); !size)
        return tl::unexpected(size.error());
    if (view.axis != 'x' && view.axis != 'z')
        return failure(Error::Kind::Usage, "the axis of rotation must be x or z");
    const int samples = samplesFor(options.size);
    const int side = options.size * samples;
    const double scale = shareOfPicture * side * viewerDistance;
    const Turn turn(view);

    std::vector<Canvas::Corner> corners;
    corners.reserve(mesh.vertices.size());
    for (const EmbryoMesh::Vertex& vertex : mesh.vertices) {
        const Vector3 seen = turn(vertex.position);
        const double nearness = 1 / (viewerDistance + seen.y);
        corners.push_back({.5 * side + scale * seen.x * nearness, .5 * side - scale * seen.z * nearness,
                           -nearness, brightness(turn(vertex.normal), vertex.openness)});
    }
    Canvas canvas(side, static_cast<float>(options.background));
    for (const auto& [a, b, c] : mesh.triangles)
        canvas.drawTriangle(corners[a], corners[b], corners[c]);
    return canvas.picture(samples);
}

} // namespace learnscope
