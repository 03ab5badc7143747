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
constexpr std::array presets = {
    JournalPreset {.id = "nature-1",
                   .journal = "Nature",
                   .columns = "one column",
                   .width = 89,
                   .maximumHeight = 247,
                   .smallestText = 5,
                   .largestText = 7,
                   .fontSize = 7,
                   .letterSize = 8,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 450},
    JournalPreset {.id = "nature-1.5",
                   .journal = "Nature",
                   .columns = "one and a half columns",
                   .width = 120,
                   .maximumHeight = 247,
                   .smallestText = 5,
                   .largestText = 7,
                   .fontSize = 7,
                   .letterSize = 8,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 450},
    JournalPreset {.id = "nature-2",
                   .journal = "Nature",
                   .columns = "two columns",
                   .width = 183,
                   .maximumHeight = 247,
                   .smallestText = 5,
                   .largestText = 7,
                   .fontSize = 7,
                   .letterSize = 8,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 450},
    JournalPreset {.id = "science-1",
                   .journal = "Science",
                   .columns = "one column",
                   .width = 57,
                   .smallestText = 5,
                   .largestText = 9,
                   .fontSize = 6,
                   .letterSize = 9,
                   .upperCaseLetters = true,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 600},
    JournalPreset {.id = "science-2",
                   .journal = "Science",
                   .columns = "two columns",
                   .width = 121,
                   .smallestText = 5,
                   .largestText = 9,
                   .fontSize = 7,
                   .letterSize = 9,
                   .upperCaseLetters = true,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 600},
    JournalPreset {.id = "science-3",
                   .journal = "Science",
                   .columns = "full page",
                   .width = 184,
                   .smallestText = 5,
                   .largestText = 9,
                   .fontSize = 7,
                   .letterSize = 9,
                   .upperCaseLetters = true,
                   .thinnestLine = .25,
                   .lowestDpi = 300,
                   .dpi = 600},
    JournalPreset {.id = "plos-1",
                   .journal = "PLOS",
                   .columns = "text column",
                   .width = 132,
                   .maximumHeight = 222.3,
                   .smallestText = 8,
                   .largestText = 12,
                   .fontSize = 8,
                   .letterSize = 12,
                   .upperCaseLetters = true,
                   .lowestDpi = 300,
                   .dpi = 600,
                   .textAs = TextAs::Outlines},
    JournalPreset {.id = "plos-2",
                   .journal = "PLOS",
                   .columns = "full page",
                   .width = 190.5,
                   .maximumHeight = 222.3,
                   .smallestText = 8,
                   .largestText = 12,
                   .fontSize = 8,
                   .letterSize = 12,
                   .upperCaseLetters = true,
                   .lowestDpi = 300,
                   .dpi = 600,
                   .textAs = TextAs::Outlines},
    JournalPreset {.id = "elsevier-1",
                   .journal = "Elsevier",
                   .columns = "one column",
                   .width = 90,
                   .maximumHeight = 240,
                   .smallestText = 6,
                   .fontSize = 7,
                   .letterSize = 9,
                   .thinnestLine = .25,
                   .lowestDpi = 500,
                   .dpi = 1000},
    JournalPreset {.id = "elsevier-1.5",
                   .journal = "Elsevier",
                   .columns = "one and a half columns",
                   .width = 140,
                   .maximumHeight = 240,
                   .smallestText = 6,
                   .fontSize = 7,
                   .letterSize = 9,
                   .thinnestLine = .25,
                   .lowestDpi = 500,
                   .dpi = 1000},
    JournalPreset {.id = "elsevier-2",
                   .journal = "Elsevier",
                   .columns = "two columns",
                   .width = 190,
                   .maximumHeight = 240,
                   .smallestText = 6,
                   .fontSize = 7,
                   .letterSize = 9,
                   .thinnestLine = .25,
                   .lowestDpi = 500,
                   .dpi = 1000},
    JournalPreset {.id = "ieee-1",
                   .journal = "IEEE",
                   .columns = "one column",
                   .width = 88.9,
                   .smallestText = 8,
                   .fontSize = 8,
                   .letterSize = 8,
                   .lowestDpi = 300,
                   .dpi = 600},
    JournalPreset {.id = "ieee-2",
                   .journal = "IEEE",
                   .columns = "two columns",
                   .width = 181.9,
                   .smallestText = 8,
                   .fontSize = 8,
                   .letterSize = 8,
                   .lowestDpi = 300,
                   .dpi = 600},
    JournalPreset {.id = "cvpr-1",
                   .journal = "CVPR",
                   .columns = "one column",
                   .width = 82.6,
                   .fontSize = 8,
                   .letterSize = 9,
                   .dpi = 600},
    JournalPreset {.id = "neurips",
                   .journal = "NeurIPS, ICLR",
                   .columns = "text width",
                   .width = 139.7,
                   .fontSize = 8,
                   .letterSize = 9,
                   .dpi = 600},
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
