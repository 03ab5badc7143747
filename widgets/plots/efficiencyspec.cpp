#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

ChartSeries gainSeries(const ObserverCurves& curves, bool bands)
{
    ChartSeries series;
    series.observer = curves.observer.name;
    series.phase = Phase::Test;
    series.name = text("gain");
    series.part = "gain";
    for (const EfficiencyPoint& gain : curves.efficiency) {
        ChartPoint point {double(gain.epoch), gain.gain, {}, static_cast<std::uint32_t>(curves.runs.size())};
        if (bands && gain.band && isFinite(*gain.band))
            point.band = gain.band;
        series.points.push_back(point);
    }
    return series;
}
} // namespace

ChartSpec dataEfficiencySpec(const ChartInput& input)
{
    const bool fromZero = !input.curves || input.curves->options.efficiencyStart == EfficiencyStart::Zero;
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = fromZero ? text("Test gain per training image, first from 0")
                           : text("Test gain per training image, first from chance");
    spec.subtitle = fromZero ? text("first gain from 0, as published") : text("first gain from chance");
    spec.valueName = text("Gain");
    spec.decimals = 6;
    spec.hasZeroLine = true;
    spec.panels.resize(1);
    bool hasBands = false;
    if (input.curves)
        for (const ObserverCurves& observer : input.curves->observers) {
            const auto [label, style] = input.naming(observer.observer);
            ChartSeries series = gainSeries(observer, input.options.bands);
            series.label = label;
            series.style = style;
            spec.labels.push_back({observer.observer.name, label, label, style});
            for (const ChartPoint& point : series.points)
                hasBands = hasBands || point.band;
            if (!series.points.empty())
                spec.series.push_back(std::move(series));
        }
    if (hasBands)
        spec.subtitle += bandText(input.curves->options);
    spec.values = rangeOf(spec.series, {-.001, .001});
    spec.hint = input.empty()
        ? text("Open trial tables, or drop them here, to see how their observers learn.")
        : text("Data efficiency needs observers that have both training and test trials.");
    return spec;
}

} // namespace learnscope
