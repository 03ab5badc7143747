#include "widgets/common/labelstyle.h"
#include "widgets/plots/chartspecs.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace learnscope {

namespace {
QString text(const char* source)
{
    return QCoreApplication::translate("PlotView", source);
}

constexpr std::size_t mostLabelsInKey = 24;

/// The number of each label of all observers, sorted: it has one style everywhere.
std::map<std::string, std::size_t> labelNumbers(const ChartInput& input)
{
    std::map<std::string, std::size_t> numbers;
    for (const ObserverCurves& curves : input.curves->observers)
        if (const ObserverAnalysis* analysis = input.analysisOf(curves.observer.name))
            for (const ResponseLabel& label : analysis->responses.labels)
                numbers.emplace(label.text, 0);
    std::size_t number = 0;
    for (auto& entry : numbers)
        entry.second = number++;
    return numbers;
}

/// The answers of one label, and how often it was shown.
std::pair<ChartSeries, ChartSeries> labelSeries(const ChartInput& input, const ObserverAnalysis& observer,
                                                std::uint32_t label, Phase phase)
{
    const ResponseLabel& own = observer.responses.labels[label];
    const QString name = QString::fromStdString(own.text);
    ChartSeries answered;
    answered.observer = observer.curves.observer.name;
    answered.phase = phase;
    answered.name = text("answer %1").arg(name);
    answered.part = "answer " + own.text;
    ChartSeries shown = answered;
    shown.name = text("shown %1").arg(name);
    shown.part = "shown " + own.text;
    shown.stroke = {1.5, {1, 3}, false, true, false};
    for (const ResponseShareCell& cell : observer.responses.cells) {
        if (cell.label != label || cell.phase != phase)
            continue;
        answered.points.push_back(pointOf(cell.epoch, cell.answered, input));
        shown.points.push_back(pointOf(cell.epoch, cell.shown, input));
        shown.points.back().band.reset();
    }
    TrialClause clause;
    clause.observers = ValueSet<std::string>::only({answered.observer});
    clause.phases = ValueSet<Phase>::only({phase});
    const auto at = [clause](ValueSet<std::string> TrialClause::*part, const std::string& value) {
        return [clause, part, value](const ChartPoint& point) {
            TrialClause fit = clause;
            fit.epochs = ValueSet<std::int32_t>::only({static_cast<std::int32_t>(point.x)});
            fit.*part = ValueSet<std::string>::only({value});
            return TrialSelection {{fit}};
        };
    };
    answered.trials = at(&TrialClause::predictions, own.text);
    shown.trials = at(&TrialClause::truths, own.text);
    return {std::move(answered), std::move(shown)};
}

/// Adds the curves of an observer; one line says what was shown where all classes were shown equally often.
void addSeries(ChartSpec& spec, ChartPanel& panel, const ChartInput& input, const ObserverAnalysis& observer,
               Phase phase, const std::map<std::string, std::size_t>& numbers)
{
    std::vector<ChartSeries> shown;
    std::set<double> shares;
    const QString label = input.naming(observer.curves.observer).first;
    for (std::uint32_t number = 0; number < observer.responses.labels.size(); ++number) {
        const ResponseLabel& own = observer.responses.labels[number];
        auto [answered, asked] = labelSeries(input, observer, number, phase);
        if (answered.points.empty())
            continue;
        answered.style = asked.style = labelStyle(numbers.at(own.text));
        answered.label = asked.label = label;
        answered.panel = asked.panel = static_cast<int>(spec.panels.size());
        if (own.isClass()) {
            for (const ChartPoint& point : asked.points)
                shares.insert(point.value);
            shown.push_back(std::move(asked));
        }
        spec.series.push_back(std::move(answered));
    }
    if (shares.size() == 1)
        panel.references.push_back({*shares.begin(), text("shown")});
    else
        for (ChartSeries& series : shown)
            spec.series.push_back(std::move(series));
    for (const std::string& remark : responseRemarks(observer.responses))
        panel.note +=
            (panel.note.isEmpty() ? QString() : QStringLiteral("; ")) + QString::fromStdString(remark);
}
} // namespace

ChartSpec responseShareSpec(const ChartInput& input)
{
    ChartSpec spec;
    spec.xTitle = text("Epoch");
    spec.xName = text("epoch");
    spec.yTitle = text("Share of answers");
    spec.valueName = text("Share");
    spec.count = trialsText;
    spec.countToolTip = text("All trials of the epoch, of all participants or runs together");
    spec.labelsAreTitles = true;
    spec.values = {0, 1};
    if (!isReady(input, spec))
        return spec;
    const Phase phase = input.options.test ? Phase::Test : Phase::Train;
    spec.subtitle = phase == Phase::Test ? text("test trials, beside the share shown")
                                         : text("training trials, beside the share shown");
    const auto numbers = labelNumbers(input);
    spec.panels.clear();
    for (const ObserverCurves& curves : input.curves->observers) {
        const ObserverAnalysis* observer = input.analysisOf(curves.observer.name);
        if (!observer)
            continue;
        const auto [label, style] = input.naming(curves.observer);
        ChartPanel panel;
        panel.observer = curves.observer.name;
        panel.title = label;
        panel.style = style;
        addSeries(spec, panel, input, *observer, phase, numbers);
        spec.panels.push_back(std::move(panel));
        spec.labels.push_back({curves.observer.name, label, label, style});
    }
    spec.panels.resize(std::max<std::size_t>(1, spec.panels.size()));
    for (const auto& [name, number] : numbers)
        if (number < mostLabelsInKey)
            spec.key.push_back({QString::fromStdString(name), ChartStroke {2}, labelStyle(number).color,
                                labelStyle(number).marker});
    const Interval range = rangeOf(spec.series, {0, .5});
    spec.values = {0, std::min(1.04, range.high)};
    spec.hint = text("The chosen runs have no trials in the phase shown: switch on the other phase.");
    return spec;
}

} // namespace learnscope
