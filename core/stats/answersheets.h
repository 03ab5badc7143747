#pragma once

#include "core/data/trialtable.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace learnscope {

/// The test answers of an observer's runs as error consistency compares them: each image once, with the
/// first answer to it in that run and epoch.
class AnswerSheets
{
public:
    /// Answers of one run in one epoch.
    struct Sheet
    {
        std::size_t run = 0; ///< position among the chosen runs
        std::int32_t epoch = 0;
        std::size_t images = 0; ///< how many
        std::size_t imageList = 0; ///< sheets with the same number show the same images
        std::size_t correct = 0;
        std::vector<std::uint64_t> correctBits; ///< in the order of the images' names
    };

    /// @p runs: those used, ascending. Any thread.
    AnswerSheets(const TrialTable& trials, std::span<const std::int32_t> runs);

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
