#include "core/io/arrays/pickle.h"

#include "core/io/arrays/byteplace.h"
#include "core/io/arrays/picklecodes.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <unordered_map>

namespace learnscope {

namespace {
using Kind = PickleNode::Kind;
using namespace picklecodes;

constexpr std::array<std::string_view, 6> knownFunctions = {"collections.OrderedDict",
                                                            "torch._utils._rebuild_tensor_v2",
                                                            "torch._utils._rebuild_tensor",
                                                            "torch._utils._rebuild_parameter",
                                                            "torch.Size",
                                                            "torch.device"};

bool isStorage(std::string_view name)
{
    return (name.starts_with("torch.") && name.ends_with("Storage")
            && std::count(name.begin(), name.end(), '.') == 1)
        || name == "torch.storage.UntypedStorage";
}

/// One run over one pickle.
class Machine
{
public:
    Machine(std::string_view bytes, std::uint64_t offset, const std::string& file)
        : m_bytes(bytes)
        , m_offset(offset)
        , m_file(file)
    {
    }

    Result<Pickle> run()
    {
        for (;;) {
            m_codeAt = m_at;
            const auto code = take(1);
            if (!code)
                return fail("the pickle ends without its end mark; the file seems cut short");
            const auto letter = static_cast<unsigned char>(code->front());
            if (letter == Stop) {
                if (m_stack.size() != 1 || !m_marks.empty())
                    return fail("the pickle ends with " + std::to_string(m_stack.size())
                                + " values; expected one");
                m_pickle.root = m_stack.back();
                m_pickle.length = m_at;
                return std::move(m_pickle);
            }
            if (!step(letter))
                return tl::unexpected(std::move(*m_error));
        }
    }

private:
    bool step(unsigned char code)
    {
        switch (code) {
        case Protocol:
            return take(1) ? true : broken();
        case Frame:
            return take(8) ? true : broken();
        case Mark:
            m_marks.push_back(m_stack.size());
            return true;
        case Pop:
            return m_stack.size() > floor() ? (m_stack.pop_back(), true) : broken();
        case PopMark:
            return m_marks.empty() ? broken() : (popMark(), true);
        case Duplicate:
            return m_stack.size() > floor() ? push(m_stack.back().value) : broken();
        case GlobalName:
        case StackGlobal:
            return global(code);
        case Reduce:
            return reduce();
        case Build:
            return build();
        case BinPersistentId:
            return persistentId();
        case BinGet:
        case LongBinGet:
        case BinPut:
        case LongBinPut:
        case Memoize:
            return memo(code);
        default:
            return plainValue(code) || (!m_error && container(code));
        }
    }

    /// Numbers and texts; false without an error where the code stands for none.
    bool plainValue(unsigned char code)
    {
        switch (code) {
        case None:
            return push(PickleValue::None {});
        case True:
        case False:
            return push(code == True);
        case BinInt:
            return number<std::uint32_t>([](std::uint32_t bits) { return static_cast<std::int32_t>(bits); });
        case BinInt1:
            return number<std::uint8_t>([](std::uint8_t value) { return value; });
        case BinInt2:
            return number<std::uint16_t>([](std::uint16_t value) { return value; });
        case BinFloat:
            return real();
        case Long1:
        case Long4:
            return longNumber(code);
        case ShortBinString:
        case ShortBinUnicode:
        case ShortBinBytes:
            return text(1);
        case BinString:
        case BinUnicode:
        case BinBytes:
            return text(4);
        case BinUnicode8:
        case BinBytes8:
            return text(8);
        default:
            return false;
        }
    }

    bool container(unsigned char code)
    {
        switch (code) {
        case EmptyTuple:
        case EmptyList:
        case EmptySet:
            return push(newNode(Kind::Sequence));
        case EmptyDictionary:
            return push(newNode(Kind::Dictionary));
        case Tuple1:
        case Tuple2:
        case Tuple3:
            return gather(static_cast<std::size_t>(code - Tuple1) + 1);
        case TupleOfMark:
        case FrozenSet:
            return m_marks.empty() || m_marks.back() > m_stack.size() ? broken() : gatherFrom(unmark());
        case Append:
            return m_stack.size() >= floor() + 2 ? extend(Kind::Sequence, m_stack.size() - 1) : broken();
        case SetItem:
            return m_stack.size() >= floor() + 3 ? extend(Kind::Dictionary, m_stack.size() - 2) : broken();
        case Appends:
        case AddItems:
            return m_marks.empty() ? broken() : extend(Kind::Sequence, unmark());
        case SetItems:
            return m_marks.empty() ? broken() : extend(Kind::Dictionary, unmark());
        default:
            return refuse(
                "code " + std::to_string(code)
                + ", which tensors and plain containers do not need; expected a file of these only");
        }
    }

    bool global(unsigned char code)
    {
        std::string name;
        if (code == GlobalName) {
            const auto module = line();
            const auto member = module ? line() : std::nullopt;
            if (!member)
                return broken();
            name = std::string(*module) + '.' + std::string(*member);
        } else {
            if (m_stack.size() < floor() + 2)
                return broken();
            const auto* module = m_stack[m_stack.size() - 2].text();
            const auto* member = m_stack.back().text();
            if (!module || !member)
                return broken();
            name = std::string(*module) + '.' + std::string(*member);
            m_stack.resize(m_stack.size() - 2);
        }
        const auto* known = std::find(knownFunctions.begin(), knownFunctions.end(), name);
        if (known != knownFunctions.end())
            return push(PickleValue::Global {*known});
        if (isStorage(name)) {
            m_pickle.names.push_back(name.substr(name.rfind('.') + 1));
            return push(PickleValue::Global {m_pickle.names.back()});
        }
        return refuse(
            "names " + quotedForMessage(name)
            + ", which is not opened; expected tensors, numbers, text, lists and dictionaries only");
    }

    bool reduce()
    {
        if (m_stack.size() < floor() + 2)
            return broken();
        const auto* function = std::get_if<PickleValue::Global>(&m_stack[m_stack.size() - 2].value);
        const PickleNode* arguments = m_stack.back().node();
        if (!function || !arguments || arguments->kind != Kind::Sequence)
            return broken();
        const std::string_view name = function->name;
        m_stack.resize(m_stack.size() - 2);
        if (name == "collections.OrderedDict")
            return orderedDictionary(*arguments);
        if (name == "torch.Size")
            return arguments->items.size() == 1 ? push(arguments->items.front().value) : broken();
        if (name == "torch.device")
            return push(PickleValue::None {});
        if (name == "torch._utils._rebuild_parameter")
            return arguments->items.empty() ? broken() : push(arguments->items.front().value);
        if (name.starts_with("torch._utils._rebuild_tensor"))
            return tensor(*arguments);
        return refuse("calls " + quotedForMessage(name) + ", which is not done");
    }

    bool orderedDictionary(const PickleNode& arguments)
    {
        PickleNode* dictionary = newNode(Kind::Dictionary);
        if (arguments.items.size() > 1)
            return broken();
        if (!arguments.items.empty()) {
            const PickleNode* pairs = arguments.items.front().node();
            if (!pairs || pairs->kind != Kind::Sequence)
                return broken();
            // A list may be named again and again, each time for a byte or two.
            m_copied += pairs->items.size();
            if (m_copied > m_bytes.size())
                return refuse("dictionaries that grow beyond what the file could hold");
            for (const PickleValue& pair : pairs->items) {
                const PickleNode* entry = pair.node();
                if (!entry || entry->kind != Kind::Sequence || entry->items.size() != 2)
                    return broken();
                dictionary->items.insert(dictionary->items.end(), entry->items.begin(), entry->items.end());
            }
        }
        return push(dictionary);
    }

    bool tensor(const PickleNode& arguments)
    {
        if (arguments.items.size() < 4)
            return broken();
        const PickleNode* storage = arguments.items[0].node();
        const auto offset = count(arguments.items[1]);
        if (!storage || storage->kind != Kind::Storage || !offset)
            return broken();
        PickleNode* made = newNode(Kind::Tensor);
        made->storage = storage;
        made->offset = *offset;
        for (const auto& [argument, into] : {std::pair(2, &made->shape), std::pair(3, &made->strides)}) {
            const PickleNode* numbers = arguments.items[static_cast<std::size_t>(argument)].node();
            if (!numbers || numbers->kind != Kind::Sequence || numbers->items.size() > 32)
                return broken();
            for (const PickleValue& value : numbers->items) {
                const auto one = count(value);
                if (!one)
                    return refuse("a tensor with a size or step that is no whole number from 0 on");
                into->push_back(*one);
            }
        }
        return made->shape.size() == made->strides.size() ? push(made) : broken();
    }

    bool persistentId()
    {
        // ("storage", type, key, place, number of entries[, view])
        const PickleNode* id = m_stack.size() > floor() ? m_stack.back().node() : nullptr;
        if (!id || id->kind != Kind::Sequence || id->items.size() < 5 || id->items.size() > 6)
            return broken();
        const std::vector<PickleValue>& items = id->items;
        const auto* type = std::get_if<PickleValue::Global>(&items[1].value);
        const auto entries = count(items[4]);
        if (!items[0].text() || *items[0].text() != "storage" || !type || !items[2].text() || !entries)
            return broken();
        if (items.size() == 6 && !items[5].isNone())
            return refuse("a storage that is part of another, as PyTorch wrote long ago; save it anew");
        PickleNode* storage = newNode(Kind::Storage);
        storage->storageType = type->name;
        storage->key = *items[2].text();
        storage->count = *entries;
        m_stack.pop_back();
        return push(storage);
    }

    bool build()
    {
        // The state of an ordered dictionary is notes on versions of its modules.
        if (m_stack.size() < floor() + 2)
            return broken();
        const PickleNode* target = m_stack[m_stack.size() - 2].node();
        if (!target || target->kind != Kind::Dictionary)
            return refuse("an object with a state; expected tensors and plain containers only");
        m_stack.pop_back();
        return true;
    }

    bool memo(unsigned char code)
    {
        if (code == Memoize) {
            if (m_stack.size() <= floor())
                return broken();
            m_memo[static_cast<std::uint32_t>(m_memo.size())] = m_stack.back();
            return true;
        }
        const bool isShort = code == BinGet || code == BinPut;
        const auto bytes = take(isShort ? 1 : 4);
        if (!bytes)
            return broken();
        const std::uint32_t index =
            isShort ? littleEndian<std::uint8_t>(bytes->data()) : littleEndian<std::uint32_t>(bytes->data());
        if (code == BinPut || code == LongBinPut) {
            if (m_stack.size() <= floor())
                return broken();
            m_memo[index] = m_stack.back();
            return true;
        }
        const auto found = m_memo.find(index);
        return found == m_memo.end() ? broken() : push(found->second.value);
    }

    bool longNumber(unsigned char code)
    {
        const auto length = take(code == Long1 ? 1 : 4);
        if (!length)
            return broken();
        const auto bytes = take(code == Long1 ? littleEndian<std::uint8_t>(length->data())
                                              : littleEndian<std::uint32_t>(length->data()));
        if (!bytes)
            return broken();
        if (bytes->size() > 8)
            return push(PickleValue::LongNumber {*bytes});
        const bool isNegative = !bytes->empty() && (static_cast<unsigned char>(bytes->back()) & 0x80) != 0;
        std::uint64_t bits = isNegative ? ~std::uint64_t {0} : 0;
        for (std::size_t index = bytes->size(); index-- > 0;)
            bits = bits << 8 | static_cast<unsigned char>((*bytes)[index]);
        return push(static_cast<std::int64_t>(bits));
    }

    bool real()
    {
        const auto bytes = take(8);
        if (!bytes)
            return broken();
        std::string turned(bytes->rbegin(), bytes->rend()); // most significant byte first
        return push(std::bit_cast<double>(littleEndian<std::uint64_t>(turned.data())));
    }

    template<typename Stored, typename Change>
    bool number(Change change)
    {
        const auto bytes = take(sizeof(Stored));
        return bytes ? push(static_cast<std::int64_t>(change(littleEndian<Stored>(bytes->data()))))
                     : broken();
    }

    bool text(std::size_t lengthBytes)
    {
        const auto length = take(lengthBytes);
        if (!length)
            return broken();
        std::uint64_t size = 0;
        for (std::size_t index = lengthBytes; index-- > 0;)
            size = size << 8 | static_cast<unsigned char>((*length)[index]);
        const auto bytes = take(size);
        return bytes ? push(*bytes) : broken();
    }

    bool gather(std::size_t count)
    {
        return m_stack.size() >= floor() + count ? gatherFrom(m_stack.size() - count) : broken();
    }
    bool gatherFrom(std::size_t begin)
    {
        PickleNode* node = newNode(Kind::Sequence);
        node->items.assign(m_stack.begin() + static_cast<std::ptrdiff_t>(begin), m_stack.end());
        m_stack.resize(begin);
        return push(node);
    }
    /// Moves what stands from @p begin on into the container below it.
    bool extend(Kind kind, std::size_t begin)
    {
        if (begin == 0 || begin > m_stack.size() || begin - 1 < floor())
            return broken();
        auto* const* node = std::get_if<PickleNode*>(&m_stack[begin - 1].value);
        if (!node || (*node)->kind != kind || (kind == Kind::Dictionary && (m_stack.size() - begin) % 2 != 0))
            return broken();
        (*node)->items.insert((*node)->items.end(), m_stack.begin() + static_cast<std::ptrdiff_t>(begin),
                              m_stack.end());
        m_stack.resize(begin);
        return true;
    }

    static std::optional<std::uint64_t> count(const PickleValue& value)
    {
        const std::int64_t* number = value.number();
        return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
    }
    /// Below this the stack belongs to what stands before the last mark.
    std::size_t floor() const noexcept { return m_marks.empty() ? 0 : m_marks.back(); }
    std::size_t unmark()
    {
        const std::size_t mark = m_marks.back();
        m_marks.pop_back();
        return mark;
    }
    void popMark() { m_stack.resize(unmark()); }
    template<typename Value>
    bool push(Value value)
    {
        m_stack.push_back(PickleValue {std::move(value)});
        return true;
    }
    PickleNode* newNode(Kind kind)
    {
        m_pickle.nodes.emplace_back().kind = kind;
        return &m_pickle.nodes.back();
    }
    std::optional<std::string_view> take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_at) {
            m_isCutShort = true;
            return std::nullopt;
        }
        const std::string_view taken = m_bytes.substr(m_at, count);
        m_at += count;
        return taken;
    }
    std::optional<std::string_view> line()
    {
        const std::size_t end = m_bytes.find('\n', m_at);
        if (end == std::string_view::npos) {
            m_isCutShort = true;
            return std::nullopt;
        }
        const std::string_view taken = m_bytes.substr(m_at, end - m_at);
        m_at = end + 1;
        return taken;
    }
    tl::unexpected<Error> fail(std::string message) const
    {
        return failureAt(m_offset + m_codeAt, std::move(message), m_file);
    }
    bool refuse(std::string message)
    {
        m_error = fail(std::move(message)).value();
        return false;
    }
    bool broken()
    {
        return refuse(m_isCutShort ? "the pickle ends inside a value; the file seems cut short"
                                   : "the pickle is broken here");
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::size_t m_codeAt = 0;
    std::uint64_t m_offset;
    const std::string& m_file;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint32_t, PickleValue> m_memo;
    std::size_t m_copied = 0;
    bool m_isCutShort = false;
    Pickle m_pickle;
    std::optional<Error> m_error;
};
} // namespace

Result<Pickle> readPickle(std::string_view bytes, std::uint64_t offset, const std::string& file)
{
    return Machine(bytes, offset, file).run();
}

} // namespace learnscope
