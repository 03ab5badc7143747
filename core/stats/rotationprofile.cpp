#include "core/stats/rotationprofile.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace learnscope {

std::vector<RotationAxis> rotationAxes(const RotationProfile& profile, Phase phase)
{
    std::vector<RotationAxis> axes;
    const RotationCell* canonical = nullptr;
    for (const RotationCell& cell : profile.cells) {
        if (cell.phase != phase)
            continue;
        if (cell.axis.empty()) {
            canonical = &cell;
            continue;
        }
        if (axes.empty() || axes.back().axis != cell.axis)
            axes.push_back({cell.axis, {}});
        axes.back().cells.push_back(&cell);
    }
    if (!canonical)
        return axes;
    if (axes.empty())
        return {{"", {canonical}}};
    for (RotationAxis& axis : axes) {
        const auto place =
            std::lower_bound(axis.cells.begin(), axis.cells.end(), 0,
                             [](const RotationCell* cell, int angle) { return cell->angle < angle; });
        if (place == axis.cells.end() || (*place)->angle != 0) // a name may say "_x_0"
            axis.cells.insert(place, canonical);
    }
    return axes;
}

RotationProfile rotationProfile(const TrialTable& trials, std::span<const TrialBlock> blocks,
                                std::size_t runs, const ImageNames& names)
{
    std::map<std::pair<std::string, int>, std::size_t> views; // sorted, as the cells shall be
    for (const auto& name : names)
        if (name)
            views.emplace(std::pair(name->axis, name->angle), 0);
    std::size_t number = 0;
    for (auto& view : views)
        view.second = number++;
    constexpr std::size_t unnamed = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> viewOf(names.size(), unnamed);
    for (std::size_t image = 0; image < names.size(); ++image)
        if (names[image])
            viewOf[image] = views.at({names[image]->axis, names[image]->angle});

    std::vector<RotationCell> cells;
    for (const Phase phase : {Phase::Test, Phase::Train})
        for (const auto& view : views)
            cells.push_back({phase, view.first.first, view.first.second, PooledShare(runs), {}});
    for (std::uint32_t image = 0; image < names.size(); ++image)
        if (viewOf[image] != unnamed)
            for (const std::size_t first : {std::size_t(0), views.size()})
                cells[first + viewOf[image]].images.push_back(image);
    RotationProfile profile;
    std::vector<bool> omitted(names.size(), false);
    for (const TrialBlock& block : blocks)
        for (std::size_t row = block.first; row < block.end; ++row) {
            const std::uint32_t image = trials.images()[row];
            if (viewOf[image] == unnamed) {
                ++profile.omitted.trials;
                omitted[image] = true;
                continue;
            }
            const std::size_t firstOfPhase = block.phase == Phase::Test ? 0 : views.size();
            cells[firstOfPhase + viewOf[image]].answers.add(block.run, 1, trials.isCorrect(row));
        }
    profile.omitted.images = static_cast<std::uint64_t>(std::count(omitted.begin(), omitted.end(), true));
    std::copy_if(std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()),
                 std::back_inserter(profile.cells),
                 [](const RotationCell& cell) { return cell.answers.trials() > 0; });
    return profile;
}

} // namespace learnscope
