#pragma once

#include "core/similarity/representationset.h"
#include "widgets/common/heatscale.h"
#include "widgets/matrixpictures/matrixlook.h"

#include <QString>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace learnscope {

HeatScale heatScaleOf(MatrixColors colors, bool dark);

/// What the numbers of a matrix mean: "1 − Pearson’s r", "Dot product". Never empty.
QString meaningText(const SimilarityMatrix::Meaning& meaning);
/// "1.7 million", "1,854"
QString countText(std::uint64_t count);

/// How the numbers of one matrix become colours, and what stands beside the scale. Strong or bright colours
/// are pairs that are more alike, in matrices of similarities and dissimilarities; in a difference, red is
/// more than 0. A value, cheap to copy. Any thread.
class MatrixScale
{
public:
    MatrixScale() = default;
    /// Of one of @p alike, whose values have one meaning and therefore one scale, but for percentiles.
    static MatrixScale of(const ShownRepresentation& shown, std::span<const ShownRepresentation* const> alike,
                          MatrixColoring coloring, MatrixColors colors, bool dark);
    /// Of what is left of one number when another is taken away: from -limit to +limit.
    static MatrixScale ofDifference(double limit, bool byRank, const QString& meaning, bool dark);

    bool isByRank() const noexcept { return m_ranks.has_value(); }
    double low() const noexcept { return m_low; } ///< at the left end, in values or ranks
    double high() const noexcept { return m_high; }
    const QString& text() const noexcept { return m_text; } ///< what the numbers are
    QString lowText() const; ///< what the left end means: "alike"; empty for a difference
    QString highText() const;
    struct Tick
    {
        double number = 0;
        QString text;
    };
    std::vector<Tick> ticks(int maximum) const; ///< ascending round numbers

    /// The value or its rank; NaN for NaN.
    double numberOf(double value) const { return m_ranks ? m_ranks->rankOf(value) : value; }
    /// Of a value or rank, which is a number.
    QRgb colorOfNumber(double number) const;
    /// Of a value; nothing for NaN, which is not coloured but hatched.
    std::optional<QRgb> colorOf(double value) const;

private:
    std::optional<ValueDistribution> m_ranks;
    double m_low = 0;
    double m_high = 1;
    bool m_isReversed = false; ///< small numbers are alike
    bool m_isDifference = false;
    QString m_text;
    std::array<QRgb, 256> m_table {};
};

} // namespace learnscope
