#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

/// One panel: a run and its answers.
struct RunPanel
{
    const ObserverCurves* curves;
    const AnswerSequence* answers;
};

/// The runs with trials in the phase shown, of the observers that are not hidden.
std::vector<RunPanel> runPanels(const ChartInput& input)
{
    std::vector<RunPanel> panels;
    for (const ObserverCurves& curves : input.curves->observers) {
        const ObserverAnalysis* analysis = input.analysisOf(curves.observer.name);
        if (!analysis || input.isHidden(curves.observer.name))
            continue;
        for (const AnswerSequence& answers : analysis->answers)
            if (answers.phase == input.rules.movingAverage.phase)
                panels.push_back({&curves, &answers});
    }
    return panels;
}

ChartStroke strokeOf(std::size_t place, std::size_t count)
{
    ChartStroke stroke {count < 2 ? 1.8 : 1.1 + 1.2 * double(place) / double(count - 1)};
    stroke.hasMarkers = false;
    return stroke;
}

/// So many points are drawn of all curves of a page, at most twice. What has more is drawn through the lowest
/// and the highest value of each of so many stretches that none is lost: finer ones where it is zoomed in.
constexpr std::uint64_t mostPoints = 60'000;

/// A run of trials and the length of the stretches in it of which the extremes are drawn.
struct Detail
{
    std::uint32_t first = 0; ///< trial
    std::uint32_t end = 0;
    std::uint32_t stretch = 1; ///< a power of two; below 3: every trial
};

/// Before, in and after what is shown; all in one where that is everything.
std::vector<Detail> detailsOf(std::uint32_t trials, std::size_t curves, const std::optional<Interval>& shown)
{
    const auto perCurve = mostPoints / std::max<std::size_t>(1, curves);
    const auto stretchOf = [perCurve](std::uint64_t of) {
        return of <= perCurve ? 1U : std::bit_ceil(static_cast<std::uint32_t>(2 * of / perCurve + 1));
    };
    const std::uint32_t end = trials + 1;
    const std::uint32_t whole = stretchOf(trials);
    if (!shown || whole == 1)
        return {{0, end, whole}};
    const auto at = [end](double x) { return static_cast<std::uint32_t>(std::clamp(x, 0., double(end))); };
    const std::uint32_t first = at(std::floor(shown->low)) / whole * whole;
    const std::uint32_t last = std::min(end, at(std::ceil(shown->high) + 1));
    return {{0, first, whole}, {first, last, stretchOf(last - first)}, {last, end, whole}};
}

/// The trials whose values are drawn, ascending, the first and the last among them.
std::vector<std::uint32_t> drawnTrials(const AnswerSequence& answers, std::uint32_t window,
                                       const std::vector<Detail>& details)
{
    std::vector<std::uint32_t> drawn;
    if (answers.trials() < window)
        return drawn;
    const AverageExtremes* extremes = answers.extremesOf(window);
    if (!extremes && details.size() == 1 && details[0].stretch == 1) {
        drawn.resize(answers.trials() - window + 1);
        std::iota(drawn.begin(), drawn.end(), window);
    }
    if (!extremes) // of a window just chosen: long runs wait for the statistics
        return drawn;
    drawn.push_back(window);
    for (const Detail& detail : details)
        extremes->append(answers.correct, std::max(detail.first, window + 1), detail.end, detail.stretch,
                         drawn);
    if (drawn.back() != answers.trials())
        drawn.push_back(answers.trials());
    return drawn;
}

ChartSeries seriesOf(const RunPanel& run, std::uint32_t window, const std::vector<Detail>& details)
{
    ChartSeries series;
    series.observer = run.curves->observer.name;
    series.phase = run.answers->phase;
    series.name = text("window %L1").arg(window);
    series.part = std::to_string(run.answers->run) + '/' + std::to_string(window);
    const std::vector<std::uint32_t> trials = drawnTrials(*run.answers, window, details);
    series.points.reserve(trials.size());
    for (const std::uint32_t trial : trials)
        series.points.push_back({double(trial), run.answers->average(window, trial), {}, window});
    series.trials = [observer = series.observer, answers = run.answers](const ChartPoint& point) {
        return trialsOf(observer, answers->run, answers->epochOf(static_cast<std::uint32_t>(point.x)),
                        answers->phase);
    };
    return series;
}

/// The ends of the epochs, where all panels have the same.
std::vector<ChartTick> epochTicks(const std::vector<RunPanel>& panels)
{
    std::vector<ChartTick> ticks {{0, QStringLiteral("0")}};
    for (const AnswerSequence::Epoch& epoch : panels.front().answers->epochs)
        ticks.push_back({double(epoch.end), QString::number(epoch.end)});
    const bool isShared = std::all_of(panels.begin(), panels.end(), [&](const RunPanel& panel) {
        const auto& own = panel.answers->epochs;
        const auto& first = panels.front().answers->epochs;
        return std::equal(own.begin(), own.end(), first.begin(), first.end(),
                          [](const auto& left, const auto& right) { return left.end == right.end; });
    });
    return isShared ? ticks : std::vector<ChartTick> {};
}

QString subtitleOf(const ChartInput& input, const ChartSpec& spec, std::uint32_t stretch)
{
    const MovingAverageOptions& options = input.rules.movingAverage;
    QString subtitle = text("%1, trailing means of %2 trials")
                           .arg(phaseText(options.phase),
                                QString::fromStdString(windowsText(options.windows(options.phase))));
    const auto shown = static_cast<int>(spec.panels.size());
    if (spec.panelTotal > shown)
        subtitle += text(", panels %L1 to %L2 of %L3")
                        .arg(input.page.first + 1)
                        .arg(input.page.first + shown)
                        .arg(spec.panelTotal);
    if (stretch > 2)
        subtitle += text(", extremes of every %L1 trials").arg(stretch);
    return subtitle;
}

void addRun(ChartSpec& spec, const ChartInput& input, const RunPanel& run, bool namesObserver,
            const std::vector<Detail>& details)
{
    const auto [label, style] = input.naming(run.curves->observer);
    QString name = QString::fromStdString(runLabel(run.curves->observer.kind, run.answers->run));
    if (namesObserver)
        name = label + QStringLiteral(", ") + name;
    else
        name[0] = name[0].toUpper();
    ChartPanel panel;
    panel.observer = run.curves->observer.name;
    panel.title = name;
    panel.style = style;
    if (run.curves->chance > 0 && run.curves->chance < 1)
        panel.chances = {run.curves->chance};
    const std::vector<std::uint32_t>& windows =
        input.rules.movingAverage.windows(input.rules.movingAverage.phase);
    for (std::size_t place = 0; place < windows.size(); ++place) {
        ChartSeries series = seriesOf(run, windows[place], details);
        if (series.points.empty())
            continue;
        series.label = name;
        series.style = {shadeOf(style.color, place, windows.size()), style.marker};
        series.stroke = strokeOf(place, windows.size());
        series.panel = static_cast<int>(spec.panels.size());
        spec.series.push_back(std::move(series));
    }
    spec.panels.push_back(std::move(panel));
}
} // namespace

ChartSpec movingAverageSpec(const ChartInput& input)
{
    ChartSpec spec;
    const MovingAverageOptions& options = input.rules.movingAverage;
    const std::vector<std::uint32_t>& windows = options.windows(options.phase);
    spec.xTitle = options.phase == Phase::Train ? text("Training trial") : text("Test trial");
    spec.xName = text("trial");
    spec.yTitle = text("Accuracy");
    spec.values = {0, 1.07};
    spec.valueName = text("Accuracy");
    spec.count = trialsText;
    spec.countToolTip = text("Trials of the window");
    spec.labelsAreTitles = true;
    spec.isPaged = true;
    spec.hasVerticalGrid = true;
    spec.subtitle = subtitleOf(input, spec, 1);
    if (!isReady(input, spec))
        return spec;
    spec.panels.clear();
    for (const ObserverCurves& curves : input.curves->observers) {
        const auto [label, style] = input.naming(curves.observer);
        spec.labels.push_back({curves.observer.name, label, label, style});
    }
    const std::vector<RunPanel> all = runPanels(input);
    spec.panelTotal = static_cast<int>(all.size());
    const auto first = std::min(all.size(), std::size_t(input.page.first));
    const auto end =
        input.page.capacity > 0 ? std::min(all.size(), first + std::size_t(input.page.capacity)) : all.size();
    const std::vector<RunPanel> shown(all.begin() + std::ptrdiff_t(first), all.begin() + std::ptrdiff_t(end));
    std::uint32_t trials = 1;
    for (const RunPanel& run : shown)
        trials = std::max(trials, run.answers->trials());
    const std::vector<Detail> details = detailsOf(trials, shown.size() * windows.size(), input.xShown);
    for (const RunPanel& run : shown)
        addRun(spec, input, run, input.curves->observers.size() > 1, details);
    if (!shown.empty())
        spec.xTicks = epochTicks(shown);
    spec.xRange = Interval {-.015 * trials, 1.015 * trials};
    for (std::size_t place = 0; place < windows.size(); ++place)
        spec.key.push_back(
            {text("window %L1").arg(windows[place]), strokeOf(place, windows.size()),
             shadeOf(input.curves->observers.size() == 1 ? spec.labels[0].style.color : QColor(0x808894),
                     place, windows.size())});
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    spec.isThinned = details.size() > 1 || details[0].stretch > 2;
    spec.subtitle = subtitleOf(input, spec, details[details.size() / 2].stretch);
    const auto isShown = [&](const ObserverCurves& one) { return !input.isHidden(one.observer.name); };
    spec.hint = std::none_of(input.curves->observers.begin(), input.curves->observers.end(), isShown)
        ? text("All observers are hidden: click a name to show it.")
        : all.empty()
        ? text("None of the observers shown has %1 trials: switch the phase in the view's menu.")
              .arg(phaseText(options.phase))
        : text("All windows are longer than what there is: choose shorter ones in the view's menu.");
    return spec;
}

} // namespace learnscope
