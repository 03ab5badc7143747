#pragma once

#include "core/base/random.h"
#include "core/io/trialreader.h"

#include <QMenu>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// A few runs with turned objects, a further column and reaction times: what every view of trials draws
/// something of. @p skill: how often a run knows the answer in an epoch.
inline Observer observerWithAll(
    const std::string& name, std::uint64_t seed,
    const std::function<double(int run, int epoch)>& skill = [](int run, int) { return .2 + .1 * run; })
{
    Random random(seed);
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction,session,rt\n";
    const std::vector<std::string> classes = {"p", "q", "v"};
    for (int run = 1; run <= 4; ++run)
        for (int epoch = 1; epoch <= 3; ++epoch)
            for (const char* phase : {"train", "test"})
                for (std::uint32_t image = 0; image < 24; ++image) {
                    const std::string& truth = classes[image % 3];
                    const std::string& answer =
                        random.uniform() < skill(run, epoch) ? truth : classes[random.below(3)];
                    const std::string picture = "second_gen_" + truth + '_'
                        + std::to_string(image / 6 + (*phase == 't' && phase[1] == 'e' ? 2 : 0)) + "_x_"
                        + (image % 2 ? "30" : "-30") + ".png";
                    text += std::to_string(run) + ',' + std::to_string(epoch) + ',' + phase + ',' + picture
                        + ',' + truth + ',' + answer + ',' + (image % 4 < 2 ? "am" : "pm") + ','
                        + std::to_string(.3 + random.uniform()) + '\n';
                }
    return makeObserver(name + "_classification_data.csv",
                        std::make_shared<const TrialTable>(*parseTrials(text, name)));
}

/// The action whose text begins so; null where there is none.
inline QAction* actionOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(text))
            return action;
    return nullptr;
}

} // namespace learnscope
