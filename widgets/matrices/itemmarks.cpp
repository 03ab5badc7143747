#include "widgets/matrices/itemmarks.h"

namespace learnscope {

std::vector<std::uint8_t> marksOf(const ItemIndex& index, const ItemSet& items)
{
    std::vector<std::uint8_t> marks(index.items().size());
    if (items.empty())
        return marks;
    for (std::size_t place = 0; place < marks.size(); ++place)
        marks[place] = items.contains(index.items()[place]) ? 1 : 0;
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
