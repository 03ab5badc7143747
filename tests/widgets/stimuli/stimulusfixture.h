#pragma once

#include "core/data/observer.h"
#include "core/data/stimulus.h"
#include "core/stimuli/picture.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace learnscope {

/// A made stimulus folder: each picture a plain square of its own grey.
class StimulusFixture
{
public:
    static constexpr int side = 32;

    /// @p fileName into train (testSet 0) or a test set; without a file where @p written is false.
    void add(const std::string& fileName, int testSet, bool written = true)
    {
        Stimulus stimulus;
        stimulus.fileName = fileName;
        stimulus.path = std::filesystem::path(m_folder.path().toStdString()) / fileName;
        stimulus.name = StimulusNamePattern().match(fileName);
        stimulus.phase = testSet == 0 ? Phase::Train : Phase::Test;
        stimulus.testSet = testSet;
        if (written) {
            const auto grey = static_cast<std::uint8_t>(10 + 7 * m_stimuli.size());
            const Picture picture {side, side, std::vector<std::uint8_t>(3 * side * side, grey)};
            if (!writePicture(stimulus.path, picture))
                std::abort();
        }
        m_stimuli.push_back(std::move(stimulus));
    }

    /// p_3: trained (0, z 90), tested at x -30 and 30, z -30 and 30. p_16: novel, five views without z 90.
    void addTwoObjects()
    {
        for (const char* view : {"0", "z_90"})
            add(std::string("second_gen_p_3_") + view + ".png", 0);
        for (const char* view : {"x_-30", "x_30", "z_-30", "z_30"})
            add(std::string("second_gen_p_3_") + view + ".png", 1);
        for (const char* view : {"0", "x_-30", "x_30", "z_-30", "z_30"})
            add(std::string("second_gen_p_16_") + view + ".png", 1);
    }

    std::shared_ptr<const StimulusSet> set() const
    {
        return std::make_shared<const StimulusSet>(std::filesystem::path(m_folder.path().toStdString()),
                                                   m_stimuli);
    }
    QString path(const char* fileName) const { return m_folder.filePath(QString::fromUtf8(fileName)); }

private:
    QTemporaryDir m_folder;
    std::vector<Stimulus> m_stimuli;
};

struct MadeTrial
{
    std::int32_t run;
    std::int32_t epoch;
    Phase phase;
    const char* image;
    const char* truth;
    const char* prediction;
};

inline std::shared_ptr<const TrialTable> madeTable(const std::vector<MadeTrial>& trials)
{
    TrialTable::Columns columns;
    for (const MadeTrial& trial : trials) {
        columns.run.push_back(trial.run);
        columns.epoch.push_back(trial.epoch);
        columns.phase.push_back(trial.phase);
        columns.image.push_back(columns.images.codeOf(trial.image));
        columns.truth.push_back(static_cast<std::uint16_t>(columns.labels.codeOf(trial.truth)));
        columns.prediction.push_back(static_cast<std::uint16_t>(columns.labels.codeOf(trial.prediction)));
    }
    return std::make_shared<const TrialTable>(TrialTable::fromColumns(std::move(columns)).value());
}

} // namespace learnscope
