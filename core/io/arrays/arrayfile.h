#pragma once

#include "core/base/result.h"
#include "core/data/arraysource.h"
#include "core/data/rownames.h"
#include "core/io/arrays/elementtype.h"
#include "core/jobs/jobcontext.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace learnscope {

class ByteSource;

/// One array in a file, as its header describes it.
struct ArrayInfo
{
    std::string name; ///< its path in the file ("layer4/features"); empty where the file is the array
    std::vector<std::uint64_t> shape; ///< empty: a single number
    ElementType type = ElementType::Other;
    std::string dtype; ///< as the file spells it: "<f4", "F32", "mxDOUBLE_CLASS"
    ArraySource::Order order = ArraySource::Order::RowMajor;
    std::string refusal; ///< why it cannot be read; empty where it can

    std::uint64_t count() const noexcept; ///< entries; the reader has seen that it does not overflow
    std::string shapeText() const; ///< "1854 x 42"
};

/// The product of a shape; nothing where it does not fit into 63 bits together with @p elementSize.
std::optional<std::uint64_t> checkedCount(std::span<const std::uint64_t> shape, std::size_t elementSize);

/// A file with arrays in it, open for reading. When it is made, every array that it offers has been seen to
/// lie inside the file: shapes, sizes and offsets are checked and no numbers have been read. One thread at a
/// time.
class ArrayFile
{
public:
    virtual ~ArrayFile();

    const std::string& file() const noexcept { return m_file; }
    std::string_view format() const noexcept { return m_format; } ///< "NumPy array"
    const std::vector<ArrayInfo>& arrays() const noexcept { return m_arrays; } ///< in the file's order

    /// The array of that name. Fails (Usage), naming those there are.
    Result<std::size_t> find(std::string_view name) const;

    /// Entries @p first on, in the order in which they are stored and in the byte order of this machine, into
    /// @p out, whose size says how many. Quickest one after the other. Fails with Io, or Syntax where the
    /// file is damaged; not for text.
    virtual Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) = 0;

    /// All entries of a text array in stored order, as UTF-8.
    virtual Result<std::vector<std::string>> readTexts(std::size_t array);

    /// Where in the file the entries stand side by side just as this machine holds them, so that they can be
    /// mapped; nothing where they do not.
    virtual std::optional<std::uint64_t> plainOffset(std::size_t array) const;

    /// Names that the format ties to the array's rows or columns.
    virtual RowNames rowNames(std::size_t array);
    virtual RowNames columnNames(std::size_t array);

    /// Names that the format ties to the items whose pairs the array compares.
    virtual RowNames itemNames(std::size_t array);

    /// What the format says the numbers of the array measure, such as "correlation"; empty: nothing.
    virtual std::string measure(std::size_t array) const;

    /// Where the entry in @p row and @p column stands: line and column for text, else the file alone.
    virtual SourceLocation locate(std::size_t array, std::uint64_t row, std::uint64_t column) const;

protected:
    ArrayFile(std::string file, std::string_view format)
        : m_file(std::move(file))
        , m_format(format)
    {
    }
    std::vector<ArrayInfo>& mutableArrays() noexcept { return m_arrays; }

private:
    std::string m_file;
    std::string_view m_format;
    std::vector<ArrayInfo> m_arrays;
};

/// Opens a file of any known format, which is told by its first bytes, and by its name only where these do
/// not tell: NumPy .npy and .npz, .safetensors, HDF5 (also MATLAB 7.3 and rsatoolbox), MATLAB 5, PyTorch .pt
/// (zip and older), Meadows JSON, and text tables. Nothing in a file is ever executed. Fails with Io and
/// Syntax.
Result<std::unique_ptr<ArrayFile>> openArrayFile(const std::filesystem::path& path,
                                                 JobContext& job = JobContext::none());

/// The same for bytes that @p source gives; HDF5 is read from @p path itself.
Result<std::unique_ptr<ArrayFile>> openArraySource(std::unique_ptr<ByteSource> source,
                                                   const std::filesystem::path& path,
                                                   JobContext& job = JobContext::none());

} // namespace learnscope
