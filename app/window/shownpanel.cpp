#include "app/window/shownpanel.h"

#include "app/workspace/workspace.h"
#include "widgets/common/look.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace learnscope {

ShownPanel::ShownPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
{
    setObjectName(QStringLiteral("panel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(makeSectionLabel(tr("Shown"), this));
    m_learners = addSwitch(tr("&Learners only"),
                           tr("Of people, only those who went from below to above their own average beyond "
                              "chance, as the published study chose them"));
    m_bands = addSwitch(tr("9&5 % bootstrap bands"), tr("10,000 draws of whole runs or participants"));
    m_singleRuns = addSwitch(tr("Single r&uns"), tr("Each run or participant as a thin line"));
    m_train = addSwitch(tr("&Train"), tr("Accuracy on the training trials (dashed)"));
    m_test = addSwitch(tr("T&est"), tr("Accuracy on the test trials (solid)"));

    m_learnerCount = new QLabel(this);
    m_learnerCount->setObjectName(QStringLiteral("muted"));
    auto* learners = new QHBoxLayout;
    learners->addWidget(m_learners, 1);
    learners->addWidget(m_learnerCount);
    auto* phases = new QHBoxLayout;
    phases->setSpacing(24);
    phases->addWidget(m_train);
    phases->addWidget(m_test);
    phases->addStretch();
    layout->addLayout(learners);
    layout->addWidget(m_bands);
    layout->addWidget(m_singleRuns);
    layout->addLayout(phases);

    connect(m_learners, &QCheckBox::toggled, &workspace.observers(), &ObserverModel::setLearnersOnly);
    connect(&workspace.observers(), &ObserverModel::checkedRunsChanged, this, &ShownPanel::refresh);
    connect(&workspace, &Workspace::viewOptionsChanged, this, &ShownPanel::refresh);
    refresh();
}

QCheckBox* ShownPanel::addSwitch(const QString& text, const QString& tip)
{
    auto* box = new QCheckBox(text, this);
    box->setToolTip(tip);
    connect(box, &QCheckBox::toggled, this, &ShownPanel::apply);
    return box;
}

void ShownPanel::refresh()
{
    const QSignalBlocker learners(m_learners);
    const ObserverModel& observers = m_workspace.observers();
    m_learners->setChecked(observers.learnersOnly());
    const std::size_t people = observers.humanRuns();
    m_learners->setEnabled(people > 0);
    m_learnerCount->setText(people == 0 ? QString()
                                        : tr("%1 of %2").arg(observers.humanLearners()).arg(people));
    const ViewOptions& options = m_workspace.viewOptions();
    for (const auto& [box, on] :
         {std::pair(m_bands, options.bands), std::pair(m_singleRuns, options.singleRuns),
          std::pair(m_train, options.train), std::pair(m_test, options.test)}) {
        const QSignalBlocker blocker(box);
        box->setChecked(on);
    }
}

void ShownPanel::apply()
{
    m_workspace.setViewOptions({.bands = m_bands->isChecked(),
                                .singleRuns = m_singleRuns->isChecked(),
                                .train = m_train->isChecked(),
                                .test = m_test->isChecked()});
}

} // namespace learnscope
