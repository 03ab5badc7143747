#include "widgets/figures/journals.h"

#include <QString>

#include <algorithm>
#include <array>
#include <limits>

namespace learnscope {

namespace {
// Widths, heights and sizes as the guides for authors give them: Nature (nature.com, "Final submission"),
// PLOS (PACE's list of criteria; text 8 to 12 pt from its figure guide), Elsevier (artwork sizing; 1000 dpi
// is for line art). Science, eLife, IEEE and the conferences' columns come from their templates, which say
// nothing of heights.
constexpr JournalPreset nature {.journal = "Nature",
                                .maximumHeight = 247,
                                .smallestText = 5,
                                .largestText = 7,
                                .fontSize = 7,
                                .letterSize = 8,
                                .thinnestLine = .25,
                                .lowestDpi = 300,
                                .dpi = 450};
constexpr JournalPreset science {.journal = "Science",
                                 .smallestText = 5,
                                 .largestText = 9,
                                 .fontSize = 7,
                                 .letterSize = 9,
                                 .upperCaseLetters = true,
                                 .thinnestLine = .25,
                                 .lowestDpi = 300,
                                 .dpi = 600};
constexpr JournalPreset plos {.journal = "PLOS",
                              .maximumHeight = 222.3,
                              .smallestText = 8,
                              .largestText = 12,
                              .fontSize = 8,
                              .letterSize = 12,
                              .upperCaseLetters = true,
                              .lowestDpi = 300,
                              .dpi = 600,
                              .textAs = TextAs::Outlines};
constexpr JournalPreset elsevier {.journal = "Elsevier",
                                  .maximumHeight = 240,
                                  .smallestText = 6,
                                  .fontSize = 7,
                                  .letterSize = 9,
                                  .thinnestLine = .25,
                                  .lowestDpi = 500,
                                  .dpi = 1000};
constexpr JournalPreset ieee {
    .journal = "IEEE", .smallestText = 8, .fontSize = 8, .letterSize = 8, .lowestDpi = 300, .dpi = 600};
constexpr JournalPreset cvpr {.journal = "CVPR", .fontSize = 8, .letterSize = 9, .dpi = 600};
constexpr JournalPreset neurips {.journal = "NeurIPS, ICLR", .fontSize = 8, .letterSize = 9, .dpi = 600};

/// What @p journal asks of figures as wide as @p columns, @p width mm; @p fontSize 0: the journal's.
constexpr JournalPreset across(JournalPreset journal, std::string_view id, std::string_view columns,
                               double width, double fontSize = 0)
{
    journal.id = id;
    journal.columns = columns;
    journal.width = width;
    if (fontSize > 0)
        journal.fontSize = fontSize;
    return journal;
}

constexpr std::array presets = {
    across(nature, "nature-1", "one column", 89),
    across(nature, "nature-1.5", "one and a half columns", 120),
    across(nature, "nature-2", "two columns", 183),
    across(science, "science-1", "one column", 57, 6),
    across(science, "science-2", "two columns", 121),
    across(science, "science-3", "full page", 184),
    across(plos, "plos-1", "text column", 132),
    across(plos, "plos-2", "full page", 190.5),
    across(elsevier, "elsevier-1", "one column", 90),
    across(elsevier, "elsevier-1.5", "one and a half columns", 140),
    across(elsevier, "elsevier-2", "two columns", 190),
    across(ieee, "ieee-1", "one column", 88.9),
    across(ieee, "ieee-2", "two columns", 181.9),
    across(cvpr, "cvpr-1", "one column", 82.6),
    across(neurips, "neurips", "text width", 139.7),
};

/// "247" or "190.5"
std::string plain(double value)
{
    return QString::number(value, 'g', 5).toStdString();
}

struct Extremes
{
    double smallestText = std::numeric_limits<double>::infinity();
    double largestText = 0;
    double thinnestLine = std::numeric_limits<double>::infinity();
};

Extremes extremesOf(const FigureScene& scene)
{
    Extremes found;
    for (const SceneItem& item : scene.items)
        if (const auto* text = std::get_if<SceneText>(&item.shape); text && item.role != SceneRole::Letter) {
            found.smallestText = std::min(found.smallestText, text->size);
            found.largestText = std::max(found.largestText, text->size);
        } else if (const auto* line = std::get_if<SceneLine>(&item.shape))
            found.thinnestLine = std::min(found.thinnestLine, line->width);
    return found;
}
} // namespace

std::span<const JournalPreset> journalPresets()
{
    return presets;
}

Result<JournalPreset> journalPresetFromId(std::string_view id)
{
    std::string ids;
    for (const JournalPreset& preset : presets) {
        if (preset.id == id || (preset.id.starts_with(id) && preset.id.substr(id.size()).starts_with("-")))
            return preset;
        ids += (ids.empty() ? "" : ", ") + std::string(preset.id);
    }
    return failure(Error::Kind::Usage, "there is no preset '" + std::string(id) + "'; there are " + ids);
}

std::vector<std::string> remarksOn(const FigureScene& scene, const FigureOutput& output,
                                   const JournalPreset& preset)
{
    constexpr double hair = .01; // what no printer shows, and rounding makes
    std::vector<std::string> remarks;
    const std::string journal(preset.journal);
    const auto remark = [&](const std::string& found, const std::string& asked) {
        remarks.push_back(found + "; " + journal + " asks for " + asked);
    };
    const Extremes found = extremesOf(scene);
    if (scene.width > preset.width + hair)
        remark("the figure is " + plain(scene.width) + " mm wide",
               "at most " + plain(preset.width) + " mm in " + std::string(preset.columns));
    if (preset.maximumHeight > 0 && scene.height > preset.maximumHeight + hair)
        remark("the figure is " + plain(scene.height) + " mm high",
               "at most " + plain(preset.maximumHeight) + " mm");
    if (preset.smallestText > 0 && found.smallestText < preset.smallestText - hair)
        remark("the smallest text has " + plain(found.smallestText) + " pt",
               plain(preset.smallestText) + " pt or more");
    if (preset.largestText > 0 && found.largestText > preset.largestText + hair)
        remark("the largest text has " + plain(found.largestText) + " pt",
               plain(preset.largestText) + " pt or less");
    if (preset.thinnestLine > 0 && found.thinnestLine < preset.thinnestLine - hair)
        remark("the thinnest line has " + plain(found.thinnestLine) + " pt",
               plain(preset.thinnestLine) + " pt or more");
    if (output.format >= FigureFormat::Png && preset.lowestDpi > 0 && output.dpi < preset.lowestDpi)
        remark("the picture has " + plain(output.dpi) + " dpi", plain(preset.lowestDpi) + " dpi or more");
    if (output.format < FigureFormat::Png && preset.textAs == TextAs::Outlines
        && output.textAs == TextAs::Text)
        remark("the text is text", "outlines");
    return remarks;
}

} // namespace learnscope
