#pragma once

#include "core/base/error.h"

#include <string>
#include <utility>

namespace learnscope {

/// Gathers what is wrong with one file. Sentences are only made for the problems that are kept, so that a
/// file with millions of them costs no more than a good one.
class Problems
{
public:
    explicit Problems(std::string file)
        : m_file(std::move(file))
    {
    }

    /// @p where and @p message are called at once or not at all.
    template<typename Where, typename Message>
    void add(Error::Kind kind, std::string_view code, Where where, Message message)
    {
        if (m_errors.kept().size() < ErrorList::maximumKept)
            m_errors.add(Error {kind, message(), where(), code});
        else
            m_errors.add(Error {});
    }

    const std::string& file() const noexcept { return m_file; }
    const ErrorList& errors() const noexcept { return m_errors; }
    bool empty() const noexcept { return m_errors.empty(); }

private:
    std::string m_file;
    ErrorList m_errors;
};

} // namespace learnscope
