#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace learnscope {

/// Many numbers that never change, held once however often this is copied: in memory, or in a file that is
/// mapped and only read where it is looked at. Any thread.
template<typename T>
class SharedValues
{
public:
    SharedValues() = default;
    explicit SharedValues(std::vector<T> values)
    {
        auto owner = std::make_shared<const std::vector<T>>(std::move(values));
        m_size = owner->size();
        m_first = std::shared_ptr<const T>(owner, owner->data());
    }
    /// The first @p size of @p values, which need not have been set to anything before they were computed.
    SharedValues(std::shared_ptr<const T[]> values, std::size_t size)
        : m_first(values, values.get())
        , m_size(size)
    {
    }
    /// @p values lie in what @p owner keeps alive, such as a mapped file.
    SharedValues(std::shared_ptr<const void> owner, std::span<const T> values)
        : m_first(std::move(owner), values.data())
        , m_size(values.size())
        , m_isMapped(true)
    {
    }

    std::size_t size() const noexcept { return m_size; }
    std::span<const T> span() const noexcept { return {m_first.get(), m_size}; }
    bool isMapped() const noexcept { return m_isMapped; } ///< costs no memory of its own

private:
    std::shared_ptr<const T> m_first;
    std::size_t m_size = 0;
    bool m_isMapped = false;
};

} // namespace learnscope
