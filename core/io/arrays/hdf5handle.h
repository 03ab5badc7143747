#pragma once

#include <hdf5.h>

#include <mutex>
#include <string>
#include <utility>

namespace learnscope {

/// Owns an identifier of the HDF5 library.
class Hdf5Handle
{
public:
    using Close = herr_t (*)(hid_t);

    Hdf5Handle() = default;
    Hdf5Handle(hid_t id, Close close)
        : m_id(id)
        , m_close(close)
    {
    }
    ~Hdf5Handle()
    {
        if (m_id >= 0)
            m_close(m_id);
    }
    Hdf5Handle(Hdf5Handle&& other) noexcept
        : m_id(std::exchange(other.m_id, H5I_INVALID_HID))
        , m_close(other.m_close)
    {
    }
    Hdf5Handle& operator=(Hdf5Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        std::swap(m_close, other.m_close);
        return *this;
    }

    hid_t id() const noexcept { return m_id; }
    explicit operator bool() const noexcept { return m_id >= 0; }

private:
    hid_t m_id = H5I_INVALID_HID;
    Close m_close = nullptr;
};

/// Held while the library is used, which knows of no threads. The first one silences its own messages and
/// forbids it to load filters from other files.
class Hdf5Lock
{
public:
    Hdf5Lock();
    /// To be called first in a process that was copied while the lock was held.
    static void startAfresh();

private:
    std::unique_lock<std::recursive_mutex> m_lock;
};

/// What the library says went wrong last, in a few words.
std::string hdf5Reason();

} // namespace learnscope
