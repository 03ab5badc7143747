#pragma once

#include "core/base/result.h"
#include "core/data/knownnetworks.h"
#include "core/similarity/representationset.h"
#include "core/stats/analysis.h"
#include "core/stats/curves.h"
#include "widgets/common/observerstyle.h"
#include "widgets/figures/figurepalette.h"
#include "widgets/matrixpictures/matrixlook.h"

#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace learnscope {

enum class FigureKind {
    LearningCurves, ///< accuracy by epoch of all observers, train and test
    GapLag, ///< generalisation lag against ImageNet accuracy (Huber et al. 2024, figure 5)
    Runs, ///< every run and their mean, one panel for each observer and phase
    NovelKnown, ///< test accuracy on novel views and on novel objects (figure 7)
    RotationProfile, ///< accuracy by axis and angle
    ResponseShare, ///< how often each answer was given, against how often it was shown
    Delta, ///< human minus network test accuracy
    MovingAverage, ///< trailing means of every run (Huber et al. 2024, figures 2 and 6)
    DataEfficiency, ///< gain of test accuracy per training image (figure 4)
    Confusion, ///< who answers what to which class, one matrix for each observer and epoch
    ErrorConsistency, ///< whether observers err on the same images, beyond what accuracies bring about
    AccuracyByColumn, ///< by a further column of the tables
    ReactionTimes, ///< quantiles by epoch, or accuracy by speed
    // Of representations:
    SimilarityMatrix, ///< matrices side by side in one order, and the difference of two
    MdsMap, ///< their items as points
    MatrixComparison, ///< how alike they are to references, with intervals and noise ceiling
    Dendrogram, ///< clusters of the leader's items
    Scatter, ///< all pairs of two matrices, as a density
    Dimensions, ///< the columns of an embedding with their highest items
};

enum class FigureStyle {
    Publication, ///< ours: intervals, direct labels, colours and markers that colour-blind readers tell apart
    AsPublished, ///< as the figures of Huber et al. 2024 look
};

/// All of curves, in the order in which lists show them.
std::span<const FigureKind> figureKinds();
/// All of representations.
std::span<const FigureKind> representationFigureKinds();
bool isOfRepresentations(FigureKind kind);
/// All of curves, or of representations, as @p kind is.
std::span<const FigureKind> kindsLike(FigureKind kind);
std::string_view toString(FigureKind kind); ///< "learning-curves", "gap-lag", "runs"
QString figureTitle(FigureKind kind); ///< in lists: "Learning curves"
bool figureHasStyle(FigureKind kind, FigureStyle style); ///< the study has no figures of some kinds
AnalysisParts partsForFigure(FigureKind kind); ///< that it draws beyond the curves
RepresentationParts representationPartsForFigure(FigureKind kind); ///< that it draws beyond matrices
bool figureHasPhases(FigureKind kind); ///< FigurePart::phase means something
bool figureHasCells(FigureKind kind); ///< FigurePart::counts and epochs mean something
std::string_view toString(FigureStyle style); ///< "publication", "as-published"
Result<FigureKind> figureKindFromName(std::string_view name); ///< fails with Usage
Result<FigureStyle> figureStyleFromName(std::string_view name); ///< fails with Usage

/// What a network is plotted by beside its trials.
struct NetworkFacts
{
    std::string observer; ///< Observer::name
    std::string label; ///< as shown; empty: the observer's
    double imagenetTop1 = 0; ///< 0 to 1
    double parametersMillion = 0; ///< above 0
    KnownNetwork::Generation generation = KnownNetwork::Generation::StateOfTheArt;

    bool operator==(const NetworkFacts&) const = default;
};

/// The part of the input that a figure shows.
struct FigureFilter
{
    std::vector<std::string> observers; ///< Observer::name or RepresentationInput::name; empty: all
    std::optional<Phase> phase; ///< nothing: what the kind shows by itself
    std::vector<std::int32_t> epochs = {}; ///< of confusion, ascending; empty: as many as fit

    bool operator==(const FigureFilter&) const = default;
};

/// What of the data is drawn, as far as the kind lets one choose.
struct FigurePart
{
    std::optional<Phase> phase; ///< nothing: what the kind shows by itself
    bool counts = false; ///< in cells of confusion
    std::vector<std::int32_t> epochs = {}; ///< of confusion, ascending; empty: as many as fit
    std::vector<std::string> representations = {}; ///< RepresentationInput::name; empty: all
    MatrixColoring coloring = MatrixColoring::Ranks; ///< of similarity-matrix, as the next two
    MatrixColors colors = MatrixColors::Viridis;
    std::optional<std::pair<std::string, std::string>> difference = {}; ///< as FigureRequest::difference

    bool operator==(const FigurePart&) const = default;
};

struct FigureRequest
{
    FigureKind kind = FigureKind::LearningCurves;
    FigureStyle style = FigureStyle::Publication;
    double width = 0; ///< mm, 20 to 1000; 0: 85 (runs: 183), as-published: the published size
    double height = 0; ///< mm, 20 to 1000; 0: what suits the width
    double fontSize = 7; ///< pt, 4 to 24; as-published has its own
    double lineWidth =
        0; ///< pt, .1 to 10, of the main curves; 0: what suits the font; as-published has its own
    FigurePalette palette = FigurePalette::Observers; ///< as-published has its own
    std::vector<NetworkFacts> networks; ///< these come before the known ones
    FigureFilter filter;
    bool legend =
        true; ///< as-published: the study leaves it out of some of several figures that need it once
    bool counts = false; ///< confusion: numbers in cells are counts instead of shares
    MatrixColoring coloring = MatrixColoring::Ranks; ///< of similarity-matrix
    MatrixColors colors = MatrixColors::Viridis; ///< of similarity-matrix
    /// Of similarity-matrix: what is drawn as a difference, too, and what is taken away from it, by
    /// RepresentationInput::name.
    std::optional<std::pair<std::string, std::string>> difference = {};

    bool operator==(const FigureRequest&) const = default;
};

/// The numbers of a figure. Labels are those of the observers.
struct FigureInput
{
    CurveSet curves;
    std::vector<ObserverStyle> styles; ///< one for each observer; empty: styleFor
    std::vector<RunSelection> selections; ///< how each observer's runs were chosen; empty: not said
    /// Of the same observers (there by name) and runs; null where the kind needs none.
    std::shared_ptr<const Analysis> analysis = nullptr;
    /// The definitions that hold, for what is still to be computed; its curve options are those of @p curves.
    AnalysisOptions rules = {};
    /// What figures of representations show; with the parts that partsOfRepresentations() of the kind asks
    /// for.
    std::shared_ptr<const RepresentationSet> representations = nullptr;
};

FigurePart partOf(const FigureRequest& request);
void setPart(FigureRequest& request, const FigurePart& part);

/// "6.5 cm", "85mm", "3.35in" or "240 pt" in millimetres; a bare number is millimetres. Fails with Usage.
Result<double> parseLength(std::string_view text);

} // namespace learnscope
