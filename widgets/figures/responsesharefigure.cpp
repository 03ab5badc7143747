#include "core/base/csvtext.h"
#include "widgets/common/labelstyle.h"
#include "widgets/figures/epochaxis.h"
#include "widgets/figures/figurebuilders.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/panelchart.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace learnscope {

namespace {
constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
constexpr std::size_t mostLabelsInKey = 24;

/// What one panel shows.
struct SharePanel
{
    std::size_t place; ///< of the observer in the input
    Phase phase;
    const ResponseShares* shares;
};

std::vector<SharePanel> panelsOf(const FigureRequest& request, const FigureInput& input)
{
    std::vector<SharePanel> panels;
    for (std::size_t index = 0; index < input.curves.observers.size(); ++index)
        if (const ObserverAnalysis* analysis = analysisOf(input, index))
            for (const Phase phase : {Phase::Train, Phase::Test}) {
                const auto& cells = analysis->responses.cells;
                const bool hasTrials = std::any_of(cells.begin(), cells.end(),
                                                   [phase](const auto& cell) { return cell.phase == phase; });
                if (hasTrials && request.filter.phase.value_or(phase) == phase)
                    panels.push_back({index, phase, &analysis->responses});
            }
    return panels;
}

/// All labels of the panels, sorted, with their numbers: their styles are the same in all panels.
std::map<std::string, std::size_t> labelNumbers(const std::vector<SharePanel>& panels)
{
    std::map<std::string, std::size_t> numbers;
    for (const SharePanel& panel : panels)
        for (const ResponseLabel& label : panel.shares->labels)
            numbers.emplace(label.text, 0);
    std::size_t number = 0;
    for (auto& entry : numbers)
        entry.second = number++;
    return numbers;
}

QString panelName(const FigureInput& input, const SharePanel& panel)
{
    return QString::fromStdString(input.curves.observers[panel.place].observer.name)
        + (panel.phase == Phase::Train ? QStringLiteral(" train ") : QStringLiteral(" test "));
}

/// The curve of one label's answers, and of how often it was shown.
std::pair<PanelSeries, PanelSeries> seriesOf(const SharePanel& panel, std::uint32_t label,
                                             const ObserverStyle& style, double level)
{
    PanelSeries answered;
    answered.look = {style.color, 1.1, {}, style.marker, 3.2, style.color, Qt::white, .3};
    answered.bandOpacity = .14;
    PanelSeries shown;
    shown.look = {style.color, .8, {.8, 1.4}};
    shown.look.markerSize = 0;
    for (const ResponseShareCell& cell : panel.shares->cells) {
        if (cell.phase != panel.phase || cell.label != label)
            continue;
        answered.points.emplace_back(cell.epoch, cell.answered.share());
        answered.intervals.push_back({double(cell.epoch), cell.answered.interval(level)});
        shown.points.emplace_back(cell.epoch, cell.shown.share());
    }
    if (shown.points.size() == 1) // one epoch makes no line
        shown.points = {shown.points[0] - QPointF(.3, 0), shown.points[0] + QPointF(.3, 0)};
    return {std::move(answered), std::move(shown)};
}

/// Every class is shown as often as the others all the time: one grey line says it.
bool isShownEvenly(const std::vector<PanelSeries>& shown)
{
    std::set<double> shares;
    for (const PanelSeries& series : shown)
        for (const QPointF& point : series.points)
            shares.insert(point.y());
    return shares.size() == 1;
}

void addPanelSeries(PanelChart& chart, const FigureInput& input, const SharePanel& panel,
                    const std::map<std::string, std::size_t>& numbers)
{
    std::vector<PanelSeries> shown;
    for (std::uint32_t label = 0; label < panel.shares->labels.size(); ++label) {
        const ResponseLabel& own = panel.shares->labels[label];
        const std::size_t number = numbers.at(own.text);
        auto [answered, asked] = seriesOf(panel, label, labelStyle(number), input.curves.options.level);
        const QString name = panelName(input, panel) + QString::fromStdString(own.text);
        answered.panel = asked.panel = chart.headings.size();
        answered.name = name;
        asked.name = name + QStringLiteral(" shown");
        if (number < mostLabelsInKey) {
            answered.label = QString::fromStdString(own.text);
            answered.style = labelStyle(number);
        }
        if (own.isClass())
            shown.push_back(std::move(asked));
        chart.series.push_back(std::move(answered));
    }
    if (isShownEvenly(shown)) {
        shown.resize(1);
        shown[0].look.color = QColor(0x646b78);
    }
    for (PanelSeries& series : shown)
        chart.series.insert(chart.series.begin(), std::move(series)); // below the answers
}

PanelChart chartOf(const FigureInput& input, const std::vector<SharePanel>& panels)
{
    PanelChart chart;
    chart.key = {{QStringLiteral("share shown"), SceneLine {{}, QColor(0x646b78), .8, {.8, 1.4}}}};
    const auto numbers = labelNumbers(panels);
    for (const SharePanel& panel : panels) {
        addPanelSeries(chart, input, panel, numbers);
        chart.headings.push_back(
            labelOf(input.curves.observers[panel.place].observer)
            + (panel.phase == Phase::Train ? QStringLiteral(", train") : QStringLiteral(", test")));
        chart.headingColors.push_back(readableOnWhite(styleOf(input, panel.place).color));
    }
    double highest = .1;
    for (const PanelSeries& series : chart.series) {
        for (const QPointF& point : series.points)
            highest = std::max(highest, point.y());
        for (const BandPoint& point : series.intervals)
            highest = std::max(highest, point.band ? point.band->high : 0);
    }
    chart.y = niceAxis(0, std::min(1., highest), 5, QStringLiteral("Share of responses"));
    const auto epochs = *epochRange(input.curves.observers);
    chart.x = [epochs](double width, double fontSize) {
        return epochAxis(epochs.first, epochs.second, .35, width, fontSize, QStringLiteral("Epoch"));
    };
    return chart;
}

std::vector<std::string> remarksOf(const FigureInput& input, const std::vector<SharePanel>& panels)
{
    std::vector<std::string> remarks;
    for (std::size_t index = 0; index < panels.size(); ++index)
        if (index == 0 || panels[index].place != panels[index - 1].place)
            for (const std::string& remark : responseRemarks(*panels[index].shares))
                remarks.push_back(labelOf(input.curves.observers[panels[index].place].observer).toStdString()
                                  + ": " + remark);
    if (const std::size_t labels = labelNumbers(panels).size(); labels > mostLabelsInKey)
        remarks.push_back("the key names " + std::to_string(mostLabelsInKey) + " of " + std::to_string(labels)
                          + " labels");
    return remarks;
}

std::string caption(const FigureInput& input)
{
    return "How often each answer was given in an epoch, as a share of all answers, pooled over the trials "
           "of "
           "all participants or runs. Dotted: how often it was shown (grey where all classes were shown "
           "equally often). "
        + bootstrapSentence(input, "Bands") + singleRunSentence(input) + observerList(input) + ".";
}
} // namespace

Result<FigureScene> responseShareFigure(const FigureRequest& asked, const FigureInput& input)
{
    const std::vector<SharePanel> panels = panelsOf(asked, input);
    if (panels.empty())
        return failure(Error::Kind::Mismatch,
                       "there is nothing to draw: no observer has trials in that phase");
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = panels.size() > 2 ? 183 : 85;
    auto scene = panelChartFigure(request, chartOf(input, panels));
    if (!scene)
        return scene;
    scene->notes = remarksOf(input, panels);
    scene->caption = caption(input);
    return scene;
}

std::string responseShareData(const FigureRequest& request, const FigureInput& input)
{
    CsvText csv {"observer", "label", "phase",       "epoch",    "response", "share",
                 "low",      "high",  "share_shown", "answered", "shown",    "trials"};
    for (const SharePanel& panel : panelsOf(request, input)) {
        const Observer& observer = input.curves.observers[panel.place].observer;
        for (const ResponseShareCell& cell : panel.shares->cells) {
            if (cell.phase != panel.phase)
                continue;
            const auto interval = cell.answered.interval(input.curves.options.level);
            csv.add(observer.name).add(labelOf(observer).toStdString()).add(toString(cell.phase));
            csv.add(cell.epoch).add(panel.shares->labels[cell.label].text).add(cell.answered.share());
            csv.add(interval ? interval->low : nothing).add(interval ? interval->high : nothing);
            csv.add(cell.shown.share()).add(cell.answered.counted()).add(cell.shown.counted());
            csv.add(cell.answered.trials()).endRow();
        }
    }
    return csv.text();
}

} // namespace learnscope
