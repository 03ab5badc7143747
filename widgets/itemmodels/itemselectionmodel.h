#pragma once

#include "widgets/itemmodels/selectionmodel.h"

#include <QObject>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace learnscope {

/// Items of representations, by name.
using ItemSet = std::set<std::string, std::less<>>;

/// The items that are selected in all views of representations, and the one that is looked at. Items are told
/// by ShownGroup::itemAt(), so that they stay selected whatever is opened, closed or put in another order.
/// GUI thread.
class ItemSelectionModel : public QObject
{
    Q_OBJECT
public:
    explicit ItemSelectionModel(QObject* parent = nullptr);

    const ItemSet& items() const noexcept { return *m_items; }
    const std::shared_ptr<const ItemSet>& shared() const noexcept { return m_items; } ///< never null
    bool isSelected(std::string_view item) const { return m_items->contains(item); }
    const std::string& current() const noexcept { return m_current; } ///< empty: none

    void select(const std::vector<std::string>& items, Selecting how = Selecting::Replace);
    void setItems(std::shared_ptr<const ItemSet> items); ///< null: none
    void clear() { select({}); }
    void setCurrent(const std::string& item);

Q_SIGNALS:
    void selectionChanged();
    void currentChanged();

private:
    std::shared_ptr<const ItemSet> m_items;
    std::string m_current;
};

} // namespace learnscope
