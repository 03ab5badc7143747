#include "core/checks/arraychecks.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr std::size_t rowsBetweenReports = 256;

Finding finding(const char* code, Finding::Severity severity, const ArraySource& source, std::uint64_t count,
                std::string message)
{
    return {code, severity, source.file(), 0, 0, count, std::move(message), {}};
}

std::string counted(std::uint64_t count, const char* one, const char* several)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : several);
}

/// "'cat', 'dog' and 3 more"
std::string listed(const std::vector<std::size_t>& places, const RowNames& names)
{
    constexpr std::size_t shown = 5;
    std::string text;
    for (std::size_t index = 0; index < std::min(shown, places.size()); ++index)
        text += (index == 0 ? "" : ", ")
            + (names.empty() ? names.label(places[index]) : quotedForMessage(names[places[index]]));
    if (places.size() > shown)
        text += " and " + std::to_string(places.size() - shown) + " more";
    return text;
}

void addRepeatedNames(const std::vector<RepeatedName>& repeated, const ArraySource& source,
                      std::vector<Finding>& findings)
{
    if (repeated.empty())
        return;
    const RepeatedName& first = repeated.front();
    findings.push_back(finding(
        "repeated-names", Finding::Severity::Warning, source, repeated.size(),
        counted(repeated.size(), "name stands", "names stand") + " in several rows, such as "
            + quotedForMessage(first.name) + " in rows " + std::to_string(first.rows[0] + 1) + " and "
            + std::to_string(first.rows[1] + 1) + "; rows with such names match those of no other source"));
}
} // namespace

Result<EmbeddingFacts> embeddingFacts(const Embedding& embedding, JobContext& job)
{
    EmbeddingFacts facts;
    const std::span<const float> first = embedding.row(0);
    std::vector<char> isConstant(embedding.columns(), embedding.rows() > 1 ? 1 : 0);
    for (std::size_t row = 0; row < embedding.rows(); ++row) {
        if (row % rowsBetweenReports == 0) {
            if (job.isCancelled())
                return failure(Error::Kind::Cancelled, "cancelled");
            job.report(static_cast<double>(row) / static_cast<double>(embedding.rows()), "checking numbers");
        }
        std::uint64_t missing = 0;
        std::uint64_t infinite = 0;
        bool isZero = true;
        const std::span<const float> values = embedding.row(row);
        for (std::size_t column = 0; column < values.size(); ++column) {
            const float value = values[column];
            missing += std::isnan(value) ? 1 : 0;
            infinite += std::isinf(value) ? 1 : 0;
            isZero &= value == 0;
            if (value != first[column])
                isConstant[column] = 0;
        }
        facts.missing += missing;
        facts.infinite += infinite;
        if (missing + infinite > 0)
            facts.oddRows.push_back(row);
        if (isZero)
            facts.zeroRows.push_back(row);
    }
    for (std::size_t column = 0; column < isConstant.size(); ++column)
        if (isConstant[column] != 0)
            facts.constantColumns.push_back(column);
    facts.repeatedNames = repeatedNames(embedding.rowNames().span());
    return facts;
}

TripletFacts tripletFacts(const Triplets& triplets)
{
    // Each judgement as its three objects in order, then the odd one; equal objects stand side by side.
    using Judged = std::array<std::uint32_t, 4>;
    std::vector<Judged> judged;
    judged.reserve(triplets.size());
    std::vector<char> isNamed(triplets.objectCount(), 0);
    for (const Triplet& triplet : triplets.span()) {
        Judged entry = {triplet.first, triplet.second, triplet.oddOne, triplet.oddOne};
        for (std::size_t place = 0; place < 3; ++place)
            isNamed[entry[place]] = 1;
        std::sort(entry.begin(), entry.begin() + 3);
        judged.push_back(entry);
    }
    std::stable_sort(judged.begin(), judged.end(), [](const Judged& left, const Judged& right) {
        return std::lexicographical_compare(left.begin(), left.begin() + 3, right.begin(), right.begin() + 3);
    });
    TripletFacts facts;
    facts.unjudged = static_cast<std::uint64_t>(std::count(isNamed.begin(), isNamed.end(), 0));
    std::size_t begin = 0;
    for (std::size_t index = 1; index < judged.size(); ++index) {
        if (!std::equal(judged[index].begin(), judged[index].begin() + 3, judged[begin].begin())) {
            begin = index;
            continue;
        }
        ++facts.repeated;
        facts.contradicting += judged[index][3] != judged[begin][3] ? 1 : 0;
    }
    return facts;
}

Result<MatrixFacts> matrixFacts(const SimilarityMatrix& matrix, JobContext& job)
{
    MatrixFacts facts;
    facts.smallest = std::numeric_limits<double>::infinity();
    facts.largest = -std::numeric_limits<double>::infinity();
    for (std::size_t row = 0; row < matrix.size(); ++row) {
        if (row % rowsBetweenReports == 0 && job.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        matrix.upperRow(row, [&](const auto& numbers) {
            for (const double number : numbers) {
                facts.missing += std::isnan(number) ? 1 : 0;
                facts.infinite += std::isinf(number) ? 1 : 0;
                facts.negative += number < 0 ? 1 : 0;
                if (std::isfinite(number)) {
                    facts.smallest = std::min(facts.smallest, number);
                    facts.largest = std::max(facts.largest, number);
                }
            }
        });
    }
    if (facts.smallest > facts.largest)
        facts.smallest = facts.largest = std::numeric_limits<double>::quiet_NaN();
    facts.repeatedNames = repeatedNames(matrix.names().span());
    return facts;
}

std::vector<Finding> findingsOf(const EmbeddingFacts& facts, const Embedding& embedding)
{
    std::vector<Finding> findings;
    const auto add = [&](const char* code, std::uint64_t count, std::string message) {
        if (count > 0)
            findings.push_back(
                finding(code, Finding::Severity::Warning, embedding.source(), count, std::move(message)));
    };
    add("not-finite", facts.missing + facts.infinite,
        counted(facts.missing, "number is", "numbers are") + " NaN and " + std::to_string(facts.infinite)
            + " infinite, in " + counted(facts.oddRows.size(), "row: ", "rows: ")
            + listed(facts.oddRows, embedding.rowNames()));
    add("constant-columns", facts.constantColumns.size(),
        counted(facts.constantColumns.size(), "column holds", "columns hold")
            + " the same number in every row: " + listed(facts.constantColumns, embedding.columnNames()));
    add("zero-rows", facts.zeroRows.size(),
        counted(facts.zeroRows.size(), "row holds", "rows hold") + " nothing but 0, so that cosine and "
            + "correlation are not defined: " + listed(facts.zeroRows, embedding.rowNames()));
    addRepeatedNames(facts.repeatedNames, embedding.source(), findings);
    return findings;
}

std::vector<Finding> findingsOf(const TripletFacts& facts, const Triplets& triplets)
{
    std::vector<Finding> findings;
    const auto add = [&](const char* code, std::uint64_t count, std::string message) {
        if (count > 0)
            findings.push_back(
                finding(code, Finding::Severity::Information, triplets.source(), count, std::move(message)));
    };
    add("repeated-triplets", facts.repeated,
        counted(facts.repeated, "judgement is", "judgements are")
            + " of three objects that were judged before, " + std::to_string(facts.contradicting)
            + " with another odd one out");
    add("unjudged-objects", facts.unjudged,
        counted(facts.unjudged, "object", "objects") + " of " + std::to_string(triplets.objectCount())
            + " stand in no triplet");
    return findings;
}

std::vector<Finding> findingsOf(const MatrixFacts& facts, const SimilarityMatrix& matrix)
{
    std::vector<Finding> findings;
    const std::string all = " of " + counted(matrix.pairCount(), "pair", "pairs");
    if (facts.missing + facts.infinite > 0)
        findings.push_back(finding("not-finite", Finding::Severity::Warning, matrix.source(),
                                   facts.missing + facts.infinite,
                                   std::to_string(facts.missing) + all + " are NaN and "
                                       + std::to_string(facts.infinite) + " infinite"));
    if (facts.negative > 0 && matrix.kind() == SimilarityMatrix::Kind::Dissimilarity)
        findings.push_back(finding("negative-dissimilarities", Finding::Severity::Information,
                                   matrix.source(), facts.negative,
                                   std::to_string(facts.negative) + all
                                       + " are below 0, as only crossvalidated dissimilarities should be"));
    addRepeatedNames(facts.repeatedNames, matrix.source(), findings);
    return findings;
}

} // namespace learnscope
