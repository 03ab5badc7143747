#pragma once

#include <span>

namespace learnscope {

// Sums over rows of numbers, always in double precision and in eight lanes, so that they are the same on
// every processor and are not slowed down by one addition waiting for the last. Any thread.

double sumOf(std::span<const float> row);
double sumOf(std::span<const double> row);
/// Sum of (value - centre)^2.
double squaresAbout(std::span<const float> row, double centre);
double squaresAbout(std::span<const double> row, double centre);
/// Sum of (a - centreA)(b - centreB).
double productsAbout(std::span<const float> a, double centreA, std::span<const float> b, double centreB);
double productsAbout(std::span<const double> a, double centreA, std::span<const double> b, double centreB);
/// Sum of (a - b)^2.
double squaredDifferences(std::span<const double> a, std::span<const double> b);
/// out = (row - centre) * factor.
void scaleAbout(std::span<const float> row, double centre, double factor, std::span<float> out);
void scaleAbout(std::span<const float> row, double centre, double factor, std::span<double> out);

} // namespace learnscope
