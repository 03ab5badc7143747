#include "core/io/arrays/hdf5file.h"

#include "core/data/similaritymatrix.h"
#include "core/io/arrays/hdf5dataset.h"
#include "core/io/arrays/separatearrayfile.h"

#include <algorithm>
#include <set>

namespace learnscope {

namespace {
constexpr int deepest = 64;
constexpr std::size_t mostDatasets = 100'000;

class Hdf5File final : public ArrayFile
{
public:
    Hdf5File(Hdf5Handle handle, std::string file, std::uint64_t size)
        : ArrayFile(std::move(file), "HDF5 file")
        , m_handle(std::move(handle))
        , m_size(size)
    {
    }
    ~Hdf5File() override
    {
        const Hdf5Lock lock;
        m_datasets.clear();
        m_handle = {};
    }

    Result<void> readGroups()
    {
        if (auto done = readGroup(m_handle.id(), {}, 0); !done)
            return done;
        const bool isRsatoolbox = H5Aexists(m_handle.id(), "rsatoolbox_version") > 0;
        if (isRsatoolbox || find("dissimilarities"))
            m_measure = hdf5TextAttribute(m_handle.id(), "dissimilarity_measure");
        return {};
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        const Hdf5Lock lock;
        return m_datasets[array].readEntries(first, out, file());
    }
    Result<std::vector<std::string>> readTexts(std::size_t array) override
    {
        const Hdf5Lock lock;
        return m_datasets[array].readTexts(file());
    }
    RowNames itemNames(std::size_t array) override
    {
        constexpr std::string_view descriptors = "pattern_descriptors/";
        if (arrays()[array].name != "dissimilarities" || arrays()[array].shape.empty())
            return {};
        const std::size_t items = itemsOfPairs(arrays()[array].shape.back());
        for (std::size_t index = 0; index < arrays().size(); ++index)
            if (const ArrayInfo& info = arrays()[index]; info.name.starts_with(descriptors)
                && info.type == ElementType::Text && info.shape == std::vector<std::uint64_t> {items})
                if (auto texts = readTexts(index))
                    return RowNames(std::move(*texts));
        return {};
    }
    std::string measure(std::size_t array) const override
    {
        return arrays()[array].name == "dissimilarities" ? m_measure : std::string();
    }

private:
    struct Visit
    {
        std::vector<std::pair<std::string, bool>> links; ///< name, and whether it is a hard one
    };
    static herr_t addLink(hid_t, const char* name, const H5L_info_t* info, void* visit)
    {
        static_cast<Visit*>(visit)->links.emplace_back(name, info->type == H5L_TYPE_HARD);
        return 0;
    }

    Result<void> readGroup(hid_t group, const std::string& path, int depth)
    {
        Visit visit;
        hsize_t index = 0;
        if (depth > deepest || H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &index, addLink, &visit) < 0)
            return failure(Error::Kind::Syntax,
                           "group '/" + path
                               + "' cannot be listed: " + (depth > deepest ? "too deep" : hdf5Reason()),
                           {file()});
        for (const auto& [name, isHard] : visit.links) {
            // Soft links lead to what has a name already, external ones out of the file; MATLAB keeps what
            // its cells refer to in "#refs#".
            if (!isHard || (path.empty() && (name == "#refs#" || name == "#subsystem#")))
                continue;
            if (auto done = readObject(group, name, path.empty() ? name : path + '/' + name, depth); !done)
                return done;
        }
        return {};
    }

    Result<void> readObject(hid_t group, const std::string& name, const std::string& path, int depth)
    {
        const Hdf5Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose);
        H5O_info_t info = {};
        if (!object || H5Oget_info2(object.id(), &info, H5O_INFO_BASIC) < 0)
            return addDataset(Hdf5Dataset::refused(path, "cannot be opened: " + hdf5Reason()));
        if (!m_seen.insert(info.addr).second)
            return {};
        if (info.type == H5O_TYPE_GROUP)
            return readGroup(object.id(), path, depth + 1);
        if (info.type != H5O_TYPE_DATASET)
            return {};
        return addDataset(Hdf5Dataset::open(m_handle.id(), path, m_size));
    }

    Result<void> addDataset(Hdf5Dataset dataset)
    {
        if (m_datasets.size() == mostDatasets)
            return failure(Error::Kind::Syntax, "more than 100000 data sets", {file()});
        mutableArrays().push_back(dataset.info());
        m_datasets.push_back(std::move(dataset));
        return {};
    }

    Hdf5Handle m_handle;
    std::uint64_t m_size;
    std::set<haddr_t> m_seen;
    std::vector<Hdf5Dataset> m_datasets;
    std::string m_measure;
};

Result<std::unique_ptr<ArrayFile>> openHere(const std::filesystem::path& path)
{
    const Hdf5Lock lock;
    const std::string file = path.string();
    std::error_code status;
    const std::uint64_t size = std::filesystem::file_size(path, status);
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_file_locking(access.id(), false, true); // read-only shares often cannot lock
    Hdf5Handle handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    if (!handle)
        return failure(Error::Kind::Syntax, "this HDF5 file cannot be opened: " + hdf5Reason(), {file});
    auto opened = std::make_unique<Hdf5File>(std::move(handle), file, size);
    if (auto read = opened->readGroups(); !read)
        return tl::unexpected(read.error());
    if (opened->arrays().empty())
        return failure(Error::Kind::Syntax, "this file holds no data sets", {file});
    return opened;
}
} // namespace

Result<std::unique_ptr<ArrayFile>> openHdf5(const std::filesystem::path& path, double secondsPerRequest)
{
    // Held while the process is copied, so that the copy finds the library in order.
    const Hdf5Lock lock;
    const auto open = [&] {
        Hdf5Lock::startAfresh();
        return openHere(path);
    };
    return openSeparately(path.string(), "HDF5 file", open, secondsPerRequest);
}

} // namespace learnscope
