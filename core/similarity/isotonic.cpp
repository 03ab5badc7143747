#include "core/similarity/isotonic.h"

#include <cstddef>

namespace learnscope {

namespace {
struct Block
{
    std::size_t end; ///< place in the order
    double sum;
    double count;

    double mean() const { return sum / count; }
};
} // namespace

std::vector<double> isotonicFit(std::span<const double> keys, std::span<const std::uint32_t> order,
                                std::span<const double> values)
{
    std::vector<Block> blocks;
    for (std::size_t begin = 0; begin < order.size();) {
        Block block {begin, 0, 0};
        while (block.end < order.size() && keys[order[block.end]] == keys[order[begin]]) {
            block.sum += values[order[block.end++]];
            ++block.count;
        }
        begin = block.end;
        while (!blocks.empty() && blocks.back().mean() >= block.mean()) {
            block.sum += blocks.back().sum;
            block.count += blocks.back().count;
            blocks.pop_back();
        }
        blocks.push_back(block);
    }
    std::vector<double> fit(values.size());
    std::size_t place = 0;
    for (const Block& block : blocks)
        for (; place < block.end; ++place)
            fit[order[place]] = block.mean();
    return fit;
}

} // namespace learnscope
