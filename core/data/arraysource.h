#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace learnscope {

/// Where numbers came from: the file, the array in it and how they stood there. Any thread.
class ArraySource
{
public:
    enum class Order { RowMajor, ColumnMajor };

    ArraySource() = default; ///< of what was computed
    ArraySource(std::string file, std::string dataset, std::string dtype, Order order);

    const std::string& file() const noexcept { return m_file; } ///< empty: computed
    const std::string& dataset() const noexcept
    {
        return m_dataset;
    } ///< empty where the file holds one array
    const std::string& dtype() const noexcept { return m_dtype; } ///< as stored, such as "float32"
    Order order() const noexcept { return m_order; } ///< as stored

    /// SHA-256 of the file, taken when first asked for and then kept, also by all copies. Reads the whole
    /// file. Fails with Io, and with Usage for what came from no file.
    Result<std::string> sha256() const;

private:
    struct Hash;

    std::string m_file;
    std::string m_dataset;
    std::string m_dtype;
    Order m_order = Order::RowMajor;
    std::shared_ptr<Hash> m_hash;
};

} // namespace learnscope
