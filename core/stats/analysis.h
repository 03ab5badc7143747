#pragma once

#include "core/stats/analysisparts.h"
#include "core/stats/answercomparison.h"
#include "core/stats/columnaccuracy.h"
#include "core/stats/confusion.h"
#include "core/stats/confusionsimilarity.h"
#include "core/stats/curves.h"
#include "core/stats/delta.h"
#include "core/stats/matching.h"
#include "core/stats/movingaverage.h"
#include "core/stats/objectsplit.h"
#include "core/stats/reactiontimes.h"
#include "core/stats/responseshare.h"
#include "core/stats/rotationprofile.h"

#include <span>
#include <vector>

namespace learnscope {

struct AnalysisOptions
{
    std::vector<RunSelection> selections; ///< one for each observer; empty: all runs of all
    CurveOptions curves; ///< draws, seed, level, rules and threads, for everything
    StimulusNamePattern pattern;
    SplitRule splitRule = SplitRule::Exact;
    /// The objects that count as known; nothing: those of each observer's own training trials.
    std::optional<ObjectSet> trainObjects;
    /// Which answers error consistency compares.
    ConsistencyMatching consistencyMatching = ConsistencyMatching::SameEpoch;
    MovingAverageOptions movingAverage;
    ColumnOptions byColumn;
    AnalysisParts parts = AnalysisParts::all(); ///< what else is empty

    bool operator==(const AnalysisOptions&) const = default;
};

/// All statistics of one observer, as far as they were asked for. Everything but allCells is of the chosen
/// runs.
struct ObserverAnalysis
{
    ObserverCurves curves;
    std::vector<AccuracyCell> allCells; ///< of every run of the table
    std::size_t knownObjects = 0; ///< how many; 0: it is not known which, and there is no split
    ObjectSplit split;
    RotationProfile rotation;
    Confusion confusion;
    ResponseShares responses;
    ReactionTimes times;
    std::vector<AnswerSequence> answers; ///< by run, training before test: for moving averages
};

/// The error consistency of two observers, or of one observer's runs among themselves.
struct ObserverComparison
{
    std::size_t first = 0; ///< position in Analysis::observers
    std::size_t second = 0; ///< may be the same
    std::vector<ConsistencyPoint> points; ///< by epoch; empty where no two runs saw the same images
    std::vector<UnmatchedEpoch> unmatched; ///< the epochs without a point, and why
    TrialMatching matching; ///< which images both saw, in the same epoch and pooled
};

/// How alike the confusions of two observers are.
struct ObserverLikeness
{
    std::size_t first = 0; ///< position in Analysis::observers
    std::size_t second = 0;
    std::vector<ConfusionComparison> epochs; ///< by phase (test first) and epoch
    TrialMatching matching = {};
};

/// A human observer's test accuracy minus a network's.
struct ObserverDelta
{
    std::size_t human = 0; ///< position in Analysis::observers
    std::size_t network = 0;
    std::vector<DeltaPoint> points; ///< by epoch; empty where no epoch has tests of both
    TrialMatching matching = {};
};

struct Analysis
{
    AnalysisOptions options;
    std::vector<ObserverAnalysis> observers; ///< by name
    /// Each human observer with all observers, itself among them, by name; where there is no human observer,
    /// each network with itself and all that follow it.
    std::vector<ObserverComparison> comparisons;
    /// Each human observer with each network, by name. Several human observers are not thrown together: each
    /// is a reference of its own.
    std::vector<ObserverDelta> deltas;
    /// The same pairs as in comparisons, but for observers with themselves.
    std::vector<ObserverLikeness> likenesses;
    /// Accuracy by a further column, its observers as above; without values where no table has the column.
    ColumnAccuracy byColumn;
};

/// Two observers, or one's runs among themselves, and which test images both saw.
struct MatchedPair
{
    std::size_t first = 0; ///< position in Analysis::observers
    std::size_t second = 0;
    const TrialMatching* matching = nullptr; ///< lives as long as the analysis
};

/// Of all that a part of the analysis compares: comparisons, deltas or likenesses; none for other parts.
std::vector<MatchedPair> matchedPairs(const Analysis& analysis, AnalysisPart part);

/// Which of their test trials can be compared: matchingSentence() of the observers of @p pair.
std::string matchingSentence(const Analysis& analysis, const MatchedPair& pair);

/// Which of their test trials can be compared: matchingSentence() of the observers of @p comparison.
std::string matchingSentence(const Analysis& analysis, const ObserverComparison& comparison);

/// Computes all statistics of @p observers, whose names differ. Fails (Mismatch) where an observer has no run
/// that is chosen, (Cancelled) where the job is stopped. Any thread.
Result<Analysis> analyse(std::span<const Observer> observers, const AnalysisOptions& options = {},
                         JobContext& context = JobContext::none());

} // namespace learnscope
