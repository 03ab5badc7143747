#pragma once

#include "core/stats/analysis.h"
#include "widgets/figures/figurerequest.h"
#include "widgets/figures/figurescene.h"
#include "widgets/figures/page.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace learnscope {

/// A trial table that a figure was drawn from.
struct RecordedTable
{
    std::string observer;
    std::string label;
    std::string kind; ///< "human" or "network"
    std::string file; ///< its name without folders: figures go to other people
    std::string sha256; ///< of the file's content; empty where it cannot be read any more
    std::uint64_t trials = 0;
    std::string chosenBy; ///< "all", "learners" or "listed"
    std::vector<std::int32_t> runs; ///< those drawn
    std::size_t runsInTable = 0;
    std::vector<RepairRecord> repairs;

    bool operator==(const RecordedTable&) const = default;
};

/// A representation that a figure was drawn from.
struct RecordedRepresentation
{
    std::string name;
    std::string label;
    std::string file; ///< its name without folders; empty: computed from answers
    std::string sha256; ///< as of a table
    std::string part; ///< RepresentationInput::part
    std::uint64_t items = 0;
    std::string measure; ///< what its numbers are
    bool isReference = false;

    bool operator==(const RecordedRepresentation&) const = default;
};

/// One figure of a page, or the only one.
struct RecordedFigure
{
    std::string letter; ///< of the panel; empty where there is one figure only
    FigureKind kind = FigureKind::LearningCurves;
    FigureStyle style = FigureStyle::Publication;
    double width = 0; ///< mm
    double height = 0; ///< mm
    std::vector<std::string> observers = {}; ///< those drawn; empty: all
    FigurePart part = {};

    bool operator==(const RecordedFigure&) const = default;
};

/// What a written figure rests on: enough to make it again and to check that it was made from these data. It
/// goes into the file's metadata and into a file beside it.
struct FigureRecord
{
    std::string program; ///< "learnscope 0.1.0"
    std::vector<RecordedFigure> figures;
    double width = 0; ///< mm
    double height = 0; ///< mm
    double fontSize = 0; ///< pt
    double lineWidth = 0; ///< pt
    FigurePalette palette = FigurePalette::Observers;
    std::vector<RecordedTable> tables;
    std::vector<RecordedRepresentation> representations = {};
    std::optional<RepresentationOptions> arrangement = {}; ///< of the representations
    std::vector<NetworkFacts> networks; ///< those given beside the known ones
    AnalysisOptions rules;
    std::vector<std::string> matching = {}; ///< which test images those saw that are compared, in sentences
    std::string caption;
    std::vector<std::string> notes;
};

/// Of a figure of its own. Reads the tables' files once more, for their hashes. Any thread.
FigureRecord makeRecord(const FigureRequest& request, const FigureInput& input, const FigureScene& scene);

/// Of a page.
FigureRecord makeRecord(const FigurePage& page, const FigureInput& input,
                        const std::vector<NetworkFacts>& networks, const FigureScene& scene);

/// The record as JSON, ASCII only: letters beyond are escaped.
std::string recordJson(const FigureRecord& record);

/// Where the record of @p figure goes: "curves.pdf.json".
std::filesystem::path recordPath(const std::filesystem::path& figure);

} // namespace learnscope
