#include "core/simulation/stimulusdesign.h"

#include "core/base/random.h"

#include <algorithm>
#include <numeric>

namespace learnscope {

namespace {
constexpr int largestObjectNumber = 99;

struct View
{
    const char* axis;
    int angle;
};
constexpr View front = {"", 0};
constexpr View turned = {"z", 90};
constexpr View newViews[] = {{"x", -60}, {"x", -30}, {"x", 30}, {"x", 60},
                             {"z", -60}, {"z", -30}, {"z", 30}, {"z", 60}};

Result<void> check(const StimulusDesignOptions& options)
{
    const auto isPlain = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
            || (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
    };
    if (options.prefix.empty() || !std::all_of(options.prefix.begin(), options.prefix.end(), isPlain))
        return failure(Error::Kind::Usage,
                       "the prefix '" + options.prefix + "' is not made of letters, digits, '_' and '-'");
    if (options.categories < 2 || options.categories > 26)
        return failure(Error::Kind::Usage, "the number of categories must be from 2 to 26");
    if (options.objects < 1 || options.objects > 48)
        return failure(Error::Kind::Usage, "the number of objects per category must be from 1 to 48");
    return {};
}

/// @p count distinct numbers from 1 to 99 in random order.
std::vector<int> objectNumbers(int count, std::uint64_t seed, int category)
{
    std::vector<int> numbers(largestObjectNumber);
    std::iota(numbers.begin(), numbers.end(), 1);
    Random random(seed, 0x6f626a00u + static_cast<std::uint64_t>(category));
    for (std::size_t index = 0; index < static_cast<std::size_t>(count); ++index)
        std::swap(numbers[index],
                  numbers[index + random.below(static_cast<std::uint32_t>(numbers.size() - index))]);
    numbers.resize(static_cast<std::size_t>(count));
    return numbers;
}

class Planner
{
public:
    explicit Planner(const StimulusDesignOptions& options)
        : m_options(options)
    {
        m_design.testSets = options.objects;
        m_design.seed = options.seed;
        for (int category = 0; category < options.categories; ++category) {
            m_design.categories.emplace_back(1, static_cast<char>('a' + category));
            m_numbers.push_back(objectNumbers(2 * options.objects, options.seed, category));
        }
    }

    StimulusDesign plan()
    {
        for (int category = 0; category < m_options.categories; ++category)
            for (int object = 0; object < m_options.objects; ++object)
                for (const View& view : {front, turned})
                    add(0, category, object, view);
        for (int set = 1; set <= m_options.objects; ++set)
            for (int category = 0; category < m_options.categories; ++category) {
                for (const View& view : newViews)
                    add(set, category, set - 1, view);
                add(set, category, m_options.objects + set - 1, front);
                for (const View& view : newViews)
                    add(set, category, m_options.objects + set - 1, view);
            }
        return std::move(m_design);
    }

private:
    void add(int testSet, int category, int object, const View& view)
    {
        const std::string& letter = m_design.categories[static_cast<std::size_t>(category)];
        const int number = m_numbers[static_cast<std::size_t>(category)][static_cast<std::size_t>(object)];
        PlannedStimulus stimulus;
        stimulus.name = {letter, m_options.prefix + "_" + letter + "_" + std::to_string(number), view.axis,
                         view.angle};
        stimulus.fileName = stimulus.name.object
            + (*view.axis ? std::string("_") + view.axis + "_" + std::to_string(view.angle) : "_0") + ".png";
        stimulus.phase = testSet > 0 ? Phase::Test : Phase::Train;
        stimulus.folder = testSet > 0
            ? std::filesystem::path("test") / ("testset_" + std::to_string(testSet)) / letter
            : std::filesystem::path("train") / letter;
        stimulus.testSet = testSet;
        stimulus.category = category;
        stimulus.object = object;
        stimulus.trained = object < m_options.objects;
        m_design.stimuli.push_back(std::move(stimulus));
    }

    const StimulusDesignOptions& m_options;
    StimulusDesign m_design;
    std::vector<std::vector<int>> m_numbers; ///< by category
};
} // namespace

Result<StimulusDesign> designStimuli(const StimulusDesignOptions& options)
{
    if (const Result<void> checked = check(options); !checked)
        return tl::unexpected(checked.error());
    return Planner(options).plan();
}

} // namespace learnscope
