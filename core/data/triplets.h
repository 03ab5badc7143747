#pragma once

#include "core/base/result.h"
#include "core/data/arraysource.h"
#include "core/data/rownames.h"
#include "core/data/sharedvalues.h"

#include <cstdint>
#include <span>

namespace learnscope {

/// One judgement: of three objects, which is the odd one out. Objects are numbered from 0 on.
struct Triplet
{
    std::uint32_t first = 0; ///< first and second: the pair judged most similar
    std::uint32_t second = 0;
    std::uint32_t oddOne = 0;

    bool operator==(const Triplet&) const = default;
};
static_assert(sizeof(Triplet) == 12);

/// Odd-one-out judgements over a known number of objects. Every object's number is below objectCount() and
/// the three of a triplet differ. A value that is cheap to copy. Any thread.
class Triplets
{
public:
    /// Fails (OutOfRange) with the number of the first triplet, counted from 0, that names an object there is
    /// not or one twice; and (Mismatch) where @p objectNames are not empty and not @p objectCount.
    static Result<Triplets> make(std::size_t objectCount, SharedValues<Triplet> triplets,
                                 RowNames objectNames = {}, ArraySource source = {});

    std::size_t size() const noexcept { return m_triplets.size(); }
    std::span<const Triplet> span() const noexcept { return m_triplets.span(); }
    const Triplet& operator[](std::size_t index) const noexcept { return m_triplets.span()[index]; }
    std::size_t objectCount() const noexcept { return m_objectCount; }
    const RowNames& objectNames() const noexcept { return m_objectNames; } ///< may be empty
    const ArraySource& source() const noexcept { return m_source; }

private:
    Triplets() = default;

    std::size_t m_objectCount = 0;
    SharedValues<Triplet> m_triplets;
    RowNames m_objectNames;
    ArraySource m_source;
};

} // namespace learnscope
