#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace learnscope {

struct PickleNode;

/// A value that a pickle builds; containers and tensors are shared, as in Python.
struct PickleValue
{
    struct None
    {
    };
    /// A whole number that does not fit into 64 bits, as its bytes, least significant first.
    struct LongNumber
    {
        std::string_view bytes;
    };
    /// A function or class by its name, which only names what is known.
    struct Global
    {
        std::string_view name;
    };
    std::variant<None, bool, std::int64_t, double, std::string_view, LongNumber, Global, PickleNode*> value;

    bool isNone() const noexcept { return value.index() == 0; }
    const std::int64_t* number() const noexcept { return std::get_if<std::int64_t>(&value); }
    const std::string_view* text() const noexcept { return std::get_if<std::string_view>(&value); }
    const PickleNode* node() const noexcept
    {
        const auto* node = std::get_if<PickleNode*>(&value);
        return node ? *node : nullptr;
    }
};

/// A container, the numbers behind tensors, or a tensor.
struct PickleNode
{
    enum class Kind { Sequence, Dictionary, Storage, Tensor };

    Kind kind = Kind::Sequence;
    std::vector<PickleValue> items; ///< of a sequence; keys and values in turn of a dictionary

    std::string_view storageType; ///< of a storage, "FloatStorage"; its key and number of entries
    std::string_view key;
    std::uint64_t count = 0;

    const PickleNode* storage = nullptr; ///< of a tensor
    std::uint64_t offset = 0; ///< in entries
    std::vector<std::uint64_t> shape;
    std::vector<std::uint64_t> strides; ///< in entries
};

/// What one pickle built. Texts point into the bytes it was read from, which must outlive it.
struct Pickle
{
    std::deque<PickleNode> nodes; ///< owns them all, so that cycles do no harm
    std::deque<std::string> names; ///< of storage types
    PickleValue root;
    std::size_t length = 0; ///< bytes that belong to it
};

/// Reads a pickle as PyTorch writes it (protocols 2 to 5). A closed interpreter: it knows numbers, text,
/// lists, tuples, sets, dictionaries and tensors; anything else that the pickle names is refused by its name,
/// and nothing is ever called or imported. @p offset is where @p bytes stand in @p file, for messages. Fails
/// with Syntax.
Result<Pickle> readPickle(std::string_view bytes, std::uint64_t offset, const std::string& file);

} // namespace learnscope
