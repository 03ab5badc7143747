#include "core/io/arrays/hdf5handle.h"

namespace learnscope {

namespace {
std::recursive_mutex*& libraryMutex()
{
    static auto* mutex = new std::recursive_mutex; // never destroyed: files may be closed at the very end
    return mutex;
}

herr_t keepFirst(unsigned, const H5E_error2_t* error, void* text)
{
    auto& kept = *static_cast<std::string*>(text);
    if (kept.empty() && error->desc)
        kept = error->desc;
    return 0;
}
} // namespace

Hdf5Lock::Hdf5Lock()
    : m_lock(*libraryMutex())
{
    static const bool isSetUp = [] {
        H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
        H5PLset_loading_state(0);
        return true;
    }();
    static_cast<void>(isSetUp);
}

void Hdf5Lock::startAfresh()
{
    libraryMutex() = new std::recursive_mutex; // the old one belongs to a thread of the other process
}

std::string hdf5Reason()
{
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keepFirst, &reason);
    return reason.empty() ? "the HDF5 library gives no reason" : reason;
}

} // namespace learnscope
