#pragma once

#include "core/similarity/cka.h"

#include <optional>
#include <span>
#include <vector>

namespace learnscope {

/// The kernels of both representations, for use inside this folder.
struct CkaKernels
{
    SharedValues<float> first; ///< upper triangle, row by row, without the diagonal
    SharedValues<float> second;
    std::vector<double> firstDiagonal;
    std::vector<double> secondDiagonal;

    std::size_t items() const { return firstDiagonal.size(); }
};

/// The value when item i is there @p times[i] times. Debiased, pairs of copies of an item are left out as the
/// diagonal is, and U-centring becomes least squares over the other pairs; biased, copies count as any item.
/// Any thread.
double ckaOfDraw(const CkaKernels& kernels, std::span<const std::uint32_t> times, bool debiased);

/// Percentiles over options.draws draws of items; nothing where no draw has a value. Fails (Cancelled) where
/// the job is stopped.
Result<std::optional<Interval>> ckaInterval(const CkaKernels& kernels, const CkaOptions& options,
                                            JobContext& context);

} // namespace learnscope
