#include "core/io/arrays/transformfile.h"

#include "core/io/arrays/arraywriter.h"
#include "core/io/arrays/readnumbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace learnscope {

namespace {
/// Reads the arrays of one file and holds them against each other.
class TransformReader
{
public:
    TransformReader(ArrayFile& file, JobContext& job)
        : m_file(file)
        , m_job(job)
    {
    }

    Result<Transform> read()
    {
        const auto weights = m_file.find("weights");
        if (!weights)
            return tl::unexpected(weights.error());
        const ArrayInfo& info = m_file.arrays()[*weights];
        if (info.shape.size() != 2 || info.shape[0] != info.shape[1] || info.shape[0] == 0)
            return fail("'weights' is " + info.shapeText() + "; expected as many rows as columns");
        Transform transform;
        transform.size = info.shape[0];
        transform.source = {m_file.file(), info.name, info.dtype, info.order};
        if (auto done = readInto(*weights, transform.weights); !done)
            return tl::unexpected(done.error());
        if (const auto bias = m_file.find("bias")) {
            if (m_file.arrays()[*bias].shape != std::vector<std::uint64_t> {transform.size})
                return fail("'bias' is " + m_file.arrays()[*bias].shapeText() + "; expected "
                            + std::to_string(transform.size) + " numbers, as many as 'weights' has columns");
            if (auto done = readInto(*bias, transform.bias); !done)
                return tl::unexpected(done.error());
        }
        const auto mean = readNumber("mean", transform.isSinglePrecision);
        const auto deviation = readNumber("std", transform.isSinglePrecision);
        if (!mean || !deviation)
            return tl::unexpected(mean ? deviation.error() : mean.error());
        if (!(*deviation > 0))
            return fail("'std' is " + std::to_string(*deviation) + "; expected a number above 0");
        transform.mean = *mean;
        transform.deviation = *deviation;
        return transform;
    }

private:
    Result<void> readInto(std::size_t array, SharedValues<float>& into)
    {
        auto values = readRowMajor<float>(m_file, array, m_job);
        if (!values)
            return tl::unexpected(values.error());
        const auto bad =
            std::find_if(values->begin(), values->end(), [](float value) { return !std::isfinite(value); });
        if (bad != values->end())
            return fail("'" + m_file.arrays()[array].name + "', entry "
                        + std::to_string(bad - values->begin()) + ": "
                        + (std::isnan(*bad) ? "NaN" : "infinite") + "; expected a number");
        into = SharedValues<float>(std::move(*values));
        return {};
    }

    Result<double> readNumber(const char* name, bool& isSinglePrecision)
    {
        const auto array = m_file.find(name);
        if (!array)
            return tl::unexpected(array.error());
        const ArrayInfo& info = m_file.arrays()[*array];
        if (info.count() != 1)
            return fail("'" + std::string(name) + "' is " + info.shapeText() + "; expected a single number");
        const auto values = readStored<double>(m_file, *array, 0, 1, m_job);
        if (!values)
            return tl::unexpected(values.error());
        if (!std::isfinite(values->front()))
            return fail("'" + std::string(name) + "' is not finite; expected a number");
        isSinglePrecision = info.type == ElementType::Float32;
        return values->front();
    }

    tl::unexpected<Error> fail(std::string message) const
    {
        return failure(Error::Kind::Mismatch, std::move(message), {m_file.file()});
    }

    ArrayFile& m_file;
    JobContext& m_job;
};
} // namespace

Result<Transform> readTransform(const std::filesystem::path& path, JobContext& job)
{
    const auto file = openArrayFile(path, job);
    if (!file)
        return tl::unexpected(file.error());
    return TransformReader(**file, job).read();
}

Result<void> writeTransform(const std::filesystem::path& path, const Transform& transform)
{
    const std::uint64_t size = transform.size;
    std::vector<ArrayContent> arrays = {
        ArrayContent::numbers("weights", {size, size}, transform.weights.span())};
    if (transform.bias.size() > 0)
        arrays.push_back(ArrayContent::numbers("bias", {size}, transform.bias.span()));
    const std::array exact = {transform.mean, transform.deviation};
    const std::array single = {static_cast<float>(transform.mean), static_cast<float>(transform.deviation)};
    for (const std::size_t index : {0U, 1U}) {
        const char* name = index == 0 ? "mean" : "std";
        arrays.push_back(transform.isSinglePrecision
                             ? ArrayContent::numbers(name, {}, std::span(single).subspan(index, 1))
                             : ArrayContent::numbers(name, {}, std::span(exact).subspan(index, 1)));
    }
    return writeNpz(path, arrays, true);
}

} // namespace learnscope
