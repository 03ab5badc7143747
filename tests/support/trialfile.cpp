#include "tests/support/trialfile.h"

#include <QFile>

#include <algorithm>

namespace learnscope {

namespace {
/// The share of right answers rises with the epoch, in both phases.
bool isRight(const TrialFileOptions& options, int run, int epoch, int trial)
{
    const int ofTwelve = run < options.learned ? 4 + 8 * epoch / std::max(1, options.epochs - 1) : 4;
    return trial % 12 < ofTwelve;
}
} // namespace

QString writeTrialFile(const QString& path, const TrialFileOptions& options)
{
    QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction,contrast,rt\n";
    for (int run = 0; run < options.runs; ++run)
        for (int epoch = 0; epoch < options.epochs; ++epoch)
            for (const char* phase : {"train", "test"})
                for (int trial = 0; trial < options.trials; ++trial) {
                    const int truth = trial % 3;
                    const int answer = isRight(options, run, epoch, trial) ? truth : (truth + 1) % 3;
                    text += QByteArray::number(run + 1) + ',' + QByteArray::number(epoch + 1) + ',' + phase
                        + ",picture_" + phase + '_' + QByteArray::number(trial) + ".png," + "pqv"[truth] + ','
                        + "pqv"[answer] + (trial % 2 == 0 ? ",low,0." : ",high,0.")
                        + QByteArray::number(300 + 7 * trial) + '\n';
                }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qUtf8Printable(path));
    return path;
}

} // namespace learnscope
