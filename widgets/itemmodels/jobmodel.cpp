#include "widgets/itemmodels/jobmodel.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int finishedKept = 100;

QString duration(qint64 milliseconds)
{
    if (milliseconds < 60000)
        return JobModel::tr("%1 s").arg(double(milliseconds) / 1000, 0, 'f', 1);
    const qint64 seconds = milliseconds / 1000;
    return JobModel::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}
} // namespace

int JobModel::add(const QString& title)
{
    dropOldest();
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_jobs.push_back({m_nextId++, title, tr("waiting"), 0, State::Running, {}, 0});
    m_jobs.back().started.start();
    endInsertRows();
    ++m_running;
    const int id = m_jobs.back().id;
    Q_EMIT runningCountChanged();
    return id;
}

void JobModel::setProgress(int id, double fraction, const QString& step)
{
    const int row = rowOf(id);
    if (row < 0 || m_jobs[std::size_t(row)].state != State::Running)
        return;
    Job& job = m_jobs[std::size_t(row)];
    job.fraction = std::isfinite(fraction) ? std::clamp(fraction, 0., 1.) : 0;
    job.step = step;
    job.milliseconds = job.started.elapsed();
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobModel::finish(int id, State state, const QString& note)
{
    const int row = rowOf(id);
    if (row < 0 || m_jobs[std::size_t(row)].state != State::Running)
        return;
    Job& job = m_jobs[std::size_t(row)];
    job.state = state;
    job.milliseconds = job.started.elapsed();
    if (state == State::Done)
        job.fraction = 1;
    if (!note.isEmpty())
        job.step = note;
    else if (state == State::Done)
        job.step = tr("done in %1").arg(duration(job.milliseconds));
    else
        job.step = state == State::Cancelled ? tr("cancelled") : tr("failed: see Problems");
    --m_running;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT runningCountChanged();
}

void JobModel::clearFinished()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_jobs[std::size_t(row)].state == State::Running)
            continue;
        beginRemoveRows({}, row, row);
        m_jobs.erase(m_jobs.begin() + row);
        endRemoveRows();
    }
}

void JobModel::dropOldest()
{
    if (rowCount() - m_running < finishedKept)
        return;
    const auto oldest = std::find_if(m_jobs.begin(), m_jobs.end(),
                                     [](const Job& job) { return job.state != State::Running; });
    const int row = static_cast<int>(oldest - m_jobs.begin());
    beginRemoveRows({}, row, row);
    m_jobs.erase(oldest);
    endRemoveRows();
}

int JobModel::newestRunning() const noexcept
{
    const auto found = std::find_if(m_jobs.rbegin(), m_jobs.rend(),
                                    [](const Job& job) { return job.state == State::Running; });
    return found == m_jobs.rend() ? -1 : found->id;
}

QString JobModel::title(int id) const
{
    const int row = rowOf(id);
    return row < 0 ? QString() : m_jobs[std::size_t(row)].title;
}

double JobModel::fraction(int id) const
{
    const int row = rowOf(id);
    return row < 0 ? 0 : m_jobs[std::size_t(row)].fraction;
}

bool JobModel::isRunning(int id) const
{
    const int row = rowOf(id);
    return row >= 0 && m_jobs[std::size_t(row)].state == State::Running;
}

void JobModel::requestCancel(int id)
{
    if (isRunning(id))
        Q_EMIT cancelRequested(id);
}

int JobModel::rowOf(int id) const
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& job) { return job.id == id; });
    return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

int JobModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JobModel::timeLeft(const Job& job)
{
    // A forecast from the first moments is worth nothing and would only jump.
    if (job.state != State::Running || job.fraction < .02 || job.milliseconds < 1000)
        return {};
    const double left = double(job.milliseconds) / 1000 * (1 - job.fraction) / job.fraction;
    const auto seconds = static_cast<int>(std::lround(left));
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QVariant JobModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Job& job = m_jobs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case IdRole:
        return job.id;
    case StateRole:
        return static_cast<int>(job.state);
    case FractionRole:
        return job.fraction;
    case Qt::ToolTipRole:
        if (index.column() == CancelColumn)
            return job.state == State::Running ? tr("Cancel this job (Del)") : QVariant();
        return index.column() == StepColumn ? job.step : job.title;
    case Qt::AccessibleTextRole:
        if (index.column() == ProgressColumn)
            return tr("%1 percent").arg(std::lround(job.fraction * 100));
        if (index.column() == CancelColumn)
            return job.state == State::Running ? tr("Cancel") : QString();
        break;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case TitleColumn:
        return job.title;
    case StepColumn:
        return job.step;
    case ProgressColumn:
        return tr("%1 %").arg(std::lround(job.fraction * 100));
    case LeftColumn:
        return timeLeft(job);
    default:
        return {}; // a view draws its button there
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Job");
    case StepColumn:
        return tr("Step");
    case ProgressColumn:
        return tr("Progress");
    case LeftColumn:
        return tr("Left");
    default:
        return {};
    }
}

} // namespace learnscope
