#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>

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

/// Of longer runs a curve is drawn through the lowest and the highest value of each stretch of stretchOf()
/// trials: no more is seen of them before they are zoomed in a hundred times, and no extreme is lost.
constexpr std::uint32_t mostPoints = 20'000;

std::uint32_t stretchOf(std::uint32_t trials)
{
    return trials > mostPoints ? (2 * trials + mostPoints - 1) / mostPoints : 1;
}

/// The trials whose values are drawn, ascending, the first and the last among them.
std::vector<std::uint32_t> drawnTrials(const AnswerSequence& answers, std::uint32_t window)
{
    std::vector<std::uint32_t> drawn;
    const std::uint32_t trials = answers.trials();
    if (trials < window)
        return drawn;
    const auto right = [&](std::uint32_t trial) {
        return answers.correct[trial] - answers.correct[trial - window];
    };
    const std::uint32_t stretch = stretchOf(trials);
    drawn.push_back(window);
    for (std::uint32_t first = window; first <= trials; first += stretch) {
        const std::uint32_t end = std::min(first + stretch, trials + 1);
        std::uint32_t lowest = first;
        std::uint32_t highest = first;
        for (std::uint32_t trial = first + 1; trial < end; ++trial) {
            if (right(trial) < right(lowest))
                lowest = trial;
            if (right(trial) > right(highest))
                highest = trial;
        }
        for (const std::uint32_t trial :
             {std::min(lowest, highest), std::max(lowest, highest), end > trials ? trials : 0})
            if (trial > drawn.back())
                drawn.push_back(trial);
    }
    return drawn;
}

ChartSeries seriesOf(const RunPanel& run, std::uint32_t window)
{
    ChartSeries series;
    series.observer = run.curves->observer.name;
    series.phase = run.answers->phase;
    series.name = text("window %L1").arg(window);
    series.part = std::to_string(run.answers->run) + '/' + std::to_string(window);
    const std::vector<std::uint32_t> trials = drawnTrials(*run.answers, window);
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

QString subtitleOf(const ChartInput& input, const ChartSpec& spec, std::uint32_t trials)
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
    if (const std::uint32_t stretch = stretchOf(trials); stretch > 1)
        subtitle += text(", extremes of every %L1 trials").arg(stretch);
    return subtitle;
}

void addRun(ChartSpec& spec, const ChartInput& input, const RunPanel& run, bool namesObserver)
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
        ChartSeries series = seriesOf(run, windows[place]);
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
    spec.subtitle = subtitleOf(input, spec, 0);
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
    for (const RunPanel& run : shown) {
        addRun(spec, input, run, input.curves->observers.size() > 1);
        trials = std::max(trials, run.answers->trials());
    }
    if (!shown.empty())
        spec.xTicks = epochTicks(shown);
    spec.xRange = Interval {-.015 * trials, 1.015 * trials};
    for (std::size_t place = 0; place < windows.size(); ++place)
        spec.key.push_back(
            {text("window %L1").arg(windows[place]), strokeOf(place, windows.size()),
             shadeOf(input.curves->observers.size() == 1 ? spec.labels[0].style.color : QColor(0x808894),
                     place, windows.size())});
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    spec.subtitle = subtitleOf(input, spec, trials);
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
