#pragma once

#include "core/data/trialtable.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// Which answers of two observers belong together.
enum class ConsistencyMatching {
    SameEpoch, ///< those to the same image in the same epoch
    Pooled, ///< those to the same image, in whichever epochs it was shown
};

std::string_view toString(ConsistencyMatching matching); ///< "same-epoch" or "pooled"

/// Stands for all epochs together where answers are pooled.
inline constexpr std::int32_t allEpochs = 0;

/// The test answers of an observer's runs as error consistency compares them: each image once, with the
/// first answer to it in that run and epoch or, pooled, in that run (the earliest epoch first).
class AnswerSheets
{
public:
    /// Answers of one run in one epoch.
    struct Sheet
    {
        std::size_t run = 0; ///< position among the chosen runs
        std::int32_t epoch = 0; ///< allEpochs where they are pooled
        std::size_t images = 0; ///< how many
        std::size_t imageList = 0; ///< sheets with the same number show the same images
        std::size_t correct = 0;
        std::vector<std::uint64_t> correctBits; ///< in the order of the images' names
    };

    /// @p runs: those used, ascending. Any thread.
    AnswerSheets(const TrialTable& trials, std::span<const std::int32_t> runs,
                 ConsistencyMatching matching = ConsistencyMatching::SameEpoch);

    std::size_t runs() const noexcept { return m_runs; }
    const std::vector<Sheet>& sheets() const noexcept { return m_sheets; } ///< by epoch, then run
    /// The images of the sheets with this number, sorted.
    const std::vector<std::string>& images(std::size_t imageList) const { return m_imageLists[imageList]; }
    std::size_t imageLists() const noexcept { return m_imageLists.size(); }

private:
    std::size_t m_runs = 0;
    std::vector<Sheet> m_sheets;
    std::vector<std::vector<std::string>> m_imageLists;
};

} // namespace learnscope
