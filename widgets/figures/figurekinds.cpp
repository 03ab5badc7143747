#include "widgets/figures/figurekinds.h"

#include "widgets/figures/figurebuilders.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
constexpr std::array kindTable = {
    FigureKindFacts {FigureKind::LearningCurves, "learning-curves",
                     QT_TRANSLATE_NOOP("Figures", "Learning curves"), AnalysisParts {}, learningCurvesFigure,
                     learningCurvesData, publishedLearningCurves},
    FigureKindFacts {FigureKind::GapLag, "gap-lag", QT_TRANSLATE_NOOP("Figures", "Generalisation lag"),
                     AnalysisParts {}, gapLagFigure, gapLagData, publishedGapLag},
    FigureKindFacts {FigureKind::Runs, "runs", QT_TRANSLATE_NOOP("Figures", "Single runs"), AnalysisParts {},
                     runsFigure, runsData, publishedRuns},
    FigureKindFacts {
        FigureKind::NovelKnown, "novel-known", QT_TRANSLATE_NOOP("Figures", "Novel views and objects"),
        AnalysisParts {AnalysisPart::Split}, novelKnownFigure, novelKnownData, publishedNovelKnown},
    FigureKindFacts {FigureKind::RotationProfile, "rotation-profile",
                     QT_TRANSLATE_NOOP("Figures", "Rotation profile"), AnalysisParts {AnalysisPart::Rotation},
                     rotationProfileFigure, rotationProfileData},
    FigureKindFacts {FigureKind::ResponseShare, "response-share",
                     QT_TRANSLATE_NOOP("Figures", "Response shares"), AnalysisParts {AnalysisPart::Responses},
                     responseShareFigure, responseShareData},
    FigureKindFacts {FigureKind::Delta, "delta", QT_TRANSLATE_NOOP("Figures", "Humans minus networks"),
                     AnalysisParts {AnalysisPart::Deltas}, deltaFigure, deltaData},
    FigureKindFacts {FigureKind::MovingAverage, "moving-average",
                     QT_TRANSLATE_NOOP("Figures", "Moving average"), AnalysisParts {}, movingAverageFigure,
                     movingAverageData, publishedMovingAverage},
    FigureKindFacts {FigureKind::DataEfficiency, "data-efficiency",
                     QT_TRANSLATE_NOOP("Figures", "Data efficiency"), AnalysisParts {}, dataEfficiencyFigure,
                     dataEfficiencyData, publishedDataEfficiency},
    FigureKindFacts {FigureKind::Confusion, "confusion", QT_TRANSLATE_NOOP("Figures", "Confusion"),
                     AnalysisParts {AnalysisPart::Confusion, AnalysisPart::Likenesses}, confusionFigure,
                     confusionData},
    FigureKindFacts {FigureKind::ErrorConsistency, "error-consistency",
                     QT_TRANSLATE_NOOP("Figures", "Error consistency"),
                     AnalysisParts {AnalysisPart::Comparisons}, consistencyFigure, consistencyData},
    FigureKindFacts {FigureKind::AccuracyByColumn, "accuracy-by-column",
                     QT_TRANSLATE_NOOP("Figures", "Accuracy by column"),
                     AnalysisParts {AnalysisPart::Columns}, columnFigure, columnData},
    FigureKindFacts {FigureKind::ReactionTimes, "reaction-times",
                     QT_TRANSLATE_NOOP("Figures", "Reaction times"), AnalysisParts {AnalysisPart::Times},
                     reactionTimesFigure, reactionTimesData},
};
} // namespace

const FigureKindFacts& factsOf(FigureKind kind)
{
    return *std::find_if(kindTable.begin(), kindTable.end(),
                         [kind](const FigureKindFacts& facts) { return facts.kind == kind; });
}

std::span<const FigureKind> figureKinds()
{
    static constexpr auto kinds = [] {
        std::array<FigureKind, kindTable.size()> all {};
        for (std::size_t place = 0; place < all.size(); ++place)
            all[place] = kindTable[place].kind;
        return all;
    }();
    return kinds;
}

std::string_view toString(FigureKind kind)
{
    return factsOf(kind).name;
}

QString figureTitle(FigureKind kind)
{
    return QCoreApplication::translate("Figures", factsOf(kind).title);
}

AnalysisParts partsForFigure(FigureKind kind)
{
    return factsOf(kind).parts;
}

bool figureHasStyle(FigureKind kind, FigureStyle style)
{
    return style == FigureStyle::Publication || factsOf(kind).published;
}

std::vector<PublishedFigure> publishedFigures(FigureKind kind, const FigureInput& input)
{
    return factsOf(kind).published ? factsOf(kind).published(input) : std::vector<PublishedFigure>();
}

Result<FigureKind> figureKindFromName(std::string_view name)
{
    std::string expected;
    for (const FigureKindFacts& facts : kindTable) {
        if (facts.name == name)
            return facts.kind;
        expected += (expected.empty()                  ? ""
                         : &facts == &kindTable.back() ? " or "
                                                       : ", ")
            + std::string(facts.name);
    }
    return failure(Error::Kind::Usage,
                   "expected " + expected + " as a figure's kind, found '" + std::string(name) + "'");
}

} // namespace learnscope
