#include "core/io/arrays/arraychoice.h"
#include "core/io/arrays/readnumbers.h"

namespace learnscope {

Result<Read<Embedding>> readEmbedding(const std::filesystem::path& path, const ArrayChoice& choice,
                                      JobContext& job)
{
    const auto file = openArrayFile(path, job);
    if (!file)
        return tl::unexpected(file.error());
    return readEmbedding(**file, choice, job);
}

Result<Read<Embedding>> readEmbedding(ArrayFile& file, const ArrayChoice& choice, JobContext& job)
{
    const auto isTable = [](const ArrayInfo& info) { return info.shape.size() >= 2 && info.count() > 0; };
    const auto array = chooseArray(file, choice, isTable, "rows of features in two or more axes");
    if (!array)
        return tl::unexpected(array.error());
    const ArrayInfo& info = file.arrays()[*array];
    const std::size_t rows = info.shape.front();
    const std::size_t columns = info.count() / rows;
    std::vector<std::string> remarks;
    if (info.shape.size() > 2)
        remarks.push_back("the axes of " + info.shapeText() + " after the first were joined into "
                          + std::to_string(columns) + " columns");
    auto names = chooseNames(file, choice, rows, file.rowNames(*array));
    if (!names)
        return tl::unexpected(names.error());
    auto values = mapArray<float>(file, *array, choice);
    if (values && values->size() == 0) {
        auto read = readRowMajor<float>(file, *array, job);
        if (!read)
            return tl::unexpected(read.error());
        values = SharedValues<float>(std::move(*read));
    }
    if (!values)
        return tl::unexpected(values.error());
    RowNames columnNames = file.columnNames(*array);
    if (const auto titles = file.find("columns"); columnNames.empty() && titles)
        if (auto texts = file.readTexts(*titles); texts && texts->size() == columns)
            columnNames = RowNames(std::move(*texts));
    auto embedding = Embedding::make(rows, columns, std::move(*values), std::move(*names),
                                     std::move(columnNames), sourceOf(file, *array));
    if (!embedding) {
        Error error = embedding.error();
        error.where.file = file.file();
        return tl::unexpected(std::move(error));
    }
    return Read<Embedding> {std::move(*embedding), std::move(remarks)};
}

} // namespace learnscope
