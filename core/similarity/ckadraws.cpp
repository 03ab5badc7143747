#include "core/similarity/ckadraws.h"

#include "core/similarity/drawnproducts.h"
#include "core/similarity/itemdraws.h"
#include "core/stats/bootstrap.h"

#include <numeric>

namespace learnscope {

namespace {
/// Sums with each item's pairs with itself and its copies, and each pair of two items twice.
DrawnSums withDiagonals(DrawnSums sums, const CkaKernels& kernels)
{
    sums.firstSecond *= 2;
    sums.firstFirst *= 2;
    sums.secondSecond *= 2;
    for (std::size_t item = 0; item < sums.times.size(); ++item) {
        const double times = sums.times[item];
        const double a = times * kernels.firstDiagonal[item];
        const double b = times * kernels.secondDiagonal[item];
        sums.firstSecond += a * b;
        sums.firstFirst += a * a;
        sums.secondSecond += b * b;
        sums.firstRows[item] += a;
        sums.secondRows[item] += b;
    }
    return sums;
}

/// <HKH, HLH> from sum K L and the row sums.
double centred(double entries, const std::vector<double>& a, const std::vector<double>& b,
               const DrawnSums& sums)
{
    double products = 0;
    double sumA = 0;
    double sumB = 0;
    for (std::size_t item = 0; item < a.size(); ++item) {
        products += sums.times[item] * a[item] * b[item];
        sumA += sums.times[item] * a[item];
        sumB += sums.times[item] * b[item];
    }
    return entries - 2 / sums.items * products + sumA * sumB / (sums.items * sums.items);
}
} // namespace

double ckaOfDraw(const CkaKernels& kernels, std::span<const std::uint32_t> times, bool debiased)
{
    DrawnSums sums = drawnSums(kernels.first.span(), kernels.second.span(), times);
    if (debiased)
        return drawnProducts(std::move(sums), PairCentring::ItemEffects).cosine();
    sums = withDiagonals(std::move(sums), kernels);
    return KernelProducts {centred(sums.firstSecond, sums.firstRows, sums.secondRows, sums),
                           centred(sums.firstFirst, sums.firstRows, sums.firstRows, sums),
                           centred(sums.secondSecond, sums.secondRows, sums.secondRows, sums)}
        .cosine();
}

Result<std::optional<Interval>> ckaInterval(const CkaKernels& kernels, const CkaOptions& options,
                                            JobContext& context)
{
    std::vector<double> values(static_cast<std::size_t>(options.draws));
    const auto done =
        forDraws(options.draws, options.threads, "drawing items", context, [&](std::size_t draw) {
            values[draw] =
                ckaOfDraw(kernels, drawnTimes(kernels.items(), Random(options.seed, draw)), options.debiased);
        });
    if (!done)
        return tl::unexpected(done.error());
    return percentileInterval(values, options.level);
}

} // namespace learnscope
