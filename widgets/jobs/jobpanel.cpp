#include "widgets/jobs/jobpanel.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/jobmodel.h"

#include <QAction>
#include <QHeaderView>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>

namespace learnscope {

namespace {
void drawRule(QPainter& painter, const QStyleOptionViewItem& option)
{
    painter.setPen(Theme::of(option.widget).border);
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

class ProgressDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem plain(option);
        initStyleOption(&plain, index);
        plain.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);
        const Theme& theme = Theme::of(option.widget);
        const auto state = static_cast<JobModel::State>(index.data(JobModel::StateRole).toInt());
        const QRectF groove(option.rect.left() + 8, QRectF(option.rect).center().y() - 3,
                            option.rect.width() - 24, 6);
        QRectF bar(groove);
        bar.setWidth(groove.width() * index.data(JobModel::FractionRole).toDouble());
        painter->save();
        drawRule(*painter, option);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.border);
        painter->drawRoundedRect(groove, 3, 3);
        painter->setBrush(state == JobModel::State::Failed          ? theme.wrong
                              : state == JobModel::State::Cancelled ? theme.mutedText
                                                                    : theme.accent);
        if (bar.width() >= 6)
            painter->drawRoundedRect(bar, 3, 3);
        painter->restore();
    }
};

class CancelDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        drawRule(*painter, option);
        painter->restore();
        const Theme& theme = Theme::of(option.widget);
        const QRect place(option.rect.center() - QPoint(7, 7), QSize(15, 15));
        switch (static_cast<JobModel::State>(index.data(JobModel::StateRole).toInt())) {
        case JobModel::State::Running:
            themedIcon(QStringLiteral("cancel"), theme.text).paint(painter, place);
            break;
        case JobModel::State::Done:
            themedIcon(QStringLiteral("check"), theme.mutedText).paint(painter, place);
            break;
        case JobModel::State::Failed:
            themedIcon(QStringLiteral("error"), theme.wrong).paint(painter, place);
            break;
        case JobModel::State::Cancelled:
            break;
        }
    }
};
} // namespace

JobPanel::JobPanel(JobModel& jobs, QWidget* parent)
    : QWidget(parent)
    , m_jobs(jobs)
    , m_table(new QTableView(this))
{
    setUpTable(*m_table);
    m_table->setModel(&jobs);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setItemDelegateForColumn(JobModel::ProgressColumn, new ProgressDelegate(m_table));
    m_table->setItemDelegateForColumn(JobModel::CancelColumn, new CancelDelegate(m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(JobModel::TitleColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(JobModel::StepColumn, QHeaderView::Stretch);
    header->resizeSection(JobModel::ProgressColumn, 200);
    header->resizeSection(JobModel::LeftColumn, 64);
    header->resizeSection(JobModel::CancelColumn, 40);

    auto* empty = new EmptyState({}, tr("Work in the background appears here while it runs."), this);
    auto* layout = new QStackedLayout(this);
    layout->addWidget(empty);
    layout->addWidget(m_table);
    const auto update = [layout, &jobs] { layout->setCurrentIndex(jobs.rowCount() > 0); };
    connect(&jobs, &QAbstractItemModel::rowsInserted, this, update);
    connect(&jobs, &QAbstractItemModel::rowsRemoved, this, update);
    connect(&jobs, &QAbstractItemModel::rowsInserted, m_table, &QTableView::scrollToBottom);
    update();

    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == JobModel::CancelColumn)
            m_jobs.requestCancel(index.data(JobModel::IdRole).toInt());
    });
    auto* cancel = new QAction(tr("Cancel job"), this);
    cancel->setShortcut(Qt::Key_Delete);
    cancel->setShortcutContext(Qt::WidgetShortcut);
    connect(cancel, &QAction::triggered, this, &JobPanel::cancelSelected);
    m_table->addAction(cancel);
    setFocusProxy(m_table);
}

void JobPanel::cancelSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows)
        m_jobs.requestCancel(row.data(JobModel::IdRole).toInt());
}

} // namespace learnscope
