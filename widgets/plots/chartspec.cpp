#include "widgets/plots/chartspec.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}
} // namespace

ChartStroke trainStroke(double width)
{
    return {width, {3.5, 2.5}, true};
}

QString ChartSeries::nameText() const
{
    return !name.isEmpty() ? name : phase ? phaseText(*phase) : QString();
}

TrialSelection ChartSeries::trialsOf(const ChartPoint& point) const
{
    if (trials)
        return trials(point);
    return learnscope::trialsOf(observer, {}, static_cast<int>(std::lround(point.x)), phase);
}

bool isPartOf(const TrialSelection& point, const TrialSelection& selection)
{
    const bool isOfRun = std::any_of(point.clauses.begin(), point.clauses.end(),
                                     [](const TrialClause& clause) { return !clause.runs.isAny(); });
    const auto isNarrow = [isOfRun](TrialClause clause) {
        clause.observers = {};
        if (!isOfRun)
            clause.runs = {};
        clause.phases = {};
        return clause != TrialClause {};
    };
    return std::any_of(selection.clauses.begin(), selection.clauses.end(), [&](const TrialClause& clause) {
        return isNarrow(clause) && !intersection(point, {{clause}}).empty();
    });
}

bool ChartSpec::empty() const
{
    return std::all_of(series.begin(), series.end(),
                       [](const ChartSeries& one) { return one.points.empty(); });
}

QString ChartSpec::xText(double x) const
{
    const auto tick = std::find_if(xTicks.begin(), xTicks.end(),
                                   [x](const ChartTick& one) { return one.at == x && !one.label.isEmpty(); });
    if (tick != xTicks.end())
        return tick->label;
    QString digits = QString::number(std::abs(x), 'g', 12);
    return (x < 0 ? QChar(0x2212) + digits : digits) + xUnit;
}

const ObserverAnalysis* ChartInput::analysisOf(const std::string& observer) const
{
    if (!analysis)
        return nullptr;
    const auto found =
        std::find_if(analysis->observers.begin(), analysis->observers.end(),
                     [&](const ObserverAnalysis& one) { return one.curves.observer.name == observer; });
    return found == analysis->observers.end() ? nullptr : &*found;
}

bool isReady(const ChartInput& input, ChartSpec& spec)
{
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    if (input.empty())
        spec.hint = text("Open trial tables, or drop them here, to see how their observers learn.");
    else if (!input.analysis)
        spec.hint = text("The statistics are being computed.");
    return !input.empty() && input.analysis;
}

QString matchingText(const Analysis& analysis, const std::vector<MatchedPair>& pairs)
{
    QStringList sentences;
    for (const MatchedPair& pair : pairs)
        sentences << QString::fromStdString(matchingSentence(analysis, pair));
    return sentences.join(QLatin1Char('\n'));
}

QString matchingClause(const std::vector<MatchedPair>& pairs)
{
    std::vector<const TrialMatching*> matchings;
    for (const MatchedPair& pair : pairs)
        matchings.push_back(pair.matching);
    return QString::fromStdString(matchedBriefly(matchings));
}

void addMatching(ChartSpec& spec, const Analysis& analysis, const std::vector<MatchedPair>& pairs)
{
    const QString clause = matchingClause(pairs);
    if (!clause.isEmpty())
        spec.subtitle = spec.subtitle.isEmpty() ? clause : clause + QStringLiteral("; ") + spec.subtitle;
    spec.details = matchingText(analysis, pairs);
}

QString phaseText(Phase phase)
{
    return phase == Phase::Train ? text("train") : text("test");
}

QString bandText(const CurveOptions& options)
{
    return (options.bands == BandMethod::Percentile ? text(", %1 band") : text(", %1 band (expanded)"))
        .arg(levelText(options.level));
}

QString levelText(double level)
{
    return QString::number(100 * level, 'g', 4) + QStringLiteral(" %");
}

QString runsText(std::uint64_t n)
{
    return n == 1 ? text("1 run") : text("%L1 runs").arg(n);
}

QString trialsText(std::uint64_t n)
{
    return n == 1 ? text("1 trial") : text("%L1 trials").arg(n);
}

QString valueText(double value, int decimals)
{
    if (std::isnan(value))
        return text("undefined");
    QString digits = QString::number(std::abs(value), 'f', decimals);
    return value < 0 && digits.toDouble() > 0 ? QChar(0x2212) + digits : digits;
}

bool isFinite(const Interval& interval)
{
    return std::isfinite(interval.low) && std::isfinite(interval.high);
}

void addChance(ChartPanel& panel, const ObserverCurves& curves, bool isFirst)
{
    if (curves.chance <= 0 || curves.chance >= 1)
        return;
    const std::optional<Interval> band =
        curves.chanceTrials > 0 ? std::optional(curves.chanceBand) : std::nullopt;
    if (isFirst)
        panel.chanceBand = band;
    else if (panel.chanceBand != band)
        panel.chanceBand.reset();
    if (std::find(panel.chances.begin(), panel.chances.end(), curves.chance) == panel.chances.end())
        panel.chances.push_back(curves.chance);
}

void addPhaseKey(ChartSpec& spec)
{
    for (const Phase phase : {Phase::Test, Phase::Train})
        if (std::any_of(spec.series.begin(), spec.series.end(),
                        [phase](const ChartSeries& series) { return series.phase == phase; }))
            spec.key.push_back({phaseText(phase), phase == Phase::Train ? trainStroke(1.5) : ChartStroke {}});
}

ChartPoint pointOf(double x, const PooledShare& share, const ChartInput& input)
{
    ChartPoint point {x, share.share(), {}, static_cast<std::uint32_t>(share.trials())};
    if (input.options.bands)
        point.band = share.interval(input.analysis->options.curves.level);
    return point;
}

std::vector<std::string> namesOf(const TrialTable& trials, const std::vector<std::uint32_t>& images)
{
    std::vector<std::string> names;
    names.reserve(images.size());
    for (const std::uint32_t image : images)
        names.push_back(trials.imageNames()[image]);
    return names;
}

Interval rangeOf(const std::vector<ChartSeries>& series, Interval around)
{
    for (const ChartSeries& one : series)
        for (const ChartPoint& point : one.points) {
            if (!std::isfinite(point.value))
                continue;
            around.low = std::min({around.low, point.value, point.band ? point.band->low : point.value});
            around.high = std::max({around.high, point.value, point.band ? point.band->high : point.value});
        }
    const double air = .06 * (around.high - around.low);
    return {around.low - air, around.high + air};
}

} // namespace learnscope
