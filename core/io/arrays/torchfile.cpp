#include "core/io/arrays/torchfile.h"

#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/textdecoding.h"
#include "core/io/arrays/torchtensors.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <map>

namespace learnscope {

namespace {
constexpr std::string_view pickleName = "data.pkl";
constexpr std::uint64_t longestPickle = std::uint64_t {1} << 30;
// The pickled number 0x1950a86a20f9469cfc6c, after "protocol 2" and "long of 10 bytes".
constexpr std::string_view oldMagic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);

/// Where the entries of a storage are.
struct Storage
{
    const ByteSource* source = nullptr;
    std::uint64_t offset = 0; ///< in the source
    std::uint64_t size = 0; ///< bytes
    std::optional<std::uint64_t> plainOffset; ///< in the file
};

/// Tensors of either form of file: a pickle that describes them, and storages by their keys.
class TorchFile : public ArrayFile
{
public:
    TorchFile(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "PyTorch file")
        , m_source(std::move(source))
    {
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        const TorchEntry& entry = m_entries[array];
        const std::size_t size = elementSize(entry.info.type);
        const Storage& storage = m_storages.at(std::string(entry.node->storage->key));
        if (entry.isContiguous) {
            if (auto done = copy(storage, (entry.node->offset + first) * size, out); !done)
                return done;
        } else {
            if (auto done = gather(entry, storage, first, out); !done)
                return done;
        }
        if (m_swapped)
            swapBytes(entry.info.type, out);
        return {};
    }

    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        if (arrays()[array].type != ElementType::Text)
            return ArrayFile::readTexts(array);
        std::vector<std::string> texts;
        for (const PickleValue& item : m_entries[array].node->items)
            texts.push_back(decodeBytes(*item.text()));
        return texts;
    }

    std::optional<std::uint64_t> plainOffset(std::size_t array) const override
    {
        const TorchEntry& entry = m_entries[array];
        if (entry.info.type == ElementType::Text || !entry.isContiguous || m_swapped)
            return std::nullopt;
        const Storage& storage = m_storages.at(std::string(entry.node->storage->key));
        if (!storage.plainOffset)
            return std::nullopt;
        return *storage.plainOffset + entry.node->offset * elementSize(entry.info.type);
    }

protected:
    const ByteSource& source() const noexcept { return *m_source; }

    /// Reads the pickle that describes the tensors; its bytes are kept, as texts point into them.
    Result<std::size_t> readDescription(const ByteSource& from, std::uint64_t offset, std::uint64_t length,
                                        std::uint64_t place)
    {
        if (length > longestPickle)
            return failureAt(
                place, "a pickle of " + std::to_string(length) + " bytes; expected at most 1 GiB", file());
        const auto bytes = from.read(offset, length, m_pickleBytes);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (m_pickleBytes.size() < length || bytes->data() != m_pickleBytes.data())
            m_pickleBytes.assign(bytes->begin(), bytes->end());
        auto pickle = readPickle({m_pickleBytes.data(), length}, place, file());
        if (!pickle)
            return tl::unexpected(pickle.error());
        m_pickle = std::move(*pickle);
        auto entries = collectTorchEntries(m_pickle.root, file());
        if (!entries)
            return tl::unexpected(entries.error());
        if (entries->empty())
            return failure(Error::Kind::Syntax, "this file holds no tensors", {file()});
        m_entries = std::move(*entries);
        return m_pickle.length;
    }

    void setStorage(std::string key, Storage storage) { m_storages[std::move(key)] = storage; }
    void setSwapped(bool swapped) { m_swapped = swapped; }
    const Pickle& pickle() const noexcept { return m_pickle; }

    /// Holds what the pickle says against the storages that were found, and offers the arrays.
    Result<void> offerArrays()
    {
        for (const TorchEntry& entry : m_entries) {
            mutableArrays().push_back(entry.info);
            if (entry.info.type == ElementType::Text || entry.info.type == ElementType::Other)
                continue;
            const PickleNode& node = *entry.node->storage;
            const auto found = m_storages.find(std::string(node.key));
            if (found == m_storages.end())
                return failure(Error::Kind::Syntax,
                               "the numbers of tensor " + quotedForMessage(entry.info.name) + " (storage "
                                   + quotedForMessage(node.key) + ") are missing",
                               {file()});
            if (node.count > found->second.size / elementSize(entry.info.type))
                return failure(Error::Kind::Syntax,
                               "storage " + quotedForMessage(node.key) + " should hold "
                                   + std::to_string(node.count) + " entries; it has "
                                   + std::to_string(found->second.size) + " bytes",
                               {file()});
        }
        return {};
    }

private:
    Result<void> copy(const Storage& storage, std::uint64_t at, std::span<std::byte> out)
    {
        const auto bytes = storage.source->read(storage.offset + at, out.size(), m_buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        std::memcpy(out.data(), bytes->data(), out.size());
        return {};
    }

    /// Entries of a tensor that is a view of another, in row-major order.
    Result<void> gather(const TorchEntry& entry, const Storage& storage, std::uint64_t first,
                        std::span<std::byte> out)
    {
        const std::size_t size = elementSize(entry.info.type);
        const PickleNode& node = *entry.node;
        const auto whole = storage.source->read(storage.offset, node.storage->count * size, m_buffer);
        if (!whole)
            return tl::unexpected(whole.error());
        for (std::size_t index = 0; index < out.size() / size; ++index) {
            std::uint64_t rest = first + index;
            std::uint64_t place = node.offset;
            for (std::size_t axis = node.shape.size(); axis-- > 0;) {
                place += rest % node.shape[axis] * node.strides[axis];
                rest /= node.shape[axis];
            }
            std::memcpy(out.data() + index * size, whole->data() + place * size, size);
        }
        return {};
    }

    std::unique_ptr<ByteSource> m_source;
    std::vector<char> m_pickleBytes;
    Pickle m_pickle;
    std::vector<TorchEntry> m_entries;
    std::map<std::string, Storage> m_storages;
    std::vector<char> m_buffer;
    bool m_swapped = false;
};

class TorchArchive final : public TorchFile
{
public:
    using TorchFile::TorchFile;

    Result<void> open(const std::vector<ZipEntry>& entries)
    {
        const std::string_view description = torchPickleName(entries);
        const std::string prefix(description.substr(0, description.size() - pickleName.size()));
        const std::string data = prefix + "data/";
        for (const ZipEntry& entry : entries) {
            const bool isData = entry.name.starts_with(data);
            if (!isData && entry.name != description && entry.name != prefix + "byteorder")
                continue;
            auto opened = openZipEntry(source(), entry, file());
            if (!opened)
                return tl::unexpected(opened.error());
            if (isData) {
                const bool isStored = entry.method == static_cast<std::uint16_t>(ZipEntry::Method::Stored);
                setStorage(entry.name.substr(data.size()),
                           {opened->get(), 0, entry.size,
                            isStored ? std::optional(entry.dataOffset) : std::nullopt});
            } else if (entry.name == description) {
                if (auto read = readDescription(**opened, 0, entry.size, entry.dataOffset); !read)
                    return tl::unexpected(read.error());
            } else if (auto read = readByteOrder(**opened, entry.dataOffset); !read) {
                return read;
            }
            m_opened.push_back(std::move(*opened));
        }
        return offerArrays();
    }

private:
    Result<void> readByteOrder(const ByteSource& from, std::uint64_t place)
    {
        std::vector<char> buffer;
        const auto order = from.read(0, std::min<std::uint64_t>(from.size(), 16), buffer);
        if (!order)
            return tl::unexpected(order.error());
        if (*order != "little" && *order != "big")
            return failureAt(place, "byte order " + quotedForMessage(*order) + "; expected 'little' or 'big'",
                             file());
        setSwapped((*order == "big") == (std::endian::native == std::endian::little));
        return {};
    }

    std::vector<std::unique_ptr<ByteSource>> m_opened;
};

class OldTorchFile final : public TorchFile
{
public:
    using TorchFile::TorchFile;

    Result<void> open()
    {
        // A magic number, the version, facts of the machine, the tensors, the keys of storages; then these.
        const std::uint64_t limit = std::min(source().size(), longestPickle);
        std::vector<char> buffer;
        const auto begin = source().read(0, limit, buffer);
        if (!begin)
            return tl::unexpected(begin.error());
        std::uint64_t at = 0;
        for (int header = 0; header < 3; ++header) {
            const auto pickle = readPickle(begin->substr(at), at, file());
            if (!pickle)
                return tl::unexpected(pickle.error());
            if (header == 2)
                readMachine(*pickle);
            at += pickle->length;
        }
        const auto length = readDescription(source(), at, limit - at, at);
        if (!length)
            return tl::unexpected(length.error());
        at += *length;
        const auto keys = readPickle(begin->substr(at), at, file());
        if (!keys)
            return tl::unexpected(keys.error());
        if (auto read = findStorages(*keys, at + keys->length); !read)
            return read;
        return offerArrays();
    }

private:
    void readMachine(const Pickle& pickle)
    {
        const PickleNode* facts = pickle.root.node();
        if (!facts || facts->kind != PickleNode::Kind::Dictionary)
            return;
        for (std::size_t index = 0; index + 1 < facts->items.size(); index += 2)
            if (const auto* key = facts->items[index].text(); key && *key == "little_endian")
                if (const auto* little = std::get_if<bool>(&facts->items[index + 1].value))
                    setSwapped(*little != (std::endian::native == std::endian::little));
    }

    Result<void> findStorages(const Pickle& keys, std::uint64_t at)
    {
        std::map<std::string_view, std::size_t> sizes; // bytes of an entry
        for (const PickleNode& node : pickle().nodes)
            if (node.kind == PickleNode::Kind::Storage)
                sizes[node.key] = elementSize(torchStorageType(node.storageType));
        const PickleNode* list = keys.root.node();
        if (!list || list->kind != PickleNode::Kind::Sequence)
            return failureAt(at, "the list of storages is missing", file());
        constexpr std::uint64_t countSize = 8;
        std::vector<char> buffer;
        for (const PickleValue& item : list->items) {
            const auto* key = item.text();
            const auto size = key ? sizes.find(*key) : sizes.end();
            if (size == sizes.end() || size->second == 0)
                return failureAt(at, "a storage that no tensor names, or of an unknown type", file());
            if (source().size() - at < countSize)
                return failureAt(at, "the file ends before storage " + quotedForMessage(*key), file());
            const auto bytes = source().read(at, countSize, buffer);
            if (!bytes)
                return tl::unexpected(bytes.error());
            const auto count = littleEndian<std::uint64_t>(bytes->data());
            at += countSize;
            if (count > (source().size() - at) / size->second)
                return failureAt(at,
                                 "storage " + quotedForMessage(*key) + " of " + std::to_string(count)
                                     + " entries; the file holds only " + std::to_string(source().size() - at)
                                     + " bytes after this",
                                 file());
            setStorage(std::string(*key), {&source(), at, count * size->second, at});
            at += count * size->second;
        }
        return {};
    }
};
} // namespace

std::string_view torchPickleName(const std::vector<ZipEntry>& entries)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [](const ZipEntry& entry) {
        return entry.name.ends_with("/data.pkl") || entry.name == pickleName;
    });
    return found == entries.end() ? std::string_view() : found->name;
}

Result<std::unique_ptr<ArrayFile>> openTorchArchive(std::unique_ptr<ByteSource> source,
                                                    const std::vector<ZipEntry>& entries, std::string file)
{
    auto opened = std::make_unique<TorchArchive>(std::move(source), std::move(file));
    if (auto done = opened->open(entries); !done)
        return tl::unexpected(done.error());
    return opened;
}

bool looksLikeOldTorch(std::string_view begin)
{
    return begin.starts_with(oldMagic.substr(0, begin.size())) && begin.size() >= oldMagic.size();
}

Result<std::unique_ptr<ArrayFile>> openOldTorch(std::unique_ptr<ByteSource> source, std::string file)
{
    auto opened = std::make_unique<OldTorchFile>(std::move(source), std::move(file));
    if (auto done = opened->open(); !done)
        return tl::unexpected(done.error());
    return opened;
}

} // namespace learnscope
