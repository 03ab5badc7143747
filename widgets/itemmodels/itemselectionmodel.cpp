#include "widgets/itemmodels/itemselectionmodel.h"

#include <algorithm>

namespace learnscope {

ItemSelectionModel::ItemSelectionModel(QObject* parent)
    : QObject(parent)
    , m_items(std::make_shared<const ItemSet>())
{
}

void ItemSelectionModel::select(const std::vector<std::string>& items, Selecting how)
{
    auto selected =
        how == Selecting::Replace ? std::make_shared<ItemSet>() : std::make_shared<ItemSet>(*m_items);
    const bool removes = how == Selecting::Remove
        || (how == Selecting::Toggle
            && std::all_of(items.begin(), items.end(), [&](const auto& item) { return isSelected(item); }));
    for (const std::string& item : items)
        if (removes)
            selected->erase(item);
        else
            selected->insert(item);
    setItems(std::move(selected));
}

void ItemSelectionModel::setItems(std::shared_ptr<const ItemSet> items)
{
    if (!items)
        items = std::make_shared<const ItemSet>();
    if (*items == *m_items)
        return;
    m_items = std::move(items);
    Q_EMIT selectionChanged();
}

void ItemSelectionModel::setCurrent(const std::string& item)
{
    if (item == m_current)
        return;
    m_current = item;
    Q_EMIT currentChanged();
}

} // namespace learnscope
