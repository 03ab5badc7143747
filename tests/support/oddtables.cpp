#include "tests/support/oddtables.h"

#include <QByteArrayList>

#include <algorithm>
#include <functional>

namespace learnscope {

namespace {
const QByteArray header = "run,epoch,phase,image_name,ground_truth,prediction\n";

struct Design
{
    std::vector<int> runs {1, 2, 3};
    std::vector<int> epochs {1, 2, 3};
    QByteArrayList trainClasses {"p", "q", "v"};
    QByteArrayList testClasses {"p", "q", "v"};
    QByteArrayList answers {}; ///< that are given in turn; empty: the classes of the phase
    /// Which cells there are.
    std::function<bool(int run, int epoch, bool test)> has = [](int, int, bool) { return true; };
    /// What a trial's image is called.
    std::function<QByteArray(const QByteArray& truth, int trial, bool test)> image =
        [](const QByteArray& truth, int trial, bool test) {
            // Six objects, of which four are trained; tests turn them about two axes.
            static const QByteArrayList views {"_0", "_x_-30", "_x_30", "_z_60"};
            return "second_gen_" + truth + '_' + QByteArray::number(test ? trial % 6 : trial % 4)
                + (test ? views[trial % 4] : "_0") + ".png";
        };
    int trials = 12;
};

QByteArray tableOf(const Design& design)
{
    QByteArray text = header;
    for (const int run : design.runs)
        for (const int epoch : design.epochs)
            for (const bool test : {false, true}) {
                const QByteArrayList& classes = test ? design.testClasses : design.trainClasses;
                if (classes.isEmpty() || !design.has(run, epoch, test))
                    continue;
                const QByteArrayList& answers = design.answers.isEmpty() ? classes : design.answers;
                for (int trial = 0; trial < design.trials; ++trial) {
                    const QByteArray& truth = classes[trial % classes.size()];
                    // More right answers from epoch to epoch, a little different from run to run.
                    const bool right = (trial * 5 + run) % 12 < 3 + 2 * std::min(epoch, 4);
                    const QByteArray& answer =
                        right && answers.contains(truth) ? truth : answers[(trial + run) % answers.size()];
                    text += QByteArray::number(run) + ',' + QByteArray::number(epoch)
                        + (test ? ",test," : ",train,") + design.image(truth, trial, test) + ',' + truth + ','
                        + answer + '\n';
                }
            }
    return text;
}

OddTables both(const char* name, const Design& human, const Design& network)
{
    return {name,
            {{QStringLiteral("human_classification_data.csv"), tableOf(human)},
             {QStringLiteral("resnet50_classification_data.csv"), tableOf(network)}}};
}

OddTables both(const char* name, const Design& design)
{
    return both(name, design, design);
}

Design changed(const std::function<void(Design&)>& change)
{
    Design design;
    change(design);
    return design;
}

void addRunsAndEpochs(std::vector<OddTables>& tables)
{
    tables.push_back(both("one run", changed([](Design& d) { d.runs = {4}; })));
    tables.push_back(both("one run beside several", changed([](Design& d) { d.runs = {1}; }), {}));
    tables.push_back(both("one epoch", changed([](Design& d) { d.epochs = {1}; })));
    tables.push_back(both("one run of one epoch", changed([](Design& d) {
                              d.runs = {1};
                              d.epochs = {7};
                          })));
    tables.push_back(both("one trial", changed([](Design& d) {
                              d.runs = {1};
                              d.epochs = {1};
                              d.trainClasses.clear();
                              d.trials = 1;
                          })));
    tables.push_back(both("epochs missing for some runs", changed([](Design& d) {
                              d.has = [](int run, int epoch, bool) { return run != epoch; };
                          })));
    tables.push_back(both("epochs missing for one phase", changed([](Design& d) {
                              d.has = [](int, int epoch, bool test) { return test == (epoch % 2 == 0); };
                          })));
    tables.push_back(both("epochs far apart", changed([](Design& d) { d.epochs = {1, 40, 900}; })));
    tables.push_back(both("no epoch in common", {}, changed([](Design& d) { d.epochs = {11, 12}; })));
}

void addClasses(std::vector<OddTables>& tables)
{
    tables.push_back(both("one class", changed([](Design& d) { d.trainClasses = d.testClasses = {"p"}; })));
    tables.push_back(both("a class in test only", changed([](Design& d) { d.trainClasses = {"p", "q"}; })));
    tables.push_back(both("a class never answered", changed([](Design& d) { d.answers = {"p", "q"}; })));
    tables.push_back(both("answers that are no class", changed([](Design& d) {
                              d.answers = {"p", "q", "v", "none"};
                          })));
    tables.push_back(both("never right", changed([](Design& d) { d.answers = {"x"}; })));
    tables.push_back(both("forty classes", changed([](Design& d) {
                              d.trainClasses.clear();
                              for (int number = 0; number < 40; ++number)
                                  d.trainClasses << "class " + QByteArray::number(number);
                              d.testClasses = d.trainClasses;
                              d.trials = 80;
                          })));
    tables.push_back(both("classes in other scripts", changed([](Design& d) {
                              d.trainClasses = d.testClasses = {"犬", "γάτα", "птица певчая"};
                          })));
}

void addPhasesAndImages(std::vector<OddTables>& tables)
{
    tables.push_back(both("training only", changed([](Design& d) { d.testClasses.clear(); })));
    tables.push_back(both("test only", changed([](Design& d) { d.trainClasses.clear(); })));
    tables.push_back(both("names that tell nothing", changed([](Design& d) {
                              d.image = [](const QByteArray&, int trial, bool) {
                                  return "picture" + QByteArray::number(trial) + ".jpg";
                              };
                          })));
    tables.push_back(both("the canonical view only", changed([](Design& d) {
                              d.image = [](const QByteArray& truth, int trial, bool) {
                                  return "second_gen_" + truth + '_' + QByteArray::number(trial) + "_0.png";
                              };
                          })));
    tables.push_back(both("every object known", changed([](Design& d) {
                              d.image = [](const QByteArray& truth, int trial, bool test) {
                                  return "second_gen_" + truth + "_1" + (test ? "_x_" : "_z_")
                                      + QByteArray::number(10 * trial) + ".png";
                              };
                          })));
    tables.push_back({"humans only", {{QStringLiteral("human_classification_data.csv"), tableOf({})}}});
    tables.push_back({"a network only", {{QStringLiteral("mynet_classification_data.csv"), tableOf({})}}});
}
} // namespace

std::vector<OddTables> oddTables()
{
    std::vector<OddTables> tables;
    addRunsAndEpochs(tables);
    addClasses(tables);
    addPhasesAndImages(tables);
    return tables;
}

} // namespace learnscope
