#include "core/io/arrays/readnumbers.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr std::uint64_t blockEntries = std::uint64_t {1} << 20;

/// How an array whose name may be empty is called in messages.
std::string called(const ArrayInfo& info)
{
    return info.name.empty() ? std::string("this array") : "array " + quotedForMessage(info.name);
}

/// Row and column of an entry in stored order.
std::pair<std::uint64_t, std::uint64_t> placeOf(const ArrayInfo& info, std::uint64_t entry)
{
    if (info.shape.size() < 2)
        return {entry, 0};
    const std::uint64_t rows = info.shape.front();
    const std::uint64_t columns = info.count() / rows;
    return info.order == ArraySource::Order::ColumnMajor ? std::pair(entry % rows, entry / rows)
                                                         : std::pair(entry / columns, entry % columns);
}

Result<void> checkRange(const ArrayFile& file, std::size_t array, std::uint64_t first,
                        std::span<const std::byte> stored, std::span<const float> converted)
{
    for (std::size_t index = 0; index < converted.size(); ++index) {
        if (!std::isinf(converted[index]))
            continue;
        double original = 0;
        convert(ElementType::Float64, stored.subspan(index * sizeof original, sizeof original), &original);
        if (std::isinf(original))
            continue;
        const auto [row, column] = placeOf(file.arrays()[array], first + index);
        return failure(Error::Kind::OutOfRange,
                       called(file.arrays()[array]) + ", row " + std::to_string(row + 1) + ", column "
                           + std::to_string(column + 1) + ": " + std::to_string(original)
                           + " is too large for single precision; expected numbers up to 3.4e38",
                       file.locate(array, row, column));
    }
    return {};
}

bool isSeenToBeThere(const ArrayFile& file, std::uint64_t bytes)
{
    std::error_code status;
    const std::uint64_t size = std::filesystem::file_size(file.file(), status);
    return !status && bytes <= size;
}

/// Reads one block and converts it.
template<typename T>
class BlockReader
{
public:
    BlockReader(ArrayFile& file, std::size_t array, std::uint64_t whole, JobContext& job)
        : m_file(file)
        , m_array(array)
        , m_type(file.arrays()[array].type)
        , m_whole(whole)
        , m_job(job)
    {
    }

    Result<void> read(std::uint64_t first, std::span<T> out)
    {
        if (m_job.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled", {m_file.file()});
        m_bytes.resize(out.size() * elementSize(m_type));
        if (auto done = m_file.readEntries(m_array, first, m_bytes); !done)
            return done;
        convert(m_type, m_bytes, out.data());
        m_done += out.size();
        m_job.report(static_cast<double>(m_done) / static_cast<double>(std::max<std::uint64_t>(m_whole, 1)),
                     "reading numbers");
        if constexpr (std::is_same_v<T, float>)
            if (m_type == ElementType::Float64)
                return checkRange(m_file, m_array, first, m_bytes, out);
        return {};
    }

private:
    ArrayFile& m_file;
    std::size_t m_array;
    ElementType m_type;
    std::uint64_t m_whole;
    std::uint64_t m_done = 0;
    JobContext& m_job;
    std::vector<std::byte> m_bytes;
};

/// Columns of a matrix as they are stored, some at a time, into its rows.
template<typename T>
Result<std::vector<T>> readColumns(ArrayFile& file, std::size_t array, JobContext& job)
{
    const ArrayInfo& info = file.arrays()[array];
    const std::uint64_t rows = info.shape[0];
    const std::uint64_t columns = info.shape[1];
    std::vector<T> values(rows * columns);
    const std::uint64_t step = std::clamp<std::uint64_t>(blockEntries / rows, 1, columns);
    std::vector<T> block(rows * step);
    BlockReader<T> reader(file, array, rows * columns, job);
    for (std::uint64_t begin = 0; begin < columns; begin += step) {
        const std::uint64_t width = std::min(step, columns - begin);
        if (auto done = reader.read(begin * rows, std::span(block).first(rows * width)); !done)
            return tl::unexpected(done.error());
        for (std::uint64_t row = 0; row < rows; ++row)
            for (std::uint64_t column = 0; column < width; ++column)
                values[row * columns + begin + column] = block[column * rows + row];
    }
    return values;
}

/// Any number of axes from column-major to row-major order.
template<typename T>
std::vector<T> turned(const std::vector<T>& stored, const std::vector<std::uint64_t>& shape)
{
    std::vector<T> values(stored.size());
    std::vector<std::uint64_t> at(shape.size(), 0);
    for (const T& value : stored) {
        std::uint64_t place = 0;
        for (std::size_t axis = 0; axis < shape.size(); ++axis)
            place = place * shape[axis] + at[axis];
        values[place] = value;
        for (std::size_t axis = 0; axis < shape.size() && ++at[axis] == shape[axis]; ++axis)
            at[axis] = 0;
    }
    return values;
}
} // namespace

template<typename T>
Result<std::vector<T>> readStored(ArrayFile& file, std::size_t array, std::uint64_t first,
                                  std::uint64_t count, JobContext& job)
{
    const ArrayInfo& info = file.arrays()[array];
    if (!info.refusal.empty() || !isNumeric(info.type))
        return failure(Error::Kind::Mismatch,
                       called(info) + ' '
                           + (info.refusal.empty() ? "holds text; expected numbers" : info.refusal),
                       {file.file()});
    std::vector<T> values;
    if (isSeenToBeThere(file, count * elementSize(info.type)))
        values.reserve(count);
    BlockReader<T> reader(file, array, count, job);
    for (std::uint64_t done = 0; done < count;) {
        const std::uint64_t step = std::min(blockEntries, count - done);
        values.resize(done + step);
        if (auto read = reader.read(first + done, std::span(values).subspan(done)); !read)
            return tl::unexpected(read.error());
        done += step;
    }
    return values;
}

template<typename T>
Result<std::vector<T>> readRowMajor(ArrayFile& file, std::size_t array, JobContext& job)
{
    const ArrayInfo& info = file.arrays()[array];
    const bool isTurned = info.order == ArraySource::Order::ColumnMajor && info.shape.size() > 1;
    if (isTurned && info.shape.size() == 2 && info.refusal.empty() && isNumeric(info.type) && info.count() > 0
        && isSeenToBeThere(file, info.count() * elementSize(info.type)))
        return readColumns<T>(file, array, job);
    auto stored = readStored<T>(file, array, 0, info.count(), job);
    return stored && isTurned ? Result<std::vector<T>>(turned(*stored, info.shape)) : std::move(stored);
}

template Result<std::vector<float>> readStored(ArrayFile&, std::size_t, std::uint64_t, std::uint64_t,
                                               JobContext&);
template Result<std::vector<double>> readStored(ArrayFile&, std::size_t, std::uint64_t, std::uint64_t,
                                                JobContext&);
template Result<std::vector<float>> readRowMajor(ArrayFile&, std::size_t, JobContext&);
template Result<std::vector<double>> readRowMajor(ArrayFile&, std::size_t, JobContext&);

} // namespace learnscope
