// The parts of ChartView that show the selection and select what lies in a box.
#include "widgets/plots/chartview.h"

#include "widgets/plots/chartcanvas.h"

#include <cmath>

namespace learnscope {

void ChartView::followSelection()
{
    if (!selection() || isOnlySelected()) {
        m_canvas->setSelection({});
        return;
    }
    if (selection()->isPending())
        return; // in a moment it will be known how many trials of each point are selected
    PointShare share;
    if (selection()->selectedTrials())
        share = [this](const ChartSeries& series, const ChartPoint& point) {
            return shareSelected(series, point);
        };
    m_canvas->setSelection(selection()->selection(), std::move(share));
}

double ChartView::shareSelected(const ChartSeries& series, const ChartPoint& point) const
{
    const auto& selected = selection() ? selection()->selectedTrials() : nullptr;
    if (!selected)
        return 0;
    if (series.trials) { // what such a point stands for is known as a selection only
        const TrialSelection trials = series.trialsOf(point);
        constexpr double some = .5;
        return difference(trials, selected->selection).empty() ? 1 : some;
    }
    const SelectedObserver* observer = selected->find(series.observer);
    return observer ? observer->shareOf(static_cast<int>(std::lround(point.x)), series.phase) : 0;
}

TrialSelection ChartView::trialsIn(const QRectF& box) const
{
    TrialSelection trials;
    addRunsIn(box, trials);
    if (!trials.empty())
        return trials; // single runs are what one sees and brushes where they are drawn
    for (const std::size_t place : shownSeries()) {
        const ChartSeries& series = m_canvas->spec().series[place];
        if (series.panel != m_dragPanel)
            continue;
        for (const ChartPoint& point : series.points)
            if (box.contains(m_canvas->pixelOf(series.panel, point.x, point.value)))
                trials = unionOf(std::move(trials), series.trialsOf(point));
    }
    return trials;
}

void ChartView::addRunsIn(const QRectF& box, TrialSelection& trials) const
{
    for (const ChartRuns& runs : m_canvas->spec().runs) {
        const RunBundle* bundle = m_canvas->runsOf(runs.observer, runs.phase);
        if (runs.panel != m_dragPanel || !bundle || !m_canvas->isShown(runs.observer))
            continue;
        const RunTable& table = bundle->table();
        for (std::size_t epoch = 0; epoch < table.epochs.size(); ++epoch) {
            std::vector<std::int32_t> inside;
            for (std::size_t run = 0; run < table.runs.size(); ++run) {
                const float value = table.at(epoch, run);
                if (std::isfinite(value)
                    && box.contains(m_canvas->pixelOf(runs.panel, table.epochs[epoch], value)))
                    inside.push_back(table.runs[run]);
            }
            TrialSelection some = trialsOf(runs.observer, {}, table.epochs[epoch], runs.phase);
            some.clauses.front().runs = ValueSet<std::int32_t>::only(std::move(inside));
            trials = unionOf(std::move(trials), some);
        }
    }
}

} // namespace learnscope
