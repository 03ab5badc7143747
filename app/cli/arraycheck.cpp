#include "app/cli/arraycheck.h"

#include "core/checks/arraychecks.h"
#include "core/io/arrays/readrepresentation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Checks the arrays of one open file, one after the other.
class ArrayChecker
{
public:
    ArrayChecker(ArrayFile& file, const ArrayCheckOptions& options, JobContext& job)
        : m_file(file)
        , m_options(options)
        , m_job(job)
    {
    }

    ArrayCheck run()
    {
        m_check.facts = {{"path", m_file.file()}, {"format", m_file.format()}, {"arrays", Json::array()}};
        m_check.lines.push_back(m_file.file() + ": " + std::string(m_file.format()) + ", "
                                + std::to_string(m_file.arrays().size())
                                + (m_file.arrays().size() == 1 ? " array" : " arrays"));
        if (!m_options.dataset.empty()) {
            if (const auto array = m_file.find(m_options.dataset))
                checkOne(*array, true);
            else
                m_check.errors.add(array.error());
        } else {
            const bool isOnly = m_file.arrays().size() == 1;
            for (std::size_t array = 0; array < m_file.arrays().size(); ++array)
                checkOne(array, isOnly);
        }
        return std::move(m_check);
    }

private:
    /// @p isMeant: it is an error when the array cannot be used.
    void checkOne(std::size_t array, bool isMeant)
    {
        const ArrayInfo& info = m_file.arrays()[array];
        m_facts = {{"name", info.name},
                   {"shape", info.shape},
                   {"dtype", info.dtype},
                   {"type", toString(info.type)},
                   {"order", info.order == ArraySource::Order::RowMajor ? "row-major" : "column-major"}};
        m_line = "  " + (info.name.empty() ? std::string() : info.name + ": ") + info.shapeText() + ' '
            + (info.type == ElementType::Other ? info.dtype : std::string(toString(info.type)))
            + (info.order == ArraySource::Order::ColumnMajor && info.shape.size() > 1 ? ", column-major"
                                                                                      : "");
        const std::string role = roleOf(array, isMeant);
        if (!info.refusal.empty()) {
            m_facts["refused"] = info.refusal;
            m_line += ": " + info.refusal;
            if (isMeant)
                m_check.errors.add({Error::Kind::Mismatch, "this array " + info.refusal, {m_file.file()}});
        } else if (role == "triplets") {
            checkTriplets(info.name);
        } else if (role == "matrix") {
            checkMatrix(info.name);
        } else if (role == "embedding") {
            checkEmbedding(info.name);
        }
        m_check.facts["arrays"].push_back(std::move(m_facts));
        m_check.lines.push_back(std::move(m_line));
    }

    /// What an array is checked as; of a file's many arrays only those whose shape leaves no doubt.
    std::string roleOf(std::size_t array, bool isMeant) const
    {
        const ArrayInfo& info = m_file.arrays()[array];
        if (m_options.as != "auto")
            return isMeant || (isNumeric(info.type) && info.shape.size() >= 2) ? m_options.as : "";
        const auto kind = representationKindOf(m_file, array, isMeant);
        return kind ? std::string(toString(*kind)) : std::string();
    }

    ArrayChoice choice(const std::string& name) const
    {
        return {.dataset = name, .namesFile = m_options.names, .nameColumn = m_options.nameColumn};
    }

    void checkEmbedding(const std::string& name)
    {
        const auto read = readEmbedding(m_file, choice(name), m_job);
        if (!read)
            return m_check.errors.add(read.error());
        const Embedding& embedding = read->value;
        const auto facts = embeddingFacts(embedding, m_job);
        if (!facts)
            return m_check.errors.add(facts.error());
        m_facts.update({{"kind", "embedding"},
                        {"rows", embedding.rows()},
                        {"columns", embedding.columns()},
                        {"row_names", !embedding.rowNames().empty()},
                        {"nan", facts->missing},
                        {"infinite", facts->infinite},
                        {"constant_columns", facts->constantColumns.size()},
                        {"zero_rows", facts->zeroRows.size()},
                        {"repeated_names", facts->repeatedNames.size()}});
        m_line += ": an embedding of " + std::to_string(embedding.rows()) + " items"
            + (embedding.rowNames().empty() ? " without names"
                                            : " from '" + embedding.rowNames()[0] + "' to '"
                       + embedding.rowNames()[embedding.rows() - 1] + '\'');
        finish(read->remarks, findingsOf(*facts, embedding));
    }

    void checkTriplets(const std::string& name)
    {
        const auto read =
            readTriplets(m_file, {.array = choice(name), .objectCount = m_options.objects}, m_job);
        if (!read) {
            for (const Error& error : read.error().kept())
                m_check.errors.add(error);
            for (std::uint64_t more = read.error().kept().size(); more < read.error().total(); ++more)
                m_check.errors.add({});
            return;
        }
        const Triplets& triplets = read->value;
        const TripletFacts facts = tripletFacts(triplets);
        m_facts.update({{"kind", "triplets"},
                        {"triplets", triplets.size()},
                        {"objects", triplets.objectCount()},
                        {"repeated", facts.repeated},
                        {"contradicting", facts.contradicting},
                        {"unjudged_objects", facts.unjudged}});
        m_line += ": " + std::to_string(triplets.size()) + " triplets of "
            + std::to_string(triplets.objectCount()) + " objects";
        finish(read->remarks, findingsOf(facts, triplets));
    }

    void checkMatrix(const std::string& name)
    {
        const std::size_t count =
            std::max<std::size_t>(matrixCount(m_file.arrays()[m_file.find(name).value()]), 1);
        for (std::size_t slice = 0; slice < count; ++slice) {
            const auto read = readMatrix(m_file, {.array = choice(name), .slice = slice}, m_job);
            if (!read)
                return m_check.errors.add(read.error());
            const SimilarityMatrix& matrix = read->value;
            const auto facts = matrixFacts(matrix, m_job);
            if (!facts)
                return m_check.errors.add(facts.error());
            m_facts["kind"] = "matrix";
            m_facts["matrices"].push_back({{"items", matrix.size()},
                                           {"kind", toString(matrix.kind())},
                                           {"measure", matrix.measure()},
                                           {"names", !matrix.names().empty()},
                                           {"nan", facts->missing},
                                           {"infinite", facts->infinite},
                                           {"smallest", number(facts->smallest)},
                                           {"largest", number(facts->largest)}});
            if (slice == 0)
                m_line += ": " + (count == 1 ? std::string("a matrix") : std::to_string(count) + " matrices")
                    + " of " + std::to_string(matrix.size()) + " items, "
                    + (matrix.kind() == SimilarityMatrix::Kind::Dissimilarity ? "dissimilarities"
                                                                              : "similarities")
                    + (matrix.measure().empty() ? "" : " (" + matrix.measure() + ')');
            finish({}, findingsOf(*facts, matrix)); // its remarks are among the findings
        }
    }

    void finish(const std::vector<std::string>& remarks, std::vector<Finding> findings)
    {
        for (const std::string& remark : remarks)
            m_check.findings.push_back(
                {"remark", Finding::Severity::Information, m_file.file(), 0, 0, 1, remark, {}});
        std::move(findings.begin(), findings.end(), std::back_inserter(m_check.findings));
    }

    ArrayFile& m_file;
    const ArrayCheckOptions& m_options;
    JobContext& m_job;
    ArrayCheck m_check;
    Json m_facts; ///< of the array at hand
    std::string m_line;
};
} // namespace

bool holdsArrays(const std::string& file, const ArrayCheckOptions& options)
{
    if (options.as != "auto")
        return options.as != "trials";
    constexpr std::array<std::string_view, 11> extensions = {
        ".npy", ".npz", ".h5", ".hdf5", ".hdf", ".mat", ".pt", ".pth", ".safetensors", ".json", ".pkl"};
    const std::string extension = std::filesystem::path(file).extension().string();
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

ArrayCheck checkArrays(const std::string& file, const ArrayCheckOptions& options, JobContext& job)
{
    const auto opened = openArrayFile(file, job);
    if (opened)
        return ArrayChecker(**opened, options, job).run();
    ArrayCheck refused;
    refused.facts = {{"path", file}, {"format", nullptr}, {"arrays", Json::array()}};
    refused.lines.push_back(file + ": not read");
    refused.errors.add(opened.error());
    return refused;
}

} // namespace learnscope
