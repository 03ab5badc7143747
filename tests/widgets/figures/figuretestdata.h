#pragma once

#include "core/io/trialreader.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <algorithm>
#include <string>

namespace learnscope {

/// An observer of @p runs runs and @p epochs epochs of 12 training and 9 test trials whose accuracies rise at
/// a speed of @p speed, a little different from run to run. Its table has a further column and reaction
/// times.
inline Observer simulatedObserver(const std::string& name, int runs, int epochs, double speed)
{
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction,contrast,rt\n";
    for (int run = 1; run <= runs; ++run)
        for (int epoch = 1; epoch <= epochs; ++epoch)
            for (const auto& [phase, trials] : {std::pair("train", 12), std::pair("test", 9)})
                for (int trial = 0; trial < trials; ++trial) {
                    const double reached =
                        std::min(1., .3 + speed * epoch * (phase[1] == 'r' ? 1.3 : 1) + .04 * (run % 3));
                    const char* truth = trial % 3 == 0 ? "p" : trial % 3 == 1 ? "q" : "v";
                    const bool right = trial < reached * trials;
                    text += std::to_string(run) + ',' + std::to_string(epoch) + ',' + phase + ",second_gen_p_"
                        + std::to_string(trial) + "_0.png," + truth + ',' + (right ? truth : "x")
                        + (trial % 2 == 0 ? ",low,0." : ",high,0.") + std::to_string(300 + 7 * trial + run)
                        + '\n';
                }
    return makeObserver(name + "_classification_data.csv",
                        std::make_shared<const TrialTable>(*parseTrials(text, name)));
}

/// Humans and the six networks of the study, or the first @p observers of them.
inline FigureInput simulatedInput(std::size_t observers = 7, int runs = 6, int epochs = 6, int draws = 200)
{
    const std::vector<std::pair<const char*, double>> all = {
        {"human", .05}, {"resnet50", .09}, {"alexnet", .07},      {"vgg16", .065},
        {"vit", .11},   {"convnext", .08}, {"efficientnet", .075}};
    std::vector<Observer> members;
    for (std::size_t index = 0; index < std::min(observers, all.size()); ++index)
        members.push_back(simulatedObserver(all[index].first, runs, epochs, all[index].second));
    CurveOptions options;
    options.bootstrapDraws = draws;
    FigureInput input;
    input.curves = *computeCurveSet(members, std::vector<RunSelection>(members.size()), options);
    return input;
}

/// The four observers whose published data are at hand; of humans, those who learned.
inline FigureInput publishedInput(const std::filesystem::path& folder, int draws = 500)
{
    std::vector<Observer> members;
    for (const char* name : {"human", "resnet50", "alexnet", "vit"}) {
        const auto file = folder / (std::string(name) + "_classification_data.csv");
        members.push_back(makeObserver(file.string(), std::make_shared<const TrialTable>(*readTrials(file))));
    }
    FigureInput input;
    input.selections.resize(members.size());
    input.selections.front().rule = RunSelection::Rule::Learners;
    CurveOptions options;
    options.bootstrapDraws = draws;
    input.curves = *computeCurveSet(members, input.selections, options);
    return input;
}

template<typename T>
std::vector<std::pair<QString, T>> itemsOf(const FigureScene& scene)
{
    std::vector<std::pair<QString, T>> found;
    for (const SceneItem& item : scene.items)
        if (const T* shape = std::get_if<T>(&item.shape))
            found.emplace_back(item.name, *shape);
    return found;
}

inline QStringList textsOf(const FigureScene& scene)
{
    QStringList texts;
    for (const auto& [name, text] : itemsOf<SceneText>(scene))
        texts << text.text;
    return texts;
}

/// What a program prints; nothing where it cannot be run or fails.
inline QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput()
                                                                : QByteArray();
}

} // namespace learnscope
