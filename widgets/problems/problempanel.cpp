#include "widgets/problems/problempanel.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/problemmodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>

namespace learnscope {

namespace {
/// Parts rows by a line, as tables do here.
class LinedDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setPen(Theme::of(option.widget).border);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        painter->restore();
    }
};

/// The severity as a sign in its colour beside its name.
class SeverityDelegate final : public LinedDelegate
{
public:
    using LinedDelegate::LinedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Theme& theme = Theme::of(option->widget);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(16, 16);
        switch (static_cast<Finding::Severity>(index.data(ProblemModel::SeverityRole).toInt())) {
        case Finding::Severity::Error:
            option->icon = themedIcon(QStringLiteral("error"), theme.wrong);
            break;
        case Finding::Severity::Warning:
            option->icon = themedIcon(QStringLiteral("warning"), theme.text);
            break;
        case Finding::Severity::Information:
            option->icon = themedIcon(QStringLiteral("info"), theme.mutedText);
            break;
        }
    }
};

/// What mends a problem, in the look of a link.
class RepairDelegate final : public LinedDelegate
{
public:
    using LinedDelegate::LinedDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QColor accent = Theme::of(option->widget).accent;
        option->palette.setColor(QPalette::Text, accent);
        if (!(option->state & QStyle::State_Selected))
            return;
        option->font.setUnderline(true);
    }
};
} // namespace

ProblemPanel::ProblemPanel(ProblemModel& problems, QWidget* parent)
    : QWidget(parent)
    , m_problems(problems)
    , m_table(new QTableView(this))
{
    setUpTable(*m_table);
    m_table->setModel(&problems);
    m_table->setAccessibleName(tr("Problems"));
    m_table->setItemDelegateForColumn(ProblemModel::SeverityColumn, new SeverityDelegate(m_table));
    QHeaderView* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->resizeSection(ProblemModel::SeverityColumn, 104);
    header->resizeSection(ProblemModel::FileColumn, 240);
    header->resizeSection(ProblemModel::PlaceColumn, 72);
    header->resizeSection(ProblemModel::RepairColumn, 200);
    m_table->setItemDelegateForColumn(ProblemModel::RepairColumn, new RepairDelegate(m_table));
    // Enter, or a double click: in any column, since rows are what is selected.
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { repairRow(index.row()); });
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        if (!m_table->currentIndex().isValid())
            return;
        QMenu* menu = makeMenu();
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(m_table->viewport()->mapToGlobal(place));
    });

    auto* empty = new EmptyState({}, tr("No problems: all that is open was read whole."), this);
    auto* layout = new QStackedLayout(this);
    layout->addWidget(empty);
    layout->addWidget(m_table);
    const auto update = [layout, &problems] { layout->setCurrentIndex(problems.rowCount() > 0); };
    connect(&problems, &QAbstractItemModel::rowsInserted, this, update);
    connect(&problems, &QAbstractItemModel::rowsRemoved, this, update);
    connect(&problems, &QAbstractItemModel::modelReset, this, update);
    update();
    setFocusProxy(m_table);
}

void ProblemPanel::repairRow(int row)
{
    if (const auto repair = m_problems.repair(row))
        Q_EMIT repairRequested(m_problems.problems()[std::size_t(row)].file, *repair);
}

QMenu* ProblemPanel::makeMenu()
{
    auto* menu = new QMenu(this);
    const QPersistentModelIndex current = m_table->currentIndex();
    if (const auto repair = current.isValid() ? m_problems.repair(current.row()) : std::nullopt)
        menu->addAction(QString::fromStdString(titleOf(*repair)), this, [this, current] {
            if (current.isValid())
                repairRow(current.row());
        });
    menu->addAction(tr("&Copy"), this,
                    [current] {
                        QGuiApplication::clipboard()->setText(
                            current.data(ProblemModel::FullTextRole).toString());
                    })
        ->setEnabled(current.isValid());
    return menu;
}

} // namespace learnscope
