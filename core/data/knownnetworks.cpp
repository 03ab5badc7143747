#include "core/data/knownnetworks.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace learnscope {

namespace {
using Generation = KnownNetwork::Generation;

// Accuracies and sizes: torchvision's documentation of the IMAGENET1K_V1 weights.
constexpr std::array networks = {
    KnownNetwork {"resnet50", "ResNet-50", "ResNet-50", Generation::Classic, .7613, 25.6},
    KnownNetwork {"alexnet", "AlexNet", "AlexNet", Generation::Classic, .56522, 61.1},
    KnownNetwork {"vgg16", "VGG-16", "VGG-16", Generation::Classic, .71592, 138.4},
    KnownNetwork {"vit", "ViT-B/16", "ViT", Generation::StateOfTheArt, .81072, 86.6},
    KnownNetwork {"convnext", "ConvNeXt-B", "ConvNeXt", Generation::StateOfTheArt, .84062, 88.6},
    KnownNetwork {"efficientnet", "EfficientNetV2-M", "EfficientNet", Generation::StateOfTheArt, .85112,
                  54.1},
};

bool equalIgnoringCase(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}
} // namespace

std::span<const KnownNetwork> knownNetworks()
{
    return networks;
}

const KnownNetwork* findKnownNetwork(std::string_view name)
{
    const auto found = std::find_if(networks.begin(), networks.end(), [&](const KnownNetwork& network) {
        return equalIgnoringCase(network.name, name);
    });
    return found == networks.end() ? nullptr : &*found;
}

} // namespace learnscope
