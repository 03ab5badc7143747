#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>

#include <vector>

namespace learnscope {

/// What runs in the background and how it ended, in the order of starting: the job list. It only shows;
/// whoever started a job feeds it and answers cancelRequested. GUI thread.
class JobModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TitleColumn, StepColumn, ProgressColumn, LeftColumn, CancelColumn, ColumnCount };
    enum class State { Running, Done, Failed, Cancelled };
    enum Role { IdRole = Qt::UserRole, StateRole, FractionRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Adds a running job and returns its number, which is never used again. Of the jobs that have ended
    /// only the last hundred are kept.
    int add(const QString& title);
    /// @p fraction 0 to 1. Without effect for a job that has ended.
    void setProgress(int id, double fraction, const QString& step);
    /// @p note is shown as the last step; empty for "done in 0.6 s" and the like.
    void finish(int id, State state, const QString& note = {});
    void clearFinished();

    int runningCount() const noexcept { return m_running; }
    int newestRunning() const noexcept; ///< number of the job begun last; -1 where none runs
    QString title(int id) const;
    double fraction(int id) const;
    bool isRunning(int id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

public Q_SLOTS:
    void requestCancel(int id); ///< without effect for a job that has ended

Q_SIGNALS:
    void cancelRequested(int id);
    void runningCountChanged();

private:
    struct Job
    {
        int id = 0;
        QString title;
        QString step;
        double fraction = 0;
        State state = State::Running;
        QElapsedTimer started;
        qint64 milliseconds = 0; ///< how long it has run, at the last report
    };

    int rowOf(int id) const; ///< -1 where it is not kept
    void dropOldest();
    static QString timeLeft(const Job& job);

    std::vector<Job> m_jobs;
    int m_nextId = 1;
    int m_running = 0;
};

} // namespace learnscope
