#include "app/window/statusstrip.h"

#include "app/workspace/workspace.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace learnscope {

using namespace std::chrono_literals;

StatusStrip::StatusStrip(Workspace& workspace, QWidget* parent)
    : QStatusBar(parent)
    , m_workspace(workspace)
    , m_contents(new QLabel(this))
    , m_selection(new QLabel(this))
    , m_jobTitle(new ElidedLabel({}, this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
{
    setSizeGripEnabled(false);
    m_contents->setContentsMargins(12, 0, 12, 0);
    m_selection->setContentsMargins(12, 0, 12, 0);
    m_jobTitle->setFixedWidth(240);
    m_jobTitle->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_progress->setAccessibleName(tr("Progress of the running job"));
    m_cancel->setToolTip(tr("Cancel this job"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    m_cancel->setIconSize(QSize(14, 14));
    addWidget(m_contents);
    addWidget(m_selection);
    addPermanentWidget(m_jobTitle);
    addPermanentWidget(m_progress);
    addPermanentWidget(m_cancel);
    setMinimumHeight(28);

    m_patience.setSingleShot(true);
    m_patience.setInterval(250ms);
    JobModel& jobs = workspace.jobs();
    connect(&m_patience, &QTimer::timeout, this, [this] { showJob(true); });
    connect(&jobs, &JobModel::runningCountChanged, this, &StatusStrip::updateJob);
    connect(&jobs, &QAbstractItemModel::dataChanged, this, &StatusStrip::updateJob);
    connect(m_cancel, &QToolButton::clicked, &jobs, [&jobs] { jobs.requestCancel(jobs.newestRunning()); });
    connect(&workspace.observers(), &ObserverModel::checkedRunsChanged, this, &StatusStrip::updateContents);
    connect(&workspace.observers(), &ObserverModel::checkedRunsChanged, this, &StatusStrip::updateSelection);
    connect(&workspace.observers(), &ObserverModel::stylesChanged, this, &StatusStrip::updateSelection);
    connect(&workspace, &Workspace::stimuliChanged, this, &StatusStrip::updateContents);
    connect(&workspace.selection(), &SelectionModel::selectionChanged, this, &StatusStrip::updateSelection);
    connect(&workspace.selection(), &SelectionModel::selectedTrialsChanged, this,
            &StatusStrip::updateSelection);
    updateContents();
    updateSelection();
    updateJob();
    updateIcon();
}

QString StatusStrip::contents() const
{
    return m_contents->text();
}

QString StatusStrip::selection() const
{
    return m_selection->text();
}

void StatusStrip::updateContents()
{
    const ObserverModel& observers = m_workspace.observers();
    QStringList parts;
    if (observers.observerCount() > 0)
        parts << tr("%L1 trials").arg(observers.trialCount())
              << (observers.observerCount() == 1 ? tr("1 observer")
                                                 : tr("%L1 observers").arg(observers.observerCount()));
    if (const auto stimuli = m_workspace.stimuli())
        parts << tr("%L1 pictures").arg(stimuli->stimuli().size());
    m_contents->setText(parts.isEmpty() ? tr("Nothing is open") : parts.join(QStringLiteral(" · ")));
}

void StatusStrip::updateSelection()
{
    const SelectionModel& model = m_workspace.selection();
    QString text =
        QString::fromStdString(describe(model.selection(), m_workspace.observers().namings(), " · "));
    if (const auto& selected = model.selectedTrials(); selected && !model.isPending())
        text += QStringLiteral(" · ")
            + (selected->trials == 1 ? tr("1 trial") : tr("%L1 trials").arg(selected->trials));
    m_selection->setText(text.isEmpty() ? QString() : tr("Selection: %1").arg(text));
}

void StatusStrip::updateJob()
{
    const JobModel& jobs = m_workspace.jobs();
    const int id = jobs.newestRunning();
    if (id < 0) {
        m_patience.stop();
        showJob(false);
        return;
    }
    m_jobTitle->setText(jobs.runningCount() > 1
                            ? tr("%1 and %2 more").arg(jobs.title(id)).arg(jobs.runningCount() - 1)
                            : jobs.title(id));
    m_progress->setValue(static_cast<int>(jobs.fraction(id) * 1000));
    if (m_progress->isHidden() && !m_patience.isActive())
        m_patience.start();
}

void StatusStrip::showJob(bool shown)
{
    m_jobTitle->setVisible(shown);
    m_progress->setVisible(shown);
    m_cancel->setVisible(shown);
}

void StatusStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QStatusBar::changeEvent(event);
}

void StatusStrip::updateIcon()
{
    m_cancel->setIcon(themedIcon(QStringLiteral("cancel"), Theme::of(this).text));
}

} // namespace learnscope
