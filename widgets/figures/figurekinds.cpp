#include "widgets/figures/figurekinds.h"

#include "widgets/figures/figurebuilders.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
constexpr std::array kindTable = {
    FigureKindFacts {FigureKind::LearningCurves, "learning-curves",
                     QT_TRANSLATE_NOOP("Figures", "Learning curves"), AnalysisParts {}, true,
                     learningCurvesFigure, learningCurvesData, publishedLearningCurves},
    FigureKindFacts {FigureKind::GapLag, "gap-lag", QT_TRANSLATE_NOOP("Figures", "Generalisation lag"),
                     AnalysisParts {}, false, gapLagFigure, gapLagData, publishedGapLag},
    FigureKindFacts {FigureKind::Runs, "runs", QT_TRANSLATE_NOOP("Figures", "Single runs"), AnalysisParts {},
                     true, runsFigure, runsData, publishedRuns},
    FigureKindFacts {
        FigureKind::NovelKnown, "novel-known", QT_TRANSLATE_NOOP("Figures", "Novel views and objects"),
        AnalysisParts {AnalysisPart::Split}, false, novelKnownFigure, novelKnownData, publishedNovelKnown},
    FigureKindFacts {FigureKind::RotationProfile, "rotation-profile",
                     QT_TRANSLATE_NOOP("Figures", "Rotation profile"), AnalysisParts {AnalysisPart::Rotation},
                     true, rotationProfileFigure, rotationProfileData},
    FigureKindFacts {FigureKind::ResponseShare, "response-share",
                     QT_TRANSLATE_NOOP("Figures", "Response shares"), AnalysisParts {AnalysisPart::Responses},
                     true, responseShareFigure, responseShareData},
    FigureKindFacts {FigureKind::Delta, "delta", QT_TRANSLATE_NOOP("Figures", "Humans minus networks"),
                     AnalysisParts {AnalysisPart::Deltas}, false, deltaFigure, deltaData},
    FigureKindFacts {FigureKind::MovingAverage, "moving-average",
                     QT_TRANSLATE_NOOP("Figures", "Moving average"), AnalysisParts {}, true,
                     movingAverageFigure, movingAverageData, publishedMovingAverage},
    FigureKindFacts {FigureKind::DataEfficiency, "data-efficiency",
                     QT_TRANSLATE_NOOP("Figures", "Data efficiency"), AnalysisParts {}, false,
                     dataEfficiencyFigure, dataEfficiencyData, publishedDataEfficiency},
    FigureKindFacts {FigureKind::Confusion, "confusion", QT_TRANSLATE_NOOP("Figures", "Confusion"),
                     AnalysisParts {AnalysisPart::Confusion, AnalysisPart::Likenesses}, true, confusionFigure,
                     confusionData},
    FigureKindFacts {FigureKind::ErrorConsistency, "error-consistency",
                     QT_TRANSLATE_NOOP("Figures", "Error consistency"),
                     AnalysisParts {AnalysisPart::Comparisons}, false, consistencyFigure, consistencyData},
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

bool figureHasPhases(FigureKind kind)
{
    return factsOf(kind).hasPhases;
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
