#pragma once

#include "core/base/random.h"
#include "core/io/trialreader.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/plotview.h"

#include <QApplication>

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// An observer who is right more and more often, and seeded.
inline Observer guessingObserver(const std::string& name, int runs, int epochs, std::uint64_t seed,
                                 const std::vector<std::string>& classes = {"p", "q", "v"})
{
    Random random(seed);
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction\n";
    for (int run = 1; run <= runs; ++run)
        for (int epoch = 1; epoch <= epochs; ++epoch)
            for (const char* phase : {"train", "test"})
                for (std::size_t image = 0; image < 6 * classes.size(); ++image) {
                    const std::string& truth = classes[image % classes.size()];
                    const bool right = random.uniform() < .3 + .1 * epoch;
                    const std::string& answer =
                        right ? truth : classes[random.below(std::uint32_t(classes.size()))];
                    text += std::to_string(run) + ',' + std::to_string(epoch) + ',' + phase + ",image"
                        + std::to_string(image) + ".png," + truth + ',' + answer + '\n';
                }
    return makeObserver(name + "_classification_data.csv",
                        std::make_shared<const TrialTable>(*parseTrials(text, name)));
}

/// A view that needs statistics, with its models, shown offscreen.
struct AgreementStage
{
    AgreementStage(ViewKind kind, const std::vector<Observer>& members, const AnalysisOptions& rules = {},
                   int draws = 100)
        : view(makePlotView(kind))
    {
        AnalysisOptions options = rules;
        options.curves.bootstrapDraws = draws;
        options.selections.resize(members.size());
        view->resize(900, 600);
        view->setModels(&observers, &selection);
        auto computed = std::make_shared<Analysis>(*analyse(members, options));
        CurveSet set;
        set.options = options.curves;
        for (const Observer& member : members)
            for (const ObserverAnalysis& one : computed->observers)
                if (one.curves.observer.name == member.name) {
                    set.observers.push_back(one.curves);
                    observers.addObserver(member, one.allCells);
                }
        curves = std::make_shared<const CurveSet>(std::move(set));
        analysis = computed;
        view->setRules(options);
        view->setCurves(curves);
        view->setAnalysis(analysis);
        view->show();
        QApplication::processEvents();
    }

    ObserverModel observers;
    SelectionModel selection;
    std::shared_ptr<const CurveSet> curves;
    std::shared_ptr<const Analysis> analysis;
    std::unique_ptr<PlotView> view;
};

} // namespace learnscope
