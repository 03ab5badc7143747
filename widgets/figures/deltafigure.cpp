#include "core/base/csvtext.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/matchednote.h"
#include "widgets/figures/panelchart.h"

#include <algorithm>
#include <limits>
#include <set>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field

/// A human observer and a network by their places in the input, and how they differ.
struct Difference
{
    std::size_t human;
    std::size_t network;
    const std::vector<DeltaPoint>* points;
};

struct Differences
{
    std::vector<Difference> shown; ///< those with points, human by human in the input's order
    std::vector<std::string> leftOut;
    std::string nothing; ///< why there is none
};

const std::vector<DeltaPoint>* pointsOf(const FigureInput& input, std::size_t human, std::size_t network)
{
    const Analysis& analysis = *input.analysis;
    const auto name = [&](std::size_t place) { return analysis.observers[place].curves.observer.name; };
    const auto found =
        std::find_if(analysis.deltas.begin(), analysis.deltas.end(), [&](const ObserverDelta& delta) {
            return name(delta.human) == input.curves.observers[human].observer.name
                && name(delta.network) == input.curves.observers[network].observer.name;
        });
    return found == analysis.deltas.end() || found->points.empty() ? nullptr : &found->points;
}

Differences differencesOf(const FigureInput& input)
{
    const auto& observers = input.curves.observers;
    std::vector<std::size_t> humans;
    std::vector<std::size_t> networks;
    for (std::size_t index = 0; index < observers.size(); ++index)
        (observers[index].observer.kind == ObserverKind::Human ? humans : networks).push_back(index);
    Differences differences;
    if (humans.empty())
        differences.nothing = "no human observer is chosen, which networks could be compared with";
    else if (networks.empty())
        differences.nothing = "no network is chosen, which humans could be compared with";
    else
        differences.nothing = "no epoch has test trials of humans and of a network";
    for (const std::size_t human : humans)
        for (const std::size_t network : networks) {
            const auto label = [&](std::size_t place) {
                return labelOf(observers[place].observer).toStdString();
            };
            if (const auto* points = pointsOf(input, human, network))
                differences.shown.push_back({human, network, points});
            else
                differences.leftOut.push_back(label(network) + " is left out beside " + label(human)
                                              + ": no epoch has test trials of both");
        }
    return differences;
}

PanelChart chartOf(const FigureInput& input, const Differences& differences)
{
    PanelChart chart;
    double lowest = 0;
    double highest = 0;
    int first = std::numeric_limits<int>::max();
    int last = 0;
    std::optional<std::size_t> shown; // the human observer of the last panel
    for (const Difference& difference : differences.shown) {
        const Observer& human = input.curves.observers[difference.human].observer;
        const Observer& network = input.curves.observers[difference.network].observer;
        if (shown != difference.human) {
            shown = difference.human;
            chart.levels.push_back({chart.headings.size(), 0, QStringLiteral("zero")});
            chart.headings.push_back(labelOf(human));
            chart.headingColors.push_back(readableOnWhite(styleOf(input, difference.human).color));
        }
        const ObserverStyle style = styleOf(input, difference.network);
        PanelSeries series;
        series.panel = chart.headings.size() - 1;
        series.name =
            QString::fromStdString(human.name) + QLatin1Char(' ') + QString::fromStdString(network.name);
        series.look = {style.color, 1.1, {}, style.marker, 3.4, style.color, Qt::white, .3};
        series.bandOpacity = .12;
        series.label = labelOf(network);
        series.style = style;
        for (const DeltaPoint& point : *difference.points) {
            series.points.emplace_back(point.epoch, point.delta);
            series.intervals.push_back({double(point.epoch), point.band});
            lowest = std::min(lowest, point.band ? point.band->low : point.delta);
            highest = std::max(highest, point.band ? point.band->high : point.delta);
            first = std::min(first, point.epoch);
            last = std::max(last, point.epoch);
        }
        chart.series.push_back(std::move(series));
    }
    chart.y = niceAxis(lowest, highest, 6, QStringLiteral("Humans minus network"));
    chart.x = [first, last](double width, double fontSize) {
        return epochAxis(first, last, .35, width, fontSize, QStringLiteral("Epoch"));
    };
    chart.panelWidth = 45;
    chart.aspect = .75;
    return chart;
}

std::string caption(const FigureInput& input, std::size_t references)
{
    std::string text = "Mean test accuracy of humans minus that of a network, by epoch: above 0, humans are "
                       "ahead. ";
    if (references > 1)
        text += "One panel for each human observer: each is a reference of its own. ";
    const CurveOptions& options = input.curves.options;
    if (options.bootstrapDraws > 0)
        text += "Bands: " + percentText(options.level)
            + (options.bands == BandMethod::Percentile ? " percentile" : " expanded percentile")
            + " bootstraps over participants and over runs, drawn independently of each other ("
            + groupedNumber(static_cast<std::uint64_t>(options.bootstrapDraws)) + " draws, seed "
            + std::to_string(options.seed) + "); none where one side has a single run. ";
    text += "Each mean is of all test trials of an observer, whether or not the other saw the images. ";
    return text + observerList(input) + ".";
}
} // namespace

Result<FigureScene> deltaFigure(const FigureRequest& asked, const FigureInput& input)
{
    const Differences differences = differencesOf(input);
    if (differences.shown.empty())
        return failure(Error::Kind::Mismatch, "there is nothing to draw: " + differences.nothing);
    const PanelChart chart = chartOf(input, differences);
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = chart.headings.size() > 1 ? 183 : 85;
    auto scene = panelChartFigure(request, chart);
    if (!scene)
        return scene;
    scene->notes = differences.leftOut;
    scene->caption = caption(input, chart.headings.size());
    return scene;
}

std::string deltaData(const FigureRequest&, const FigureInput& input)
{
    CsvText csv {"human", "network",        "network_label",    "epoch",        "delta", "low",
                 "high",  "human_accuracy", "network_accuracy", "participants", "runs",  "matched_trials"};
    for (const Difference& difference : differencesOf(input).shown) {
        const std::string matched =
            matchedTrials(FigureKind::Delta, input, input.curves.observers[difference.human].observer.name,
                          input.curves.observers[difference.network].observer.name);
        for (const DeltaPoint& point : *difference.points) {
            const Observer& network = input.curves.observers[difference.network].observer;
            csv.add(input.curves.observers[difference.human].observer.name).add(network.name);
            csv.add(labelOf(network).toStdString()).add(point.epoch).add(point.delta);
            csv.add(point.band ? point.band->low : nothing).add(point.band ? point.band->high : nothing);
            csv.add(point.human).add(point.network).add(point.participants).add(point.runs);
            csv.add(matched).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
