#include "core/io/arrays/arraychoice.h"

#include "core/io/arrays/mappedfile.h"
#include "core/io/arrays/namesfile.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
/// "'a' (10 x 3 float32), 'b' (5 text)"
std::string listed(const ArrayFile& file, const std::vector<std::size_t>& arrays)
{
    constexpr std::size_t shown = 20;
    std::string text;
    for (std::size_t index = 0; index < std::min(shown, arrays.size()); ++index) {
        const ArrayInfo& info = file.arrays()[arrays[index]];
        text += (index == 0 ? "" : ", ") + quotedForMessage(info.name) + " (" + info.shapeText() + ' '
            + std::string(toString(info.type)) + ')';
    }
    if (arrays.size() > shown)
        text += " and " + std::to_string(arrays.size() - shown) + " more";
    return text;
}
} // namespace

Result<std::size_t> chooseArray(const ArrayFile& file, const ArrayChoice& choice,
                                const std::function<bool(const ArrayInfo&)>& fits,
                                const std::string& expected)
{
    std::vector<std::size_t> all;
    std::vector<std::size_t> fitting;
    for (std::size_t index = 0; index < file.arrays().size(); ++index) {
        const ArrayInfo& info = file.arrays()[index];
        all.push_back(index);
        if (info.refusal.empty() && isNumeric(info.type) && fits(info))
            fitting.push_back(index);
    }
    if (!choice.dataset.empty() || all.size() == 1) {
        const auto found = choice.dataset.empty() ? Result<std::size_t>(0) : file.find(choice.dataset);
        if (!found || std::find(fitting.begin(), fitting.end(), *found) != fitting.end())
            return found;
        const ArrayInfo& info = file.arrays()[*found];
        const std::string name = info.name.empty() ? "this array" : "array " + quotedForMessage(info.name);
        return failure(Error::Kind::Mismatch,
                       !info.refusal.empty() ? name + ' ' + info.refusal
                                             : name + " is " + info.shapeText() + ' '
                               + std::string(toString(info.type)) + "; expected " + expected,
                       {file.file()});
    }
    if (fitting.size() == 1)
        return fitting.front();
    if (fitting.empty())
        return failure(Error::Kind::Mismatch,
                       "none of these arrays is what is looked for: " + listed(file, all) + "; expected "
                           + expected,
                       {file.file()});
    return failure(Error::Kind::Usage,
                   "several arrays can be meant: " + listed(file, fitting) + "; expected the name of one",
                   {file.file()});
}

Result<RowNames> chooseNames(ArrayFile& file, const ArrayChoice& choice, std::size_t rows, RowNames tied)
{
    if (!choice.namesFile.empty())
        return readNames(choice.namesFile, choice.nameColumn, rows);
    if (!tied.empty() && tied.size() == rows)
        return tied;
    constexpr std::array<std::string_view, 9> usual = {
        "names", "row_names", "labels", "ids", "items", "filenames", "file_names", "stimuli", "concepts"};
    std::vector<std::size_t> fitting;
    std::optional<std::size_t> chosen;
    for (std::size_t index = 0; index < file.arrays().size(); ++index) {
        const ArrayInfo& info = file.arrays()[index];
        const bool fits = info.type == ElementType::Text && info.refusal.empty() && info.count() == rows
            && std::count_if(info.shape.begin(), info.shape.end(), [](auto extent) { return extent != 1; })
                <= 1;
        if (!fits || info.name == "columns" || info.name == "column_names")
            continue;
        fitting.push_back(index);
        if (!chosen && std::find(usual.begin(), usual.end(), info.name) != usual.end())
            chosen = index;
    }
    if (!chosen && fitting.size() == 1)
        chosen = fitting.front();
    if (!chosen)
        return RowNames();
    auto texts = file.readTexts(*chosen);
    if (!texts || texts->size() != rows)
        return RowNames(); // a cell of other things than names
    return RowNames(std::move(*texts));
}

template<typename T>
Result<SharedValues<T>> mapArray(const ArrayFile& file, std::size_t array, const ArrayChoice& choice)
{
    const ArrayInfo& info = file.arrays()[array];
    const auto offset = file.plainOffset(array);
    const std::uint64_t bytes = info.count() * sizeof(T);
    const bool isSame = info.type == (sizeof(T) == 4 ? ElementType::Float32 : ElementType::Float64);
    if (!offset || !isSame || *offset % sizeof(T) != 0 || bytes < choice.mapFrom || bytes == 0
        || info.order != ArraySource::Order::RowMajor)
        return SharedValues<T>();
    auto mapping = mapFile(file.file(), *offset, bytes);
    if (!mapping)
        return tl::unexpected(mapping.error());
    const auto* first = static_cast<const T*>(mapping->get());
    return SharedValues<T>(std::move(*mapping), {first, info.count()});
}

template Result<SharedValues<float>> mapArray(const ArrayFile&, std::size_t, const ArrayChoice&);
template Result<SharedValues<double>> mapArray(const ArrayFile&, std::size_t, const ArrayChoice&);

ArraySource sourceOf(const ArrayFile& file, std::size_t array)
{
    const ArrayInfo& info = file.arrays()[array];
    return {file.file(), info.name, info.dtype, info.order};
}

} // namespace learnscope
