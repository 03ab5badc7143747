#include "core/io/arrays/npyfile.h"

#include "core/io/arrays/npyheader.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/utf8.h"

namespace learnscope {

namespace {
class NpyFile final : public ArrayFile
{
public:
    NpyFile(std::unique_ptr<ByteSource> source, std::string file, NpyHeader header)
        : ArrayFile(std::move(file), "NumPy array")
        , m_source(std::move(source))
        , m_header(std::move(header))
    {
        mutableArrays().push_back(m_header.info);
    }

    Result<void> readEntries(std::size_t, std::uint64_t first, std::span<std::byte> out) override
    {
        return readNpyEntries(*m_source, m_header, first, out);
    }
    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        if (m_header.info.type != ElementType::Text)
            return ArrayFile::readTexts(array);
        return readNpyTexts(*m_source, m_header);
    }
    std::optional<std::uint64_t> plainOffset(std::size_t) const override
    {
        return m_header.swapped ? std::nullopt : std::optional(m_header.dataOffset);
    }

private:
    std::unique_ptr<ByteSource> m_source;
    NpyHeader m_header;
};

class NpzFile final : public ArrayFile
{
public:
    NpzFile(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "NumPy archive")
        , m_archive(std::move(source))
    {
    }

    Result<void> readDirectory()
    {
        const auto entries = readZipDirectory(*m_archive, file());
        if (!entries)
            return tl::unexpected(entries.error());
        constexpr std::string_view suffix = ".npy";
        for (const ZipEntry& entry : *entries) {
            if (!entry.name.ends_with(suffix))
                continue;
            auto source = openZipEntry(*m_archive, entry, file());
            if (!source)
                return tl::unexpected(source.error());
            auto header = readNpyHeader(**source, file(), "in entry " + quotedForMessage(entry.name) + ": ");
            if (!header)
                return tl::unexpected(header.error());
            header->info.name = entry.name.substr(0, entry.name.size() - suffix.size());
            mutableArrays().push_back(header->info);
            m_members.push_back({entry, std::move(*source), std::move(*header)});
        }
        return {};
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        return readNpyEntries(*m_members[array].source, m_members[array].header, first, out);
    }
    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        if (arrays()[array].type != ElementType::Text)
            return ArrayFile::readTexts(array);
        return readNpyTexts(*m_members[array].source, m_members[array].header);
    }
    std::optional<std::uint64_t> plainOffset(std::size_t array) const override
    {
        const Member& member = m_members[array];
        if (member.entry.method != static_cast<std::uint16_t>(ZipEntry::Method::Stored)
            || member.header.swapped)
            return std::nullopt;
        return member.entry.dataOffset + member.header.dataOffset;
    }

private:
    struct Member
    {
        ZipEntry entry;
        std::unique_ptr<ByteSource> source;
        NpyHeader header;
    };

    std::unique_ptr<ByteSource> m_archive;
    std::vector<Member> m_members;
};
} // namespace

Result<std::unique_ptr<ArrayFile>> openNpy(std::unique_ptr<ByteSource> source, std::string file)
{
    auto header = readNpyHeader(*source, file);
    if (!header)
        return tl::unexpected(header.error());
    return std::make_unique<NpyFile>(std::move(source), std::move(file), std::move(*header));
}

Result<std::unique_ptr<ArrayFile>> openNpz(std::unique_ptr<ByteSource> source, std::string file)
{
    auto archive = std::make_unique<NpzFile>(std::move(source), std::move(file));
    if (auto read = archive->readDirectory(); !read)
        return tl::unexpected(read.error());
    if (archive->arrays().empty())
        return failure(Error::Kind::Syntax, "this archive holds no arrays; expected entries that end in .npy",
                       {archive->file()});
    return archive;
}

} // namespace learnscope
