#pragma once

#include "core/probing/globalprobe.h"
#include "core/similarity/choices.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

/// What a sweep goes through: every strength of the penalty in every fold of objects.
struct SweepSettings
{
    ProbePenalty penalty = ProbePenalty::Eye;
    std::vector<double> lambdas = {.1}; ///< in any order; worked through from strong to weak
    bool bias = false;
    double start = .02;
    DescentOptions descent;
    std::size_t folds = 4;
    std::uint64_t seed = 1; ///< of the folds
};

/// The data of a sweep: files are hashed, so that nothing is continued with others.
struct SweepSources
{
    std::string features; ///< a file
    std::string featuresDataset; ///< which array of it; may be empty
    std::string triplets;
    std::string tripletsDataset;
};

/// One strength in one fold, as its record on disk tells it.
struct SweepRecord
{
    double lambda = 0;
    std::size_t fold = 0; ///< from 0 on
    ProbeScore train;
    ProbeScore validation;
    int iterations = 0;
    double seconds = 0;
    double norm = 0;
    double fromIdentity = 0;
};

/// What there is of a sweep.
struct SweepResults
{
    std::vector<SweepRecord> records; ///< by strength, strongest first, and fold
    std::vector<std::string> missing; ///< "lambda 0.1, fold 2": without a record
};

/// Which share of a sweep a process works through: folds are dealt out, because in each fold a strength
/// begins where the stronger one ended.
struct SweepTask
{
    std::size_t number = 0; ///< below count
    std::size_t count = 1;
};

/// A folder with a sweep: probe.json says of what, units/ holds a record and the weights of each strength and
/// fold, written as soon as it is done and never twice. So a sweep may be stopped at any moment, continued,
/// and shared by several processes. Any thread.
class ProbeSweep
{
public:
    /// Begins a sweep in @p folder, or continues that of the same sources and settings. Fails (Usage) where a
    /// setting is out of its range, (Mismatch) where the folder holds another sweep, and with Io.
    static Result<ProbeSweep> open(const std::filesystem::path& folder, const SweepSources& sources,
                                   const SweepSettings& settings);
    /// The sweep that @p folder holds. Fails with Io and Syntax.
    static Result<ProbeSweep> openExisting(const std::filesystem::path& folder);

    const SweepSettings& settings() const noexcept { return m_settings; }
    const SweepSources& sources() const noexcept { return m_sources; }

    /// Trains what has no record yet of @p task. @p done is told of every record, those that were there, too.
    /// Fails as trainGlobalProbe() and tripletFolds(), (Mismatch) where triplets name objects without
    /// features, and with Io; what was done stays.
    Result<void> run(const Embedding& features, const Triplets& triplets, const SweepTask& task,
                     unsigned threads, const std::function<void(const SweepRecord&)>& done = {},
                     JobContext& context = JobContext::none()) const;

    /// Fails with Io, and Syntax where a record cannot be read.
    Result<SweepResults> results() const;
    /// objective,penalty,lambda,alpha,tau,fold,train_loss,val_loss,val_accuracy,iterations,seconds: alpha
    /// and tau are empty for global probes.
    std::string csvOf(const SweepResults& results) const;

private:
    ProbeSweep() = default;

    std::filesystem::path unitPath(double lambda, std::size_t fold, std::string_view ending) const;
    Result<std::optional<SweepRecord>> recordOf(double lambda, std::size_t fold) const;
    Result<std::vector<float>> weightsOf(double lambda, std::size_t fold, std::size_t size) const;
    Result<SweepRecord> train(const Embedding& features, const Standardisation& standardisation,
                              const TripletFold& split, std::size_t fold, std::size_t strength,
                              unsigned threads, JobContext& context) const;

    std::filesystem::path m_folder;
    SweepSources m_sources;
    SweepSettings m_settings;
};

/// The strength with the lowest mean validation loss over folds; results must be whole.
double bestLambda(const SweepResults& results);

} // namespace learnscope
