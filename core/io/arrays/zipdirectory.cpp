#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/packedsources.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <unordered_set>

namespace learnscope {

namespace {
constexpr std::uint32_t endMagic = 0x06054b50;
constexpr std::uint32_t wideEndMagic = 0x06064b50;
constexpr std::uint32_t wideLocatorMagic = 0x07064b50;
constexpr std::uint32_t directoryMagic = 0x02014b50;
constexpr std::uint32_t localMagic = 0x04034b50;
constexpr std::uint64_t endLength = 22;
constexpr std::uint64_t directoryEntryLength = 46;
constexpr std::uint64_t localLength = 30;
constexpr std::uint32_t isWide32 = 0xFFFFFFFF; // the number stands in the zip64 field
constexpr std::uint16_t isWide16 = 0xFFFF;

struct Directory
{
    std::uint64_t count = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t end = 0; ///< where what follows it begins
};

/// Reads one archive's directory; one method for each structure in it.
class DirectoryReader
{
public:
    DirectoryReader(const ByteSource& archive, const std::string& file)
        : m_archive(archive)
        , m_file(file)
    {
    }

    Result<std::vector<ZipEntry>> read()
    {
        const auto directory = findDirectory();
        if (!directory)
            return tl::unexpected(directory.error());
        if (directory->offset > directory->end || directory->size > directory->end - directory->offset)
            return failureAt(directory->end, "the directory does not lie inside the archive", m_file);
        if (directory->count > directory->size / directoryEntryLength)
            return failureAt(directory->end,
                             std::to_string(directory->count) + " entries in a directory of "
                                 + std::to_string(directory->size) + " bytes, which cannot hold them",
                             m_file);
        std::vector<char> buffer;
        const auto bytes = m_archive.read(directory->offset, directory->size, buffer);
        if (!bytes)
            return tl::unexpected(bytes.error());
        std::vector<ZipEntry> entries;
        std::size_t at = 0;
        for (std::uint64_t index = 0; index < directory->count; ++index) {
            auto entry = readEntry(*bytes, at, directory->offset);
            if (!entry)
                return tl::unexpected(entry.error());
            entries.push_back(std::move(*entry));
        }
        if (auto sound = checkEntries(entries, directory->offset); !sound)
            return tl::unexpected(sound.error());
        return entries;
    }

private:
    Result<Directory> findDirectory()
    {
        // The end stands before a comment of up to 65,535 bytes.
        const std::uint64_t length = std::min<std::uint64_t>(m_archive.size(), endLength + 0xFFFF);
        const std::uint64_t begin = m_archive.size() - length;
        std::vector<char> buffer;
        const auto tail = m_archive.read(begin, length, buffer);
        if (!tail)
            return tl::unexpected(tail.error());
        for (std::uint64_t at = length >= endLength ? length - endLength + 1 : 0; at-- > 0;) {
            const char* end = tail->data() + at;
            if (littleEndian<std::uint32_t>(end) != endMagic
                || littleEndian<std::uint16_t>(end + 20) != length - at - endLength)
                continue;
            if (littleEndian<std::uint16_t>(end + 4) != 0 || littleEndian<std::uint16_t>(end + 6) != 0)
                return failureAt(begin + at, "an archive in several parts; expected one file", m_file);
            Directory directory {littleEndian<std::uint16_t>(end + 10), littleEndian<std::uint32_t>(end + 16),
                                 littleEndian<std::uint32_t>(end + 12), begin + at};
            if (directory.count == isWide16 || directory.offset == isWide32 || directory.size == isWide32)
                return findWideDirectory(directory);
            return directory;
        }
        return failureAt(m_archive.size(), "the archive's directory is missing; the file seems cut short",
                         m_file);
    }

    Result<Directory> findWideDirectory(const Directory& narrow)
    {
        constexpr std::uint64_t locatorLength = 20;
        constexpr std::uint64_t wideLength = 56;
        std::vector<char> buffer;
        if (narrow.end < locatorLength)
            return narrow;
        const std::uint64_t locatorOffset = narrow.end - locatorLength;
        const auto locator = m_archive.read(locatorOffset, locatorLength, buffer);
        if (!locator)
            return tl::unexpected(locator.error());
        if (littleEndian<std::uint32_t>(locator->data()) != wideLocatorMagic)
            return narrow; // 65,535 entries in an archive that is not zip64
        const auto offset = littleEndian<std::uint64_t>(locator->data() + 8);
        if (locatorOffset < wideLength || offset > locatorOffset - wideLength)
            return failureAt(locatorOffset, "the zip64 directory does not lie inside the archive", m_file);
        const auto end = m_archive.read(offset, wideLength, buffer);
        if (!end)
            return tl::unexpected(end.error());
        if (littleEndian<std::uint32_t>(end->data()) != wideEndMagic)
            return failureAt(offset, "the zip64 directory is missing", m_file);
        return Directory {littleEndian<std::uint64_t>(end->data() + 32),
                          littleEndian<std::uint64_t>(end->data() + 48),
                          littleEndian<std::uint64_t>(end->data() + 40), offset};
    }

    Result<ZipEntry> readEntry(std::string_view directory, std::size_t& at, std::uint64_t offset)
    {
        const std::uint64_t place = offset + at;
        const std::string_view rest = directory.substr(at);
        if (rest.size() < directoryEntryLength || littleEndian<std::uint32_t>(rest.data()) != directoryMagic)
            return failureAt(place, "the directory's entry is broken", m_file);
        const char* bytes = rest.data();
        const std::size_t nameLength = littleEndian<std::uint16_t>(bytes + 28);
        const std::size_t extraLength = littleEndian<std::uint16_t>(bytes + 30);
        const std::size_t whole =
            directoryEntryLength + nameLength + extraLength + littleEndian<std::uint16_t>(bytes + 32);
        if (whole > rest.size())
            return failureAt(place, "the directory's entry reaches beyond the directory", m_file);
        ZipEntry entry;
        entry.name = rest.substr(directoryEntryLength, nameLength);
        entry.encrypted = (littleEndian<std::uint16_t>(bytes + 8) & 1) != 0;
        entry.method = littleEndian<std::uint16_t>(bytes + 10);
        entry.checksum = littleEndian<std::uint32_t>(bytes + 16);
        entry.packedSize = littleEndian<std::uint32_t>(bytes + 20);
        entry.size = littleEndian<std::uint32_t>(bytes + 24);
        entry.headerOffset = littleEndian<std::uint32_t>(bytes + 42);
        if (!readWideSizes(rest.substr(directoryEntryLength + nameLength, extraLength), entry))
            return failureAt(place, "the entry's zip64 sizes are missing", m_file);
        at += whole;
        return entry;
    }

    static bool readWideSizes(std::string_view extra, ZipEntry& entry)
    {
        std::vector<std::uint64_t*> wanted;
        for (std::uint64_t* number : {&entry.size, &entry.packedSize, &entry.headerOffset})
            if (*number == isWide32)
                wanted.push_back(number);
        constexpr std::uint16_t wideField = 1;
        while (!wanted.empty() && extra.size() >= 4) {
            const std::size_t length = littleEndian<std::uint16_t>(extra.data() + 2);
            if (length > extra.size() - 4)
                return false;
            if (littleEndian<std::uint16_t>(extra.data()) == wideField) {
                if (length < 8 * wanted.size())
                    return false;
                for (std::size_t index = 0; index < wanted.size(); ++index)
                    *wanted[index] = littleEndian<std::uint64_t>(extra.data() + 4 + 8 * index);
                return true;
            }
            extra.remove_prefix(4 + length);
        }
        return wanted.empty();
    }

    Result<void> checkEntries(std::vector<ZipEntry>& entries, std::uint64_t end)
    {
        std::unordered_set<std::string_view> names;
        for (ZipEntry& entry : entries) {
            if (!names.insert(entry.name).second)
                return failureAt(
                    entry.headerOffset,
                    "a second entry " + quotedForMessage(entry.name) + "; expected each name once", m_file);
            if (auto sound = checkEntry(entry, end); !sound)
                return sound;
        }
        std::vector<std::size_t> order(entries.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
            return entries[left].headerOffset < entries[right].headerOffset;
        });
        for (std::size_t index = 1; index < order.size(); ++index) {
            const ZipEntry& before = entries[order[index - 1]];
            const ZipEntry& entry = entries[order[index]];
            if (before.dataOffset + before.packedSize > entry.headerOffset)
                return failureAt(entry.headerOffset,
                                 "entry " + quotedForMessage(entry.name) + " overlaps "
                                     + quotedForMessage(before.name),
                                 m_file);
        }
        return {};
    }

    Result<void> checkEntry(ZipEntry& entry, std::uint64_t end)
    {
        const std::string name = "entry " + quotedForMessage(entry.name);
        if (end < localLength || entry.headerOffset > end - localLength)
            return failureAt(end, name + " begins outside the archive", m_file);
        std::vector<char> buffer;
        const auto local = m_archive.read(entry.headerOffset, localLength, buffer);
        if (!local)
            return tl::unexpected(local.error());
        const std::size_t nameLength = littleEndian<std::uint16_t>(local->data() + 26);
        const std::size_t extraLength = littleEndian<std::uint16_t>(local->data() + 28);
        if (littleEndian<std::uint32_t>(local->data()) != localMagic
            || littleEndian<std::uint16_t>(local->data() + 8) != entry.method)
            return failureAt(entry.headerOffset, name + " does not begin where the directory says", m_file);
        entry.dataOffset = entry.headerOffset + localLength + nameLength + extraLength;
        if (entry.dataOffset > end || entry.packedSize > end - entry.dataOffset)
            return failureAt(entry.headerOffset, name + " reaches beyond the archive", m_file);
        const auto localName = m_archive.read(entry.headerOffset + localLength, nameLength, buffer);
        if (!localName)
            return tl::unexpected(localName.error());
        if (*localName != entry.name)
            return failureAt(entry.headerOffset, name + " calls itself " + quotedForMessage(*localName),
                             m_file);
        const bool isStored = entry.method == static_cast<std::uint16_t>(ZipEntry::Method::Stored);
        if (isStored ? entry.size != entry.packedSize : entry.size / largestPackingRatio > entry.packedSize)
            return failureAt(entry.headerOffset,
                             name + " claims " + std::to_string(entry.size) + " bytes from "
                                 + std::to_string(entry.packedSize) + ", which cannot be",
                             m_file);
        return {};
    }

    const ByteSource& m_archive;
    const std::string& m_file;
};
} // namespace

Result<std::vector<ZipEntry>> readZipDirectory(const ByteSource& archive, const std::string& file)
{
    return DirectoryReader(archive, file).read();
}

} // namespace learnscope
