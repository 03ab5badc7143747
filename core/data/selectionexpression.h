#pragma once

#include "core/base/result.h"
#include "core/data/trialselection.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// A selection as one types it: parts that must all fit, parted by ';', and alternatives, parted by '|':
/// "observer=human;epoch=4-6;phase=test|observer=resnet50;correct=no". Parts are observer, run, epoch, phase,
/// image, truth, prediction and correct (yes or no), with "!=" for all but; values are parted by ',', and
/// numbers may be ranges. Fails with Usage. Names with these signs in them need the JSON form.
Result<TrialSelection> parseSelection(std::string_view text);

/// Whole numbers and ranges parted by ',': "1,4-6". Ascending, each once. Fails with Usage.
Result<std::vector<std::int32_t>> parseNumbers(std::string_view text);
/// The way back, for numbers that ascend: "1,4-6".
std::string numbersText(std::span<const std::int32_t> numbers);

} // namespace learnscope
