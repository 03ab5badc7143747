#pragma once

#include <span>
#include <string_view>

namespace learnscope {

/// Networks of the field with the figures that papers plot them by.
struct KnownNetwork
{
    enum class Generation { Classic, StateOfTheArt };

    std::string_view name; ///< as in file names: "resnet50"
    std::string_view label; ///< as shown: "ViT-B/16"
    std::string_view printed; ///< in the figures of Huber et al. 2024: "ViT"
    Generation generation;
    double imagenetTop1; ///< ImageNet-1k top-1 accuracy of torchvision's IMAGENET1K_V1 weights, 0 to 1
    double parametersMillion; ///< number of parameters in millions
};

/// In the order in which they are listed and coloured.
std::span<const KnownNetwork> knownNetworks();

/// Null where @p name is not known. Case does not matter.
const KnownNetwork* findKnownNetwork(std::string_view name);

} // namespace learnscope
