#include "core/base/error.h"

namespace learnscope {

std::string Error::toString() const
{
    std::string text = where.file;
    for (const std::int64_t number : {where.line, where.column})
        if (number > 0)
            text += ':' + std::to_string(number);
    return text.empty() ? message : text + ": " + message;
}

void ErrorList::add(Error error)
{
    ++m_total;
    if (m_kept.size() < maximumKept)
        m_kept.push_back(std::move(error));
}

std::string ErrorList::toString() const
{
    std::string text;
    for (const Error& error : m_kept)
        text += (text.empty() ? "" : "\n") + error.toString();
    if (m_total > m_kept.size())
        text += "\n... and " + std::to_string(m_total - m_kept.size()) + " more";
    return text;
}

} // namespace learnscope
