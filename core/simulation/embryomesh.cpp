#include "core/simulation/embryomesh.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
/// The embryo's field at the corners of a lattice of cells around the unit ball.
class Lattice
{
public:
    Lattice(const Embryo& embryo, int resolution)
        : m_cells(std::max(8, resolution))
        , m_edge(2 * reach / m_cells)
        , m_values(std::size_t(m_cells + 1) * std::size_t(m_cells + 1) * std::size_t(m_cells + 1))
    {
        for (int z = 0; z <= m_cells; z += blockSize)
            for (int y = 0; y <= m_cells; y += blockSize)
                for (int x = 0; x <= m_cells; x += blockSize)
                    fillBlock(embryo, x, y, z);
    }

    int cells() const { return m_cells; }
    Vector3 position(double x, double y, double z) const
    {
        return {x * m_edge - reach, y * m_edge - reach, z * m_edge - reach};
    }
    std::size_t index(int x, int y, int z) const
    {
        const auto side = static_cast<std::size_t>(m_cells) + 1;
        return (static_cast<std::size_t>(z) * side + static_cast<std::size_t>(y)) * side
            + static_cast<std::size_t>(x);
    }
    double at(int x, int y, int z) const { return m_values[index(x, y, z)]; }

private:
    static constexpr int blockSize = 6;
    static constexpr double reach = 1.08; ///< of the lattice to each side, so that nothing is cut off

    /// The field rises by at most 1 per unit of length, so a block far from the surface has one sign.
    void fillBlock(const Embryo& embryo, int x0, int y0, int z0)
    {
        const double half = .5 * (blockSize - 1);
        const double middle = embryo.field(position(x0 + half, y0 + half, z0 + half));
        const bool isFar = std::abs(middle) > (half + 1) * m_edge * std::sqrt(3.);
        for (int z = z0; z < std::min(z0 + blockSize, m_cells + 1); ++z)
            for (int y = y0; y < std::min(y0 + blockSize, m_cells + 1); ++y)
                for (int x = x0; x < std::min(x0 + blockSize, m_cells + 1); ++x)
                    m_values[index(x, y, z)] = isFar ? middle : embryo.field(position(x, y, z));
    }

    int m_cells;
    double m_edge;
    std::vector<double> m_values;
};

/// Newton's steps along the gradient; in a crease, where it almost vanishes, they are kept short.
Vector3 ontoSurface(const Embryo& embryo, Vector3 point)
{
    for (int step = 0; step < 4; ++step) {
        const Vector3 gradient = embryo.gradient(point);
        point = point - gradient * (embryo.field(point) / std::max(.05, gradient.dot(gradient)));
    }
    return point;
}

/// How open the surroundings are: where something stands close above the surface, the field rises more slowly
/// than the distance from it.
double openness(const Embryo& embryo, const EmbryoMesh::Vertex& vertex)
{
    double hidden = 0;
    double weight = 1;
    for (const double distance : {.04, .09, .16, .25, .36}) {
        const double above = embryo.field(vertex.position + vertex.normal * distance);
        hidden += weight * std::max(0., distance - above) / distance;
        weight *= .72;
    }
    return std::clamp(1 - .42 * hidden, 0., 1.);
}

class SurfaceNet
{
public:
    SurfaceNet(const Embryo& embryo, const Lattice& lattice)
        : m_embryo(embryo)
        , m_lattice(lattice)
        , m_vertexOfCell(lattice.index(0, 0, lattice.cells()), none)
    {
        const int cells = lattice.cells();
        for (int z = 0; z < cells; ++z)
            for (int y = 0; y < cells; ++y)
                for (int x = 0; x < cells; ++x)
                    addVertex(x, y, z);
        for (int z = 1; z < cells; ++z)
            for (int y = 1; y < cells; ++y)
                for (int x = 1; x < cells; ++x)
                    addFaces(x, y, z);
    }

    EmbryoMesh take() { return std::move(m_mesh); }

private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// One corner for each cell that the surface passes: the mean of where it cuts the cell's edges.
    void addVertex(int x, int y, int z)
    {
        double values[8];
        bool inside = false;
        bool outside = false;
        for (int corner = 0; corner < 8; ++corner) {
            values[corner] = m_lattice.at(x + (corner & 1), y + (corner >> 1 & 1), z + (corner >> 2));
            (values[corner] < 0 ? inside : outside) = true;
        }
        if (!inside || !outside)
            return;
        Vector3 sum;
        int cuts = 0;
        for (int corner = 0; corner < 8; ++corner)
            for (const int bit : {1, 2, 4}) {
                const int other = corner | bit;
                if (other == corner || (values[corner] < 0) == (values[other] < 0))
                    continue;
                const double share = values[corner] / (values[corner] - values[other]);
                sum = sum
                    + Vector3 {(corner & 1) + (bit == 1 ? share : 0),
                               (corner >> 1 & 1) + (bit == 2 ? share : 0),
                               (corner >> 2) + (bit == 4 ? share : 0)};
                ++cuts;
            }
        const Vector3 mean = sum * (1. / cuts);
        EmbryoMesh::Vertex vertex;
        vertex.position = ontoSurface(m_embryo, m_lattice.position(x + mean.x, y + mean.y, z + mean.z));
        vertex.normal = m_embryo.gradient(vertex.position).normalised();
        vertex.openness = openness(m_embryo, vertex);
        m_vertexOfCell[m_lattice.index(x, y, z)] = static_cast<std::uint32_t>(m_mesh.vertices.size());
        m_mesh.vertices.push_back(vertex);
    }

    /// Two triangles across each lattice edge that leaves from this point and is cut.
    void addFaces(int x, int y, int z)
    {
        const bool inside = m_lattice.at(x, y, z) < 0;
        if ((m_lattice.at(x + 1, y, z) < 0) != inside)
            addFace(inside, cell(x, y - 1, z - 1), cell(x, y, z - 1), cell(x, y, z), cell(x, y - 1, z));
        if ((m_lattice.at(x, y + 1, z) < 0) != inside)
            addFace(inside, cell(x - 1, y, z - 1), cell(x - 1, y, z), cell(x, y, z), cell(x, y, z - 1));
        if ((m_lattice.at(x, y, z + 1) < 0) != inside)
            addFace(inside, cell(x - 1, y - 1, z), cell(x, y - 1, z), cell(x, y, z), cell(x - 1, y, z));
    }

    std::uint32_t cell(int x, int y, int z) const { return m_vertexOfCell[m_lattice.index(x, y, z)]; }

    void addFace(bool inside, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d)
    {
        if (!inside)
            std::swap(b, d);
        m_mesh.triangles.push_back({a, b, c});
        m_mesh.triangles.push_back({a, c, d});
    }

    const Embryo& m_embryo;
    const Lattice& m_lattice;
    std::vector<std::uint32_t> m_vertexOfCell;
    EmbryoMesh m_mesh;
};
} // namespace

EmbryoMesh meshOf(const Embryo& embryo, int resolution)
{
    const Lattice lattice(embryo, resolution);
    return SurfaceNet(embryo, lattice).take();
}

} // namespace learnscope
