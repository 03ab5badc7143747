#include "core/data/representation.h"

#include <array>

namespace learnscope {

namespace {
constexpr std::array kindNames = {std::string_view("embedding"), std::string_view("matrix"),
                                  std::string_view("triplets")};

const void* firstNumber(const Embedding& value)
{
    return value.values().data();
}

const void* firstNumber(const Triplets& value)
{
    return value.span().data();
}

const void* firstNumber(const SimilarityMatrix& value)
{
    return value.upperRow(0, [](const auto& row) -> const void* { return row.data(); });
}
} // namespace

std::string_view toString(RepresentationKind kind)
{
    return kindNames[static_cast<std::size_t>(kind)];
}

std::optional<RepresentationKind> representationKindFromName(std::string_view name)
{
    for (std::size_t kind = 0; kind < kindNames.size(); ++kind)
        if (kindNames[kind] == name)
            return static_cast<RepresentationKind>(kind);
    return {};
}

std::size_t itemCount(const Representation& value)
{
    switch (kindOf(value)) {
    case RepresentationKind::Embedding:
        return std::get<Embedding>(value).rows();
    case RepresentationKind::Matrix:
        return std::get<SimilarityMatrix>(value).size();
    case RepresentationKind::Triplets:
        break;
    }
    return std::get<Triplets>(value).objectCount();
}

const RowNames& itemNames(const Representation& value)
{
    switch (kindOf(value)) {
    case RepresentationKind::Embedding:
        return std::get<Embedding>(value).rowNames();
    case RepresentationKind::Matrix:
        return std::get<SimilarityMatrix>(value).names();
    case RepresentationKind::Triplets:
        break;
    }
    return std::get<Triplets>(value).objectNames();
}

const ArraySource& sourceOf(const Representation& value)
{
    return std::visit([](const auto& held) -> const ArraySource& { return held.source(); }, value);
}

bool isSame(const Representation& one, const Representation& other)
{
    const auto number = [](const auto& held) { return firstNumber(held); };
    return one.index() == other.index() && itemCount(one) == itemCount(other)
        && std::visit(number, one) == std::visit(number, other) && itemNames(one) == itemNames(other);
}

} // namespace learnscope
