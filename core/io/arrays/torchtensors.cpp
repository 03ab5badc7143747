#include "core/io/arrays/torchtensors.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <set>

namespace learnscope {

namespace {
constexpr int deepest = 32;

class Collector
{
public:
    explicit Collector(const std::string& file)
        : m_file(file)
    {
    }

    Result<void> collect(const PickleValue& value, const std::string& path, int depth)
    {
        const PickleNode* node = value.node();
        // A container that is met again, or deep down, adds nothing: its tensors have a name already.
        if (!node || depth > deepest)
            return {};
        if (node->kind == PickleNode::Kind::Tensor)
            return addTensor(*node, path);
        if (!m_seen.insert(node).second)
            return {};
        if (node->kind == PickleNode::Kind::Sequence)
            return collectSequence(*node, path, depth);
        if (node->kind == PickleNode::Kind::Dictionary)
            for (std::size_t index = 0; index + 1 < node->items.size(); index += 2)
                if (auto done =
                        collect(node->items[index + 1], joined(path, keyText(node->items[index])), depth + 1);
                    !done)
                    return done;
        return {};
    }

    std::vector<TorchEntry> take() { return std::move(m_entries); }

private:
    Result<void> collectSequence(const PickleNode& node, const std::string& path, int depth)
    {
        const bool isText = !node.items.empty()
            && std::all_of(node.items.begin(), node.items.end(),
                           [](const PickleValue& item) { return item.text() != nullptr; });
        if (isText) {
            TorchEntry entry;
            entry.info.name = path;
            entry.info.shape = {node.items.size()};
            entry.info.type = ElementType::Text;
            entry.info.dtype = "list of str";
            entry.node = &node;
            m_entries.push_back(std::move(entry));
            return {};
        }
        for (std::size_t index = 0; index < node.items.size(); ++index)
            if (auto done = collect(node.items[index], joined(path, std::to_string(index)), depth + 1); !done)
                return done;
        return {};
    }

    Result<void> addTensor(const PickleNode& tensor, const std::string& path)
    {
        TorchEntry entry;
        ArrayInfo& info = entry.info;
        info.name = path;
        info.shape = tensor.shape;
        info.dtype = tensor.storage->storageType;
        info.type = torchStorageType(tensor.storage->storageType);
        entry.node = &tensor;
        if (info.type == ElementType::Other)
            info.refusal = "is of type " + quotedForMessage(info.dtype) + ", which is not known";
        const auto count = checkedCount(info.shape, 8);
        if (!count || !liesInStorage(tensor, *count))
            return failure(Error::Kind::Syntax,
                           "tensor " + quotedForMessage(path) + ": its shape " + info.shapeText()
                               + " does not fit its storage of " + std::to_string(tensor.storage->count)
                               + " entries",
                           {m_file});
        setOrder(tensor, entry);
        m_entries.push_back(std::move(entry));
        return {};
    }

    /// Tensors that repeat entries (steps of 0) are longer than their storage and not taken: memory follows
    /// what the file holds.
    static bool liesInStorage(const PickleNode& tensor, std::uint64_t count)
    {
        const std::uint64_t entries = tensor.storage->count;
        if (count == 0)
            return true;
        if (count > entries || tensor.offset >= entries)
            return false;
        std::uint64_t last = tensor.offset;
        for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
            const std::uint64_t steps = tensor.shape[axis] - 1;
            if (steps != 0 && tensor.strides[axis] > (entries - 1 - last) / steps)
                return false;
            last += steps * tensor.strides[axis];
        }
        return true;
    }

    static void setOrder(const PickleNode& tensor, TorchEntry& entry)
    {
        const std::size_t axes = tensor.shape.size();
        const auto fits = [&](auto axisAt) {
            std::uint64_t expected = 1;
            for (std::size_t index = 0; index < axes; ++index) {
                const std::size_t axis = axisAt(index);
                if (tensor.shape[axis] != 1 && tensor.strides[axis] != expected)
                    return false;
                expected *= tensor.shape[axis];
            }
            return true;
        };
        if (fits([&](std::size_t index) { return axes - 1 - index; })) {
            entry.isContiguous = true;
        } else if (fits([](std::size_t index) { return index; })) {
            entry.isContiguous = true;
            entry.info.order = ArraySource::Order::ColumnMajor;
        }
    }

    static std::string joined(const std::string& path, const std::string& key)
    {
        return path.empty() ? key : path + '.' + key;
    }
    static std::string keyText(const PickleValue& key)
    {
        if (const auto* text = key.text())
            return std::string(*text);
        if (const auto* number = key.number())
            return std::to_string(*number);
        return "?";
    }

    const std::string& m_file;
    std::set<const PickleNode*> m_seen;
    std::vector<TorchEntry> m_entries;
};
} // namespace

Result<std::vector<TorchEntry>> collectTorchEntries(const PickleValue& root, const std::string& file)
{
    Collector collector(file);
    if (auto done = collector.collect(root, {}, 0); !done)
        return tl::unexpected(done.error());
    return collector.take();
}

ElementType torchStorageType(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, ElementType>, 10> types = {
        {{"FloatStorage", ElementType::Float32},
         {"DoubleStorage", ElementType::Float64},
         {"HalfStorage", ElementType::Float16},
         {"BFloat16Storage", ElementType::BFloat16},
         {"LongStorage", ElementType::Int64},
         {"IntStorage", ElementType::Int32},
         {"ShortStorage", ElementType::Int16},
         {"CharStorage", ElementType::Int8},
         {"ByteStorage", ElementType::UInt8},
         {"BoolStorage", ElementType::Bool}}};
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const auto& entry) { return entry.first == name; });
    return found == types.end() ? ElementType::Other : found->second;
}

} // namespace learnscope
