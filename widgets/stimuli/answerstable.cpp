#include "widgets/stimuli/answerstable.h"

#include "widgets/common/observerstyle.h"
#include "widgets/common/theme.h"
#include "widgets/stimuli/answersmodel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int markerSpace = 18;
constexpr double markerSize = 9;
constexpr int cellMargin = 6;

/// Draws one answer: a hairline below, the marker before the observer's name, the answer in its colour.
class AnswerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& theme = Theme::of(option.widget);
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.selection);
        painter->setPen(theme.border);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        QRect text = option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
        if (index.column() == AnswersModel::ObserverColumn) {
            paintMarker(painter, theme, index, text);
            text.setLeft(text.left() + markerSpace);
        }
        QColor color = theme.text;
        if (index.column() == AnswersModel::AnswerColumn)
            color = index.data(AnswersModel::RightRole).toBool() ? theme.right : theme.wrong;
        painter->setPen(color);
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        painter->drawText(
            text, alignment.isValid() ? alignment.toInt() : int(Qt::AlignVCenter),
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    static void paintMarker(QPainter* painter, const Theme& theme, const QModelIndex& index,
                            const QRect& cell)
    {
        const auto color = index.data(AnswersModel::ColorRole).value<QColor>();
        painter->setRenderHint(QPainter::Antialiasing);
        const QPainterPath marker =
            markerPath(Marker(index.data(AnswersModel::MarkerRole).toInt()), markerSize)
                .translated(cell.left() + markerSize / 2 + 1, cell.center().y() + .5);
        painter->fillPath(marker, theme.dark ? onDark(color) : color);
    }
};
} // namespace

AnswersTable::AnswersTable(AnswersModel& model, QWidget* parent)
    : QTableView(parent)
    , m_answers(model)
{
    setModel(&model);
    setItemDelegate(new AnswerDelegate(this));
    setAccessibleName(tr("Answers to this picture"));
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicator(AnswersModel::ObserverColumn, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorShown(true);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) { m_answers.sort(column, order); });
    fitColumns();
}

/// Numbers and short words get what they need; the observer's name takes the rest and is cut short.
void AnswersTable::fitColumns()
{
    const QFontMetrics metrics = fontMetrics();
    verticalHeader()->setDefaultSectionSize(metrics.height() + 8);
    const QHeaderView* header = horizontalHeader();
    const int arrow = header->style()->pixelMetric(QStyle::PM_HeaderMarkSize, nullptr, header);
    int rest = viewport()->width();
    for (const int column : {AnswersModel::RunColumn, AnswersModel::EpochColumn, AnswersModel::PhaseColumn,
                             AnswersModel::AnswerColumn}) {
        const QString title = m_answers.headerData(column, Qt::Horizontal).toString();
        const int width = metrics.horizontalAdvance(title) + 2 * cellMargin + arrow / 2;
        setColumnWidth(column, width);
        rest -= width;
    }
    setColumnWidth(AnswersModel::ObserverColumn,
                   std::max(rest, markerSpace + metrics.horizontalAdvance(QStringLiteral("ResNet"))));
}

void AnswersTable::copy() const
{
    QList<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows << index.row();
    if (rows.isEmpty())
        for (int row = 0; row < m_answers.rowCount(); ++row)
            rows << row;
    std::sort(rows.begin(), rows.end());
    QApplication::clipboard()->setText(m_answers.toTsv(rows));
}

void AnswersTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Space)
        event->ignore(); // for the viewer
    else
        QTableView::keyPressEvent(event);
}

void AnswersTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* action = menu.addAction(tr("Copy"), this, &AnswersTable::copy);
    action->setShortcut(QKeySequence::Copy);
    action->setEnabled(m_answers.rowCount() > 0);
    menu.exec(event->globalPos());
}

void AnswersTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitColumns();
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void AnswersTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

} // namespace learnscope
