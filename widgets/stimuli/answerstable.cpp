#include "widgets/stimuli/answerstable.h"

#include "widgets/common/look.h"
#include "widgets/common/markericon.h"
#include "widgets/common/theme.h"
#include "widgets/stimuli/answersmodel.h"
#include "widgets/stimuli/quietheader.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int markerSpace = 16;
constexpr double markerSize = 9;
constexpr int widestAnswer = 120; ///< longer names of categories are cut

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
        QRect text = option.rect.adjusted(QuietHeader::sideMargin, 0, -QuietHeader::sideMargin, 0);
        if (index.column() == AnswersModel::ObserverColumn) {
            const ObserverStyle style {index.data(AnswersModel::ColorRole).value<QColor>(),
                                       Marker(index.data(AnswersModel::MarkerRole).toInt())};
            drawMarker(*painter, style, QPointF(text.left() + markerSize / 2 + 1, text.center().y() + .5),
                       markerSize, theme.dark);
            text.setLeft(text.left() + markerSpace);
        }
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        const bool isNumber = alignment.isValid();
        QColor color = theme.text;
        if (index.column() == AnswersModel::AnswerColumn)
            color = index.data(AnswersModel::RightRole).toBool() ? theme.right : theme.wrong;
        painter->setPen(color);
        painter->setFont(isNumber ? tabularFont(option.font) : option.font);
        painter->drawText(
            text, isNumber ? alignment.toInt() : int(Qt::AlignVCenter),
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
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
    setFont(smallFont(font()));
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setHorizontalHeader(new QuietHeader(this));
    horizontalHeader()->setFont(font()); // a style sheet keeps fonts from being inherited
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSortIndicator(AnswersModel::ObserverColumn, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorShown(true);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) {
                fitColumns();
                m_answers.sort(column, order);
            });
    connect(&m_answers, &QAbstractItemModel::modelReset, this, &AnswersTable::fitColumns);
    fitColumns();
}

/// Numbers and short words get what they need; the observer's name takes the rest and is cut short.
void AnswersTable::fitColumns()
{
    const QFontMetrics metrics = fontMetrics();
    verticalHeader()->setDefaultSectionSize(metrics.height() + 8);
    const auto fit = [&](int column, int needed) {
        const int title = metrics.horizontalAdvance(m_answers.headerData(column, Qt::Horizontal).toString());
        const int width =
            std::max(
                title + (horizontalHeader()->sortIndicatorSection() == column ? QuietHeader::arrowWidth : 0),
                needed)
            + 2 * QuietHeader::sideMargin;
        setColumnWidth(column, width);
        return width;
    };
    int rest = viewport()->width();
    rest -= fit(AnswersModel::RunColumn, 0);
    rest -= fit(AnswersModel::EpochColumn, 0);
    rest -= fit(AnswersModel::PhaseColumn, metrics.horizontalAdvance(tr("train")));
    int answer = 0;
    for (const QString& text : m_answers.possibleAnswers())
        answer = std::max(answer, metrics.horizontalAdvance(text));
    rest -= fit(AnswersModel::AnswerColumn, std::min(answer, widestAnswer));
    setColumnWidth(AnswersModel::ObserverColumn,
                   std::max(rest,
                            markerSpace + 2 * QuietHeader::sideMargin
                                + metrics.horizontalAdvance(QStringLiteral("Hum\u2026"))));
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
