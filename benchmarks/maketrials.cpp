#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// Writes a large trial table as the published ones are: each run shows 36 training pictures and 51 test
// pictures in each of its epochs, in random order; runs are as long as rows / runs.
//
//     maketrials FILE [ROWS [RUNS]]

namespace {
constexpr std::size_t trainPictures = 36;
constexpr std::size_t testPictures = 51;
constexpr std::uint64_t epochs = 6;
constexpr std::array<const char*, 3> categories = {"p", "q", "v"};

struct Picture
{
    std::string name;
    const char* category;
};

std::vector<Picture> pictures(std::size_t count, std::size_t firstObject)
{
    std::vector<Picture> made;
    for (std::size_t index = 0; index < count; ++index) {
        const char* category = categories[index % categories.size()];
        made.push_back({std::string("second_gen_") + category + '_' + std::to_string(firstObject + index / 3)
                            + (index % 2 ? "_z_90.png" : "_x_-30.png"),
                        category});
    }
    return made;
}

/// A small generator: the table must only look as real ones do, and be written in seconds.
class Dice
{
public:
    std::uint64_t below(std::uint64_t limit)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return (m_state >> 33) % limit;
    }
    void shuffle(std::vector<Picture>& shown)
    {
        for (std::size_t index = shown.size(); index > 1; --index)
            std::swap(shown[index - 1], shown[below(index)]);
    }

private:
    std::uint64_t m_state = 20240214;
};
} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: maketrials FILE [ROWS [RUNS]]\n");
        return 2;
    }
    const std::uint64_t rows = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000'000;
    const std::uint64_t runs = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 20;
    std::FILE* file = std::fopen(argv[1], "wb");
    if (!file || runs == 0) {
        std::perror(argv[1]);
        return 1;
    }
    std::vector<Picture> train = pictures(trainPictures, 3);
    std::vector<std::vector<Picture>> tests;
    for (std::size_t set = 0; set < epochs; ++set)
        tests.push_back(pictures(testPictures, 40 + 20 * set));
    Dice dice;
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction\n";
    std::uint64_t written = 0;
    for (std::uint64_t block = 0; block < runs * epochs; ++block) {
        const std::uint64_t epoch = block % epochs + 1;
        const std::uint64_t end = rows * (block + 1) / (runs * epochs);
        const std::uint64_t trainEnd =
            written + (end - written) * trainPictures / (trainPictures + testPictures);
        for (const bool isTrain : {true, false}) {
            std::vector<Picture>& shown = isTrain ? train : tests[epoch - 1];
            const std::string start = std::to_string(block / epochs + 1) + ',' + std::to_string(epoch)
                + (isTrain ? ",train," : ",test,");
            for (std::size_t index = shown.size(); written < (isTrain ? trainEnd : end); ++written, ++index) {
                if (index == shown.size()) {
                    dice.shuffle(shown);
                    index = 0;
                }
                const Picture& picture = shown[index];
                const char* answer = dice.below(4) ? picture.category : categories[dice.below(3)];
                text.append(start).append(picture.name).append(",").append(picture.category);
                text.append(",").append(answer).append("\n");
            }
        }
        if (std::fwrite(text.data(), 1, text.size(), file) != text.size()) {
            std::perror(argv[1]);
            return 1;
        }
        text.clear();
    }
    return std::fclose(file) == 0 ? 0 : 1;
}
