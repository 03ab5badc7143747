#pragma once

#include "core/data/observer.h"

#include <memory>
#include <string>
#include <string_view>

namespace learnscope {

/// Puts a trial table together row by row.
class TrialBuilder
{
public:
    TrialBuilder& row(std::int32_t run, std::int32_t epoch, Phase phase, std::string_view image,
                      std::string_view truth, std::string_view prediction)
    {
        m_columns.run.push_back(run);
        m_columns.epoch.push_back(epoch);
        m_columns.phase.push_back(phase);
        m_columns.image.push_back(m_columns.images.codeOf(image));
        m_columns.truth.push_back(static_cast<std::uint16_t>(m_columns.labels.codeOf(truth)));
        m_columns.prediction.push_back(static_cast<std::uint16_t>(m_columns.labels.codeOf(prediction)));
        return *this;
    }

    /// @p trials rows of which the first @p correct are right, with classes p, q, v in turn and images named
    /// second_gen_<class>_<index>_0.png.
    TrialBuilder& cell(std::int32_t run, std::int32_t epoch, Phase phase, int trials, int correct)
    {
        static constexpr std::string_view classes[] = {"p", "q", "v"};
        for (int index = 0; index < trials; ++index) {
            const std::string_view truth = classes[index % 3];
            const std::string image =
                "second_gen_" + std::string(truth) + "_" + std::to_string(index) + "_0.png";
            row(run, epoch, phase, image, truth, index < correct ? truth : classes[(index + 1) % 3]);
        }
        return *this;
    }

    std::shared_ptr<const TrialTable> table() const
    {
        return std::make_shared<const TrialTable>(TrialTable::fromColumns(m_columns).value());
    }

    Observer observer(std::string name) const
    {
        Observer made = makeObserver(name + "_classification_data.csv", table());
        return made;
    }

private:
    TrialTable::Columns m_columns;
};

} // namespace learnscope
