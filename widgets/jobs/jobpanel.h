#pragma once

#include <QWidget>

class QTableView;

namespace learnscope {

class JobModel;

/// The list of background jobs: how far each is, and a way to cancel it (its button, or Del). GUI thread.
class JobPanel : public QWidget
{
    Q_OBJECT
public:
    explicit JobPanel(JobModel& jobs, QWidget* parent = nullptr); ///< the model is not owned

    QTableView* table() const noexcept { return m_table; }

private:
    void cancelSelected();

    JobModel& m_jobs;
    QTableView* m_table;
};

} // namespace learnscope
