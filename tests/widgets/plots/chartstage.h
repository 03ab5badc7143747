#pragma once

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartcanvas.h"
#include "widgets/plots/plotview.h"

#include <QApplication>
#include <QTest>

#include <memory>
#include <optional>
#include <string>
#include <vector>

Q_DECLARE_METATYPE(learnscope::ViewKind)

namespace learnscope {

/// @p correct: of ten trials, [run][epoch] for test; in training @p more are right, up to all.
inline ObserverCurves curvesOf(const std::string& name, const std::vector<std::vector<unsigned>>& correct,
                               unsigned more = 1)
{
    TrialTable::Columns columns;
    const auto yes = static_cast<std::uint16_t>(columns.labels.codeOf("a"));
    const auto no = static_cast<std::uint16_t>(columns.labels.codeOf("b"));
    const auto image = columns.images.codeOf("a.png");
    for (std::size_t run = 0; run < correct.size(); ++run)
        for (std::size_t epoch = 0; epoch < correct[run].size(); ++epoch)
            for (const Phase phase : {Phase::Test, Phase::Train})
                for (unsigned trial = 0; trial < 10; ++trial) {
                    const unsigned right = correct[run][epoch] + (phase == Phase::Train ? more : 0);
                    const std::uint16_t truth = trial % 2 ? yes : no;
                    columns.run.push_back(static_cast<std::int32_t>(run + 1));
                    columns.epoch.push_back(static_cast<std::int32_t>(epoch + 1));
                    columns.phase.push_back(phase);
                    columns.image.push_back(image);
                    columns.truth.push_back(truth);
                    columns.prediction.push_back(trial < right ? truth : (truth == yes ? no : yes));
                }
    auto table = std::make_shared<const TrialTable>(*TrialTable::fromColumns(std::move(columns)));
    CurveOptions options;
    options.bootstrapDraws = 200;
    return *computeCurves(makeObserver(name + "_classification_data.csv", table), {}, options);
}

inline std::shared_ptr<const CurveSet> setOf(std::vector<ObserverCurves> observers)
{
    CurveSet set;
    set.options.bootstrapDraws = 200;
    set.observers = std::move(observers);
    return std::make_shared<const CurveSet>(std::move(set));
}

inline std::shared_ptr<const CurveSet> threeObservers()
{
    return setOf({curvesOf("human", {{3, 5, 7}, {4, 6, 9}}, 0), curvesOf("resnet50", {{5, 8, 8}, {6, 7, 8}}),
                  curvesOf("alexnet", {{1, 2, 9}, {1, 1, 2}, {1, 1, 2}}, 2)});
}

/// A view with its models, shown offscreen.
struct Stage
{
    explicit Stage(ViewKind kind, std::shared_ptr<const CurveSet> curves = threeObservers())
        : view(makePlotView(kind))
        , canvas(view->findChild<ChartCanvas*>())
    {
        view->resize(600, 400);
        view->setModels(&observers, &selection);
        if (curves)
            for (const ObserverCurves& one : curves->observers)
                observers.addObserver(one.observer, one.cells);
        show(std::move(curves));
        view->show();
        QApplication::processEvents();
    }

    /// With the statistics, where the view needs them.
    void show(std::shared_ptr<const CurveSet> curves) const
    {
        std::vector<Observer> all;
        if (curves)
            for (const ObserverCurves& one : curves->observers)
                all.push_back(one.observer);
        view->setCurves(std::move(curves));
        if (!viewNeedsAnalysis(view->kind()))
            return;
        AnalysisOptions options;
        options.curves.bootstrapDraws = 0;
        view->setAnalysis(all.empty() ? nullptr : std::make_shared<const Analysis>(*analyse(all, options)));
    }

    ObserverModel observers;
    SelectionModel selection;
    std::unique_ptr<PlotView> view;
    ChartCanvas* canvas;

    QCPGraph* graph(const char* name) const
    {
        for (QCPGraph* one : view->findChildren<QCPGraph*>())
            if (one->name() == QLatin1String(name))
                return one;
        return nullptr;
    }
    std::vector<double> values(const char* name) const
    {
        std::vector<double> numbers;
        if (const QCPGraph* found = graph(name))
            for (const QCPGraphData& point : *found->data())
                numbers.push_back(point.value);
        return numbers;
    }
    std::size_t seriesOf(const char* observer, std::optional<Phase> phase) const
    {
        const auto& series = canvas->spec().series;
        for (std::size_t place = 0; place < series.size(); ++place)
            if (series[place].observer == observer && series[place].phase == phase)
                return place;
        qFatal("no such series");
    }
    QPoint pixel(const char* observer, std::optional<Phase> phase, std::size_t point) const
    {
        return canvas->pixelOf(ChartPlace {seriesOf(observer, phase), point}).toPoint();
    }
    QPoint label(const char* observer) const
    {
        for (const LegendEntry& entry : canvas->legend().entries())
            if (entry.observer == observer)
                return entry.rect.center().toPoint();
        qFatal("no such label: %s among %d", observer, int(canvas->legend().entries().size()));
    }
    void click(const QPoint& position, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(canvas, Qt::LeftButton, modifiers, position);
    }
};

} // namespace learnscope
