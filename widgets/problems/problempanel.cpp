#include "widgets/problems/problempanel.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/icons.h"
#include "widgets/common/tablesetup.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/problemmodel.h"

#include <QHeaderView>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTableView>

namespace learnscope {

namespace {
/// The severity as a sign in its colour beside its name.
class SeverityDelegate final : public QStyledItemDelegate
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
} // namespace

ProblemPanel::ProblemPanel(ProblemModel& problems, QWidget* parent)
    : QWidget(parent)
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

} // namespace learnscope
