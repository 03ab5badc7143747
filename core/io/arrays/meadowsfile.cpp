#include "core/io/arrays/meadowsfile.h"

#include "core/data/similaritymatrix.h"
#include "core/io/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <limits>

namespace learnscope {

namespace {
using Json = nlohmann::ordered_json;

class MeadowsFile final : public ArrayFile
{
public:
    MeadowsFile(std::unique_ptr<ByteSource> source, std::string file)
        : ArrayFile(std::move(file), "Meadows results")
        , m_source(std::move(source))
    {
    }

    Result<void> read()
    {
        std::vector<char> buffer;
        const auto text = m_source->read(0, m_source->size(), buffer);
        if (!text)
            return tl::unexpected(text.error());
        Json tree;
        try {
            tree = Json::parse(*text);
        } catch (const Json::parse_error& error) {
            return failure(Error::Kind::Syntax, "byte " + std::to_string(error.byte) + ": no valid JSON",
                           {file()});
        } catch (const Json::exception&) { // such as a number beyond double precision
            return failure(Error::Kind::Syntax, "this JSON holds a number that is out of range", {file()});
        }
        // One participation, or several by their names.
        if (tree.is_object() && tree.contains("tasks"))
            return readParticipation(tree, {});
        if (tree.is_object())
            for (const auto& [name, participation] : tree.items())
                if (participation.is_object() && participation.contains("tasks"))
                    if (auto done = readParticipation(participation, name); !done)
                        return done;
        return {};
    }

    Result<void> readEntries(std::size_t array, std::uint64_t first, std::span<std::byte> out) override
    {
        std::memcpy(out.data(), m_matrices[array].values.data() + first, out.size());
        return {};
    }
    RowNames itemNames(std::size_t array) override { return m_matrices[array].names; }
    std::string measure(std::size_t) const override { return "euclidean"; } // of the arrangement

private:
    struct Matrix
    {
        std::vector<double> values;
        RowNames names;
    };

    Result<void> readParticipation(const Json& participation, const std::string& name)
    {
        const Json& tasks = participation["tasks"];
        if (!tasks.is_array())
            return failure(Error::Kind::Syntax, "'tasks' is no list; expected a Meadows tree", {file()});
        for (std::size_t index = 0; index < tasks.size(); ++index) {
            const Json& task = tasks[index];
            if (!task.is_object() || !task.contains("rdm") || !task.contains("stimuli"))
                continue;
            std::string title = "task " + std::to_string(index + 1);
            if (task.contains("task") && task["task"].is_object() && task["task"].contains("name")
                && task["task"]["name"].is_string())
                title = task["task"]["name"].get<std::string>();
            std::string path = name.empty() ? title : name + '/' + title;
            if (find(path))
                path += " (" + std::to_string(index + 1) + ')';
            if (auto done = readTask(task, path); !done)
                return done;
        }
        return {};
    }

    Result<void> readTask(const Json& task, const std::string& path)
    {
        const auto fail = [&](const std::string& message) {
            return failure(Error::Kind::Syntax, quotedForMessage(path) + ": " + message, {file()});
        };
        Matrix matrix;
        std::vector<std::string> names;
        if (!task["rdm"].is_array() || !task["stimuli"].is_array())
            return fail("expected lists 'rdm' and 'stimuli'");
        for (const Json& value : task["rdm"]) {
            if (!value.is_number() && !value.is_null())
                return fail("entry " + std::to_string(matrix.values.size()) + " of 'rdm' is no number");
            matrix.values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                                    : value.get<double>());
        }
        for (const Json& stimulus : task["stimuli"]) {
            if (!stimulus.is_object() || !stimulus.contains("name") || !stimulus["name"].is_string())
                return fail("stimulus " + std::to_string(names.size() + 1) + " has no name");
            names.push_back(stimulus["name"].get<std::string>());
        }
        if (names.size() < 2 || itemsOfPairs(matrix.values.size()) != names.size())
            return fail(std::to_string(matrix.values.size()) + " dissimilarities do not fit "
                        + std::to_string(names.size()) + " stimuli");
        ArrayInfo info;
        info.name = path;
        info.shape = {matrix.values.size()};
        info.type = ElementType::Float64;
        info.dtype = "JSON number";
        mutableArrays().push_back(std::move(info));
        matrix.names = RowNames(std::move(names));
        m_matrices.push_back(std::move(matrix));
        return {};
    }

    std::unique_ptr<ByteSource> m_source;
    std::vector<Matrix> m_matrices;
};
} // namespace

Result<std::unique_ptr<ArrayFile>> openMeadows(std::unique_ptr<ByteSource> source, std::string file)
{
    auto opened = std::make_unique<MeadowsFile>(std::move(source), std::move(file));
    if (auto read = opened->read(); !read)
        return tl::unexpected(read.error());
    if (opened->arrays().empty())
        return failure(Error::Kind::Syntax,
                       "this JSON holds no dissimilarity matrices; expected a Meadows tree with 'tasks'",
                       {opened->file()});
    return opened;
}

} // namespace learnscope
