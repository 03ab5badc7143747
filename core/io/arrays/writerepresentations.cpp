#include "core/io/arrays/writerepresentations.h"

#include "core/base/filewriter.h"
#include "core/io/arrays/arraywriter.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace learnscope {

namespace {
std::string extensionOf(const std::filesystem::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return extension;
}

tl::unexpected<Error> unknownExtension(const std::filesystem::path& path, const char* expected)
{
    return failure(Error::Kind::Usage,
                   "what to write is told by the file's name, and " + quotedForMessage(extensionOf(path))
                       + " is not known; expected " + expected,
                   {path.string()});
}

std::vector<std::string> texts(const RowNames& names)
{
    return {names.span().begin(), names.span().end()};
}

/// Numbers as text, one row after the other. Names are quoted where they must be.
class TextRows
{
public:
    TextRows(const ByteSink& sink, char separator)
        : m_sink(sink)
        , m_separator(separator)
    {
    }

    void addText(std::string_view text)
    {
        separate();
        const bool isPlain = text.find_first_of("\"\r\n\t,; #") == std::string_view::npos && !text.empty();
        if (isPlain) {
            m_text += text;
            return;
        }
        m_text += '"';
        for (const char letter : text)
            m_text.append(letter == '"' ? 2 : 1, letter);
        m_text += '"';
    }
    template<typename T>
    void addNumber(T number)
    {
        separate();
        std::array<char, 40> digits;
        if (!std::isnan(number))
            m_text.append(digits.data(),
                          std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
        else
            m_text += "nan";
    }
    Result<void> endRow()
    {
        m_text += '\n';
        m_isAtStart = true;
        constexpr std::size_t blockSize = 1 << 16;
        return m_text.size() < blockSize ? Result<void>() : flush();
    }
    Result<void> flush()
    {
        const auto written = m_sink(m_text);
        m_text.clear();
        return written;
    }

private:
    void separate()
    {
        if (!m_isAtStart)
            m_text += m_separator;
        m_isAtStart = false;
    }

    const ByteSink& m_sink;
    char m_separator;
    std::string m_text;
    bool m_isAtStart = true;
};

void addHeader(TextRows& rows, bool hasRowNames, const RowNames& columns)
{
    if (hasRowNames)
        rows.addText("name");
    for (const std::string& column : columns.span())
        rows.addText(column);
}

Result<void> writeEmbeddingText(const std::filesystem::path& path, const Embedding& embedding, char separator)
{
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        TextRows rows(sink, separator);
        const bool hasNames = !embedding.rowNames().empty();
        if (!embedding.columnNames().empty() || hasNames) {
            RowNames columns = embedding.columnNames();
            if (columns.empty()) {
                std::vector<std::string> numbered;
                for (std::size_t column = 1; column <= embedding.columns(); ++column)
                    numbered.push_back('f' + std::to_string(column));
                columns = RowNames(std::move(numbered));
            }
            addHeader(rows, hasNames, columns);
            if (auto done = rows.endRow(); !done)
                return done;
        }
        for (std::size_t row = 0; row < embedding.rows(); ++row) {
            if (hasNames)
                rows.addText(embedding.rowNames()[row]);
            for (const float value : embedding.row(row))
                rows.addNumber(value);
            if (auto done = rows.endRow(); !done)
                return done;
        }
        return rows.flush();
    });
}

Result<void> writeMatrixText(const std::filesystem::path& path, const SimilarityMatrix& matrix,
                             char separator)
{
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        TextRows rows(sink, separator);
        if (!matrix.names().empty()) {
            addHeader(rows, true, matrix.names());
            if (auto done = rows.endRow(); !done)
                return done;
        }
        for (std::size_t row = 0; row < matrix.size(); ++row) {
            if (!matrix.names().empty())
                rows.addText(matrix.names()[row]);
            for (std::size_t column = 0; column < matrix.size(); ++column)
                if (matrix.isDouble())
                    rows.addNumber(matrix.at(row, column));
                else
                    rows.addNumber(static_cast<float>(matrix.at(row, column)));
            if (auto done = rows.endRow(); !done)
                return done;
        }
        return rows.flush();
    });
}

/// All rows, or the part of them right of the diagonal, in the matrix's own precision.
template<typename T>
Result<void> produceMatrix(const SimilarityMatrix& matrix, SimilarityMatrix::Layout layout,
                           const ByteSink& sink)
{
    const std::size_t size = matrix.size();
    std::vector<T> row(size);
    for (std::size_t index = 0; index < size; ++index) {
        std::size_t begin = index + 1;
        if (layout == SimilarityMatrix::Layout::Square) {
            begin = 0;
            for (std::size_t column = 0; column <= index; ++column)
                row[column] = static_cast<T>(matrix.at(index, column));
        }
        matrix.upperRow(index, [&](const auto& numbers) {
            std::transform(numbers.begin(), numbers.end(),
                           row.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                           [](auto number) { return static_cast<T>(number); });
        });
        if (auto written =
                sink({reinterpret_cast<const char*>(row.data() + begin), (size - begin) * sizeof(T)});
            !written)
            return written;
    }
    return {};
}

ArrayContent matrixContent(const SimilarityMatrix& matrix, SimilarityMatrix::Layout layout, std::string name,
                           bool isStack)
{
    ArrayContent content;
    content.name = std::move(name);
    content.type = matrix.isDouble() ? ElementType::Float64 : ElementType::Float32;
    if (layout == SimilarityMatrix::Layout::Square)
        content.shape = {matrix.size(), matrix.size()};
    else
        content.shape = {matrix.pairCount()};
    if (isStack)
        content.shape.insert(content.shape.begin(), 1);
    content.produce = [&matrix, layout](const ByteSink& sink) {
        return matrix.isDouble() ? produceMatrix<double>(matrix, layout, sink)
                                 : produceMatrix<float>(matrix, layout, sink);
    };
    return content;
}

std::vector<ArrayContent> matrixArrays(const SimilarityMatrix& matrix, SimilarityMatrix::Layout layout)
{
    std::vector<ArrayContent> arrays = {matrixContent(matrix, layout, "matrix", false)};
    if (!matrix.names().empty())
        arrays.push_back(ArrayContent::ofTexts("names", texts(matrix.names())));
    arrays.push_back(ArrayContent::ofTexts("measure", {matrix.measure()}));
    arrays.push_back(ArrayContent::ofTexts("kind", {std::string(toString(matrix.kind()))}));
    return arrays;
}

Result<void> writeRsatoolbox(const std::filesystem::path& path, const SimilarityMatrix& matrix)
{
    std::vector<ArrayContent> arrays = {
        matrixContent(matrix, SimilarityMatrix::Layout::Condensed, "dissimilarities", true),
        {"descriptors/", {}, ElementType::Text, {}, {}},
        {"rdm_descriptors/", {}, ElementType::Text, {}, {}},
        {"pattern_descriptors/", {}, ElementType::Text, {}, {}}};
    if (!matrix.names().empty())
        arrays.push_back(ArrayContent::ofTexts("pattern_descriptors/conds", texts(matrix.names())));
    arrays.push_back(ArrayContent::ofTexts("kind", {std::string(toString(matrix.kind()))}));
    const std::pair<std::string, std::string> measure("dissimilarity_measure", matrix.measure());
    return writeHdf5(path, arrays, std::span(&measure, 1));
}
} // namespace

Result<void> writeEmbedding(const std::filesystem::path& path, const Embedding& embedding)
{
    const std::string extension = extensionOf(path);
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt")
        return writeEmbeddingText(path, embedding, extension == ".csv" ? ',' : '\t');
    std::vector<ArrayContent> arrays = {
        ArrayContent::numbers("embedding", {embedding.rows(), embedding.columns()}, embedding.values())};
    if (extension == ".npy")
        return writeNpy(path, arrays.front());
    if (extension == ".safetensors")
        return writeSafetensors(path, arrays);
    if (!embedding.rowNames().empty())
        arrays.push_back(ArrayContent::ofTexts("names", texts(embedding.rowNames())));
    if (!embedding.columnNames().empty())
        arrays.push_back(ArrayContent::ofTexts("columns", texts(embedding.columnNames())));
    if (extension == ".npz")
        return writeNpz(path, arrays);
    if (extension == ".h5" || extension == ".hdf5")
        return writeHdf5(path, arrays);
    if (extension == ".mat")
        return writeMat5(path, arrays);
    return unknownExtension(path, ".npy, .npz, .csv, .tsv, .h5, .mat or .safetensors");
}

Result<void> writeTriplets(const std::filesystem::path& path, const Triplets& triplets)
{
    const std::string extension = extensionOf(path);
    if (extension == ".npy") {
        ArrayContent content {{}, {triplets.size(), 3}, ElementType::Int32, {}, {}};
        if (triplets.objectCount() > std::size_t {1} << 31)
            return failure(Error::Kind::Usage, "objects of more than 31 bits", {path.string()});
        content.produce = [&](const ByteSink& sink) {
            return sink(
                {reinterpret_cast<const char*>(triplets.span().data()), triplets.span().size_bytes()});
        };
        return writeNpy(path, content);
    }
    if (extension != ".txt" && extension != ".csv" && extension != ".tsv")
        return unknownExtension(path, ".npy, .txt, .csv or .tsv");
    return writeFileAtomically(path, [&](const ByteSink& sink) -> Result<void> {
        TextRows rows(sink, extension == ".csv" ? ',' : extension == ".tsv" ? '\t' : ' ');
        for (const Triplet& triplet : triplets.span()) {
            rows.addNumber(triplet.first);
            rows.addNumber(triplet.second);
            rows.addNumber(triplet.oddOne);
            if (auto done = rows.endRow(); !done)
                return done;
        }
        return rows.flush();
    });
}

Result<void> writeMatrix(const std::filesystem::path& path, const SimilarityMatrix& matrix,
                         SimilarityMatrix::Layout layout)
{
    const std::string extension = extensionOf(path);
    if (extension == ".npy")
        return writeNpy(path, matrixContent(matrix, layout, {}, false));
    if (extension == ".npz")
        return writeNpz(path, matrixArrays(matrix, layout));
    if (extension == ".mat")
        return writeMat5(path, matrixArrays(matrix, layout));
    if (extension == ".csv" || extension == ".tsv" || extension == ".txt")
        return writeMatrixText(path, matrix, extension == ".csv" ? ',' : '\t');
    if (extension == ".h5" || extension == ".hdf5")
        return writeRsatoolbox(path, matrix);
    return unknownExtension(path, ".npy, .npz, .csv, .tsv, .mat or .h5");
}

} // namespace learnscope
