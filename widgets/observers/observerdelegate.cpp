#include "widgets/observers/observerdelegate.h"

#include "widgets/common/look.h"
#include "widgets/common/markericon.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/observers/observerfilter.h"

#include <QApplication>
#include <QPainter>

namespace learnscope {

namespace {
constexpr int selectedMarkWidth = 3; ///< of the bar before rows with selected trials, in pixels

bool isObserver(const QModelIndex& index)
{
    return !index.parent().isValid();
}
} // namespace

void ObserverDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Theme& theme = Theme::of(option->widget);
    if (index.column() == ObserverModel::ValueColumn) {
        option->font = tabularFont(option->font);
        option->text += QString(2, QChar(QChar::Nbsp)); // keeps off the dock's edge
        option->palette.setColor(QPalette::Text, theme.mutedText);
        option->palette.setColor(QPalette::HighlightedText, theme.mutedText);
    } else if (isObserver(index)) {
        option->font.setWeight(QFont::DemiBold);
        if (index.data(ObserverModel::RepairedRole).toBool())
            option->text += QStringLiteral(" *"); // the tip says what was repaired
        option->features |= QStyleOptionViewItem::HasDecoration; // room for the marker
        option->decorationSize = QSize(18, 18);
    } else if (index.data(ObserverModel::LearnerRole).isValid()
               && !index.data(ObserverModel::LearnerRole).toBool()) {
        option->palette.setColor(QPalette::Text, theme.mutedText);
    }
}

void ObserverDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const Theme& theme = Theme::of(option.widget);
    if (index.column() == ObserverModel::NameColumn && isObserver(index)) {
        QStyleOptionViewItem full(option);
        initStyleOption(&full, index);
        const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        const QRect place = style->subElementRect(QStyle::SE_ItemViewItemDecoration, &full, option.widget);
        const ObserverStyle look {index.data(ObserverModel::ColorRole).value<QColor>(),
                                  static_cast<Marker>(index.data(ObserverModel::MarkerRole).toInt())};
        drawMarker(*painter, look, QRectF(place).center(), 11, theme.dark);
    }
    if (index.column() == ObserverModel::NameColumn
        && index.data(ObserverFilter::SelectedTrialsRole).toUInt() > 0) {
        // As wide as the tree, so that marks stand below each other.
        const int height = option.rect.height() - 8;
        painter->fillRect(QRect(0, option.rect.top() + 4, selectedMarkWidth, height), theme.accent);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->save();
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
}

QSize ObserverDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    constexpr int height = 26; // of all rows: the tree counts on it
    if (index.column() == ObserverModel::NameColumn)
        return {0, height}; // takes the room that is left; measuring 2,000 names would be seen
    return {QStyledItemDelegate::sizeHint(option, index).width(), height};
}

} // namespace learnscope
