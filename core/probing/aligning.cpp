#include "core/probing/aligning.h"

#include "core/base/parallel.h"
#include "core/similarity/blas.h"

#include <algorithm>

namespace learnscope {

Result<Embedding> aligned(const Embedding& features, const Transform& transform, unsigned threads,
                          JobContext& context)
{
    const std::size_t size = transform.size;
    if (features.columns() != size)
        return failure(Error::Kind::Mismatch,
                       "the transform is for " + std::to_string(size) + " features, found "
                           + std::to_string(features.columns()));
    constexpr std::size_t block = 256;
    std::vector<float> out(features.rows() * size);
    const auto bias = transform.bias.span();
    const Factor<float> weights {transform.weights.span().data(), size, size, size};
    parallelFor((features.rows() + block - 1) / block, threads, [&](std::size_t index) {
        if (context.isCancelled())
            return;
        const std::size_t begin = index * block;
        const std::size_t count = std::min(block, features.rows() - begin);
        std::vector<float> rows;
        rows.reserve(count * size);
        for (std::size_t row = begin; row < begin + count; ++row)
            for (const float value : features.row(row))
                rows.push_back(static_cast<float>((double {value} - transform.mean) / transform.deviation));
        float* const own = out.data() + begin * size;
        multiply({rows.data(), count, size, size}, weights, own, size);
        for (std::size_t row = 0; !bias.empty() && row < count; ++row)
            for (std::size_t column = 0; column < size; ++column)
                own[row * size + column] += bias[column];
    });
    if (context.isCancelled())
        return failure(Error::Kind::Cancelled, "cancelled");
    return Embedding::make(features.rows(), size, SharedValues<float>(std::move(out)), features.rowNames());
}

} // namespace learnscope
