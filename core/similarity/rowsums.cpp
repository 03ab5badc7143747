#include "core/similarity/rowsums.h"

#include "core/base/vectorclones.h"

#include <cstddef>

namespace learnscope {

namespace {
constexpr std::size_t lanes = 8;

/// The sum of term(0) to term(count - 1); inlined into each function below, which is compiled for several
/// processors.
template<typename Term>
[[gnu::always_inline]] inline double sumInLanes(std::size_t count, Term term)
{
    double sums[lanes] = {};
    std::size_t index = 0;
    for (; index + lanes <= count; index += lanes)
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += term(index + lane);
    for (std::size_t lane = 0; index < count; ++index, ++lane)
        sums[lane] += term(index);
    return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}
} // namespace

LEARNSCOPE_VECTOR_CLONES
double sumOf(std::span<const float> row)
{
    const float* values = row.data();
    return sumInLanes(row.size(), [=](std::size_t index) { return double {values[index]}; });
}

LEARNSCOPE_VECTOR_CLONES
double sumOf(std::span<const double> row)
{
    const double* values = row.data();
    return sumInLanes(row.size(), [=](std::size_t index) { return values[index]; });
}

LEARNSCOPE_VECTOR_CLONES
double squaresAbout(std::span<const float> row, double centre)
{
    const float* values = row.data();
    return sumInLanes(row.size(), [=](std::size_t index) {
        const double difference = values[index] - centre;
        return difference * difference;
    });
}

LEARNSCOPE_VECTOR_CLONES
double squaresAbout(std::span<const double> row, double centre)
{
    const double* values = row.data();
    return sumInLanes(row.size(), [=](std::size_t index) {
        const double difference = values[index] - centre;
        return difference * difference;
    });
}

LEARNSCOPE_VECTOR_CLONES
double productsAbout(std::span<const float> a, double centreA, std::span<const float> b, double centreB)
{
    const float* first = a.data();
    const float* second = b.data();
    return sumInLanes(
        a.size(), [=](std::size_t index) { return (first[index] - centreA) * (second[index] - centreB); });
}

LEARNSCOPE_VECTOR_CLONES
double productsAbout(std::span<const double> a, double centreA, std::span<const double> b, double centreB)
{
    const double* first = a.data();
    const double* second = b.data();
    return sumInLanes(
        a.size(), [=](std::size_t index) { return (first[index] - centreA) * (second[index] - centreB); });
}

LEARNSCOPE_VECTOR_CLONES
double squaredDifferences(std::span<const double> a, std::span<const double> b)
{
    const double* first = a.data();
    const double* second = b.data();
    return sumInLanes(a.size(), [=](std::size_t index) {
        const double difference = first[index] - second[index];
        return difference * difference;
    });
}

LEARNSCOPE_VECTOR_CLONES
void scaleAbout(std::span<const float> row, double centre, double factor, std::span<float> out)
{
    const float* values = row.data();
    float* target = out.data();
    const std::size_t count = row.size();
    for (std::size_t index = 0; index < count; ++index)
        target[index] = static_cast<float>((values[index] - centre) * factor);
}

LEARNSCOPE_VECTOR_CLONES
void scaleAbout(std::span<const float> row, double centre, double factor, std::span<double> out)
{
    const float* values = row.data();
    double* target = out.data();
    const std::size_t count = row.size();
    for (std::size_t index = 0; index < count; ++index)
        target[index] = (values[index] - centre) * factor;
}

} // namespace learnscope
