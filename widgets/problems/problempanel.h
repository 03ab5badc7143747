#pragma once

#include <QWidget>

class QTableView;

namespace learnscope {

class ProblemModel;

/// The problems list: what was wrong with inputs, what is noteworthy about them, and where. GUI thread.
class ProblemPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProblemPanel(ProblemModel& problems, QWidget* parent = nullptr); ///< the model is not owned

    QTableView* table() const noexcept { return m_table; }

private:
    QTableView* m_table;
};

} // namespace learnscope
