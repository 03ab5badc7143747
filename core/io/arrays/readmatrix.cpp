#include "core/io/arrays/arraychoice.h"
#include "core/io/arrays/readnumbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
/// How an array's shape is taken: items of each matrix, square or condensed, and how many there are.
struct MatrixShape
{
    std::size_t items = 0; ///< 0: no matrix
    bool isSquare = false;
    std::size_t count = 0;
};

MatrixShape shapeOf(const ArrayInfo& info)
{
    const std::vector<std::uint64_t>& shape = info.shape;
    if (shape.size() == 2 && shape[0] == shape[1] && shape[0] >= 2)
        return {shape[0], true, 1};
    if (shape.size() == 3 && shape[1] == shape[2] && shape[1] >= 2 && shape[0] > 0)
        return {shape[1], true, shape[0]};
    if (shape.size() == 1)
        return {itemsOfPairs(shape[0]), false, 1};
    if (shape.size() == 2 && itemsOfPairs(shape[1]) > 0 && shape[0] > 0)
        return {itemsOfPairs(shape[1]), false, shape[0]};
    if (shape.size() == 2 && shape[1] == 1) // one number a line
        return {itemsOfPairs(shape[0]), false, 1};
    return {};
}

std::string numberText(double number)
{
    std::string text = std::to_string(number);
    return std::isnan(number) ? "NaN" : text;
}

/// A single text that the file holds beside the matrix, as writeMatrix() writes it; empty where there is
/// none.
std::string noteIn(ArrayFile& file, const char* name)
{
    const auto array = file.find(name);
    if (!array || file.arrays()[*array].type != ElementType::Text || file.arrays()[*array].count() != 1)
        return {};
    const auto texts = file.readTexts(*array);
    return texts && texts->size() == 1 ? texts->front() : std::string();
}

/// Held to be the same when rounding alone sets them apart.
template<typename T>
bool isSame(T left, T right)
{
    constexpr double tolerance = 1e-6;
    if (std::isnan(left) || std::isnan(right))
        return std::isnan(left) && std::isnan(right);
    if (left == right)
        return true;
    const double largest =
        std::max(std::abs(static_cast<double>(left)), std::abs(static_cast<double>(right)));
    return std::abs(static_cast<double>(left) - static_cast<double>(right)) <= tolerance * largest;
}

/// Reads one matrix in one precision.
template<typename T>
class MatrixReader
{
public:
    MatrixReader(ArrayFile& file, std::size_t array, const MatrixShape& shape, const MatrixOptions& options,
                 JobContext& job)
        : m_file(file)
        , m_array(array)
        , m_shape(shape)
        , m_options(options)
        , m_job(job)
    {
    }

    Result<Read<SimilarityMatrix>> read(const RowNames& names)
    {
        if (auto done = readValues(); !done)
            return tl::unexpected(done.error());
        if (m_shape.isSquare)
            if (auto done = checkSymmetry(); !done)
                return tl::unexpected(done.error());
        const std::string noted = noteIn(m_file, "kind");
        const SimilarityMatrix::Kind kind = noted == "similarity" ? SimilarityMatrix::Kind::Similarity
            : noted == "dissimilarity"                            ? SimilarityMatrix::Kind::Dissimilarity
                                                                  : kindOfDiagonal();
        SimilarityMatrix::Meaning meaning {m_options.kind.value_or(kind), m_options.measure};
        for (const std::string& measure : {m_file.measure(m_array), noteIn(m_file, "measure")})
            if (meaning.measure.empty())
                meaning.measure = measure;
        noteMissing();
        const auto make = m_shape.isSquare ? SimilarityMatrix::fromSquare : SimilarityMatrix::fromCondensed;
        auto matrix =
            make(m_shape.items, std::move(m_values), std::move(meaning), names, sourceOf(m_file, m_array));
        if (!matrix)
            return tl::unexpected(matrix.error());
        return Read<SimilarityMatrix> {std::move(*matrix), std::move(m_remarks)};
    }

private:
    Result<void> readValues()
    {
        const ArrayInfo& info = m_file.arrays()[m_array];
        if (m_shape.count == 1 && m_options.symmetry == MatrixOptions::Symmetry::Required) {
            auto mapped = mapArray<T>(m_file, m_array, m_options.array);
            if (!mapped)
                return tl::unexpected(mapped.error());
            m_values = std::move(*mapped);
            if (m_values.size() > 0)
                return {};
        }
        const std::uint64_t each =
            m_shape.isSquare ? m_shape.items * m_shape.items : m_shape.items * (m_shape.items - 1) / 2;
        // In row-major order the matrices of a stack follow each other.
        const bool isPart = m_shape.count > 1 && info.order == ArraySource::Order::RowMajor;
        auto read = isPart ? readStored<T>(m_file, m_array, m_options.slice * each, each, m_job)
                           : readRowMajor<T>(m_file, m_array, m_job);
        if (!read)
            return tl::unexpected(read.error());
        if (!isPart && m_shape.count > 1)
            read = std::vector<T>(read->begin() + static_cast<std::ptrdiff_t>(m_options.slice * each),
                                  read->begin() + static_cast<std::ptrdiff_t>((m_options.slice + 1) * each));
        if (m_shape.isSquare && m_options.symmetry == MatrixOptions::Symmetry::Averaged)
            average(*read);
        m_values = SharedValues<T>(std::move(*read));
        return {};
    }

    void average(std::vector<T>& values) const
    {
        const std::size_t size = m_shape.items;
        for (std::size_t row = 0; row < size; ++row)
            for (std::size_t column = row + 1; column < size; ++column) {
                T& upper = values[row * size + column];
                T& lower = values[column * size + row];
                upper = lower = upper == lower ? upper : (upper + lower) / 2;
            }
    }

    Result<void> checkSymmetry() const
    {
        const std::span<const T> values = m_values.span();
        const std::size_t size = m_shape.items;
        constexpr std::size_t tile = 64; // so that both triangles are walked along their rows
        std::uint64_t different = 0;
        std::pair<std::size_t, std::size_t> first;
        for (std::size_t rows = 0; rows < size; rows += tile) {
            if (m_job.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled", {m_file.file()});
            for (std::size_t columns = rows; columns < size; columns += tile)
                for (std::size_t row = rows; row < std::min(rows + tile, size); ++row)
                    for (std::size_t column = std::max(columns, row + 1);
                         column < std::min(columns + tile, size); ++column)
                        if (!isSame(values[row * size + column], values[column * size + row])
                            && different++ == 0)
                            first = {row, column};
        }
        if (different == 0)
            return {};
        const auto [row, column] = first;
        return failure(Error::Kind::Mismatch,
                       "this matrix is not symmetric: " + std::to_string(different) + " of "
                           + std::to_string(size * (size - 1) / 2) + " pairs differ, such as row "
                           + std::to_string(row + 1) + ", column " + std::to_string(column + 1) + " ("
                           + numberText(values[row * size + column]) + ") and row "
                           + std::to_string(column + 1) + ", column " + std::to_string(row + 1) + " ("
                           + numberText(values[column * size + row]) + "); expected the same number twice",
                       m_file.locate(m_array, row, column));
    }

    SimilarityMatrix::Kind kindOfDiagonal() const
    {
        if (!m_shape.isSquare)
            return SimilarityMatrix::Kind::Dissimilarity;
        const std::span<const T> values = m_values.span();
        double largest = 0;
        double onDiagonal = 0;
        for (std::size_t row = 0; row < m_shape.items; ++row) {
            onDiagonal =
                std::max(onDiagonal, std::abs(static_cast<double>(values[row * (m_shape.items + 1)])));
            if (row > 0)
                largest = std::max(largest, std::abs(static_cast<double>(values[row])));
        }
        constexpr double rounding = 1e-6; // 1 - r of a pattern with itself is not always 0
        return onDiagonal <= rounding * std::max(largest, 1.0) ? SimilarityMatrix::Kind::Dissimilarity
                                                               : SimilarityMatrix::Kind::Similarity;
    }

    void noteMissing()
    {
        std::uint64_t missing = 0;
        std::uint64_t infinite = 0;
        for (std::size_t row = 0; row < m_shape.items; ++row) {
            const std::size_t begin =
                m_shape.isSquare ? row * m_shape.items + row + 1 : row * (2 * m_shape.items - row - 1) / 2;
            for (const T value : m_values.span().subspan(begin, m_shape.items - row - 1)) {
                missing += std::isnan(value) ? 1 : 0;
                infinite += std::isinf(value) ? 1 : 0;
            }
        }
        const std::string all =
            " of " + std::to_string(m_shape.items * (m_shape.items - 1) / 2) + " pairs are ";
        if (missing > 0)
            m_remarks.push_back(std::to_string(missing) + all + "NaN; they are left out of what is computed");
        if (infinite > 0)
            m_remarks.push_back(std::to_string(infinite) + all + "infinite");
    }

    ArrayFile& m_file;
    std::size_t m_array;
    MatrixShape m_shape;
    const MatrixOptions& m_options;
    JobContext& m_job;
    SharedValues<T> m_values;
    std::vector<std::string> m_remarks;
};
} // namespace

std::size_t matrixCount(const ArrayInfo& info)
{
    const MatrixShape shape = shapeOf(info);
    return shape.items == 0 ? 0 : shape.count;
}

Result<Read<SimilarityMatrix>> readMatrix(const std::filesystem::path& path, const MatrixOptions& options,
                                          JobContext& job)
{
    const auto file = openArrayFile(path, job);
    if (!file)
        return tl::unexpected(file.error());
    return readMatrix(**file, options, job);
}

Result<Read<SimilarityMatrix>> readMatrix(ArrayFile& file, const MatrixOptions& options, JobContext& job)
{
    const auto isMatrix = [](const ArrayInfo& info) { return matrixCount(info) > 0; };
    const auto array = chooseArray(file, options.array, isMatrix,
                                   "a square matrix (n x n) or the n(n-1)/2 numbers above its diagonal");
    if (!array)
        return tl::unexpected(array.error());
    const ArrayInfo& info = file.arrays()[*array];
    const MatrixShape shape = shapeOf(info);
    if (options.slice >= shape.count)
        return failure(Error::Kind::Usage,
                       "there is no matrix " + std::to_string(options.slice) + " among "
                           + std::to_string(shape.count) + "; they are counted from 0",
                       {file.file()});
    RowNames tied = file.itemNames(*array);
    if (tied.empty() && shape.isSquare)
        tied = file.rowNames(*array);
    if (tied.empty() && shape.isSquare)
        tied = file.columnNames(*array);
    auto names = chooseNames(file, options.array, shape.items, std::move(tied));
    if (!names)
        return tl::unexpected(names.error());
    const bool isSingle = elementSize(info.type) <= 2 || info.type == ElementType::Float32;
    return isSingle ? MatrixReader<float>(file, *array, shape, options, job).read(*names)
                    : MatrixReader<double>(file, *array, shape, options, job).read(*names);
}

} // namespace learnscope
