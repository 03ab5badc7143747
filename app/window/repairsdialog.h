#pragma once

#include "core/data/observer.h"
#include "core/repairs/repair.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace learnscope {

/// What is repaired in the trials of one observer: a list with a switch each, in the order in which it is
/// done. Repairs with parameters of one's own are typed as on the command line.
class RepairsDialog : public QDialog
{
    Q_OBJECT
public:
    /// @p repairs: those made now, in order.
    RepairsDialog(const Observer& observer, const std::vector<Repair>& repairs, QWidget* parent = nullptr);

    std::vector<Repair> repairs() const; ///< those switched on, in order

private:
    void add(const Repair& repair, bool isOn, const QString& outcome);
    void addTyped();
    void move(int step);
    void refresh();

    QListWidget* m_list;
    QLabel* m_outcome;
    QLineEdit* m_typed;
    QLabel* m_verdict;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_add;
};

} // namespace learnscope
