#pragma once

#include "core/data/observer.h"
#include "core/stats/intervals.h"

#include <optional>
#include <span>
#include <string_view>

namespace learnscope {

enum class LagRule {
    AsPublished, ///< humans: from the first epoch above chance to the last; networks: until test accuracy
                 ///< first falls
    CommonWindow, ///< from the first epoch above chance to the last, for all
};

/// "as-published" or "common-window".
std::string_view toString(LagRule rule);

/// The generalisation lag: mean train minus test accuracy over a window of epochs (Huber et al. 2024).
struct Lag
{
    Interval chance; ///< central 95 % binomial interval of one epoch's training trials
    std::optional<int> first; ///< first epoch whose mean train accuracy lies above chance.high
    std::optional<int> last; ///< last epoch of the window
    std::optional<double> value; ///< nothing where the window is empty
};

/// @p epochs, @p train and @p test are of one length, epochs ascending: mean accuracies over runs.
Lag generalisationLag(std::span<const int> epochs, std::span<const double> train,
                      std::span<const double> test, Interval chance, ObserverKind kind,
                      LagRule rule = LagRule::AsPublished);

} // namespace learnscope
