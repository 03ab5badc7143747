#pragma once

#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/hdf5handle.h"

namespace learnscope {

/// One data set of an HDF5 file. To be used under a Hdf5Lock.
class Hdf5Dataset
{
public:
    /// @p fileSize is what its numbers must lie in. What cannot be read is refused, with the reason.
    static Hdf5Dataset open(hid_t group, const std::string& path, std::uint64_t fileSize);
    static Hdf5Dataset refused(const std::string& path, std::string reason);

    const ArrayInfo& info() const noexcept { return m_info; }
    Result<void> readEntries(std::uint64_t first, std::span<std::byte> out, const std::string& file);
    Result<std::vector<std::string>> readTexts(const std::string& file);

private:
    enum class Text { None, Fixed, Variable, MatlabCharacters, MatlabCell };

    void readType(hid_t type);
    void readStorage(std::uint64_t fileSize);
    void readMatlab(const std::string& matlabClass);
    Result<std::vector<std::string>> readStrings(const std::string& file);
    Result<std::vector<std::string>> readCharacters(const std::string& file);
    Result<std::vector<std::string>> readCell(const std::string& file);
    tl::unexpected<Error> fail(const std::string& what, const std::string& file) const;

    Hdf5Handle m_dataset;
    Hdf5Handle m_memoryType;
    ArrayInfo m_info;
    std::vector<hsize_t> m_extents; ///< as the file has them
    Text m_text = Text::None;
};

/// A text attribute; empty where there is none.
std::string hdf5TextAttribute(hid_t object, const char* name);

} // namespace learnscope
