#include "widgets/matrices/itemlookup.h"

#include <QString>

namespace learnscope {

ItemLookup::ItemLookup(const ShownGroup& group)
{
    m_names.reserve(group.items);
    m_places.reserve(group.items);
    for (std::size_t place = 0; place < group.items; ++place)
        m_names.push_back(group.itemAt(place));
    for (std::size_t place = 0; place < group.items; ++place)
        m_places.try_emplace(m_names[place], place);
}

std::optional<std::size_t> ItemLookup::placeOf(std::string_view item) const
{
    const auto found = m_places.find(item);
    return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::uint8_t> ItemLookup::marksOf(const ItemSet& items) const
{
    std::vector<std::uint8_t> marks(m_names.size());
    if (items.empty())
        return marks;
    for (std::size_t place = 0; place < m_names.size(); ++place)
        marks[place] = items.contains(m_names[place]);
    return marks;
}

QString asSentence(const std::string& words)
{
    QString sentence = QString::fromStdString(words);
    if (sentence.isEmpty())
        return sentence;
    sentence[0] = sentence[0].toUpper();
    if (!sentence.endsWith(QLatin1Char('.')))
        sentence += QLatin1Char('.');
    return sentence;
}

} // namespace learnscope
