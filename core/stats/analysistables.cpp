#include "core/stats/analysistables.h"

#include "core/base/csvtext.h"
#include "core/stats/furthertables.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace learnscope {

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN();

void addInterval(CsvText& csv, const std::optional<Interval>& interval)
{
    csv.add(interval ? interval->low : none).add(interval ? interval->high : none);
}

const std::string& nameOf(const ObserverAnalysis& observer)
{
    return observer.curves.observer.name;
}

AnalysisTable tableOf(std::string_view file, std::string definition, const CsvText& csv)
{
    return {file, std::move(definition), csv.rows(), csv.text()};
}

AnalysisTable accuracyPerRunTable(const Analysis& analysis)
{
    CsvText csv(
        {"observer", "run", "epoch", "phase", "trials", "accuracy", "correct", "wilson_low", "wilson_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const AccuracyCell& cell : observer.allCells) {
            csv.add(nameOf(observer)).add(cell.run).add(cell.epoch).add(toString(cell.phase));
            csv.add(cell.trials).add(cell.accuracy()).add(cell.correct);
            addInterval(csv, wilsonInterval(cell.correct, cell.trials, analysis.options.curves.level));
            csv.endRow();
        }
    return tableOf("accuracy_per_run.csv",
                   "Share of right answers of every run in each epoch and phase, with Wilson's interval of "
                   "its trials. All runs of the tables are listed, chosen or not.",
                   csv);
}

AnalysisTable accuracyMeanTable(const Analysis& analysis)
{
    CsvText csv({"observer", "epoch", "phase", "runs", "mean_accuracy", "sd_accuracy", "se_accuracy",
                 "band_low", "band_high", "trials", "correct", "wilson_low", "wilson_high"});
    const auto add = [&](const ObserverAnalysis& observer, const CurvePoint& point, Phase phase) {
        csv.add(nameOf(observer)).add(point.epoch).add(toString(phase)).add(point.runs);
        csv.add(point.mean).add(point.sd).add(point.sd / std::sqrt(point.runs));
        addInterval(csv, point.band);
        csv.add(point.trials).add(point.correct);
        addInterval(csv, point.wilson);
        csv.endRow();
    };
    for (const ObserverAnalysis& observer : analysis.observers) {
        const std::vector<CurvePoint>& train = observer.curves.train;
        const std::vector<CurvePoint>& test = observer.curves.test;
        for (std::size_t t = 0, e = 0; t < train.size() || e < test.size();) {
            if (e < test.size() && (t == train.size() || test[e].epoch <= train[t].epoch))
                add(observer, test[e++], Phase::Test);
            else
                add(observer, train[t++], Phase::Train);
        }
    }
    return tableOf(
        "accuracy_mean.csv",
        "Mean over the chosen runs of each run's share of right answers; SD with n - 1 (empty for "
        "one run), SE = SD / sqrt(runs), bootstrap band over runs (by the rule bands; empty for one run "
        "or no draws), and Wilson's interval of the pooled trials as if they were independent.",
        csv);
}

AnalysisTable lagTable(const Analysis& analysis)
{
    CsvText csv({"observer", "chance_ci_low", "chance_ci_high", "first_epoch_above_chance", "last_epoch",
                 "generalisation_lag", "band_low", "band_high", "runs", "chance_trials"});
    for (const ObserverAnalysis& observer : analysis.observers) {
        const ObserverCurves& curves = observer.curves;
        csv.add(nameOf(observer)).add(curves.lag.chance.low).add(curves.lag.chance.high);
        for (const std::optional<int>& epoch : {curves.lag.first, curves.lag.last})
            epoch ? csv.add(*epoch) : csv.add(none);
        csv.add(curves.lag.value.value_or(none));
        addInterval(csv, curves.lagBand);
        csv.add(curves.runs.size()).add(curves.chanceTrials);
        csv.endRow();
    }
    return tableOf(
        "generalisation_lag.csv",
        "Mean over a window of epochs of mean train minus mean test accuracy. The window begins with the "
        "first epoch whose mean train accuracy lies above the central 95 % interval of Binomial(trials of a "
        "run's epoch, 1 / classes). As published it ends with the last epoch for humans, and for networks "
        "before mean test accuracy first falls; the common window ends with the last epoch for all. Band: "
        "bootstrap over runs, the window found anew in each draw, draws without a window left out.",
        csv);
}

AnalysisTable efficiencyTable(const Analysis& analysis)
{
    CsvText csv(
        {"observer", "epoch", "test_gain_per_training_image", "band_low", "band_high", "training_images"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const EfficiencyPoint& point : observer.curves.efficiency) {
            csv.add(nameOf(observer)).add(point.epoch).add(point.gain);
            addInterval(csv, point.band);
            csv.add(observer.curves.trainingImages);
            csv.endRow();
        }
    return tableOf("data_efficiency.csv",
                   "Gain of mean test accuracy from the tested epoch before, divided by the number of "
                   "distinct images a run is trained on; the first gain is from 0 (start zero, as published) "
                   "or from 1 / classes (start chance). Band: bootstrap over runs.",
                   csv);
}

void addPooled(CsvText& csv, const PooledShare& answers, double level)
{
    csv.add(answers.trials()).add(answers.share()).add(answers.counted());
    addInterval(csv, answers.wilson(level));
    addInterval(csv, answers.band());
}

AnalysisTable splitTable(const Analysis& analysis)
{
    CsvText csv({"observer", "epoch", "split", "trials", "accuracy", "correct", "wilson_low", "wilson_high",
                 "band_low", "band_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const SplitCell& cell : observer.split.cells) {
            csv.add(nameOf(observer)).add(cell.epoch).add(cell.known ? "known_object" : "novel_object");
            addPooled(csv, cell.answers, analysis.options.curves.level);
            csv.endRow();
        }
    return tableOf(
        "test_split.csv",
        "Test accuracy on images of objects known from training (new views) and of novel objects, "
        "pooled over the trials of the chosen runs. Split exact: by the object's id; as published: "
        "known where the image's name begins with the id of a training object. Wilson's interval "
        "of the pooled trials as if independent; bootstrap band over runs.",
        csv);
}

AnalysisTable confusionTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "epoch", "ground_truth", "prediction", "count", "share", "shown",
                 "wilson_low", "wilson_high", "band_low", "band_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const ConfusionCell& cell : observer.confusion.cells) {
            csv.add(nameOf(observer)).add(toString(cell.phase)).add(cell.epoch);
            csv.add(observer.confusion.labels[cell.truth]).add(observer.confusion.labels[cell.prediction]);
            csv.add(cell.answers.counted()).add(cell.answers.share()).add(cell.answers.trials());
            addInterval(csv, cell.answers.wilson(analysis.options.curves.level));
            addInterval(csv, cell.answers.band());
            csv.endRow();
        }
    return tableOf(
        "confusion.csv",
        "How often each answer was given to each class in an epoch, over the chosen runs; counts "
        "above 0 only. Share: of all trials in which the class was shown. Wilson's interval of the "
        "pooled trials as if independent; bootstrap band over runs.",
        csv);
}

AnalysisTable rotationTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "axis", "angle", "trials", "accuracy", "correct", "wilson_low",
                 "wilson_high", "band_low", "band_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const RotationCell& cell : observer.rotation.cells) {
            csv.add(nameOf(observer)).add(toString(cell.phase)).add(cell.axis).add(cell.angle);
            addPooled(csv, cell.answers, analysis.options.curves.level);
            csv.endRow();
        }
    return tableOf(
        "rotation.csv",
        "Accuracy by the view that the image's name tells (axis and angle in degrees; no axis: the "
        "canonical view), pooled over the trials of all epochs and chosen runs. Wilson's interval "
        "of the pooled trials as if independent; bootstrap band over runs.",
        csv);
}

AnalysisTable responseTable(const Analysis& analysis)
{
    CsvText csv({"observer", "phase", "epoch", "label", "answered", "share_answered", "shown", "share_shown",
                 "trials", "wilson_low", "wilson_high", "band_low", "band_high"});
    for (const ObserverAnalysis& observer : analysis.observers)
        for (const ResponseShareCell& cell : observer.responses.cells) {
            csv.add(nameOf(observer)).add(toString(cell.phase)).add(cell.epoch);
            csv.add(observer.responses.labels[cell.label].text);
            csv.add(cell.answered.counted()).add(cell.answered.share());
            csv.add(cell.shown.counted()).add(cell.shown.share()).add(cell.answered.trials());
            addInterval(csv, cell.answered.wilson(analysis.options.curves.level));
            addInterval(csv, cell.answered.band());
            csv.endRow();
        }
    return tableOf("response_share.csv",
                   "How often each label was answered and shown in an epoch, over the chosen runs, as shares "
                   "of all its trials. Intervals are of the share answered: Wilson's of the pooled trials as "
                   "if independent; bootstrap band over runs.",
                   csv);
}

AnalysisTable deltaTable(const Analysis& analysis)
{
    CsvText csv({"human", "network", "epoch", "human_accuracy", "network_accuracy", "delta", "band_low",
                 "band_high", "participants", "runs"});
    for (const ObserverDelta& delta : analysis.deltas)
        for (const DeltaPoint& point : delta.points) {
            csv.add(nameOf(analysis.observers[delta.human])).add(nameOf(analysis.observers[delta.network]));
            csv.add(point.epoch).add(point.human).add(point.network).add(point.delta);
            addInterval(csv, point.band);
            csv.add(point.participants).add(point.runs);
            csv.endRow();
        }
    return tableOf("delta.csv",
                   "Mean test accuracy of a human observer minus that of a network in each epoch that both "
                   "were tested in. Band: two independent bootstraps, over participants and over runs; empty "
                   "where one side has a single run.",
                   csv);
}

/// "pooled" where the epochs are.
void addEpoch(CsvText& csv, std::int32_t epoch)
{
    epoch == allEpochs ? csv.add("pooled") : csv.add(epoch);
}

void addConsistency(CsvText& csv, const ConsistencyPoint& point)
{
    addEpoch(csv, point.epoch);
    csv.add(point.pairs).add(point.observedAgreement).add(point.kappa);
    addInterval(csv, point.agreementBand);
    addInterval(csv, point.kappaBand);
    csv.add(point.trials).add(point.undefined).add(point.uninformative);
    addInterval(csv, point.kappaInterval);
    addInterval(csv, point.chance);
    addInterval(csv, point.attainable);
    csv.add(std::uint64_t(point.fewestImages)).add(std::uint64_t(point.mostImages));
    csv.add(point.partialPairs).add(point.unmatchedPairs + point.leftOutPairs).add("");
}

void addUnmatched(CsvText& csv, const UnmatchedEpoch& epoch)
{
    addEpoch(csv, epoch.epoch);
    csv.add(0);
    for (int empty = 0; empty < 6; ++empty)
        csv.add(none);
    csv.add(0).add(0).add(0);
    for (int empty = 0; empty < 6; ++empty)
        csv.add(none);
    csv.add(0).add(0).add(0).add(epoch.pairs).add(toString(epoch.reason));
}

AnalysisTable consistencyTable(const Analysis& analysis)
{
    CsvText csv({"observer_a",
                 "observer_b",
                 "epoch",
                 "pairs",
                 "observed_agreement",
                 "error_consistency",
                 "agreement_band_low",
                 "agreement_band_high",
                 "consistency_band_low",
                 "consistency_band_high",
                 "trials",
                 "undefined_pairs",
                 "uninformative_pairs",
                 "consistency_interval_low",
                 "consistency_interval_high",
                 "chance_low",
                 "chance_high",
                 "attainable_low",
                 "attainable_high",
                 "fewest_images",
                 "most_images",
                 "partial_pairs",
                 "unmatched_pairs",
                 "unmatched_because"});
    for (const ObserverComparison& comparison : analysis.comparisons) {
        const auto begin = [&] {
            csv.add(nameOf(analysis.observers[comparison.first]));
            csv.add(nameOf(analysis.observers[comparison.second]));
        };
        auto unmatched = comparison.unmatched.begin();
        const auto addUnmatchedBefore = [&](std::int64_t epoch) {
            for (; unmatched != comparison.unmatched.end() && unmatched->epoch < epoch; ++unmatched) {
                begin();
                addUnmatched(csv, *unmatched);
                csv.endRow();
            }
        };
        for (const ConsistencyPoint& point : comparison.points) {
            addUnmatchedBefore(point.epoch);
            begin();
            addConsistency(csv, point);
            csv.endRow();
        }
        addUnmatchedBefore(std::numeric_limits<std::int64_t>::max());
    }
    return tableOf(
        "error_consistency.csv",
        std::string(analysis.options.consistencyMatching == ConsistencyMatching::SameEpoch
                        ? "Matched by image and epoch. "
                        : "Matched by image, pooled over epochs (the first answer to each image). ")
            + "Mean over pairs of runs of what they have in common on the test images that both saw (the "
              "first answer where an image occurs twice): observed agreement, the share of images on which "
              "both are right or both wrong, and kappa = (observed - expected) / (1 - expected) with "
              "expected = p1 p2 + (1 - p1)(1 - p2). Pairs without kappa (both always right or both always "
              "wrong: undefined) and pairs whose kappa is 0 by algebra (one always right or wrong: "
              "uninformative) are counted, and left out of its mean. Partial pairs saw other images, too; "
              "unmatched pairs share none and are not compared. Within one observer each pair of runs "
              "counts once. Interval: percentile bootstrap over images and, of observers with several "
              "runs, runs. Band: over runs alone. Both are empty where there are too many pairs of runs "
              "for so many draws. Chance: central 95 % of kappa for one pair of independent observers of "
              "the same accuracies (hypergeometric), mean over informative pairs. Attainable: lowest and "
              "highest kappa that the accuracies allow, mean over informative pairs.",
        csv);
}

AnalysisTable matchingTable(const Analysis& analysis)
{
    CsvText csv({"observer_1", "observer_2", "epoch", "pairs", "same_images", "some_images", "no_image",
                 "fewest_shared", "most_shared", "images_of_both", "why_none"});
    for (const ObserverComparison& comparison : analysis.comparisons) {
        const auto add = [&](const MatchedImages& images) {
            csv.add(nameOf(analysis.observers[comparison.first]));
            csv.add(nameOf(analysis.observers[comparison.second]));
            images.epoch == allEpochs ? csv.add("all") : csv.add(images.epoch);
            csv.add(images.pairs).add(images.same).add(images.partial).add(images.apart);
            csv.add(std::uint64_t(images.fewest))
                .add(std::uint64_t(images.most))
                .add(std::uint64_t(images.shown));
            csv.add(reasonApart(images, comparison.matching.pooled));
            csv.endRow();
        };
        for (const MatchedImages& epoch : comparison.matching.epochs)
            add(epoch);
        add(comparison.matching.pooled);
    }
    return tableOf(
        "matched_trials.csv",
        "Which test trials of two observers can be compared: of all pairs of their runs that were tested "
        "in the epoch, how many saw exactly the same images, some of the same, or none; how many images a "
        "pair shares that shares any; and how many different images both observers saw. Epoch 'all': pooled, "
        "each run with all it saw in whichever epochs. Within one observer each pair of runs counts once.",
        csv);
}

AnalysisTable repairsTable(const Analysis& analysis)
{
    CsvText csv({"observer", "order", "repair", "parameters", "rows", "runs", "what"});
    for (const ObserverAnalysis& observer : analysis.observers) {
        std::uint64_t order = 0;
        for (const RepairRecord& record : observer.curves.observer.repairs) {
            std::string runs;
            for (const std::int32_t run : record.runs)
                runs += (runs.empty() ? "" : " ") + std::to_string(run);
            csv.add(nameOf(observer)).add(++order).add(record.repair).add(record.parameters);
            csv.add(record.rows).add(runs).add(record.sentence);
            csv.endRow();
        }
    }
    return tableOf(
        "repairs.csv",
        "What was done to the trials of the files before anything was computed, in this order; rows: "
        "how many were changed or dropped (0: there was nothing to repair). The files are as they were.",
        csv);
}

AnalysisTable similarityTable(const Analysis& analysis)
{
    CsvText csv({"observer_a", "observer_b", "phase", "epoch", "measure", "similarity", "interval_low",
                 "interval_high", "exchanged_low", "exchanged_high", "exchanged_p", "chance_p", "classes",
                 "trials_a", "trials_b", "entropy_a", "entropy_b"});
    for (const ObserverLikeness& likeness : analysis.likenesses)
        for (const ConfusionComparison& epoch : likeness.epochs)
            for (const ConfusionSimilarity& similarity : epoch.similarities) {
                csv.add(nameOf(analysis.observers[likeness.first]));
                csv.add(nameOf(analysis.observers[likeness.second]));
                csv.add(toString(epoch.phase)).add(epoch.epoch).add(toString(similarity.measure));
                csv.add(similarity.value);
                addInterval(csv, similarity.interval);
                addInterval(csv, similarity.exchanged);
                csv.add(similarity.exchangedProbability.value_or(none));
                csv.add(similarity.chanceProbability.value_or(none));
                csv.add(std::uint64_t(epoch.classes)).add(epoch.firstTrials).add(epoch.secondTrials);
                csv.add(epoch.firstEntropy).add(epoch.secondEntropy);
                csv.endRow();
            }
    return tableOf(
        "confusion_similarity.csv",
        "How alike the confusion matrices of two observers are (rows: classes shown to both, each divided by "
        "its sum; 1: the same). pearson, spearman: correlation of the off-diagonal shares. "
        "error-jensen-shannon: 1 - mean over rows of the Jensen-Shannon distance (base 2) of the wrong "
        "answers "
        "alone, rows in which both made errors. total-variation: 1 - mean over rows of half the sum of "
        "absolute differences. Empty where it is not defined. Interval: bootstrap over runs and, within run "
        "and class, trials ("
            + std::to_string(std::min(analysis.options.curves.bootstrapDraws, mostSimilarityDraws))
            + " draws); percentiles for correlations; for distances 2 * value - percentile, within 0 and 1 "
              "and around the value. Exchanged: central part, and probability of being this unlike or more "
              "so, where runs (with one run each: the trials of a class) are dealt anew to both observers. "
              "chance_p: probability of being this alike or more so where it is permuted, within each class, "
              "which wrong answer is which (all arrangements where there are no more than draws). Entropy: "
              "of "
              "all responses, in bits.",
        csv);
}
} // namespace

std::vector<AnalysisTable> analysisTables(const Analysis& analysis)
{
    std::vector<AnalysisTable> tables {
        accuracyPerRunTable(analysis), accuracyMeanTable(analysis), lagTable(analysis),
        efficiencyTable(analysis),     splitTable(analysis),        confusionTable(analysis),
        rotationTable(analysis),       consistencyTable(analysis),  responseTable(analysis),
        deltaTable(analysis),          similarityTable(analysis),   matchingTable(analysis)};
    std::vector<AnalysisTable> further {reactionTimesTable(analysis), speedAccuracyTable(analysis),
                                        repairsTable(analysis)};
    if (!analysis.options.byColumn.column.empty())
        further.insert(further.begin(), byColumnTable(analysis));
    for (AnalysisTable& table : further)
        if (table.rows > 0)
            tables.push_back(std::move(table));
    return tables;
}

} // namespace learnscope
