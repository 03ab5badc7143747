#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/arraywriter.h"
#include "core/io/arrays/hdf5handle.h"
#include "core/io/utf8.h"

#include <algorithm>

namespace learnscope {

namespace {
hid_t nativeType(ElementType type)
{
    switch (type) {
    case ElementType::Float32:
        return H5T_NATIVE_FLOAT;
    case ElementType::Float64:
        return H5T_NATIVE_DOUBLE;
    case ElementType::Int32:
        return H5T_NATIVE_INT32;
    default:
        return H5T_NATIVE_INT64;
    }
}

std::size_t longestOf(const std::vector<std::string>& texts)
{
    std::size_t longest = 1;
    for (const std::string& text : texts)
        longest = std::max(longest, text.size());
    return longest;
}

/// Texts of one size, which every reader of HDF5 knows; of any size where there are other letters than
/// ASCII's, which rsatoolbox cannot read in texts of one size.
Hdf5Handle textType(const std::vector<std::string>& texts)
{
    const bool isPlain = std::all_of(texts.begin(), texts.end(), [](const std::string& text) {
        return std::all_of(text.begin(), text.end(), [](char letter) { return (letter & 0x80) == 0; });
    });
    Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), isPlain ? longestOf(texts) : H5T_VARIABLE);
    if (isPlain)
        H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    return type;
}

/// As that type holds them: padded with NUL, or their addresses.
std::string textBytes(const std::vector<std::string>& texts, bool isVariable)
{
    std::string bytes;
    const std::size_t longest = longestOf(texts);
    for (const std::string& text : texts) {
        const char* address = text.c_str();
        if (isVariable)
            bytes.append(reinterpret_cast<const char*>(&address), sizeof address);
        else
            bytes.append(text).append(longest - text.size(), '\0');
    }
    return bytes;
}

/// Writes the arrays of one open file.
class Hdf5Output
{
public:
    Hdf5Output(hid_t file, std::string path)
        : m_file(file)
        , m_path(std::move(path))
        , m_links(H5Pcreate(H5P_LINK_CREATE), H5Pclose)
    {
        H5Pset_create_intermediate_group(m_links.id(), 1);
    }

    Result<void> addArray(const ArrayContent& array)
    {
        if (array.name.ends_with('/')) {
            const Hdf5Handle group(
                H5Gcreate2(m_file, array.name.c_str(), m_links.id(), H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
            return group ? Result<void>() : fail(array.name);
        }
        std::string bytes;
        Hdf5Handle type;
        if (array.type == ElementType::Text) {
            type = textType(array.texts);
            bytes = textBytes(array.texts, H5Tis_variable_str(type.id()) > 0);
        } else {
            type = Hdf5Handle(H5Tcopy(nativeType(array.type)), H5Tclose);
            const auto done = array.produce([&](std::string_view piece) -> Result<void> {
                bytes += piece;
                return {};
            });
            if (!done)
                return done;
        }
        const std::vector<hsize_t> extents(array.shape.begin(), array.shape.end());
        const Hdf5Handle space(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                               H5Sclose);
        const Hdf5Handle dataset(H5Dcreate2(m_file, array.name.c_str(), type.id(), space.id(), m_links.id(),
                                            H5P_DEFAULT, H5P_DEFAULT),
                                 H5Dclose);
        if (!dataset || H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0)
            return fail(array.name);
        return {};
    }

    Result<void> addAttribute(const std::string& name, const std::string& text)
    {
        // Of variable length, as h5py writes texts and rsatoolbox reads them back as such.
        const Hdf5Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(type.id(), H5T_VARIABLE);
        H5Tset_cset(type.id(), H5T_CSET_UTF8);
        const Hdf5Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        const Hdf5Handle attribute(
            H5Acreate2(m_file, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
        const char* characters = text.c_str();
        if (!attribute || H5Awrite(attribute.id(), type.id(), &characters) < 0)
            return fail(name);
        return {};
    }

private:
    tl::unexpected<Error> fail(const std::string& name) const
    {
        return failure(Error::Kind::Io, quotedForMessage(name) + " cannot be written: " + hdf5Reason(),
                       {m_path});
    }

    hid_t m_file;
    std::string m_path;
    Hdf5Handle m_links;
};
} // namespace

Result<void> writeHdf5(const std::filesystem::path& path, std::span<const ArrayContent> arrays,
                       std::span<const std::pair<std::string, std::string>> attributes)
{
    return writeFileAtomically(
        path, PathWriter {[&](const std::filesystem::path& temporary) -> Result<void> {
            const Hdf5Lock lock;
            Hdf5Handle file(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
            if (!file)
                return failure(Error::Kind::Io, "cannot be written: " + hdf5Reason(), {path.string()});
            Hdf5Output output(file.id(), path.string());
            for (const ArrayContent& array : arrays)
                if (auto added = output.addArray(array); !added)
                    return added;
            for (const auto& [name, text] : attributes)
                if (auto added = output.addAttribute(name, text); !added)
                    return added;
            if (H5Fflush(file.id(), H5F_SCOPE_GLOBAL) < 0)
                return failure(Error::Kind::Io, "cannot be written: " + hdf5Reason(), {path.string()});
            return {};
        }});
}

} // namespace learnscope
