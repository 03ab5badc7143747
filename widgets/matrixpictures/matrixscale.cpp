#include "widgets/matrixpictures/matrixscale.h"

#include "widgets/common/axis.h"
#include "widgets/itemmodels/representationmodel.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double lowPercentile = .01;
constexpr double highPercentile = .99;

QString tr(const char* text)
{
    return QCoreApplication::translate("MatrixScale", text);
}

struct Range
{
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void widen(double from, double to)
    {
        if (std::isfinite(from) && std::isfinite(to)) {
            low = std::min(low, from);
            high = std::max(high, to);
        }
    }
};

Range rangeOf(const ShownRepresentation& shown, std::span<const ShownRepresentation* const> alike,
              MatrixColoring coloring)
{
    Range range;
    if (coloring == MatrixColoring::Percentiles) {
        range.widen(shown.distribution.quantile(lowPercentile), shown.distribution.quantile(highPercentile));
        return range;
    }
    for (const ShownRepresentation* one : alike)
        range.widen(one->distribution.minimum(), one->distribution.maximum());
    range.widen(shown.distribution.minimum(), shown.distribution.maximum());
    return range;
}

/// The value that is neither alike nor different: no correlation, a right angle; the median where there is
/// none.
double middleOf(const ShownRepresentation& shown)
{
    const std::string& measure = shown.meaning.measure;
    if (shown.meaning.kind == SimilarityMatrix::Kind::Similarity)
        return 0;
    if (measure == toString(PairMeasure::Correlation) || measure == toString(PairMeasure::Cosine))
        return 1;
    return shown.distribution.quantile(.5);
}

QString rankText(const ValueDistribution& distribution)
{
    const QString pairs = countText(distribution.values());
    return distribution.isSampled() ? tr("rank of %1 pairs, of a sample").arg(pairs)
                                    : tr("rank of %1 pairs").arg(pairs);
}
} // namespace

HeatScale heatScaleOf(MatrixColors colors, bool dark)
{
    switch (colors) {
    case MatrixColors::Blues:
        return HeatScale(dark ? HeatScale::Kind::Dark : HeatScale::Kind::Light);
    case MatrixColors::Diverging:
        return HeatScale(dark ? HeatScale::Kind::DivergingDark : HeatScale::Kind::DivergingLight);
    case MatrixColors::Viridis:
        break;
    }
    return HeatScale(HeatScale::Kind::Viridis);
}

QString meaningText(const SimilarityMatrix::Meaning& meaning)
{
    if (const auto measure = pairMeasureFromName(meaning.measure))
        return pairMeasureTitle(*measure);
    const QString kind =
        meaning.kind == SimilarityMatrix::Kind::Similarity ? tr("similarity") : tr("dissimilarity");
    return meaning.measure.empty() ? kind : tr("%1 (%2)").arg(kind, QString::fromStdString(meaning.measure));
}

QString countText(std::uint64_t count)
{
    if (count < 1000000)
        return QLocale().toString(qulonglong(count));
    const bool isBillions = count >= 1000000000;
    const QString number = QLocale().toString(double(count) / (isBillions ? 1e9 : 1e6), 'f', 1);
    return isBillions ? tr("%1 billion").arg(number) : tr("%1 million").arg(number);
}

MatrixScale MatrixScale::of(const ShownRepresentation& shown,
                            std::span<const ShownRepresentation* const> alike, MatrixColoring coloring,
                            MatrixColors colors, bool dark)
{
    MatrixScale scale;
    scale.m_table = heatScaleOf(colors, dark).table();
    scale.m_isReversed = shown.meaning.kind == SimilarityMatrix::Kind::Dissimilarity;
    scale.m_text = meaningText(shown.meaning);
    if (coloring == MatrixColoring::Ranks) {
        scale.m_ranks = shown.distribution;
        scale.m_text = rankText(shown.distribution);
        return scale;
    }
    Range range = rangeOf(shown, alike, coloring);
    if (range.low > range.high)
        range = {0, 1};
    if (colors == MatrixColors::Diverging) {
        const double middle = middleOf(shown);
        const double reach = std::max(range.high - middle, middle - range.low);
        range = {middle - reach, middle + reach};
    }
    if (!(range.low < range.high)) // all values are the same
        range = {range.low - .5, range.high + .5};
    scale.m_low = range.low;
    scale.m_high = range.high;
    if (coloring == MatrixColoring::Percentiles)
        scale.m_text = tr("1st to 99th percentile");
    return scale;
}

MatrixScale MatrixScale::ofDifference(double limit, bool byRank, const QString& meaning, bool dark)
{
    MatrixScale scale;
    scale.m_table = heatScaleOf(MatrixColors::Diverging, dark).table();
    const double reach = limit > 0 && std::isfinite(limit) ? limit : byRank ? 1 : .5;
    scale.m_low = -reach;
    scale.m_high = reach;
    scale.m_isDifference = true;
    scale.m_text = meaning;
    return scale;
}

QString MatrixScale::lowText() const
{
    return m_isDifference ? QString() : m_isReversed ? tr("alike") : tr("different");
}

QString MatrixScale::highText() const
{
    return m_isDifference ? QString() : m_isReversed ? tr("different") : tr("alike");
}

std::vector<MatrixScale::Tick> MatrixScale::ticks(int maximum) const
{
    Axis axis {m_low, m_high, {}, {}, {}};
    setNiceTicks(axis, maximum);
    std::vector<Tick> ticks;
    for (std::size_t place = 0; place < axis.ticks.size(); ++place)
        ticks.push_back({axis.ticks[place], axis.labels[place]});
    return ticks;
}

QRgb MatrixScale::colorOfNumber(double number) const
{
    double share = std::clamp((number - m_low) / (m_high - m_low), 0., 1.);
    if (m_isReversed)
        share = 1 - share;
    return m_table[static_cast<std::size_t>(share * 255 + .5)];
}

std::optional<QRgb> MatrixScale::colorOf(double value) const
{
    const double number = numberOf(value);
    return std::isnan(number) ? std::nullopt : std::optional(colorOfNumber(number));
}

} // namespace learnscope
