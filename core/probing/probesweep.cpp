#include "core/probing/probesweep.h"

#include "core/base/csvtext.h"
#include "core/base/filewriter.h"
#include "core/base/sha256.h"
#include "core/io/arrays/readrepresentations.h"
#include "core/io/arrays/writerepresentations.h"
#include "core/similarity/choices.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;
constexpr std::string_view format = "learnscope-probe-sweep";

std::string numberText(double value)
{
    std::array<char, 32> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

Result<void> check(SweepSettings& settings)
{
    if (settings.lambdas.empty())
        return failure(Error::Kind::Usage, "a sweep needs a lambda");
    for (const double lambda : settings.lambdas)
        if (!(lambda >= 0) || !std::isfinite(lambda))
            return failure(Error::Kind::Usage, "lambda must be 0 or more, found " + numberText(lambda));
    std::sort(settings.lambdas.begin(), settings.lambdas.end(), std::greater<>());
    if (std::adjacent_find(settings.lambdas.begin(), settings.lambdas.end()) != settings.lambdas.end())
        return failure(Error::Kind::Usage, "a lambda is named twice");
    if (settings.folds < 2)
        return failure(Error::Kind::Usage, "cross-validation needs 2 folds or more");
    return {};
}

Json jsonOf(const SweepSources& sources, const SweepSettings& settings, const std::string& featuresHash,
            const std::string& tripletsHash)
{
    return {{"format", format},
            {"version", 1},
            {"objective", "global"},
            {"solver", "exact"},
            {"features",
             {{"file", std::filesystem::absolute(sources.features).lexically_normal().string()},
              {"dataset", sources.featuresDataset},
              {"sha256", featuresHash}}},
            {"triplets",
             {{"file", std::filesystem::absolute(sources.triplets).lexically_normal().string()},
              {"dataset", sources.tripletsDataset},
              {"sha256", tripletsHash}}},
            {"penalty", toString(settings.penalty)},
            {"lambdas", settings.lambdas},
            {"bias", settings.bias},
            {"start", settings.start},
            {"folds", settings.folds},
            {"seed", settings.seed},
            {"descent",
             {{"iterations", settings.descent.iterations},
              {"history", settings.descent.history},
              {"tolerance", settings.descent.tolerance},
              {"patience", settings.descent.patience}}}};
}

/// What makes a sweep another one: everything but where its files lie.
Json identityOf(Json json)
{
    json["features"].erase("file");
    json["triplets"].erase("file");
    return json;
}

Error unreadable(const std::filesystem::path& path, const std::string& why)
{
    return {Error::Kind::Syntax, why, {path.string()}};
}

Result<std::optional<Json>> readJson(const std::filesystem::path& path)
{
    std::error_code none;
    if (!std::filesystem::exists(path, none))
        return std::optional<Json>();
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return tl::unexpected(Error {Error::Kind::Io, "cannot be read", {path.string()}});
    Json json = Json::parse(text.str(), nullptr, false);
    if (!json.is_object())
        return tl::unexpected(unreadable(path, "is no JSON object; was it changed by hand?"));
    return std::optional(std::move(json));
}

Json scoreJson(const ProbeScore& score)
{
    return {{"loss", score.loss}, {"accuracy", score.accuracy}, {"triplets", score.triplets}};
}

ProbeScore scoreFrom(const Json& json)
{
    return {json.at("loss").get<double>(), json.at("accuracy").get<double>(),
            json.at("triplets").get<std::uint64_t>()};
}
} // namespace

Result<ProbeSweep> ProbeSweep::open(const std::filesystem::path& folder, const SweepSources& sources,
                                    const SweepSettings& settings)
{
    ProbeSweep sweep;
    sweep.m_folder = folder;
    sweep.m_sources = sources;
    sweep.m_settings = settings;
    if (const auto fits = check(sweep.m_settings); !fits)
        return tl::unexpected(fits.error());
    const auto featuresHash = sha256OfFile(sources.features);
    const auto tripletsHash = sha256OfFile(sources.triplets);
    if (!featuresHash || !tripletsHash)
        return tl::unexpected((featuresHash ? tripletsHash : featuresHash).error());
    const Json wanted = jsonOf(sources, sweep.m_settings, *featuresHash, *tripletsHash);
    const std::filesystem::path path = folder / "probe.json";
    const auto there = readJson(path);
    if (!there)
        return tl::unexpected(there.error());
    if (*there) {
        const Json before = identityOf(**there);
        const Json now = identityOf(wanted);
        for (const auto& [key, value] : now.items())
            if (!before.contains(key) || before.at(key) != value)
                return tl::unexpected(Error {Error::Kind::Mismatch,
                                             "the folder holds a sweep with another value of '" + key
                                                 + "'; use another folder for this one",
                                             {path.string()}});
        return sweep;
    }
    if (const auto written = writeFileAtomically(path, wanted.dump(2) + '\n'); !written)
        return tl::unexpected(written.error());
    return sweep;
}

Result<ProbeSweep> ProbeSweep::openExisting(const std::filesystem::path& folder)
{
    const std::filesystem::path path = folder / "probe.json";
    const auto there = readJson(path);
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return tl::unexpected(Error {Error::Kind::Io, "there is no sweep in this folder", {path.string()}});
    const Json& json = **there;
    ProbeSweep sweep;
    sweep.m_folder = folder;
    try {
        sweep.m_sources = {json.at("features").at("file"), json.at("features").at("dataset"),
                           json.at("triplets").at("file"), json.at("triplets").at("dataset")};
        SweepSettings& settings = sweep.m_settings;
        const auto penalty = probePenaltyFromName(json.at("penalty").get<std::string>());
        if (json.at("format") != format || json.at("version") != 1 || !penalty)
            return tl::unexpected(unreadable(path, "is of another program or version"));
        settings.penalty = *penalty;
        settings.lambdas = json.at("lambdas").get<std::vector<double>>();
        settings.bias = json.at("bias");
        settings.start = json.at("start");
        settings.folds = json.at("folds");
        settings.seed = json.at("seed");
        const Json& descent = json.at("descent");
        settings.descent = {descent.at("iterations"), descent.at("history"), descent.at("tolerance"),
                            descent.at("patience")};
    } catch (const Json::exception& error) {
        return tl::unexpected(unreadable(path, std::string("is not understood: ") + error.what()));
    }
    if (const auto fits = check(sweep.m_settings); !fits)
        return tl::unexpected(unreadable(path, fits.error().message));
    return sweep;
}

std::filesystem::path ProbeSweep::unitPath(double lambda, std::size_t fold, std::string_view ending) const
{
    return m_folder / "units"
        / ("lambda-" + numberText(lambda) + "-fold-" + std::to_string(fold + 1) + std::string(ending));
}

Result<std::optional<SweepRecord>> ProbeSweep::recordOf(double lambda, std::size_t fold) const
{
    const std::filesystem::path path = unitPath(lambda, fold, ".json");
    const auto there = readJson(path);
    if (!there)
        return tl::unexpected(there.error());
    if (!*there)
        return std::optional<SweepRecord>();
    const Json& json = **there;
    try {
        return std::optional(SweepRecord {lambda, fold, scoreFrom(json.at("train")),
                                          scoreFrom(json.at("validation")), json.at("iterations"),
                                          json.at("seconds"), json.at("norm"), json.at("from_identity")});
    } catch (const Json::exception& error) {
        return tl::unexpected(unreadable(path, std::string("is not understood: ") + error.what()));
    }
}

Result<std::vector<float>> ProbeSweep::weightsOf(double lambda, std::size_t fold, std::size_t size) const
{
    const std::filesystem::path path = unitPath(lambda, fold, ".npy");
    auto read = readEmbedding(path);
    if (!read)
        return tl::unexpected(read.error());
    const Embedding& rows = read->value;
    if (rows.rows() * rows.columns() != size)
        return tl::unexpected(
            Error {Error::Kind::Mismatch, "holds weights of another size", {path.string()}});
    std::vector<float> weights;
    for (std::size_t row = 0; row < rows.rows(); ++row)
        weights.insert(weights.end(), rows.row(row).begin(), rows.row(row).end());
    return weights;
}

Result<SweepRecord> ProbeSweep::train(const Embedding& features, const Standardisation& standardisation,
                                      const TripletFold& split, std::size_t fold, std::size_t strength,
                                      unsigned threads, JobContext& context) const
{
    const double lambda = m_settings.lambdas[strength];
    GlobalProbeOptions options;
    options.regularisation = {m_settings.penalty, lambda};
    options.bias = m_settings.bias;
    options.start = m_settings.start;
    options.descent = m_settings.descent;
    options.threads = threads;
    const std::size_t columns = features.columns();
    std::vector<float> warm;
    if (strength > 0) {
        auto stronger =
            weightsOf(m_settings.lambdas[strength - 1], fold, columns * (columns + (options.bias ? 1 : 0)));
        if (!stronger)
            return tl::unexpected(stronger.error());
        warm = std::move(*stronger);
    }
    auto probe = trainGlobalProbe(features, standardisation, split.others.span(), split.held.span(), options,
                                  warm, {}, context);
    if (!probe)
        return tl::unexpected(probe.error());
    const SweepRecord record {
        lambda,         fold,        probe->train,       probe->validation, probe->descent.iterations,
        probe->seconds, probe->norm, probe->fromIdentity};
    const std::size_t rows = probe->parameters.size() / columns;
    // The weights first: where there is a record, they are there as well.
    const auto weights = Embedding::make(rows, columns, SharedValues<float>(std::move(probe->parameters)));
    if (const auto written = weights ? writeEmbedding(unitPath(lambda, fold, ".npy"), *weights)
                                     : Result<void>(tl::unexpected(weights.error()));
        !written)
        return tl::unexpected(written.error());
    const Json json = {{"lambda", lambda},
                       {"fold", fold + 1},
                       {"train", scoreJson(record.train)},
                       {"validation", scoreJson(record.validation)},
                       {"iterations", record.iterations},
                       {"seconds", record.seconds},
                       {"norm", record.norm},
                       {"from_identity", record.fromIdentity}};
    if (const auto written = writeFileAtomically(unitPath(lambda, fold, ".json"), json.dump(2) + '\n');
        !written)
        return tl::unexpected(written.error());
    return record;
}

Result<void> ProbeSweep::run(const Embedding& features, const Triplets& triplets, const SweepTask& task,
                             unsigned threads, const std::function<void(const SweepRecord&)>& done,
                             JobContext& context) const
{
    if (triplets.objectCount() > features.rows())
        return failure(Error::Kind::Mismatch,
                       "the triplets are of " + std::to_string(triplets.objectCount())
                           + " objects, there are features of " + std::to_string(features.rows()));
    const auto standardisation = standardisationOf(features);
    if (!standardisation)
        return tl::unexpected(standardisation.error());
    const auto splits = tripletFolds(triplets, m_settings.folds, m_settings.seed);
    if (!splits)
        return tl::unexpected(splits.error());
    const double all = double(m_settings.folds * m_settings.lambdas.size());
    double finished = 0;
    for (std::size_t fold = 0; fold < splits->size(); ++fold)
        for (std::size_t strength = 0; strength < m_settings.lambdas.size(); ++strength, ++finished) {
            if (fold % task.count != task.number)
                continue;
            context.report(finished / all, "training probes");
            const auto known = recordOf(m_settings.lambdas[strength], fold);
            if (!known)
                return tl::unexpected(known.error());
            const auto record = *known
                ? Result<SweepRecord>(**known)
                : train(features, *standardisation, (*splits)[fold], fold, strength, threads, context);
            if (!record)
                return tl::unexpected(record.error());
            if (done)
                done(*record);
        }
    return {};
}

Result<SweepResults> ProbeSweep::results() const
{
    SweepResults results;
    for (const double lambda : m_settings.lambdas)
        for (std::size_t fold = 0; fold < m_settings.folds; ++fold) {
            auto record = recordOf(lambda, fold);
            if (!record)
                return tl::unexpected(record.error());
            if (*record)
                results.records.push_back(**record);
            else
                results.missing.push_back("lambda " + numberText(lambda) + ", fold "
                                          + std::to_string(fold + 1));
        }
    return results;
}

std::string ProbeSweep::csvOf(const SweepResults& results) const
{
    CsvText csv {"objective",  "penalty",  "lambda",       "alpha",      "tau",    "fold",
                 "train_loss", "val_loss", "val_accuracy", "iterations", "seconds"};
    for (const SweepRecord& record : results.records) {
        csv.add("global").add(toString(m_settings.penalty)).add(record.lambda).add("").add("");
        csv.add(std::uint64_t {record.fold + 1}).add(record.train.loss).add(record.validation.loss);
        csv.add(record.validation.accuracy).add(std::int64_t {record.iterations}).add(record.seconds);
        csv.endRow();
    }
    return csv.text();
}

double bestLambda(const SweepResults& results)
{
    std::map<double, std::pair<double, int>, std::greater<>> sums;
    for (const SweepRecord& record : results.records) {
        sums[record.lambda].first += record.validation.loss;
        ++sums[record.lambda].second;
    }
    double best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& [lambda, sum] : sums)
        if (sum.first / sum.second < least) {
            least = sum.first / sum.second;
            best = lambda;
        }
    return best;
}

} // namespace learnscope
