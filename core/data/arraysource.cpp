#include "core/data/arraysource.h"

#include "core/base/sha256.h"

#include <mutex>

namespace learnscope {

struct ArraySource::Hash
{
    std::mutex mutex; ///< protects digits
    std::string digits;
};

ArraySource::ArraySource(std::string file, std::string dataset, std::string dtype, Order order)
    : m_file(std::move(file))
    , m_dataset(std::move(dataset))
    , m_dtype(std::move(dtype))
    , m_order(order)
    , m_hash(std::make_shared<Hash>())
{
}

Result<std::string> ArraySource::sha256() const
{
    if (m_file.empty())
        return failure(Error::Kind::Usage, "these numbers come from no file that could be hashed");
    const std::lock_guard lock(m_hash->mutex);
    if (m_hash->digits.empty()) {
        auto digits = sha256OfFile(m_file);
        if (!digits)
            return digits;
        m_hash->digits = std::move(*digits);
    }
    return m_hash->digits;
}

} // namespace learnscope
