#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace learnscope {

class Actions;
class JobModel;

/// What the window shows while nothing is open: what to do, the files of last time, and progress while the
/// first files are read. GUI thread.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    /// Neither is owned.
    StartPage(const Actions& actions, JobModel& jobs, QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);
    void setLoading(bool loading); ///< progress instead of what to do

Q_SIGNALS:
    void openRequested(const QString& path); ///< a file of last time

private:
    QPushButton* makeButton(QAction* action, bool primary);
    void updateProgress();

    JobModel& m_jobs;
    QLabel* m_sentence;
    QWidget* m_choices;
    QWidget* m_recent;
    QVBoxLayout* m_recentList;
    QProgressBar* m_progress;
    bool m_loading = false;
};

} // namespace learnscope
