#include "core/stats/objectsplit.h"

#include <algorithm>

namespace learnscope {

namespace {
bool isKnown(const std::string& image, const StimulusName& name, const ObjectSet& known, SplitRule rule)
{
    if (rule == SplitRule::Exact)
        return known.contains(name.object);
    const std::string_view fileName = std::string_view(image).substr(image.find_last_of("/\\") + 1);
    return std::any_of(known.begin(), known.end(),
                       [&](const std::string& object) { return fileName.starts_with(object); });
}
} // namespace

std::string_view toString(SplitRule rule)
{
    return rule == SplitRule::Exact ? "exact" : "as-published";
}

ImageNames matchImageNames(const TrialTable& trials, const StimulusNamePattern& pattern)
{
    ImageNames names;
    names.reserve(trials.imageNames().size());
    for (const std::string& image : trials.imageNames().texts())
        names.push_back(pattern.match(image));
    return names;
}

ObjectSet trainingObjects(const TrialTable& trials, std::span<const TrialBlock> blocks,
                          const ImageNames& names)
{
    std::vector<bool> trained(names.size(), false);
    for (const TrialBlock& block : blocks)
        if (block.phase == Phase::Train)
            for (std::size_t row = block.first; row < block.end; ++row)
                trained[trials.images()[row]] = true;
    ObjectSet objects;
    for (std::size_t image = 0; image < names.size(); ++image)
        if (trained[image] && names[image])
            objects.insert(names[image]->object);
    return objects;
}

ObjectSplit objectSplit(const TrialTable& trials, std::span<const TrialBlock> blocks, std::size_t runs,
                        const ImageNames& names, const ObjectSet& known, SplitRule rule)
{
    enum : std::uint8_t { Novel, Known, Unnamed };
    std::vector<std::uint8_t> kinds(names.size(), Unnamed);
    for (std::uint32_t image = 0; image < names.size(); ++image)
        if (names[image])
            kinds[image] = isKnown(trials.imageNames()[image], *names[image], known, rule) ? Known : Novel;

    const std::vector<std::int32_t> epochs = epochsOf(blocks, Phase::Test);
    std::vector<SplitCell> cells;
    for (const bool isKnownCell : {false, true})
        for (const std::int32_t epoch : epochs)
            cells.push_back({isKnownCell, epoch, PooledShare(runs)});
    ObjectSplit split;
    std::vector<bool> tested(names.size(), false);
    for (const TrialBlock& block : blocks) {
        if (block.phase != Phase::Test)
            continue;
        std::uint64_t shown[3] = {};
        std::uint64_t correct[3] = {};
        for (std::size_t row = block.first; row < block.end; ++row) {
            const std::uint32_t image = trials.images()[row];
            ++shown[kinds[image]];
            correct[kinds[image]] += trials.isCorrect(row);
            tested[image] = true;
        }
        const auto epoch = static_cast<std::size_t>(
            std::lower_bound(epochs.begin(), epochs.end(), block.epoch) - epochs.begin());
        cells[epoch].answers.add(block.run, shown[Novel], correct[Novel]);
        cells[epochs.size() + epoch].answers.add(block.run, shown[Known], correct[Known]);
        split.omitted.trials += shown[Unnamed];
    }
    for (std::uint32_t image = 0; image < names.size(); ++image) {
        if (!tested[image])
            continue;
        if (kinds[image] == Unnamed)
            ++split.omitted.images;
        else
            (kinds[image] == Known ? split.knownImages : split.novelImages).push_back(image);
    }
    std::copy_if(std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()),
                 std::back_inserter(split.cells),
                 [](const SplitCell& cell) { return cell.answers.trials() > 0; });
    return split;
}

} // namespace learnscope
