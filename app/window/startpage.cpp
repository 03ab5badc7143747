#include "app/window/startpage.h"

#include "app/actions/actions.h"
#include "widgets/common/look.h"
#include "widgets/itemmodels/jobmodel.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace learnscope {

namespace {
QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

/// "human_classification_data.csv — ~/data/huber2024/trials"
QString recentText(const QString& path)
{
    const QFileInfo info(path);
    QString folder = info.path();
    if (const QString home = QDir::homePath(); folder.startsWith(home))
        folder.replace(0, home.size(), QStringLiteral("~"));
    return QStringLiteral("%1  —  %2").arg(info.fileName(), folder);
}
} // namespace

StartPage::StartPage(const Actions& actions, JobModel& jobs, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_sentence(new QLabel(this))
    , m_choices(new QWidget(this))
    , m_recent(new QWidget(this))
    , m_recentList(new QVBoxLayout(m_recent))
    , m_progress(new QProgressBar(this))
{
    auto* title = new QLabel(tr("Compare how people and networks learn"), this);
    QFont font = title->font();
    font.setPixelSize(20);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    title->setAlignment(Qt::AlignHCenter);
    m_sentence->setObjectName(QStringLiteral("muted"));
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(320);
    m_progress->setAccessibleName(tr("Reading"));

    auto* buttons = new QHBoxLayout(m_choices);
    buttons->setContentsMargins(0, 8, 0, 8);
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(makeButton(actions[ActionId::Open], true));
    buttons->addWidget(makeButton(actions[ActionId::OpenDemo], false));
    buttons->addWidget(makeButton(actions[ActionId::GetPublished], false));
    buttons->addStretch();

    m_recentList->setContentsMargins(0, 16, 0, 0);
    m_recentList->setSpacing(2);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(2);
    layout->addWidget(title);
    layout->addWidget(m_sentence);
    layout->addWidget(m_choices);
    layout->addWidget(m_progress, 0, Qt::AlignHCenter);
    layout->addWidget(m_recent, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(&jobs, &QAbstractItemModel::dataChanged, this, &StartPage::updateProgress);
    connect(&jobs, &JobModel::runningCountChanged, this, &StartPage::updateProgress);
    setLoading(false);
    setRecent({});
}

QPushButton* StartPage::makeButton(QAction* action, bool primary)
{
    auto* button = new QPushButton(withoutMnemonic(action->text()), m_choices);
    if (primary)
        button->setObjectName(QStringLiteral("primary"));
    button->setToolTip(action->toolTip());
    button->setVisible(action->isVisible());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

void StartPage::setRecent(const QStringList& paths)
{
    while (QLayoutItem* item = m_recentList->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recent->setVisible(!paths.isEmpty() && !m_loading);
    if (paths.isEmpty())
        return;
    m_recentList->addWidget(makeSectionLabel(tr("Opened before"), m_recent));
    for (const QString& path : paths.mid(0, 6)) {
        auto* button = new QPushButton(recentText(path), m_recent);
        button->setObjectName(QStringLiteral("link"));
        button->setToolTip(path);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT openRequested(path); });
        m_recentList->addWidget(button, 0, Qt::AlignLeft);
    }
}

void StartPage::setLoading(bool loading)
{
    m_loading = loading;
    m_choices->setVisible(!loading);
    m_progress->setVisible(loading);
    m_recent->setVisible(!loading && m_recentList->count() > 0);
    if (!loading)
        m_sentence->setText(
            tr("Open trial tables, or drop tables and stimulus folders anywhere in this window."));
    updateProgress();
}

void StartPage::updateProgress()
{
    if (!m_loading)
        return;
    const int id = m_jobs.newestRunning();
    m_sentence->setText(id < 0 ? QString() : m_jobs.title(id));
    m_progress->setValue(id < 0 ? 1000 : static_cast<int>(m_jobs.fraction(id) * 1000));
}

} // namespace learnscope
