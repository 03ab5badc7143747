#include "core/io/arrays/hdf5dataset.h"

#include "core/io/arrays/packedsources.h"
#include "core/io/arrays/textdecoding.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace learnscope {

namespace {
constexpr std::uint64_t longestText = 1 << 20;

ElementType integerType(std::size_t size, bool isSigned)
{
    switch (size) {
    case 1:
        return isSigned ? ElementType::Int8 : ElementType::UInt8;
    case 2:
        return isSigned ? ElementType::Int16 : ElementType::UInt16;
    case 4:
        return isSigned ? ElementType::Int32 : ElementType::UInt32;
    case 8:
        return isSigned ? ElementType::Int64 : ElementType::UInt64;
    default:
        return ElementType::Other;
    }
}

Hdf5Handle nativeType(ElementType type)
{
    const auto copy = [](hid_t id) { return Hdf5Handle(H5Tcopy(id), H5Tclose); };
    switch (type) {
    case ElementType::Bool:
    case ElementType::Int8:
        return copy(H5T_NATIVE_INT8);
    case ElementType::UInt8:
        return copy(H5T_NATIVE_UINT8);
    case ElementType::Int16:
        return copy(H5T_NATIVE_INT16);
    case ElementType::UInt16:
        return copy(H5T_NATIVE_UINT16);
    case ElementType::Int32:
        return copy(H5T_NATIVE_INT32);
    case ElementType::UInt32:
        return copy(H5T_NATIVE_UINT32);
    case ElementType::Int64:
        return copy(H5T_NATIVE_INT64);
    case ElementType::UInt64:
        return copy(H5T_NATIVE_UINT64);
    case ElementType::Float32:
        return copy(H5T_NATIVE_FLOAT);
    default:
        return copy(H5T_NATIVE_DOUBLE);
    }
}

/// The enumeration of FALSE and TRUE that h5py writes for truth values.
bool isTruth(hid_t type)
{
    if (H5Tget_nmembers(type) != 2 || H5Tget_size(type) != 1)
        return false;
    std::array<std::int8_t, 2> values = {-1, -1};
    return H5Tenum_valueof(type, "FALSE", &values[0]) >= 0 && H5Tenum_valueof(type, "TRUE", &values[1]) >= 0
        && values[0] == 0 && values[1] == 1;
}
} // namespace

std::string hdf5TextAttribute(hid_t object, const char* name)
{
    if (H5Aexists(object, name) <= 0)
        return {};
    const Hdf5Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose);
    const Hdf5Handle type(attribute ? H5Aget_type(attribute.id()) : -1, H5Tclose);
    const Hdf5Handle space(attribute ? H5Aget_space(attribute.id()) : -1, H5Sclose);
    if (!type || !space || H5Tget_class(type.id()) != H5T_STRING
        || H5Sget_simple_extent_npoints(space.id()) != 1)
        return {};
    if (H5Tis_variable_str(type.id()) > 0) {
        char* text = nullptr;
        const Hdf5Handle memory(H5Tcopy(type.id()), H5Tclose);
        if (H5Aread(attribute.id(), memory.id(), &text) < 0 || !text)
            return {};
        std::string copy = decodeBytes(text);
        H5free_memory(text);
        return copy;
    }
    const std::size_t size = H5Tget_size(type.id());
    if (size == 0 || size > longestText)
        return {};
    std::string text(size, '\0');
    return H5Aread(attribute.id(), type.id(), text.data()) < 0 ? std::string() : decodeBytes(text.c_str());
}

Hdf5Dataset Hdf5Dataset::refused(const std::string& path, std::string reason)
{
    Hdf5Dataset made;
    made.m_info.name = path;
    made.m_info.dtype = "unknown";
    made.m_info.refusal = std::move(reason);
    return made;
}

Hdf5Dataset Hdf5Dataset::open(hid_t group, const std::string& path, std::uint64_t fileSize)
{
    Hdf5Dataset made;
    made.m_info.name = path;
    // Chunks that are read again and again, block by block, are unpacked once.
    const Hdf5Handle access(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
    constexpr std::size_t slots = 12421;
    constexpr std::size_t cacheSize = std::size_t {64} << 20;
    H5Pset_chunk_cache(access.id(), slots, cacheSize, 1.0);
    made.m_dataset = Hdf5Handle(H5Dopen2(group, path.c_str(), access.id()), H5Dclose);
    if (!made.m_dataset)
        return refused(path, "cannot be opened: " + hdf5Reason());
    const Hdf5Handle space(H5Dget_space(made.m_dataset.id()), H5Sclose);
    const Hdf5Handle type(H5Dget_type(made.m_dataset.id()), H5Tclose);
    const int rank = space ? H5Sget_simple_extent_ndims(space.id()) : -1;
    if (!type || rank < 0)
        return refused(path, "has no shape or type: " + hdf5Reason());
    made.m_extents.resize(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space.id(), made.m_extents.data(), nullptr);
    made.m_info.shape.assign(made.m_extents.begin(), made.m_extents.end());
    if (H5Sget_simple_extent_type(space.id()) == H5S_NULL)
        made.m_info.shape = {0};
    made.readType(type.id());
    made.readMatlab(hdf5TextAttribute(made.m_dataset.id(), "MATLAB_class"));
    if (made.m_info.refusal.empty())
        made.readStorage(fileSize);
    return made;
}

void Hdf5Dataset::readType(hid_t type)
{
    const std::size_t size = H5Tget_size(type);
    const std::string bits = std::to_string(size * 8);
    switch (H5Tget_class(type)) {
    case H5T_INTEGER: {
        const bool isSigned = H5Tget_sign(type) == H5T_SGN_2;
        m_info.type = integerType(size, isSigned);
        m_info.dtype = (isSigned ? "int" : "uint") + bits;
        break;
    }
    case H5T_FLOAT:
        // Half precision is converted by the library.
        m_info.type = size <= 4 ? ElementType::Float32
            : size == 8         ? ElementType::Float64
                                : ElementType::Other;
        m_info.dtype = "float" + bits;
        break;
    case H5T_STRING:
        m_info.type = ElementType::Text;
        m_text = H5Tis_variable_str(type) > 0 ? Text::Variable : Text::Fixed;
        m_info.dtype = m_text == Text::Variable ? "text" : "text of " + std::to_string(size);
        break;
    case H5T_ENUM:
        m_info.type = isTruth(type) ? ElementType::Bool : ElementType::Other;
        m_info.dtype = "enumeration";
        break;
    case H5T_REFERENCE:
        m_info.dtype = "reference";
        break;
    case H5T_COMPOUND:
        m_info.dtype = "table with fields";
        break;
    default:
        m_info.dtype = "another type";
    }
    if (m_info.type == ElementType::Bool) {
        m_memoryType = Hdf5Handle(H5Tcopy(type), H5Tclose);
    } else if (isNumeric(m_info.type)) {
        m_memoryType = nativeType(m_info.type);
    } else if (m_info.type == ElementType::Text) {
        m_memoryType = Hdf5Handle(H5Tcopy(type), H5Tclose);
        if (m_text == Text::Fixed && size > longestText)
            m_info.refusal = "holds texts of " + std::to_string(size) + " bytes each";
    } else {
        m_info.refusal = "is of the type '" + m_info.dtype + "'; expected numbers or text";
    }
}

/// Numbers that are not in the file, or not as many as the shape says, are not taken.
void Hdf5Dataset::readStorage(std::uint64_t fileSize)
{
    const Hdf5Handle creation(H5Dget_create_plist(m_dataset.id()), H5Pclose);
    const Hdf5Handle type(H5Dget_type(m_dataset.id()), H5Tclose);
    const std::size_t size = type ? H5Tget_size(type.id()) : 0;
    const std::vector<std::uint64_t> shape(m_extents.begin(), m_extents.end());
    const auto count = checkedCount(shape, std::max<std::size_t>(size, 8));
    const H5D_layout_t layout = creation ? H5Pget_layout(creation.id()) : H5D_LAYOUT_ERROR;
    if (layout == H5D_LAYOUT_ERROR || !count) {
        m_info.refusal = "has a shape that no file can hold";
        return;
    }
    if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.id()) > 0) {
        m_info.refusal = "keeps its numbers in other files, which are not opened";
        return;
    }
    const std::uint64_t needed = *count * size;
    const std::uint64_t stored = H5Dget_storage_size(m_dataset.id());
    const bool isPacked = layout == H5D_CHUNKED && H5Pget_nfilters(creation.id()) > 0;
    const std::uint64_t held = isPacked ? stored * largestPackingRatio : stored;
    if (stored > fileSize || held < needed)
        m_info.refusal = "should hold " + std::to_string(needed) + " bytes, of which the file has "
            + std::to_string(std::min(stored, fileSize)) + (isPacked ? " (packed)" : "");
    if (layout != H5D_CHUNKED || !m_info.refusal.empty())
        return;
    std::vector<hsize_t> chunk(m_extents.size());
    H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
    const std::vector<std::uint64_t> extents(chunk.begin(), chunk.end());
    const auto chunkCount = checkedCount(extents, size);
    constexpr std::uint64_t smallChunk = 1 << 20;
    if (!chunkCount || *chunkCount * size > std::max(held, smallChunk))
        m_info.refusal = "has chunks larger than all it holds";
}

void Hdf5Dataset::readMatlab(const std::string& matlabClass)
{
    if (matlabClass.empty())
        return;
    m_info.dtype = matlabClass;
    if (m_info.shape.size() > 1) {
        std::reverse(m_info.shape.begin(), m_info.shape.end());
        m_info.order = ArraySource::Order::ColumnMajor;
    }
    if (matlabClass == "char" && m_info.type == ElementType::UInt16 && m_info.shape.size() == 2) {
        m_info.type = ElementType::Text;
        m_text = Text::MatlabCharacters;
        m_info.shape = {m_info.shape[0]};
    } else if (matlabClass == "cell") {
        m_info.type = ElementType::Text; // readTexts() refuses cells of anything else
        m_text = Text::MatlabCell;
        m_info.refusal.clear();
    }
}

Result<void> Hdf5Dataset::readEntries(std::uint64_t first, std::span<std::byte> out, const std::string& file)
{
    const std::size_t size = elementSize(m_info.type);
    std::uint64_t left = out.size() / size;
    std::byte* into = out.data();
    const Hdf5Handle space(H5Dget_space(m_dataset.id()), H5Sclose);
    const std::size_t rank = m_extents.size();
    while (left > 0) {
        std::vector<hsize_t> start(std::max<std::size_t>(rank, 1), 0);
        std::uint64_t rest = first;
        for (std::size_t axis = rank; axis-- > 0;) {
            start[axis] = rest % m_extents[axis];
            rest /= m_extents[axis];
        }
        // The largest box that begins here and whose entries follow each other: whole slices of one axis.
        std::vector<hsize_t> box(std::max<std::size_t>(rank, 1), 1);
        std::uint64_t slice = 1;
        std::uint64_t taken = 1;
        for (std::size_t axis = rank; axis-- > 0;) {
            const std::uint64_t fit = std::min<std::uint64_t>(m_extents[axis] - start[axis], left / slice);
            if (fit == 0)
                break;
            box[axis] = fit;
            taken = fit * slice;
            if (start[axis] != 0 || fit < m_extents[axis])
                break;
            slice *= m_extents[axis];
        }
        if (rank > 0)
            H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, box.data(), nullptr);
        const hsize_t flat = taken;
        const Hdf5Handle memory(H5Screate_simple(1, &flat, nullptr), H5Sclose);
        if (H5Dread(m_dataset.id(), m_memoryType.id(), memory.id(), space.id(), H5P_DEFAULT, into) < 0)
            return fail("cannot be read: " + hdf5Reason(), file);
        first += taken;
        left -= taken;
        into += taken * size;
    }
    return {};
}

Result<std::vector<std::string>> Hdf5Dataset::readTexts(const std::string& file)
{
    if (!m_info.refusal.empty())
        return fail(m_info.refusal, file);
    switch (m_text) {
    case Text::Fixed:
    case Text::Variable:
        return readStrings(file);
    case Text::MatlabCharacters:
        return readCharacters(file);
    case Text::MatlabCell:
        return readCell(file);
    case Text::None:
        break;
    }
    return fail("holds " + std::string(toString(m_info.type)) + "; expected text", file);
}

Result<std::vector<std::string>> Hdf5Dataset::readStrings(const std::string& file)
{
    const std::uint64_t count = m_info.count();
    std::vector<std::string> texts;
    if (count == 0)
        return texts;
    if (m_text == Text::Variable) {
        std::vector<char*> pointers(count, nullptr);
        if (H5Dread(m_dataset.id(), m_memoryType.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
            return fail("cannot be read: " + hdf5Reason(), file);
        for (const char* text : pointers)
            texts.push_back(text ? decodeBytes(text) : std::string());
        const Hdf5Handle space(H5Dget_space(m_dataset.id()), H5Sclose);
        H5Dvlen_reclaim(m_memoryType.id(), space.id(), H5P_DEFAULT, pointers.data());
        return texts;
    }
    const std::size_t size = H5Tget_size(m_memoryType.id());
    std::vector<char> bytes(count * size);
    if (H5Dread(m_dataset.id(), m_memoryType.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0)
        return fail("cannot be read: " + hdf5Reason(), file);
    const bool isSpaced = H5Tget_strpad(m_memoryType.id()) == H5T_STR_SPACEPAD;
    for (std::uint64_t index = 0; index < count; ++index) {
        std::string text = decodeBytes({bytes.data() + index * size, size});
        text.resize(std::min(text.size(), text.find('\0')));
        if (isSpaced)
            text.erase(text.find_last_not_of(' ') + 1);
        texts.push_back(std::move(text));
    }
    return texts;
}

/// Rows of MATLAB's characters, which stand column by column.
Result<std::vector<std::string>> Hdf5Dataset::readCharacters(const std::string& file)
{
    const std::uint64_t rows = m_extents[1];
    const std::uint64_t columns = m_extents[0];
    std::vector<std::uint16_t> units(rows * columns);
    if (!units.empty()
        && H5Dread(m_dataset.id(), H5T_NATIVE_UINT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, units.data()) < 0)
        return fail("cannot be read: " + hdf5Reason(), file);
    std::vector<std::string> texts;
    for (std::uint64_t row = 0; row < (columns == 0 ? 0 : rows); ++row) {
        std::string line;
        for (std::uint64_t column = 0; column < columns; ++column)
            line.append(reinterpret_cast<const char*>(&units[column * rows + row]), 2);
        std::string text = decodeUtf16(line, std::endian::native == std::endian::big);
        text.erase(text.find_last_not_of(' ') + 1);
        texts.push_back(std::move(text));
    }
    return texts;
}

Result<std::vector<std::string>> Hdf5Dataset::readCell(const std::string& file)
{
    const Hdf5Handle type(H5Dget_type(m_dataset.id()), H5Tclose);
    if (!type || H5Tequal(type.id(), H5T_STD_REF_OBJ) <= 0)
        return fail("is a cell of an unknown kind; expected text", file);
    std::vector<hobj_ref_t> references(m_info.count());
    if (!references.empty()
        && H5Dread(m_dataset.id(), H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL, H5P_DEFAULT, references.data()) < 0)
        return fail("cannot be read: " + hdf5Reason(), file);
    std::vector<std::string> texts;
    for (const hobj_ref_t& reference : references) {
        Hdf5Dataset entry;
        entry.m_dataset =
            Hdf5Handle(H5Rdereference2(m_dataset.id(), H5P_DEFAULT, H5R_OBJECT, &reference), H5Dclose);
        const Hdf5Handle space(entry.m_dataset && H5Iget_type(entry.m_dataset.id()) == H5I_DATASET
                                   ? H5Dget_space(entry.m_dataset.id())
                                   : -1,
                               H5Sclose);
        entry.m_extents.resize(2);
        if (!space || H5Sget_simple_extent_ndims(space.id()) != 2
            || H5Sget_simple_extent_dims(space.id(), entry.m_extents.data(), nullptr) < 0
            || hdf5TextAttribute(entry.m_dataset.id(), "MATLAB_class") != "char"
            || entry.m_extents[0] > longestText || entry.m_extents[1] > 1)
            return fail("is a cell whose entries are not all lines of text; expected names", file);
        auto lines = entry.readCharacters(file);
        if (!lines)
            return lines;
        texts.push_back(lines->empty() ? std::string() : std::move(lines->front()));
    }
    return texts;
}

tl::unexpected<Error> Hdf5Dataset::fail(const std::string& what, const std::string& file) const
{
    return failure(Error::Kind::Syntax, "data set " + quotedForMessage(m_info.name) + ' ' + what, {file});
}

} // namespace learnscope
