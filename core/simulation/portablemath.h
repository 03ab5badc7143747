#pragma once

#include <bit>
#include <cstdint>

namespace learnscope {

/// exp(-x) for x from 0 to 700, to about 1e-15 of its value. Basic arithmetic only, so that shapes are the
/// same with every mathematical library; and inline, because calls of the library's exp in our inner loop
/// took up to nine times as long where other code had left the upper halves of the vector registers in use.
inline double decay(double x) noexcept
{
    constexpr double ln2High = 0x1.62e42fee00000p-1; // with enough zeros at the end that k * ln2High is exact
    constexpr double ln2Low = 0x1.a39ef35793c76p-33;
    const auto k = static_cast<std::int64_t>(x * 1.4426950408889634 + .5);
    const double r =
        (static_cast<double>(k) * ln2High - x) + static_cast<double>(k) * ln2Low; // |r| <= ln(2) / 2
    constexpr double inverseFactorials[] = {
        1.,        1.,         1. / 2,      1. / 6,       1. / 24,       1. / 120,       1. / 720,
        1. / 5040, 1. / 40320, 1. / 362880, 1. / 3628800, 1. / 39916800, 1. / 479001600, 1. / 6227020800.};
    double sum = 0;
    for (int term = 13; term >= 0; --term)
        sum = inverseFactorials[term] + sum * r;
    return sum * std::bit_cast<double>((1023 - k) << 52);
}

/// The natural logarithm of x from 1 to 1e15, to about 1e-15; for the same reasons.
inline double naturalLogarithm(double x) noexcept
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52) - 1023;
    double mantissa = std::bit_cast<double>((bits & 0xfffffffffffffu) | 0x3ff0000000000000u);
    if (mantissa > 1.4142135623730951) {
        mantissa *= .5;
        ++exponent;
    }
    const double t = (mantissa - 1) / (mantissa + 1); // log(m) = 2 artanh(t), |t| < .172
    const double square = t * t;
    double sum = 0;
    for (int power = 21; power >= 1; power -= 2)
        sum = 1. / power + sum * square;
    return 2 * t * sum + exponent * 0.6931471805599453;
}

} // namespace learnscope
