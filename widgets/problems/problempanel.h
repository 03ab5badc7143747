#pragma once

#include <QWidget>

#include <string>

class QMenu;
class QTableView;

namespace learnscope {

class ProblemModel;
struct Repair;

/// The problems list: what was wrong with inputs, what is noteworthy about them, and where. GUI thread.
class ProblemPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemPanel(ProblemModel& problems, QWidget* parent = nullptr); ///< the model is not owned

    QTableView* table() const noexcept { return m_table; }
    /// Copying the current row and, where there is one, its repair. The caller owns the menu.
    QMenu* makeMenu();

Q_SIGNALS:
    void repairRequested(const std::string& file, const Repair& repair);

private:
    void repairRow(int row);

    ProblemModel& m_problems;
    QTableView* m_table;
};

} // namespace learnscope
